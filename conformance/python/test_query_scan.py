"""Query and Scan: key conditions, order, filters, projections, pages, segments, what they count and cost."""
import pytest
from service_errors import refused


def put_many(dynamodb, table, items):
    for start in range(0, len(items), 25):
        requests = [{"PutRequest": {"Item": item}} for item in items[start:start + 25]]
        assert dynamodb.batch_write_item(RequestItems={table: requests})["UnprocessedItems"] == {}


def row(pk, sk, **attributes):
    return {"pk": {"S": pk}, "sk": {"N": str(sk)}, **attributes}


@pytest.fixture
def rows(dynamodb, make_table):
    """A table with partitions a and b of 30 items each, sort keys -10 to 19; attribute v is the sort key modulo 3."""
    name = make_table(key={"pk": "S", "sk": "N"}).name
    put_many(dynamodb, name, [row(pk, sk, v={"N": str(sk % 3)}, m={"M": {"x": {"N": "1"}, "y": {"N": "2"}}})
                              for pk in "ab" for sk in range(-10, 20)])
    return name


def query(dynamodb, table, condition, values, **parameters):
    return dynamodb.query(TableName=table, KeyConditionExpression=condition, ExpressionAttributeValues=values, **parameters)


def sort_keys(answer):
    return [int(item["sk"]["N"]) for item in answer["Items"]]


A = {":pk": {"S": "a"}}


@pytest.mark.parametrize("condition, values, expected", [
    ("pk = :pk", {}, range(-10, 20)),
    (":pk = pk", {}, range(-10, 20)),
    ("pk = :pk AND sk = :v", {":v": {"N": "3.0"}}, [3]),
    ("pk = :pk AND sk < :v", {":v": {"N": "-8"}}, [-10, -9]),
    ("pk = :pk AND sk <= :v", {":v": {"N": "-8"}}, [-10, -9, -8]),
    ("pk = :pk AND sk > :v", {":v": {"N": "17.5"}}, [18, 19]),
    ("pk = :pk AND sk >= :v", {":v": {"N": "18"}}, [18, 19]),
    ("pk = :pk AND sk BETWEEN :v AND :w", {":v": {"N": "-1"}, ":w": {"N": "1"}}, [-1, 0, 1]),
    ("(pk = :pk) AND (sk = :v)", {":v": {"N": "0"}}, [0]),
    ("pk = :pk AND sk > :v", {":v": {"N": "100"}}, []),
])
def test_key_conditions(dynamodb, rows, condition, values, expected):
    assert sort_keys(query(dynamodb, rows, condition, {**A, **values})) == list(expected)
    backward = query(dynamodb, rows, condition, {**A, **values}, ScanIndexForward=False)
    assert sort_keys(backward) == list(expected)[::-1]


def test_begins_with_on_strings_and_bytes(dynamodb, make_table):
    for type_, values in [("S", ["", "a", "a\u00ff", "ab", "b", "a\U0010ffff"]), ("B", [b"\x00", b"a", b"a\xff", b"a\xff\xff", b"b"])]:
        name = make_table(key={"pk": "S", "sk": type_}).name
        values = [value for value in values if value]
        put_many(dynamodb, name, [{"pk": {"S": "a"}, "sk": {type_: value}} for value in values])
        prefix = "a" if type_ == "S" else b"a"
        found = query(dynamodb, name, "pk = :pk AND begins_with(sk, :v)", {**A, ":v": {type_: prefix}})
        expected = sorted((value for value in values if value.startswith(prefix)),
                          key=lambda value: value.encode() if type_ == "S" else value)
        assert [item["sk"][type_] for item in found["Items"]] == expected


@pytest.mark.parametrize("condition, values, message", [
    ("sk = :v", {":v": {"N": "1"}}, "Query condition missed key schema element: pk"),
    ("pk > :v", {":v": {"S": "a"}}, "Query key condition not supported"),
    ("pk = :v AND v = :v", {":v": {"S": "a"}}, "Query condition missed key schema element: sk|Query key condition not supported"),
    ("pk = :v AND sk = :v", {":v": {"S": "a"}}, "Condition parameter type does not match schema type"),
    ("pk = :v OR pk = :v", {":v": {"S": "a"}}, "Invalid operator used in KeyConditionExpression: OR"),
    ("pk = :v AND sk BETWEEN :b AND :a", {":v": {"S": "a"}, ":a": {"N": "1"}, ":b": {"N": "2"}},
     "The BETWEEN operator requires upper bound to be greater than or equal to lower bound"),
    ("", {":v": {"S": "a"}}, "Invalid KeyConditionExpression: The expression can not be empty;"),
    ("pk = :nothing", {":v": {"S": "a"}}, "An expression attribute value used in expression is not defined"),
])
def test_key_conditions_are_refused(dynamodb, rows, condition, values, message):
    with refused("ValidationException", message):
        query(dynamodb, rows, condition, values)


def test_a_filter_comes_after_the_count(dynamodb, rows):
    answer = query(dynamodb, rows, "pk = :pk", {**A, ":v": {"N": "0"}}, FilterExpression="v = :v")
    assert (answer["Count"], answer["ScannedCount"]) == (10, 30)
    limited = query(dynamodb, rows, "pk = :pk", {**A, ":v": {"N": "0"}}, FilterExpression="v = :v", Limit=6)
    assert (limited["Count"], limited["ScannedCount"]) == (2, 6)
    assert limited["LastEvaluatedKey"] == {"pk": {"S": "a"}, "sk": {"N": "-5"}}
    with refused("ValidationException", "Filter Expression can only contain non-primary key attributes"):
        query(dynamodb, rows, "pk = :pk", {**A, ":v": {"N": "0"}}, FilterExpression="sk = :v")


def test_projection_and_select(dynamodb, rows):
    answer = query(dynamodb, rows, "pk = :pk AND sk = :v", {**A, ":v": {"N": "1"}}, ProjectionExpression="sk, m.y")
    assert answer["Items"] == [{"sk": {"N": "1"}, "m": {"M": {"y": {"N": "2"}}}}]
    counted = query(dynamodb, rows, "pk = :pk", A, Select="COUNT")
    assert counted["Count"] == 30 and not counted.get("Items")
    with refused("ValidationException", "SPECIFIC_ATTRIBUTES|ProjectionExpression|AttributesToGet"):
        query(dynamodb, rows, "pk = :pk", A, Select="ALL_ATTRIBUTES", ProjectionExpression="sk")


@pytest.mark.parametrize("forward", [True, False])
def test_pages_of_a_query(dynamodb, rows, forward):
    seen, start, pages = [], {}, 0
    while True:
        page = query(dynamodb, rows, "pk = :pk", A, Limit=7, ScanIndexForward=forward, **start)
        seen += sort_keys(page)
        pages += 1
        if "LastEvaluatedKey" not in page:
            break
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
    assert seen == sorted(range(-10, 20), reverse=not forward)
    assert pages == 5
    # Exactly as many as there are: the service does not look further, so there is one key more.
    assert "LastEvaluatedKey" in query(dynamodb, rows, "pk = :pk", A, Limit=30)
    assert "LastEvaluatedKey" not in query(dynamodb, rows, "pk = :pk", A, Limit=31)


@pytest.mark.parametrize("start, message", [
    ({"pk": {"S": "a"}}, "The provided starting key is invalid"),
    ({"pk": {"S": "b"}, "sk": {"N": "1"}}, "The provided starting key is outside query boundaries based on provided conditions"),
])
def test_starting_keys_are_refused(dynamodb, rows, start, message):
    with refused("ValidationException", message):
        query(dynamodb, rows, "pk = :pk", A, ExclusiveStartKey=start)


def test_a_page_ends_at_one_megabyte(dynamodb, make_table):
    name = make_table(key={"pk": "S", "sk": "N"}).name
    for sk in range(12):
        dynamodb.put_item(TableName=name, Item=row("a", sk, big={"S": "x" * 100_000}))
    page = query(dynamodb, name, "pk = :pk", A, ReturnConsumedCapacity="TOTAL")
    assert page["Count"] == 11 and page["LastEvaluatedKey"] == {"pk": {"S": "a"}, "sk": {"N": "10"}}
    assert page["ConsumedCapacity"]["CapacityUnits"] == 134.5
    # The page is as long when little of it is shown.
    assert query(dynamodb, name, "pk = :pk", A, ProjectionExpression="sk")["Count"] == 11
    scanned = dynamodb.scan(TableName=name, FilterExpression="sk < :v", ExpressionAttributeValues={":v": {"N": "0"}})
    assert (scanned["Count"], scanned["ScannedCount"]) == (0, 11)
    rest = query(dynamodb, name, "pk = :pk", A, ExclusiveStartKey=page["LastEvaluatedKey"])
    assert rest["Count"] == 1 and "LastEvaluatedKey" not in rest


@pytest.fixture
def partitions(dynamodb, make_table):
    name = make_table(key={"pk": "S"}).name
    put_many(dynamodb, name, [{"pk": {"S": f"partition {number}"}, "v": {"N": str(number)}} for number in range(100)])
    return name


def scan_all(dynamodb, table, **parameters):
    found, start = [], {}
    while True:
        page = dynamodb.scan(TableName=table, **parameters, **start)
        found += [item["pk"]["S"] for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            return found
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def test_scan_finds_each_item_once(dynamodb, partitions):
    whole = scan_all(dynamodb, partitions)
    assert sorted(whole) == sorted(f"partition {number}" for number in range(100))
    assert whole != sorted(whole), "the order is that of the keys' hashes"
    assert scan_all(dynamodb, partitions, Limit=7) == whole
    filtered = dynamodb.scan(TableName=partitions, FilterExpression="v < :v", ExpressionAttributeValues={":v": {"N": "10"}})
    assert (filtered["Count"], filtered["ScannedCount"]) == (10, 100)


@pytest.mark.parametrize("total", [1, 3, 8])
def test_segments_part_the_table(dynamodb, partitions, total):
    parts = [scan_all(dynamodb, partitions, Segment=segment, TotalSegments=total, Limit=9) for segment in range(total)]
    assert [pk for part in parts for pk in part] == scan_all(dynamodb, partitions)
    assert total == 1 or all(part for part in parts)


@pytest.mark.parametrize("parameters, message", [
    ({"Segment": 0}, "The TotalSegments parameter is required but was not present in the request when Segment parameter is present"),
    ({"TotalSegments": 2}, "The Segment parameter is required but was not present in the request when parameter TotalSegments is present"),
    ({"Segment": 5, "TotalSegments": 5}, "The Segment parameter is zero-based and must be less than parameter TotalSegments"),
    ({"FilterExpression": "v >"}, "Invalid FilterExpression: Syntax error"),
    ({"IndexName": "nothing"}, "The table does not have the specified index: nothing"),
    ({"ExclusiveStartKey": {"nothing": {"S": "a"}}}, "The provided starting key is invalid"),
])
def test_scan_is_refused(dynamodb, partitions, parameters, message):
    with refused("ValidationException", message):
        dynamodb.scan(TableName=partitions, **parameters)


def test_paginators(dynamodb, rows):
    pages = dynamodb.get_paginator("query").paginate(
        TableName=rows, KeyConditionExpression="pk = :pk", ExpressionAttributeValues=A, PaginationConfig={"PageSize": 4})
    assert sum(page["Count"] for page in pages) == 30
    pages = dynamodb.get_paginator("scan").paginate(TableName=rows, PaginationConfig={"PageSize": 11})
    assert sum(page["Count"] for page in pages) == 60
