"""That the cases can fail: what differs is told, and what the format does not know is refused."""
import json

import pytest
from case_files import WrongCase, read_cases
from case_matching import exact_differences, subset_differences
from case_run import Reply, reply_differences
from case_values import UnknownName, resolve

STEP = {"operation": "ListTables", "input": {}}
CASE = {"name": "one", "steps": [STEP]}


def read(tmp_path, *cases):
    (tmp_path / "some.json").write_text(json.dumps({"about": "", "cases": list(cases)}))
    return read_cases(tmp_path)


@pytest.mark.parametrize("case", [
    {**CASE, "stepz": []},
    {**CASE, "steps": [{**STEP, "expects": {}}]},
    {**CASE, "steps": [{**STEP, "expect": {"msg": "x"}}]},
    {**CASE, "steps": [{**STEP, "expect": {"message": "x"}}]},
    {**CASE, "steps": [{**STEP, "raw": ""}]},
    {**CASE, "steps": []},
    {**CASE, "tables": {"T": "no such schema"}},
    {**CASE, "items": {"T": []}},
    {**CASE, "wording": "modern"},
])
def test_unknown_things_are_refused(tmp_path, case):
    assert len(read(tmp_path, CASE)) == 1
    with pytest.raises(WrongCase):
        read(tmp_path, case)


def test_names_are_unique(tmp_path):
    with pytest.raises(WrongCase):
        read(tmp_path, CASE, CASE)


@pytest.mark.parametrize("expected, got, differs", [
    ({"a": 1}, {"a": 1, "b": 2}, False),
    ({"a": 1}, {"a": 2}, True),
    ({"a": 1}, {}, True),
    ({"a": 1}, {"a": True}, True),
    ({"a": [1]}, {"a": [1, 2]}, True),
    ({"a": {"$exactly": {"x": 1}}}, {"a": {"x": 1, "y": 2}}, True),
    ({"a": {"$absent": True}}, {"a": None}, True),
    ({"a": {"$absent": True}}, {}, False),
    ({"a": {"$any": True}}, {}, True),
    ({"a": {"$pattern": "x+"}}, {"a": "xxy"}, True),
    ({"a": {"$pattern": "x+"}}, {"a": "xx"}, False),
    ({"a": {"$set": [1, 2]}}, {"a": [2, 1]}, False),
    ({"a": {"$set": [1, 2]}}, {"a": [1, 2, 3]}, True),
    ({"a": {"$set": [1, 1]}}, {"a": [1, 2]}, True),
    ({"a": {"$contains": [3]}}, {"a": [1, 2]}, True),
    ({"a": {"$length": 2}}, {"a": [1]}, True),
    ({"a": {"$between": [1, 2]}}, {"a": 2.5}, True),
    ({"a": {"SS": ["x", "y"]}}, {"a": {"SS": ["y", "x"]}}, False),
    ({"a": {"L": ["x", "y"]}}, {"a": {"L": ["y", "x"]}}, True),
])
def test_what_differs_is_told(expected, got, differs):
    assert bool(subset_differences(expected, got)) == differs


def test_exactly_means_no_other_members():
    assert exact_differences({"a": 1}, {"a": 1, "b": 2}) and not exact_differences({"a": 1}, {"a": 1})


@pytest.mark.parametrize("expect", [
    {}, {"error": "ResourceNotFoundException"}, {"error": "ValidationException", "message": "other"},
    {"error": "ValidationException", "headers": {"X-Other": {"$any": True}}}, {"status": 400, "exactly": {}},
    {"status": 400, "body": ""}])
def test_replies_that_are_not_as_expected(expect):
    reply = Reply(400, {}, b'{"__type":"com.amazon.coral.validate#ValidationException","message":"some"}')
    assert reply_differences(expect, reply)
    assert not reply_differences({"error": "ValidationException", "message": "some"}, reply)
    wrong_sum = Reply(400, {"x-amz-crc32": "1"}, reply.body)
    assert reply_differences({"error": "ValidationException"}, wrong_sum)


def test_values_that_stand_for_others():
    assert resolve({"${T}": ["a-${T}", "${K}"]}, {"T": "t", "K": {"S": "x"}}) == {"t": ["a-t", {"S": "x"}]}
    assert resolve({"$join": ["a", {"$each": "x${i}", "times": 2}], "with": ","}, {}) == "a,x0,x1"
    assert resolve({"$nest": {"S": "x"}, "in": "L", "levels": 2}, {}) == {"L": [{"L": [{"S": "x"}]}]}
    assert resolve({"$entries": {"a${i}": {"$repeat": "x", "times": 2}}, "times": 2}, {}) == {"a0": "xx", "a1": "xx"}
    with pytest.raises(UnknownName):
        resolve("${X}", {})
    with pytest.raises(ValueError):
        resolve({"$repeat": "x", "time": 2}, {})
