"""The application's access patterns A to E on the course's table, the stream's function included."""
import uuid
from datetime import datetime, timedelta, timezone

import pytest
from stream_function import EventSourceMapping, INDEX, TABLE, handler_for

USERS = [{"uuid": str(uuid.uuid4()), "name": name, "handle": name.lower()} for name in ("Ann", "Ben")]


@pytest.fixture
def course_table(dynamodb):
    """The table as the end-of-course template makes it, but for DeletionProtectionEnabled (see javascript/)."""
    dynamodb.create_table(
        TableName=TABLE,
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("message_group_uuid", "pk", "sk")],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        BillingMode="PROVISIONED",
        ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
        GlobalSecondaryIndexes=[{
            "IndexName": INDEX,
            "KeySchema": [{"AttributeName": "message_group_uuid", "KeyType": "HASH"},
                          {"AttributeName": "sk", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "ALL"},
            "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}}],
        TableClass="STANDARD",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
    dynamodb.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1})
    yield
    dynamodb.delete_table(TableName=TABLE)


def group_row(owner, other, group, text, at):
    return {"pk": {"S": f"GRP#{owner['uuid']}"}, "sk": {"S": at}, "message_group_uuid": {"S": group},
            "message": {"S": text}, "user_uuid": {"S": other["uuid"]}, "user_display_name": {"S": other["name"]},
            "user_handle": {"S": other["handle"]}}


def message_row(author, group, text, at):
    return {"pk": {"S": f"MSG#{group}"}, "sk": {"S": at}, "message_uuid": {"S": str(uuid.uuid4())},
            "message": {"S": text}, "user_uuid": {"S": author["uuid"]}, "user_display_name": {"S": author["name"]},
            "user_handle": {"S": author["handle"]}}


def new_group(dynamodb, text, at):
    """Pattern D: a group begins with two group rows and a message, in one BatchWriteItem."""
    group = str(uuid.uuid4())
    rows = [group_row(USERS[0], USERS[1], group, text, at), group_row(USERS[1], USERS[0], group, text, at),
            message_row(USERS[0], group, text, at)]
    answer = dynamodb.batch_write_item(RequestItems={TABLE: [{"PutRequest": {"Item": row}} for row in rows]})
    assert answer["UnprocessedItems"] == {}
    return group


def query_newest(dynamodb, pk, year):
    return dynamodb.query(
        TableName=TABLE, ScanIndexForward=False, Limit=20, ReturnConsumedCapacity="TOTAL",
        KeyConditionExpression="pk = :pk AND begins_with(sk,:year)",
        ExpressionAttributeValues={":year": {"S": str(year)}, ":pk": {"S": pk}})


def test_patterns_a_to_d(course_table, dynamodb):
    start = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
    group = new_group(dynamodb, "hello", start.isoformat())  # D
    for minute in range(1, 30):  # C
        # The formats mix: with +00:00 and naive.
        at = start + timedelta(minutes=minute)
        text = at.isoformat() if minute % 2 else at.replace(tzinfo=None).isoformat()
        dynamodb.put_item(TableName=TABLE, Item=message_row(USERS[minute % 2], group, f"message {minute}", text))
    page = query_newest(dynamodb, f"MSG#{group}", 2024)  # A
    assert page["Count"] == 20
    assert [item["message"]["S"] for item in reversed(page["Items"])] == [f"message {n}" for n in range(10, 30)]
    groups = query_newest(dynamodb, f"GRP#{USERS[0]['uuid']}", 2024)  # B
    assert [item["message_group_uuid"]["S"] for item in groups["Items"]] == [group]
    assert groups["ConsumedCapacity"]["CapacityUnits"] == 0.5
    assert query_newest(dynamodb, f"MSG#{group}", 2023)["ConsumedCapacity"]["CapacityUnits"] == 0.5


def test_a_conversation_is_paged_to_its_end_between_two_dates(course_table, dynamodb):
    start = datetime(2024, 3, 1, tzinfo=timezone.utc)
    group = str(uuid.uuid4())
    for hour in range(47):
        dynamodb.put_item(TableName=TABLE, Item=message_row(
            USERS[0], group, str(hour), (start + timedelta(hours=hour)).isoformat()))
    texts, pages, start_key = [], 0, {}
    while True:
        page = dynamodb.query(
            TableName=TABLE, ScanIndexForward=False, Limit=20,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :start_date AND :end_date",
            ExpressionAttributeValues={":pk": {"S": f"MSG#{group}"}, ":start_date": {"S": "2024-03-01"},
                                       ":end_date": {"S": "2024-03-02T20:00:00+00:00"}}, **start_key)
        pages += 1
        texts += [int(item["message"]["S"]) for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            break
        start_key = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
    assert texts == list(range(44, -1, -1))
    assert pages == 3


def test_the_index_is_sparse(course_table, dynamodb):
    group = new_group(dynamodb, "hello", "2024-03-01T12:00:00")
    rows = dynamodb.scan(TableName=TABLE, IndexName=INDEX)["Items"]
    assert len(rows) == 2
    assert all(row["pk"]["S"].startswith("GRP#") for row in rows)
    found = dynamodb.query(TableName=TABLE, IndexName=INDEX, KeyConditionExpression="message_group_uuid = :group",
                           ExpressionAttributeValues={":group": {"S": group}})
    assert found["Count"] == 2


@pytest.fixture
def stream_arn(course_table, dynamodb):
    return dynamodb.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]


def test_pattern_e_a_message_moves_its_group_rows_and_makes_five_records(stream_arn, dynamodb, streams, resource):
    group = new_group(dynamodb, "hello", "2024-03-01T12:00:00")
    mapping = EventSourceMapping(streams, stream_arn, handler_for(resource))
    # The rows that are there already are moved onto themselves: a delete and a put each.
    mapping.run_until_idle()
    for number in range(1, 4):
        at = f"2024-03-01T13:00:0{number}+00:00"
        dynamodb.put_item(TableName=TABLE, Item=message_row(USERS[0], group, f"news {number}", at))
        records = mapping.run_until_idle()
        kinds = sorted((record["eventName"], record["dynamodb"]["Keys"]["pk"]["S"][:3]) for record in records)
        assert kinds == [("INSERT", "GRP"), ("INSERT", "GRP"), ("INSERT", "MSG"), ("REMOVE", "GRP"), ("REMOVE", "GRP")]
        for user in USERS:
            assert [row["sk"]["S"] for row in query_newest(dynamodb, f"GRP#{user['uuid']}", 2024)["Items"]] == [at]


def test_the_event_that_the_function_sees(stream_arn, dynamodb, streams):
    item = message_row(USERS[0], str(uuid.uuid4()), "hello", "2024-03-01T12:00:00")
    key = {"pk": item["pk"], "sk": item["sk"]}
    dynamodb.put_item(TableName=TABLE, Item=item)
    dynamodb.put_item(TableName=TABLE, Item=item)  # changes nothing: no record
    dynamodb.put_item(TableName=TABLE, Item={**item, "message": {"S": "edited"}})
    dynamodb.delete_item(TableName=TABLE, Key=key)
    records = EventSourceMapping(streams, stream_arn, lambda event: None).run_until_idle()
    assert [record["eventName"] for record in records] == ["INSERT", "MODIFY", "REMOVE"]
    for record in records:
        assert record["eventVersion"] == "1.1"
        assert record["eventSource"] == "aws:dynamodb"
        assert record["awsRegion"] == "eu-central-1"
        assert record["eventID"]
        change = record["dynamodb"]
        assert change["StreamViewType"] == "NEW_IMAGE"
        assert change["Keys"] == key
        assert "OldImage" not in change
        assert 21 <= len(change["SequenceNumber"]) <= 40
        assert change["SizeBytes"] == size_of(change["Keys"]) + size_of(change.get("NewImage", {}))
        assert abs(change["ApproximateCreationDateTime"] - datetime.now(timezone.utc)) < timedelta(minutes=1)
    assert records[0]["dynamodb"]["NewImage"] == item
    assert records[1]["dynamodb"]["NewImage"]["message"] == {"S": "edited"}
    assert "NewImage" not in records[2]["dynamodb"]


def size_of(image):
    return sum(len(name.encode()) + len(value["S"].encode()) for name, value in image.items())


def test_the_stream_is_switched_on_later(dynamodb, streams, make_table):
    table = make_table()
    dynamodb.put_item(TableName=table.name, Item={"pk": {"S": "MSG#1"}, "sk": {"S": "1"}})
    answer = dynamodb.update_table(TableName=table.name,
                                   StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
    dynamodb.get_waiter("table_exists").wait(TableName=table.name, WaiterConfig={"Delay": 1})
    mapping = EventSourceMapping(streams, answer["TableDescription"]["LatestStreamArn"], lambda event: None)
    dynamodb.put_item(TableName=table.name, Item={"pk": {"S": "MSG#2"}, "sk": {"S": "1"}})
    assert [record["dynamodb"]["Keys"]["pk"]["S"] for record in mapping.run_until_idle()] == ["MSG#2"]
