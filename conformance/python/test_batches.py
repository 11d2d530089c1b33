"""BatchGetItem and BatchWriteItem."""
import pytest
from service_errors import refused


def key(number):
    return {"pk": {"S": f"item {number}"}}


@pytest.fixture
def table(make_table):
    return make_table(key={"pk": "S"}).name


def write(dynamodb, table, *requests, **parameters):
    return dynamodb.batch_write_item(RequestItems={table: list(requests)}, **parameters)


def put(number, **attributes):
    return {"PutRequest": {"Item": {**key(number), **attributes}}}


def delete(number):
    return {"DeleteRequest": {"Key": key(number)}}


def test_write_and_read_several_tables(dynamodb, table, make_table):
    other = make_table(key={"pk": "S"}).name
    dynamodb.put_item(TableName=table, Item=key(99))
    answer = dynamodb.batch_write_item(RequestItems={table: [*(put(n) for n in range(10)), delete(99)], other: [put(1)]})
    assert answer["UnprocessedItems"] == {}
    found = dynamodb.batch_get_item(RequestItems={table: {"Keys": [key(n) for n in [*range(10), 99]]}, other: {"Keys": [key(1), key(2)]}})
    assert found["UnprocessedKeys"] == {}
    assert sorted(item["pk"]["S"] for item in found["Responses"][table]) == [f"item {n}" for n in range(10)]
    assert found["Responses"][other] == [key(1)]


def test_projection_and_consistent_read(dynamodb, table):
    write(dynamodb, table, put(1, x={"S": "x"}, y={"S": "y"}))
    found = dynamodb.batch_get_item(RequestItems={table: {
        "Keys": [key(1)], "ProjectionExpression": "#x", "ExpressionAttributeNames": {"#x": "x"}, "ConsistentRead": True}})
    assert found["Responses"][table] == [{"x": {"S": "x"}}]


def test_100_keys_and_25_writes_are_the_most(dynamodb, table):
    for start in range(0, 100, 25):
        write(dynamodb, table, *(put(n) for n in range(start, start + 25)))
    found = dynamodb.batch_get_item(RequestItems={table: {"Keys": [key(n) for n in range(100)]}})
    assert len(found["Responses"][table]) == 100
    with refused("ValidationException", "less than or equal to 100"):
        dynamodb.batch_get_item(RequestItems={table: {"Keys": [key(n) for n in range(101)]}})
    with refused("ValidationException", "less than or equal to 25"):
        write(dynamodb, table, *(put(n) for n in range(26)))


def test_sixteen_megabytes_are_the_most_that_is_read(dynamodb, table):
    for number in range(45):
        dynamodb.put_item(TableName=table, Item={**key(number), "big": {"S": "x" * 390_000}})
    wanted, found = {table: {"Keys": [key(number) for number in range(45)]}}, []
    rounds = 0
    while wanted:
        answer = dynamodb.batch_get_item(RequestItems=wanted)
        found += [item["pk"]["S"] for item in answer["Responses"][table]]
        wanted = answer["UnprocessedKeys"]
        rounds += 1
    assert sorted(found) == sorted(f"item {number}" for number in range(45))
    assert rounds == 2


def test_a_batch_is_refused_as_a_whole(dynamodb, table):
    with refused("ValidationException", exactly="Provided list of item keys contains duplicates"):
        write(dynamodb, table, put(1), delete(1))
    with refused("ValidationException", exactly="Provided list of item keys contains duplicates"):
        dynamodb.batch_get_item(RequestItems={table: {"Keys": [key(1), key(1)]}})
    with refused("ResourceNotFoundException", "Requested resource not found"):
        dynamodb.batch_write_item(RequestItems={table: [put(1)], "nowhere-to-be-found": [put(1)]})
    with refused("ValidationException", "The provided key element does not match the schema"):
        write(dynamodb, table, put(1), {"DeleteRequest": {"Key": {"wrong": {"S": "a"}}}})
    with refused("ValidationException", "."):
        write(dynamodb, table, put(1), {"PutRequest": {"Item": key(2)}, "DeleteRequest": {"Key": key(3)}})
    with refused("ValidationException", "Item size has exceeded the maximum allowed size"):
        write(dynamodb, table, put(1), put(2, big={"S": "x" * 410_000}))
    with refused("ValidationException", "."):
        dynamodb.batch_write_item(RequestItems={})
    assert dynamodb.scan(TableName=table)["Count"] == 0


def test_the_batch_writer_of_the_resource(resource, table):
    with resource.Table(table).batch_writer(overwrite_by_pkeys=["pk"]) as batch:
        for number in range(60):
            batch.put_item(Item={"pk": str(number % 50), "n": number})
    assert resource.Table(table).scan()["Count"] == 50
