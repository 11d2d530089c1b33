"""What is acknowledged is there when the server starts again, after SIGTERM as after kill -9. Two servers do not share a
directory."""
import pytest
from conftest import client_of
from server import Server
from service_errors import refused

KEY = {"pk": {"S": "a"}, "sk": {"S": "1"}}


def make_table(dynamodb):
    return dynamodb.create_table(
        TableName="kept", BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "g")],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[{"IndexName": "by-g", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
                                 "Projection": {"ProjectionType": "ALL"}}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        Tags=[{"Key": "team", "Value": "red"}])["TableDescription"]


def stream_records(streams, arn):
    found = []
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
        found += streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    return found


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_everything_is_there_after_a_restart(durable_server, end):
    dynamodb = client_of(durable_server.endpoint)
    described = make_table(dynamodb)
    items = [{**KEY, "sk": {"S": f"{number:03}"}, "g": {"S": "group"}} for number in range(50)]
    for item in items:
        dynamodb.put_item(TableName="kept", Item=item)
    transaction = {"ClientRequestToken": "token", "TransactItems": [{"Update": {
        "TableName": "kept", "Key": KEY, "UpdateExpression": "ADD n :one", "ExpressionAttributeValues": {":one": {"N": "1"}}}}]}
    dynamodb.transact_write_items(**transaction)
    getattr(durable_server, end)()

    durable_server.start()
    dynamodb, streams = client_of(durable_server.endpoint), client_of(durable_server.endpoint, "dynamodbstreams")
    table = dynamodb.describe_table(TableName="kept")["Table"]
    assert table["TableId"] == described["TableId"] and table["TableStatus"] == "ACTIVE"
    assert dynamodb.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"] == [{"Key": "team", "Value": "red"}]
    found = dynamodb.query(TableName="kept", IndexName="by-g", KeyConditionExpression="g = :g",
                           ExpressionAttributeValues={":g": {"S": "group"}})["Items"]
    assert sorted(found, key=str) == sorted(items, key=str)
    dynamodb.transact_write_items(**transaction)  # the same token: nothing is done a second time
    assert dynamodb.get_item(TableName="kept", Key=KEY)["Item"]["n"] == {"N": "1"}
    records = stream_records(streams, table["LatestStreamArn"])
    assert len(records) == 51
    dynamodb.delete_item(TableName="kept", Key=KEY)
    after = stream_records(streams, table["LatestStreamArn"])
    assert [record["eventID"] for record in after[:51]] == [record["eventID"] for record in records]
    numbers = [int(record["dynamodb"]["SequenceNumber"]) for record in after]
    assert len(after) == 52 and max(numbers) == numbers[-1]


def test_sigterm_ends_within_a_tenth_of_a_second_or_so(durable_server):
    make_table(client_of(durable_server.endpoint))
    status, seconds = durable_server.stop()
    assert status == 0
    assert seconds < 1, "the aim is 0.1 s; a busy machine gets more"


def test_a_directory_belongs_to_one_server(durable_server):
    second = Server(durable_server.data)
    with pytest.raises(RuntimeError, match=str(durable_server.data)):
        second.start()


def test_a_deleted_table_stays_deleted(durable_server):
    dynamodb = client_of(durable_server.endpoint)
    make_table(dynamodb)
    dynamodb.put_item(TableName="kept", Item=KEY)
    dynamodb.delete_table(TableName="kept")
    durable_server.kill()
    durable_server.start()
    dynamodb = client_of(durable_server.endpoint)
    with refused("ResourceNotFoundException"):
        dynamodb.describe_table(TableName="kept")
    make_table(dynamodb)
    assert dynamodb.scan(TableName="kept")["Items"] == []
