"""Streams of several shards: a consumer follows them while they split, and time passes over them."""
import http.client
import json
import threading
import urllib.request

import pytest
from conftest import client_of
from server import Server, can_restart
from service_errors import refused

RECORDS = 50_000
ITEMS = 500
SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=key/20240101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, "
                           "Signature=00", "X-Amz-Date": "20240101T000000Z"}
KEY_SCHEMA = {"AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
              "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
MINUTE = 60_000
HOUR = 60 * MINUTE


class Controlled:
    """A server of the test's own with the control API: its clients, and what moves its clock and splits its shards."""

    def __init__(self, *flags, data=None):
        self.server = Server(data, flags=["--control-api", *flags])
        self.start()

    def start(self):
        self.server.start()
        self.dynamodb = client_of(self.server.endpoint)
        self.streams = client_of(self.server.endpoint, "dynamodbstreams")

    def send(self, path, body, headers):
        request = urllib.request.Request(self.server.endpoint + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def post(self, path, body):
        return self.send(f"/_tablerock/{path}", body, {"Content-Type": "application/json"})

    def children(self, arn, shard_id):
        """By ShardFilter, which Debian's boto3 does not know."""
        answer = self.send("/", {"StreamArn": arn, "ShardFilter": {"Type": "CHILD_SHARDS", "ShardId": shard_id}}, {
            "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDBStreams_20120810.DescribeStream", **SIGNED})
        return [shard["ShardId"] for shard in answer["StreamDescription"]["Shards"]]

    def advance(self, millis):
        """What comes due on the way is done when it returns."""
        self.post("clock", {"AdvanceSeconds": millis / 1000})

    def split(self, table_name, shard_id=None):
        return self.post("streams/split", {"TableName": table_name, **({"ShardId": shard_id} if shard_id else {})})

    def make_table(self, name, view="NEW_IMAGE"):
        return self.dynamodb.create_table(
            TableName=name, StreamSpecification={"StreamEnabled": True, "StreamViewType": view}, **KEY_SCHEMA,
        )["TableDescription"]["LatestStreamArn"]

    def shards(self, arn, page=100):
        shards, start = [], {}
        while True:
            answer = self.streams.describe_stream(StreamArn=arn, Limit=page, **start)["StreamDescription"]
            assert len(answer["Shards"]) <= page
            shards += answer["Shards"]
            if "LastEvaluatedShardId" not in answer:
                return shards
            start = {"ExclusiveStartShardId": answer["LastEvaluatedShardId"]}

    def iterator(self, arn, shard_id, type_="TRIM_HORIZON", **position):
        return self.streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard_id, ShardIteratorType=type_, **position)["ShardIterator"]


@pytest.fixture
def controlled():
    if not can_restart():
        pytest.skip("needs a server of its own")
    made = []

    def make(*flags, **settings):
        made.append(Controlled(*flags, **settings))
        return made[-1]

    yield make
    for one in made:
        one.server.stop()


class Consumer:
    """Follows all shards of a stream from TRIM_HORIZON, a parent to its end before its children."""

    def __init__(self, controlled, arn):
        self.controlled, self.arn = controlled, arn
        self.iterators, self.ended, self.parents = {}, set(), {}
        self.records = []

    def look(self):
        for shard in self.controlled.shards(self.arn, page=10):
            self.parents[shard["ShardId"]] = shard.get("ParentShardId")

    def poll(self):
        """One GetRecords for each shard whose turn it is; the number of records."""
        found = 0
        for shard_id, parent in self.parents.items():
            if shard_id in self.ended or (parent in self.parents and parent not in self.ended):
                continue
            if shard_id not in self.iterators:
                self.iterators[shard_id] = self.controlled.iterator(self.arn, shard_id)
            answer = self.controlled.streams.get_records(ShardIterator=self.iterators[shard_id])
            assert len(answer["Records"]) <= 1000
            self.records += answer["Records"]
            found += len(answer["Records"])
            if "NextShardIterator" in answer:
                self.iterators[shard_id] = answer["NextShardIterator"]
            else:
                self.ended.add(shard_id)
        return found

    def run(self, writing):
        while True:
            more = writing()
            shards = len(self.parents) + len(self.ended)
            self.look()
            if not self.poll() and not more and shards == len(self.parents) + len(self.ended):
                return


def test_a_consumer_gets_every_record_once_and_in_order_while_shards_split(controlled):
    server = controlled("--stream-shards", "2")
    arn = server.make_table("split")
    written = [0] * ITEMS

    def write():
        # Batches of 25 puts; each item counts up.
        count = 0
        while count < RECORDS:
            batch = []
            for item in range(count % ITEMS, count % ITEMS + 25):
                written[item] += 1
                batch.append({"PutRequest": {"Item": {"pk": {"S": f"item-{item}"}, "n": {"N": str(written[item])}}}})
            answer = server.dynamodb.batch_write_item(RequestItems={"split": batch})
            assert not answer["UnprocessedItems"]
            count += len(batch)
            if count % 2_500 == 0:
                server.split("split")

    errors = []

    def guarded():
        try:
            write()
        except BaseException as error:  # noqa: BLE001 - told in the test's own thread
            errors.append(error)

    writer = threading.Thread(target=guarded)
    consumer = Consumer(server, arn)
    writer.start()
    consumer.run(writer.is_alive)
    writer.join()
    assert not errors, errors
    assert len(consumer.records) == RECORDS
    assert len({record["eventID"] for record in consumer.records}) == RECORDS
    counts = {f"item-{item}": count for item, count in enumerate(written)}
    check_counts(consumer.records, counts, counts)
    assert len(consumer.parents) == 2 + 2 * (RECORDS // 2_500)
    for shard in server.shards(arn):
        assert ("EndingSequenceNumber" in shard["SequenceNumberRange"]) == (shard["ShardId"] in consumer.ended)


def check_counts(records, least, most):
    """Each item's records count from 1 up to somewhere between `least` and `most` of it."""
    seen = {}
    for record in records:
        change = record["dynamodb"]
        key, n = change["Keys"]["pk"]["S"], int(change["NewImage"]["n"]["N"])
        assert n == seen.get(key, 0) + 1, f"{key} shows {n} behind {seen.get(key, 0)}"
        assert record["eventName"] == ("INSERT" if n == 1 else "MODIFY")
        seen[key] = n
    for key, count in seen.items():
        assert least.get(key, 0) <= count <= most[key]
    assert set(least) <= set(seen)


def test_a_stream_is_whole_after_its_server_was_killed_while_shards_split(controlled, tmp_path):
    server = controlled(data=tmp_path / "data")
    arn = server.make_table("killed")
    acknowledged, sent = {}, {}
    for _ in range(3):
        gone = threading.Event()

        def write(writer, gone=gone):
            count = 0
            while not gone.is_set():
                key = f"item-{writer}-{count % 7}"
                sent[key] = sent.get(key, acknowledged.get(key, 0)) + 1
                try:
                    server.dynamodb.update_item(TableName="killed", Key={"pk": {"S": key}}, UpdateExpression="ADD n :one",
                                                ExpressionAttributeValues={":one": {"N": "1"}})
                except Exception:  # noqa: BLE001 - the server is gone, with or without this write
                    return
                acknowledged[key] = acknowledged.get(key, 0) + 1
                count += 1

        writers = [threading.Thread(target=write, args=[writer]) for writer in range(3)]
        for writer in writers:
            writer.start()
        for _ in range(15):
            server.split("killed")
        splitter = threading.Thread(target=split_until_gone, args=[server])
        splitter.start()
        server.server.kill()
        gone.set()
        for thread in [*writers, splitter]:
            thread.join()
        server.start()
        consumer = Consumer(server, arn)
        consumer.run(lambda: False)
        check_counts(consumer.records, acknowledged, sent)
        # What was written without an answer counts from now on.
        for record in consumer.records:
            change = record["dynamodb"]
            acknowledged[change["Keys"]["pk"]["S"]] = int(change["NewImage"]["n"]["N"])
        sent.clear()
        sent.update(acknowledged)


def split_until_gone(server):
    try:
        while True:
            server.split("killed")
    except (OSError, http.client.HTTPException, ValueError):
        pass


def test_a_split_shard_names_its_children_and_its_end(controlled):
    server = controlled()
    arn = server.make_table("lineage")
    server.dynamodb.put_item(TableName="lineage", Item={"pk": {"S": "a"}})
    parent = server.shards(arn)[0]["ShardId"]
    split = server.split("lineage", parent)
    assert split["ParentShardId"] == parent and len(split["ChildShardIds"]) == 2
    shards = {shard["ShardId"]: shard for shard in server.shards(arn)}
    assert list(shards) == sorted(shards) == sorted([parent, *split["ChildShardIds"]])
    assert 21 <= len(shards[parent]["SequenceNumberRange"]["EndingSequenceNumber"]) <= 40
    for child in split["ChildShardIds"]:
        assert shards[child]["ParentShardId"] == parent
    assert server.children(arn, parent) == split["ChildShardIds"]
    assert server.children(arn, split["ChildShardIds"][0]) == []
    end = shards[parent]["SequenceNumberRange"]["EndingSequenceNumber"]
    answer = server.streams.get_records(ShardIterator=server.iterator(arn, parent, "AT_SEQUENCE_NUMBER", SequenceNumber=end))
    assert len(answer["Records"]) == 1 and "NextShardIterator" not in answer


def test_shards_close_and_records_are_trimmed_as_time_goes_by(controlled):
    server = controlled("--shard-minutes", "60")
    arn = server.make_table("time")
    server.dynamodb.put_item(TableName="time", Item={"pk": {"S": "a"}})
    first = server.shards(arn)[0]
    server.advance(HOUR)
    consumer = Consumer(server, arn)
    consumer.look()
    assert consumer.parents == {first["ShardId"]: None, max(consumer.parents): first["ShardId"]}
    while first["ShardId"] not in consumer.ended:
        consumer.poll()
    number = consumer.records[0]["dynamodb"]["SequenceNumber"]
    assert [record["eventName"] for record in consumer.records] == ["INSERT"]

    server.advance(23 * HOUR - 5 * MINUTE)
    iterator = server.iterator(arn, first["ShardId"], "AT_SEQUENCE_NUMBER", SequenceNumber=number)
    server.advance(10 * MINUTE)
    with refused("TrimmedDataAccessException", "trimmed"):
        server.streams.get_records(ShardIterator=iterator)
    assert first["ShardId"] not in [shard["ShardId"] for shard in server.shards(arn)]
    server.advance(10 * MINUTE)
    with refused("ExpiredIteratorException", "maximum age"):
        server.streams.get_records(ShardIterator=iterator)


def test_a_disabled_stream_is_gone_after_a_day(controlled):
    server = controlled()
    arn = server.make_table("disabled")
    server.dynamodb.update_table(TableName="disabled", StreamSpecification={"StreamEnabled": False})
    server.advance(24 * HOUR - MINUTE)
    assert server.streams.describe_stream(StreamArn=arn)["StreamDescription"]["StreamStatus"] == "DISABLED"
    server.advance(MINUTE)
    with refused("ResourceNotFoundException", "Requested resource not found"):
        server.streams.describe_stream(StreamArn=arn)
    assert server.streams.list_streams(TableName="disabled")["Streams"] == []


def test_iterators_that_begin_somewhere_have_no_sequence_number(controlled):
    server = controlled()
    arn = server.make_table("parameters")
    shard = server.shards(arn)[0]
    number = shard["SequenceNumberRange"]["StartingSequenceNumber"]
    for type_ in ("LATEST", "TRIM_HORIZON"):
        with refused("ValidationException", "SequenceNumber"):
            server.iterator(arn, shard["ShardId"], type_, SequenceNumber=number)
    with refused("ValidationException", "SequenceNumber"):
        server.iterator(arn, shard["ShardId"], "AT_SEQUENCE_NUMBER")
    assert server.iterator(arn, shard["ShardId"], "AT_SEQUENCE_NUMBER", SequenceNumber=number)
