"""ListStreams, DescribeStream, GetShardIterator, GetRecords."""
import pytest
from service_errors import refused

KEY = {"pk": {"S": "a"}, "sk": {"S": "1"}}
VIEWS = {
    "KEYS_ONLY": set(), "NEW_IMAGE": {"NewImage"}, "OLD_IMAGE": {"OldImage"}, "NEW_AND_OLD_IMAGES": {"NewImage", "OldImage"}}


@pytest.fixture
def streamed(make_table):
    def make(view="NEW_AND_OLD_IMAGES"):
        return make_table(StreamSpecification={"StreamEnabled": True, "StreamViewType": view})
    return make


def shards_of(streams, arn):
    return streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]


def iterators(streams, arn, type_="TRIM_HORIZON"):
    return [streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType=type_)["ShardIterator"]
            for shard in shards_of(streams, arn)]


def read(streams, iterator, limit=1000):
    """What the shard has now, and the iterator behind it."""
    records = []
    while iterator:
        answer = streams.get_records(ShardIterator=iterator, Limit=limit)
        assert len(answer["Records"]) <= limit
        iterator = answer.get("NextShardIterator")
        if not answer["Records"]:
            break
        records += answer["Records"]
    return records, iterator


def read_all(streams, arn):
    return [record for iterator in iterators(streams, arn) for record in read(streams, iterator)[0]]


@pytest.mark.parametrize("view", VIEWS)
def test_view_types(dynamodb, streams, streamed, view):
    table = streamed(view)
    dynamodb.put_item(TableName=table.name, Item={**KEY, "x": {"N": "1"}})
    dynamodb.update_item(TableName=table.name, Key=KEY, UpdateExpression="SET x = :x", ExpressionAttributeValues={":x": {"N": "2"}})
    dynamodb.delete_item(TableName=table.name, Key=KEY)
    records = read_all(streams, table.description["LatestStreamArn"])
    images = {"INSERT": {"NewImage": "1"}, "MODIFY": {"OldImage": "1", "NewImage": "2"}, "REMOVE": {"OldImage": "2"}}
    assert [record["eventName"] for record in records] == list(images)
    for record in records:
        change = record["dynamodb"]
        assert change["Keys"] == KEY and change["StreamViewType"] == view
        shown = {name: change[name]["x"]["N"] for name in ("NewImage", "OldImage") if name in change}
        assert shown == {name: x for name, x in images[record["eventName"]].items() if name in VIEWS[view]}
    numbers = [int(record["dynamodb"]["SequenceNumber"]) for record in records]
    assert numbers == sorted(set(numbers))


def test_writes_that_change_nothing_make_no_record(dynamodb, streams, streamed):
    table = streamed()
    item = {**KEY, "x": {"N": "1"}, "s": {"SS": ["a", "b"]}}
    dynamodb.put_item(TableName=table.name, Item=item)
    dynamodb.put_item(TableName=table.name, Item={**item, "x": {"N": "1.0"}, "s": {"SS": ["b", "a"]}})
    dynamodb.update_item(TableName=table.name, Key=KEY, UpdateExpression="SET x = x REMOVE y")
    dynamodb.delete_item(TableName=table.name, Key={**KEY, "sk": {"S": "nothing"}})
    dynamodb.batch_write_item(RequestItems={table.name: [{"PutRequest": {"Item": item}}]})
    dynamodb.transact_write_items(TransactItems=[{"Put": {"TableName": table.name, "Item": item}}])
    records = read_all(streams, table.description["LatestStreamArn"])
    assert [record["eventName"] for record in records] == ["INSERT"]


def test_describe_and_list(dynamodb, streams, streamed):
    table = streamed("KEYS_ONLY")
    arn, label = table.description["LatestStreamArn"], table.description["LatestStreamLabel"]
    assert arn == f"{table.description['TableArn']}/stream/{label}"
    described = streams.describe_stream(StreamArn=arn)["StreamDescription"]
    assert described["StreamStatus"] == "ENABLED" and described["StreamViewType"] == "KEYS_ONLY"
    assert described["TableName"] == table.name and described["StreamLabel"] == label
    assert [entry["AttributeName"] for entry in described["KeySchema"]] == ["pk", "sk"]
    for shard in described["Shards"]:
        assert 28 <= len(shard["ShardId"]) <= 65
        assert 21 <= len(shard["SequenceNumberRange"]["StartingSequenceNumber"]) <= 40
        assert "EndingSequenceNumber" not in shard["SequenceNumberRange"]
    listed = streams.list_streams(TableName=table.name)["Streams"]
    assert listed == [{"StreamArn": arn, "TableName": table.name, "StreamLabel": label}]
    arns, start = [], {}
    while True:
        page = streams.list_streams(Limit=1, **start)
        arns += [entry["StreamArn"] for entry in page["Streams"]]
        if "LastEvaluatedStreamArn" not in page:
            break
        start = {"ExclusiveStartStreamArn": page["LastEvaluatedStreamArn"]}
    assert arn in arns and len(arns) == len(set(arns))


def test_iterator_types(dynamodb, streams, streamed):
    table = streamed()
    arn = table.description["LatestStreamArn"]
    latest = iterators(streams, arn, "LATEST")
    for number in range(5):
        dynamodb.put_item(TableName=table.name, Item={**KEY, "x": {"N": str(number)}})

    def numbers(records):
        return [int(record["dynamodb"]["NewImage"]["x"]["N"]) for record in records]

    assert sum((numbers(read(streams, iterator, limit=2)[0]) for iterator in latest), []) == [0, 1, 2, 3, 4]
    assert all(read(streams, iterator)[0] == [] for iterator in iterators(streams, arn, "LATEST"))
    for shard in shards_of(streams, arn):
        where = {"StreamArn": arn, "ShardId": shard["ShardId"]}
        records, _ = read(streams, streams.get_shard_iterator(ShardIteratorType="TRIM_HORIZON", **where)["ShardIterator"])
        if records:
            third = records[2]["dynamodb"]["SequenceNumber"]
            at = streams.get_shard_iterator(ShardIteratorType="AT_SEQUENCE_NUMBER", SequenceNumber=third, **where)
            assert numbers(read(streams, at["ShardIterator"])[0]) == [2, 3, 4]
            after = streams.get_shard_iterator(ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=third, **where)
            assert numbers(read(streams, after["ShardIterator"])[0]) == [3, 4]


def test_an_iterator_sees_what_comes_after_it(dynamodb, streams, streamed):
    table = streamed()
    positions = [read(streams, iterator)[1] for iterator in iterators(streams, table.description["LatestStreamArn"])]
    dynamodb.put_item(TableName=table.name, Item=KEY)
    found = [record for iterator in positions for record in read(streams, iterator)[0]]
    assert [record["eventName"] for record in found] == ["INSERT"]


def test_a_stream_is_readable_after_it_is_switched_off(dynamodb, streams, streamed):
    table = streamed()
    old = table.description["LatestStreamArn"]
    dynamodb.put_item(TableName=table.name, Item=KEY)
    dynamodb.update_table(TableName=table.name, StreamSpecification={"StreamEnabled": False})
    dynamodb.get_waiter("table_exists").wait(TableName=table.name, WaiterConfig={"Delay": 1})
    dynamodb.delete_item(TableName=table.name, Key=KEY)
    assert streams.describe_stream(StreamArn=old)["StreamDescription"]["StreamStatus"] == "DISABLED"
    assert all("EndingSequenceNumber" in shard["SequenceNumberRange"] for shard in shards_of(streams, old))
    # Closed shards end: there is no next iterator behind their last record.
    for iterator in iterators(streams, old):
        records, behind = read(streams, iterator)
        assert behind is None
    assert [record["eventName"] for record in read_all(streams, old)] == ["INSERT"]
    answer = dynamodb.update_table(TableName=table.name, StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})
    new = answer["TableDescription"]["LatestStreamArn"]
    assert new != old
    assert read_all(streams, new) == []


def test_a_stream_outlives_its_table(dynamodb, streams, streamed):
    table = streamed()
    dynamodb.put_item(TableName=table.name, Item=KEY)
    dynamodb.delete_table(TableName=table.name)
    dynamodb.get_waiter("table_not_exists").wait(TableName=table.name, WaiterConfig={"Delay": 1})
    assert [record["eventName"] for record in read_all(streams, table.description["LatestStreamArn"])] == ["INSERT"]


def test_streams_are_refused(dynamodb, streams, streamed, make_table):
    table = streamed()
    arn = table.description["LatestStreamArn"]
    shard = shards_of(streams, arn)[0]["ShardId"]
    with refused("ResourceNotFoundException", "Requested resource not found"):
        streams.describe_stream(StreamArn=arn[:-1] + ("0" if arn[-1] != "0" else "1"))
    with refused("ResourceNotFoundException", "Requested resource not found"):
        streams.get_shard_iterator(StreamArn=arn, ShardId="shardId-00000000000000000000-00000000", ShardIteratorType="LATEST")
    with refused("ValidationException", "."):
        streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="AT_SEQUENCE_NUMBER")
    with refused("ValidationException", "."):
        streams.get_records(ShardIterator="nothing that was given out")
    with refused("ValidationException", "."):
        dynamodb.update_table(TableName=table.name, StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})
    with refused("ValidationException", "."):
        dynamodb.update_table(TableName=make_table().name, StreamSpecification={"StreamEnabled": False})
