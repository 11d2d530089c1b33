"""Reads the cases of cases/*.json and refuses what cases/README.md does not describe, so that a misspelt expectation fails."""
import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "cases"
CASE_TABLES = Path(__file__).resolve().parent / "case_tables.json"

CASE_KEYS = {"name", "behaviours", "wording", "server", "tables", "items", "steps", "note"}
STEP_KEYS = {"operation", "input", "raw", "encode", "headers", "method", "path", "target", "expect", "save", "until", "times",
             "parallel", "collect", "note"}
EXPECT_KEYS = {"status", "error", "type", "message", "output", "exactly", "headers", "body"}
WORDINGS = {"classic", "current", "2026-10"}


class WrongCase(Exception):
    """A case file that does not keep to the format."""


@dataclass(frozen=True)
class Case:
    file: str
    name: str
    behaviours: tuple
    flags: tuple  # of the server that it needs, the wording's included
    server: tuple  # those flags alone that stand in the case itself
    tables: dict  # name in the case → input of CreateTable without TableName; None: the case makes it itself
    items: dict  # name in the case → items that are there before the first step
    steps: list

    @property
    def id(self):
        return f"{self.file}: {self.name}"


def read_cases(folder=FOLDER):
    """All cases, in the order of the files' names."""
    common = _read(CASE_TABLES)
    cases = []
    for path in sorted(folder.glob("*.json")):
        document = _read(path)
        _only(document, {"about", "wording", "cases"}, path.name)
        found = [_case(path.stem, {"wording": document.get("wording"), **case}, common) for case in document["cases"]]
        names = [case.name for case in found]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise WrongCase(f"{path.name}: two cases are called {twice}")
        cases += found
    return cases


def _read(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_without_twice)
    except ValueError as error:
        raise WrongCase(f"{path.name}: {error}") from error


def _without_twice(pairs):
    keys = [key for key, _ in pairs]
    twice = {key for key in keys if keys.count(key) > 1} if len(set(keys)) < len(keys) else None
    if twice:
        raise ValueError(f"a key stands twice in one object: {twice}")
    return dict(pairs)


def _only(mapping, allowed, where):
    unknown = set(mapping) - allowed
    if unknown:
        raise WrongCase(f"{where}: unknown keys {sorted(unknown)}")


def _case(file, case, common):
    where = f"{file}: {case.get('name', '(a case without a name)')}"
    _only(case, CASE_KEYS, where)
    if not case.get("name") or not case.get("steps"):
        raise WrongCase(f"{where}: needs a name and steps")
    for step in case["steps"]:
        _check_step(step, where)
    wording = case.get("wording")
    if wording not in WORDINGS | {None}:
        raise WrongCase(f"{where}: no such wording: {wording}")
    tables = {}
    for name, schema in case.get("tables", {}).items():
        if isinstance(schema, str) and schema not in common:
            raise WrongCase(f"{where}: {schema} is not in {CASE_TABLES.name}")
        tables[name] = common[schema] if isinstance(schema, str) else schema
    _only(case.get("items", {}), set(tables), f"{where}: items of tables that are not there")
    server = tuple(case.get("server", []))
    flags = (("--error-wording", wording) if wording else ()) + server
    return Case(file, case["name"], tuple(case.get("behaviours", ())), flags, server, tables, case.get("items", {}), case["steps"])


def _check_step(step, where):
    _only(step, STEP_KEYS, where)
    if "operation" not in step and "target" not in step and "path" not in step:
        raise WrongCase(f"{where}: a step without an operation")
    if "input" in step and "raw" in step:
        raise WrongCase(f"{where}: a step with both input and raw")
    expect = step.get("expect", {})
    _only(expect, EXPECT_KEYS, f"{where}: expect")
    if "message" in expect and "error" not in expect and "type" not in expect:
        raise WrongCase(f"{where}: a message without its error")
    if "output" in expect and "exactly" in expect:
        raise WrongCase(f"{where}: output and exactly exclude each other")
    if step.get("until") and not expect:
        raise WrongCase(f"{where}: until needs an expectation")
