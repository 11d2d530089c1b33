"""ReturnConsumedCapacity and ReturnItemCollectionMetrics: what calls cost."""
import pytest

KEY = {"pk": {"S": "a"}, "sk": {"S": "1"}}
GSI = {"IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}], "Projection": {"ProjectionType": "KEYS_ONLY"}}
LSI = {"IndexName": "lsi", "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "l", "KeyType": "RANGE"}],
       "Projection": {"ProjectionType": "ALL"}}


def cost(answer):
    return answer["ConsumedCapacity"]["CapacityUnits"]


def padded(size, **attributes):
    """An item of KEY of so many bytes."""
    return {**KEY, "x": {"S": "x" * (size - len("pka" "sk1" "x"))}, **attributes}


@pytest.mark.parametrize("size, write_units, read_units", [(100, 1, 1), (1024, 1, 1), (1025, 2, 1), (4096, 4, 1), (4097, 5, 2)])
def test_plain_reads_and_writes(dynamodb, table, size, write_units, read_units):
    total = {"TableName": table, "ReturnConsumedCapacity": "TOTAL"}
    assert cost(dynamodb.put_item(Item=padded(size), **total)) == write_units
    assert cost(dynamodb.get_item(Key=KEY, **total)) == read_units / 2
    assert cost(dynamodb.get_item(Key=KEY, ConsistentRead=True, **total)) == read_units
    key_condition = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": KEY["pk"]}}
    assert cost(dynamodb.query(**key_condition, **total)) == read_units / 2
    assert cost(dynamodb.scan(ConsistentRead=True, **total)) == read_units
    transaction = {"TransactItems": [{"Get": {"TableName": table, "Key": KEY}}], "ReturnConsumedCapacity": "TOTAL"}
    answer = dynamodb.transact_get_items(**transaction)
    assert answer["ConsumedCapacity"] == [{"TableName": table, "CapacityUnits": 2.0 * read_units, "ReadCapacityUnits": 2.0 * read_units}]
    answer = dynamodb.transact_write_items(TransactItems=[{"Put": {"TableName": table, "Item": padded(size)}}],
                                           ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"][0]["CapacityUnits"] == 2.0 * write_units
    assert cost(dynamodb.delete_item(Key=KEY, **total)) == write_units


def test_misses_cost_as_well(dynamodb, table):
    total = {"TableName": table, "ReturnConsumedCapacity": "TOTAL"}
    assert cost(dynamodb.get_item(Key=KEY, **total)) == 0.5
    assert cost(dynamodb.get_item(Key=KEY, ConsistentRead=True, **total)) == 1
    assert cost(dynamodb.delete_item(Key=KEY, **total)) == 1


def test_a_write_costs_the_larger_item(dynamodb, table):
    total = {"TableName": table, "ReturnConsumedCapacity": "TOTAL"}
    dynamodb.put_item(TableName=table, Item=padded(3000))
    assert cost(dynamodb.put_item(Item=padded(100), **total)) == 3
    assert cost(dynamodb.put_item(Item=padded(2000), **total)) == 2


def test_none_is_the_default(dynamodb, table):
    assert "ConsumedCapacity" not in dynamodb.put_item(TableName=table, Item=KEY)
    assert "ConsumedCapacity" not in dynamodb.get_item(TableName=table, Key=KEY, ReturnConsumedCapacity="NONE")


@pytest.fixture
def indexed(make_table):
    return make_table(attributes={"g": "S", "l": "S"}, GlobalSecondaryIndexes=[GSI], LocalSecondaryIndexes=[LSI]).name


def parts(answer):
    consumed = answer["ConsumedCapacity"]
    return (consumed["CapacityUnits"], consumed["Table"]["CapacityUnits"],
            consumed.get("GlobalSecondaryIndexes", {}).get("gsi", {}).get("CapacityUnits"),
            consumed.get("LocalSecondaryIndexes", {}).get("lsi", {}).get("CapacityUnits"))


def test_indexes_cost_what_changes_in_them(dynamodb, indexed):
    def put(**attributes):
        item = {**KEY, **{name: {"S": value} for name, value in attributes.items()}}
        return parts(dynamodb.put_item(TableName=indexed, Item=item, ReturnConsumedCapacity="INDEXES"))

    assert put() == (1, 1, None, None)
    assert put(g="1", l="1") == (3, 1, 1, 1)
    assert put(g="1", l="1") == (1, 1, None, None)  # nothing changes in an index
    assert put(g="2", l="1") == (4, 1, 2, 1)  # the key moves: a delete and a put; the local index holds all attributes
    assert put(g="2", l="1", y="1") == (2, 1, None, 1)  # outside the global index
    assert put() == (3, 1, 1, 1)


def test_reading_an_index_costs_the_index(dynamodb, indexed):
    dynamodb.put_item(TableName=indexed, Item=padded(3000, g={"S": "1"}, l={"S": "1"}))
    values = {":g": {"S": "1"}}
    found = dynamodb.query(TableName=indexed, IndexName="gsi", KeyConditionExpression="g = :g", ExpressionAttributeValues=values,
                           ReturnConsumedCapacity="INDEXES")
    assert parts(found) == (0.5, 0, 0.5, None)


def test_batches_tell_table_by_table(dynamodb, table, make_table):
    other = make_table().name
    written = dynamodb.batch_write_item(ReturnConsumedCapacity="TOTAL", RequestItems={
        table: [{"PutRequest": {"Item": padded(1500)}}, {"DeleteRequest": {"Key": {**KEY, "sk": {"S": "2"}}}}],
        other: [{"PutRequest": {"Item": KEY}}]})
    assert {entry["TableName"]: entry["CapacityUnits"] for entry in written["ConsumedCapacity"]} == {table: 3.0, other: 1.0}
    read = dynamodb.batch_get_item(ReturnConsumedCapacity="TOTAL", RequestItems={
        table: {"Keys": [KEY, {**KEY, "sk": {"S": "2"}}], "ConsistentRead": True}, other: {"Keys": [KEY]}})
    assert {entry["TableName"]: entry["CapacityUnits"] for entry in read["ConsumedCapacity"]} == {table: 2.0, other: 0.5}


def test_item_collection_metrics(dynamodb, indexed, table):
    answer = dynamodb.put_item(TableName=indexed, Item=KEY, ReturnItemCollectionMetrics="SIZE")
    metrics = answer["ItemCollectionMetrics"]
    assert metrics["ItemCollectionKey"] == {"pk": {"S": "a"}}
    assert metrics["SizeEstimateRangeGB"] == [0.0, 1.0]
    batch = dynamodb.batch_write_item(RequestItems={indexed: [{"DeleteRequest": {"Key": KEY}}]}, ReturnItemCollectionMetrics="SIZE")
    assert batch["ItemCollectionMetrics"][indexed][0]["ItemCollectionKey"] == {"pk": {"S": "a"}}
    # A table without local indexes has no item collections to watch.
    assert "ItemCollectionMetrics" not in dynamodb.put_item(TableName=table, Item=KEY, ReturnItemCollectionMetrics="SIZE")
