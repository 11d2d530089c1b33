"""Local and global secondary indexes: sparse, projections, ties, pages, added and deleted on a table with items."""
import time

import pytest
from service_errors import refused

OWNER = [{"AttributeName": "holder", "KeyType": "HASH"}, {"AttributeName": "score", "KeyType": "RANGE"}]
KEYS = {"pk": {"S": "a"}, "sk": {"S": "1"}}


def index(name, key_schema=None, projection="ALL", attributes=None):
    return {"IndexName": name, "KeySchema": key_schema or OWNER,
            "Projection": {"ProjectionType": projection, **({"NonKeyAttributes": attributes} if attributes else {})}}


def local(name, projection="ALL", attributes=None):
    return index(name, [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "score", "KeyType": "RANGE"}],
                 projection, attributes)


@pytest.fixture
def indexed(make_table):
    return make_table(
        attributes={"holder": "S", "score": "N"},
        GlobalSecondaryIndexes=[index("all"), index("keys", projection="KEYS_ONLY"), index("some", projection="INCLUDE", attributes=["x"])],
        LocalSecondaryIndexes=[local("local"), local("local-keys", "KEYS_ONLY")]).name


def item(pk, sk, holder=None, score=None, **attributes):
    made = {"pk": {"S": pk}, "sk": {"S": sk}, **attributes}
    if holder is not None:
        made["holder"] = {"S": holder}
    if score is not None:
        made["score"] = {"N": str(score)}
    return made


def by_holder(dynamodb, table, name, holder="ann", **parameters):
    return dynamodb.query(TableName=table, IndexName=name, KeyConditionExpression="holder = :holder",
                          ExpressionAttributeValues={":holder": {"S": holder}}, **parameters)


def keys_of(answer):
    return [(found["pk"]["S"], found["sk"]["S"]) for found in answer["Items"]]


def test_projections(dynamodb, indexed):
    whole = item("a", "1", "ann", 1, x={"S": "x"}, y={"S": "y"})
    dynamodb.put_item(TableName=indexed, Item=whole)
    only_keys = {name: whole[name] for name in ("pk", "sk", "holder", "score")}
    assert by_holder(dynamodb, indexed, "all")["Items"] == [whole]
    assert by_holder(dynamodb, indexed, "keys")["Items"] == [only_keys]
    assert by_holder(dynamodb, indexed, "some")["Items"] == [{**only_keys, "x": whole["x"]}]
    with refused("ValidationException", "Select type ALL_ATTRIBUTES is not supported for global secondary index keys"):
        by_holder(dynamodb, indexed, "keys", Select="ALL_ATTRIBUTES")
    with refused("ValidationException", "Consistent reads are not supported on global secondary indexes"):
        by_holder(dynamodb, indexed, "all", ConsistentRead=True)
    # A local index fetches from the table what it does not have.
    fetched = dynamodb.query(TableName=indexed, IndexName="local-keys", KeyConditionExpression="pk = :pk", ConsistentRead=True,
                             Select="ALL_ATTRIBUTES", ExpressionAttributeValues={":pk": {"S": "a"}})
    assert fetched["Items"] == [whole]


def test_indexes_are_sparse(dynamodb, indexed):
    dynamodb.put_item(TableName=indexed, Item=item("a", "1", "ann", 1))
    dynamodb.put_item(TableName=indexed, Item=item("a", "2", "ann"))
    dynamodb.put_item(TableName=indexed, Item=item("a", "3", score=3))
    assert keys_of(dynamodb.scan(TableName=indexed, IndexName="all")) == [("a", "1")]
    assert sorted(keys_of(dynamodb.scan(TableName=indexed, IndexName="local"))) == [("a", "1"), ("a", "3")]
    with refused("ValidationException", "Type mismatch for Index Key score Expected: N Actual: S IndexName: "):
        dynamodb.put_item(TableName=indexed, Item={**item("a", "4", "ann"), "score": {"S": "first"}})


def test_indexes_follow_their_items(dynamodb, indexed):
    dynamodb.put_item(TableName=indexed, Item=item("a", "1", "ann", 1))
    dynamodb.update_item(TableName=indexed, Key=KEYS, UpdateExpression="SET holder = :h",
                         ExpressionAttributeValues={":h": {"S": "ben"}})
    assert keys_of(by_holder(dynamodb, indexed, "all")) == []
    assert keys_of(by_holder(dynamodb, indexed, "all", "ben")) == [("a", "1")]
    dynamodb.update_item(TableName=indexed, Key=KEYS, UpdateExpression="REMOVE holder")
    assert keys_of(by_holder(dynamodb, indexed, "all", "ben")) == []
    dynamodb.put_item(TableName=indexed, Item=item("a", "1", "ann", 1))
    dynamodb.delete_item(TableName=indexed, Key=KEYS)
    assert keys_of(by_holder(dynamodb, indexed, "all")) == []


@pytest.mark.parametrize("forward", [True, False])
def test_ties_are_kept_through_all_pages(dynamodb, indexed, forward):
    for number in range(20):
        dynamodb.put_item(TableName=indexed, Item=item("a", str(number), "ann", 1))
    seen, start = [], {}
    while True:
        page = by_holder(dynamodb, indexed, "all", Limit=3, ScanIndexForward=forward, **start)
        seen += keys_of(page)
        if "LastEvaluatedKey" not in page:
            break
        assert set(page["LastEvaluatedKey"]) == {"pk", "sk", "holder", "score"}
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
    assert sorted(seen) == sorted(("a", str(number)) for number in range(20))


def test_a_local_index_orders_a_partition_anew(dynamodb, indexed):
    for number in range(10):
        dynamodb.put_item(TableName=indexed, Item=item("a", str(number), score=-number))
    found = dynamodb.query(TableName=indexed, IndexName="local", KeyConditionExpression="pk = :pk AND score >= :score",
                           ExpressionAttributeValues={":pk": {"S": "a"}, ":score": {"N": "-4"}})
    assert keys_of(found) == [("a", str(number)) for number in (4, 3, 2, 1, 0)]


def wait_for_index(dynamodb, table, name, status):
    """Until the index has the status; None means gone. The service has no waiter for this."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        indexes = dynamodb.describe_table(TableName=table)["Table"].get("GlobalSecondaryIndexes", [])
        found = [entry["IndexStatus"] for entry in indexes if entry["IndexName"] == name]
        if found == ([status] if status else []):
            return
        time.sleep(0.05)
    raise AssertionError(f"index {name} is {found}, not {status}")


def test_an_index_added_later_is_filled(dynamodb, make_table):
    table = make_table().name
    for number in range(60):
        dynamodb.put_item(TableName=table, Item=item("a", str(number), "ann", number))
    dynamodb.put_item(TableName=table, Item={**item("b", "wrong type", "ann"), "score": {"S": "first"}})
    dynamodb.put_item(TableName=table, Item=item("b", "no score", "ann"))
    answer = dynamodb.update_table(
        TableName=table,
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"},
                              {"AttributeName": "holder", "AttributeType": "S"}, {"AttributeName": "score", "AttributeType": "N"}],
        GlobalSecondaryIndexUpdates=[{"Create": index("later")}])
    assert answer["TableDescription"]["GlobalSecondaryIndexes"][0]["IndexStatus"] == "CREATING"
    dynamodb.put_item(TableName=table, Item=item("a", "meanwhile", "ann", 1000))
    wait_for_index(dynamodb, table, "later", "ACTIVE")
    found = by_holder(dynamodb, table, "later")
    assert keys_of(found) == [*(("a", str(number)) for number in range(60)), ("a", "meanwhile")]
    dynamodb.update_table(TableName=table, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "later"}}])
    wait_for_index(dynamodb, table, "later", None)
    with refused("ValidationException", "The table does not have the specified index: later"):
        by_holder(dynamodb, table, "later")


def test_describe_table_tells_of_its_indexes(dynamodb, indexed):
    table = dynamodb.describe_table(TableName=indexed)["Table"]
    indexes = {entry["IndexName"]: entry for entry in table["GlobalSecondaryIndexes"]}
    assert set(indexes) == {"all", "keys", "some"}
    assert indexes["some"]["Projection"] == {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["x"]}
    assert indexes["all"]["IndexArn"] == table["TableArn"] + "/index/all"
    assert indexes["all"]["IndexStatus"] == "ACTIVE"
    assert {entry["IndexName"] for entry in table["LocalSecondaryIndexes"]} == {"local", "local-keys"}
