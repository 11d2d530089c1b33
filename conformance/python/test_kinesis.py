"""Kinesis destinations: what a table's changes look like to a Kinesis data stream, at a small server that answers PutRecords."""
import base64
import http.server
import json
import threading
import urllib.error
import urllib.request
from collections import Counter

import pytest
from conftest import client_of
from server import Server, can_restart
from service_errors import refused

STREAM = "arn:aws:kinesis:eu-central-1:123456789012:stream/changes"
OTHER = "arn:aws:kinesis:eu-central-1:123456789012:stream/others"
SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=key/20240101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, "
                           "Signature=00", "X-Amz-Date": "20240101T000000Z"}
TABLE = {"AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
ENABLE_STATE = ("Table is not in a valid state to enable Kinesis Streaming Destination: EnableKinesisStreamingDestination must be "
                "DISABLED or ENABLE_FAILED to perform ENABLE operation.")
DISABLE_STATE = ("Table is not in a valid state to enable Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE "
                 "to perform DISABLE operation.")
SECONDS = 30


class PutRecords:
    """A server of one operation: keeps what it is sent. `refuse` is a function that says of a decoded record, by its number within
    all that came, whether the stream does not take it; `down` refuses whole calls."""

    def __init__(self):
        self.records, self.calls, self.headers = [], [], []
        self.seen, self.down, self.refuse = 0, False, lambda number: False
        self.changed = threading.Condition()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, answer = outer.take(body, dict(self.headers))
                text = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, body, headers):
        with self.changed:
            self.calls.append(body)
            self.headers.append(headers)
            answers = []
            for record in body["Records"]:
                self.seen += 1
                if self.refuse(self.seen):
                    answers.append({"ErrorCode": "ProvisionedThroughputExceededException", "ErrorMessage": "Rate exceeded"})
                    continue
                if not self.down:
                    self.records.append((record["PartitionKey"], json.loads(base64.b64decode(record["Data"]))))
                answers.append({"SequenceNumber": "4954", "ShardId": "shardId-000000000000"})
            self.changed.notify_all()
        if self.down:
            return 500, {"__type": "InternalFailure"}
        return 200, {"FailedRecordCount": sum("ErrorCode" in answer for answer in answers), "Records": answers}

    def wait(self, condition):
        with self.changed:
            assert self.changed.wait_for(condition, SECONDS), f"{len(self.calls)} calls, {len(self.records)} records"

    def wait_for_records(self, count):
        self.wait(lambda: len(self.records) >= count)
        return [record for _, record in self.records]


@pytest.fixture
def kinesis():
    if not can_restart():
        pytest.skip("needs a server of its own")
    endpoint = PutRecords()
    yield endpoint
    endpoint.server.shutdown()


@pytest.fixture(params=["in-memory", "on-disk"])
def own(request, kinesis, tmp_path):
    """A server that sends to the endpoint."""
    data = tmp_path / "data" if request.param == "on-disk" else None
    server = Server(data, flags=["--kinesis-endpoint", kinesis.url]).start()
    yield server
    server.stop()


def call(server, operation, request):
    """What Debian's boto3 does not know. Returns the answer, or the error's type and message."""
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"DynamoDB_20120810.{operation}", **SIGNED}
    try:
        with urllib.request.urlopen(urllib.request.Request(server.endpoint, json.dumps(request).encode(), headers),
                                    timeout=SECONDS) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        body = json.load(error)
        return body["__type"].split("#")[1], body.get("message")


def enabled(server, table="table", stream=STREAM):
    dynamodb = client_of(server.endpoint)
    dynamodb.create_table(TableName=table, **TABLE)
    dynamodb.enable_kinesis_streaming_destination(TableName=table, StreamArn=stream)
    return dynamodb


def status_of(dynamodb, table="table"):
    return [destination["DestinationStatus"] for destination in
            dynamodb.describe_kinesis_streaming_destination(TableName=table)["KinesisDataStreamDestinations"]]


def wait_until_disabled(server):
    """DISABLING lasts until what was written before is sent."""
    ended = threading.Event()
    for _ in range(SECONDS * 50):
        if status_of(client_of(server.endpoint)) == ["DISABLED"]:
            return
        ended.wait(0.02)
    raise AssertionError("still not DISABLED")


def count_up(dynamodb, item, times, table="table"):
    for _ in range(times):
        dynamodb.update_item(TableName=table, Key={"pk": {"S": item}}, UpdateExpression="ADD n :one",
                             ExpressionAttributeValues={":one": {"N": "1"}})


def counts(records):
    """Of each item, its new values in the order in which they came, without repetitions of what came just before."""
    found = {}
    for record in records:
        image = record["dynamodb"].get("NewImage")
        found.setdefault(record["dynamodb"]["Keys"]["pk"]["S"], []).append(int(image["n"]["N"]) if image else None)
    return found


def test_records_are_those_of_the_service(own, kinesis):
    dynamodb = enabled(own)
    key = {"pk": {"S": "a"}}
    dynamodb.put_item(TableName="table", Item={**key, "b": {"B": b"\x00\xff"}, "n": {"N": "1.50"}})
    dynamodb.put_item(TableName="table", Item={**key, "n": {"N": "2"}})
    dynamodb.put_item(TableName="table", Item={**key, "n": {"N": "2"}})  # changes nothing
    dynamodb.delete_item(TableName="table", Key=key)
    insert, modify, remove = kinesis.wait_for_records(3)
    time, event_id = insert["dynamodb"].pop("ApproximateCreationDateTime"), insert.pop("eventID")
    assert 1_600_000_000_000 < time < 10_000_000_000_000 and len(event_id) == 36
    assert insert == {
        "awsRegion": "eu-central-1", "eventName": "INSERT", "userIdentity": None, "recordFormat": "application/json",
        "tableName": "table", "eventSource": "aws:dynamodb",
        "dynamodb": {"Keys": key, "NewImage": {**key, "b": {"B": "AP8="}, "n": {"N": "1.5"}}, "SizeBytes": 13}}
    assert modify["eventName"] == "MODIFY"
    assert modify["dynamodb"]["OldImage"] == {**key, "b": {"B": "AP8="}, "n": {"N": "1.5"}}
    assert modify["dynamodb"]["NewImage"] == {**key, "n": {"N": "2"}}
    assert remove["eventName"] == "REMOVE" and "NewImage" not in remove["dynamodb"]
    assert len({partition_key for partition_key, _ in kinesis.records}) == 1
    sent = kinesis.calls[0]
    assert (sent["StreamARN"], sent["StreamName"]) == (STREAM, "changes")
    assert kinesis.headers[0]["X-Amz-Target"] == "Kinesis_20131202.PutRecords"
    assert kinesis.headers[0]["Content-Type"] == "application/x-amz-json-1.1"
    assert "Credential=123456789012/" in kinesis.headers[0]["Authorization"]
    assert "/eu-central-1/kinesis/aws4_request" in kinesis.headers[0]["Authorization"]


def test_a_destination_is_no_stream(own, kinesis):
    dynamodb = enabled(own)
    streams = client_of(own.endpoint, "dynamodbstreams")
    dynamodb.put_item(TableName="table", Item={"pk": {"S": "a"}})
    kinesis.wait_for_records(1)
    table = dynamodb.describe_table(TableName="table")["Table"]
    assert "StreamSpecification" not in table and "LatestStreamArn" not in table
    assert streams.list_streams()["Streams"] == []
    # A stream that comes and goes meanwhile changes nothing for the destination, and shows only what is its own.
    specification = {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
    arn = dynamodb.update_table(TableName="table", StreamSpecification=specification)["TableDescription"]["LatestStreamArn"]
    dynamodb.put_item(TableName="table", Item={"pk": {"S": "a"}, "n": {"N": "1"}})
    dynamodb.update_table(TableName="table", StreamSpecification={"StreamEnabled": False})
    dynamodb.put_item(TableName="table", Item={"pk": {"S": "a"}, "n": {"N": "2"}})
    records = kinesis.wait_for_records(3)
    assert [record["dynamodb"]["NewImage"].get("n") for record in records] == [None, {"N": "1"}, {"N": "2"}]
    assert [shard.get("ParentShardId") for shard in
            streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]] == [None]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
    seen = streams.get_records(ShardIterator=iterator["ShardIterator"])
    assert len(seen["Records"]) == 1 and set(seen["Records"][0]["dynamodb"]) & {"NewImage", "OldImage"} == set()
    assert "NextShardIterator" not in seen


def test_each_record_comes_in_order_though_the_stream_takes_some_of_a_call_only(own, kinesis):
    kinesis.refuse = lambda number: number % 3 == 0
    dynamodb = enabled(own)
    items = [f"item-{number}" for number in range(8)]
    for _ in range(10):
        for item in items:
            count_up(dynamodb, item, 1)
    records = kinesis.wait_for_records(80)
    assert counts(records) == {item: list(range(1, 11)) for item in items}
    for sent in kinesis.calls:
        assert max(Counter(record["PartitionKey"] for record in sent["Records"]).values()) == 1


def test_what_was_not_taken_is_sent_after_a_restart(kinesis, tmp_path):
    server = Server(tmp_path / "data", flags=["--kinesis-endpoint", kinesis.url]).start()
    dynamodb = enabled(server)
    count_up(dynamodb, "a", 3)
    kinesis.wait_for_records(3)
    kinesis.down = True
    count_up(dynamodb, "a", 5)
    kinesis.wait(lambda: len(kinesis.calls) > 3)
    server.kill()
    kinesis.down = False
    server.start()
    count_up(client_of(server.endpoint), "a", 2)
    kinesis.wait(lambda: any(r["dynamodb"]["NewImage"]["n"] == {"N": "10"} for _, r in kinesis.records))
    values = counts([record for _, record in kinesis.records])["a"]
    server.stop()
    # At least once: the last one before the end may be there twice.
    assert sorted(set(values)) == list(range(1, 11)) and values == sorted(values) and len(values) <= 11


def test_disabling_sends_what_was_written_before_and_nothing_after(own, kinesis):
    dynamodb = enabled(own)
    count_up(dynamodb, "a", 20)
    answer = dynamodb.disable_kinesis_streaming_destination(TableName="table", StreamArn=STREAM)
    assert answer["DestinationStatus"] == "DISABLING"
    count_up(dynamodb, "a", 5)
    wait_until_disabled(own)
    assert counts([record for _, record in kinesis.records])["a"] == list(range(1, 21))
    # Again: from here on.
    dynamodb.enable_kinesis_streaming_destination(TableName="table", StreamArn=STREAM)
    count_up(dynamodb, "a", 1)
    assert counts(kinesis.wait_for_records(21))["a"][-1] == 26
    assert status_of(dynamodb) == ["ACTIVE"]


def test_an_endpoint_that_is_down_does_not_keep_a_destination_from_being_disabled(own, kinesis):
    kinesis.down = True
    dynamodb = enabled(own)
    count_up(dynamodb, "a", 3)
    kinesis.wait(lambda: kinesis.calls)
    dynamodb.disable_kinesis_streaming_destination(TableName="table", StreamArn=STREAM)
    wait_until_disabled(own)


def test_states_and_what_they_refuse(own):
    dynamodb = client_of(own.endpoint)
    dynamodb.create_table(TableName="table", **TABLE)
    described = dynamodb.describe_kinesis_streaming_destination(TableName="table")
    assert described["KinesisDataStreamDestinations"] == [] and described["TableName"] == "table"
    place = {"TableName": "table", "StreamArn": STREAM}
    assert call(own, "EnableKinesisStreamingDestination", place) == {
        **place, "DestinationStatus": "ENABLING", "EnableKinesisStreamingConfiguration": {}}
    for stream in (STREAM, OTHER):
        with refused("ValidationException", exactly=ENABLE_STATE):
            dynamodb.enable_kinesis_streaming_destination(TableName="table", StreamArn=stream)
    with refused("ValidationException", exactly=DISABLE_STATE):
        dynamodb.disable_kinesis_streaming_destination(TableName="table", StreamArn=OTHER)
    assert dynamodb.describe_kinesis_streaming_destination(TableName="table")["KinesisDataStreamDestinations"] == [
        {"StreamArn": STREAM, "DestinationStatus": "ACTIVE"}]
    with refused("ResourceNotFoundException", exactly="Requested resource not found: Table: missing not found"):
        dynamodb.describe_kinesis_streaming_destination(TableName="missing")


def test_the_precision_is_changed(own, kinesis):
    dynamodb = enabled(own)
    count_up(dynamodb, "a", 1)
    kinesis.wait_for_records(1)
    micros = {"TableName": "table", "StreamArn": STREAM,
              "UpdateKinesisStreamingConfiguration": {"ApproximateCreationDateTimePrecision": "MICROSECOND"}}
    assert call(own, "UpdateKinesisStreamingDestination", micros) == {**micros, "DestinationStatus": "UPDATING"}
    assert call(own, "DescribeKinesisStreamingDestination", {"TableName": "table"})["KinesisDataStreamDestinations"] == [
        {"StreamArn": STREAM, "DestinationStatus": "ACTIVE", "ApproximateCreationDateTimePrecision": "MICROSECOND"}]
    table_id = dynamodb.describe_table(TableName="table")["Table"]["TableId"]
    assert call(own, "UpdateKinesisStreamingDestination", micros) == (
        "ValidationException", "Invalid Request: Precision is already set to the desired value of MICROSECOND for tableId: "
                               f"{table_id}, kdsArn: {STREAM}")
    count_up(dynamodb, "a", 1)
    before, after = (record["dynamodb"] for record in kinesis.wait_for_records(2))
    assert "ApproximateCreationDateTimePrecision" not in before
    assert after["ApproximateCreationDateTimePrecision"] == "MICROSECOND"
    assert 0 <= after["ApproximateCreationDateTime"] // 1000 - before["ApproximateCreationDateTime"] < 60_000


def test_without_an_endpoint_it_names_the_flag(dynamodb, table_of_its_own):
    with refused("ValidationException", message="--kinesis-endpoint"):
        dynamodb.enable_kinesis_streaming_destination(TableName=table_of_its_own, StreamArn=STREAM)


@pytest.fixture
def table_of_its_own(dynamodb):
    dynamodb.create_table(TableName="no-endpoint", **TABLE)
    yield "no-endpoint"
    dynamodb.delete_table(TableName="no-endpoint")
