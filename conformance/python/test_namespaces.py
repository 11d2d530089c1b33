"""A set of tables for each test worker, by the endpoint's path: its own from first use, and dropped in one call."""
import json
import random
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from conftest import client_of
from server import Server, can_restart
from service_errors import refused
from test_kinesis import STREAM as KINESIS_STREAM
from test_kinesis import PutRecords

pytestmark = pytest.mark.skipif(not can_restart(), reason="needs a server of its own")
TABLE = {"AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
ARN = "arn:aws:dynamodb:eu-central-1:000000000000:table/orders"
KILLS, KILLED_TABLES = 6, 30


def ask(server, method, path="", headers=None):
    """Status and answer of the control API."""
    request = urllib.request.Request(f"{server.endpoint}/_tablerock/namespaces{path}", method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def drop(server, name):
    status, gone = ask(server, "DELETE", "/" + urllib.parse.quote(name, safe=""))
    assert status == 200, gone
    assert gone["Name"] == name
    return gone["TableCount"]


def tables_of(server):
    status, answer = ask(server, "GET")
    assert status == 200, answer
    return {namespace["Name"]: namespace["TableCount"] for namespace in answer["Namespaces"]}


def worker(server, name, service="dynamodb"):
    return client_of(f"{server.endpoint}/ns/{name}", service)


def put(dynamodb, pk, table="orders"):
    dynamodb.put_item(TableName=table, Item={"pk": {"S": pk}})


def scan(dynamodb, table="orders"):
    return sorted(item["pk"]["S"] for item in dynamodb.scan(TableName=table)["Items"])


@pytest.fixture(params=["in-memory", "on-disk"])
def server(request, tmp_path):
    own = Server(tmp_path / "data" if request.param == "on-disk" else None, flags=["--control-api"]).start()
    yield own
    own.stop()


def test_workers_have_tables_of_their_own(server):
    one, two, shared = worker(server, "w1"), worker(server, "w2"), client_of(server.endpoint)
    for dynamodb in (one, two, shared):
        assert dynamodb.list_tables()["TableNames"] == []
        dynamodb.create_table(TableName="orders", **TABLE)
    put(one, "a")
    put(two, "b")
    assert (scan(one), scan(two), scan(shared)) == (["a"], ["b"], [])
    assert tables_of(server) == {"@shared": 1, "w1": 1, "w2": 1}
    assert drop(server, "w1") == 1
    assert one.list_tables()["TableNames"] == []
    with refused("ResourceNotFoundException"):
        one.get_item(TableName="orders", Key={"pk": {"S": "a"}})
    assert (scan(two), scan(shared)) == (["b"], [])
    assert tables_of(server) == {"@shared": 1, "w2": 1}


def test_the_next_of_its_name_is_new(server):
    dynamodb, streams = worker(server, "w1"), worker(server, "w1", "dynamodbstreams")
    dynamodb.create_table(TableName="orders", StreamSpecification=STREAM, Tags=[{"Key": "stage", "Value": "test"}], **TABLE)
    dynamodb.create_table(TableName="deleted", StreamSpecification=STREAM, **TABLE)
    dynamodb.delete_table(TableName="deleted")
    write = {"Put": {"TableName": "orders", "Item": {"pk": {"S": "a"}}}}
    dynamodb.transact_write_items(TransactItems=[write], ClientRequestToken="token")
    arn = streams.list_streams(TableName="orders")["Streams"][0]["StreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    assert len(streams.list_streams()["Streams"]) == 2

    assert drop(server, "w1") == 1
    assert drop(server, "w1") == 0, "a teardown may come twice"
    assert streams.list_streams()["Streams"] == []
    with refused("ResourceNotFoundException"):
        streams.describe_stream(StreamArn=arn)
    with refused("ResourceNotFoundException"):
        streams.get_records(ShardIterator=iterator)

    dynamodb.create_table(TableName="orders", **TABLE)
    assert scan(dynamodb) == []
    assert dynamodb.list_tags_of_resource(ResourceArn=ARN)["Tags"] == []
    write["Put"]["Item"]["pk"]["S"] = "b"
    dynamodb.transact_write_items(TransactItems=[write], ClientRequestToken="token")
    assert scan(dynamodb) == ["b"]
    assert streams.list_streams()["Streams"] == []


def test_the_shared_set_has_a_name_too(server):
    shared = client_of(server.endpoint)
    shared.create_table(TableName="orders", **TABLE)
    worker(server, "w1").create_table(TableName="orders", **TABLE)
    assert drop(server, "@shared") == 1
    assert shared.list_tables()["TableNames"] == []
    assert tables_of(server) == {"w1": 1}
    assert ask(server, "DELETE")[0] == 405
    assert ask(server, "DELETE", "/")[0] == 404


def test_tables_on_their_way_go_too():
    server = Server(flags=["--control-api", "--delay-transient-statuses", "60000"]).start()
    try:
        dynamodb = worker(server, "w1")
        assert dynamodb.create_table(TableName="orders", **TABLE)["TableDescription"]["TableStatus"] == "CREATING"
        with refused("ResourceInUseException"):
            dynamodb.delete_table(TableName="orders")
        assert drop(server, "w1") == 1
        assert dynamodb.list_tables()["TableNames"] == []
        dynamodb.create_table(TableName="orders", **TABLE)
    finally:
        server.stop()


def test_a_set_of_an_account_and_region():
    server = Server(flags=["--control-api", "--namespaces", "region"]).start()
    try:
        here, there = (client_of(server.endpoint, region_name=region) for region in ("eu-central-1", "us-east-1"))
        for dynamodb in (here, there, worker(server, "w1")):
            dynamodb.create_table(TableName="orders", **TABLE)
        names = ["000000000000/eu-central-1", "000000000000/us-east-1", "w1"]
        assert tables_of(server) == dict.fromkeys(names, 1)
        assert drop(server, names[0]) == 1
        assert here.list_tables()["TableNames"] == []
        assert there.list_tables()["TableNames"] == ["orders"]
    finally:
        server.stop()


def test_what_kinesis_has_not_taken_is_not_sent_any_more():
    kinesis = PutRecords()
    server = Server(flags=["--control-api", "--kinesis-endpoint", kinesis.url]).start()
    try:
        dynamodb = worker(server, "w1")
        for pk in ("before", "after"):
            kinesis.down = pk == "before"
            dynamodb.create_table(TableName="orders", **TABLE)
            dynamodb.enable_kinesis_streaming_destination(TableName="orders", StreamArn=KINESIS_STREAM)
            put(dynamodb, pk)
            kinesis.wait(lambda: kinesis.calls)
            if kinesis.down:
                assert drop(server, "w1") == 1
        sent = kinesis.wait_for_records(1)
        assert [record["dynamodb"]["Keys"]["pk"]["S"] for record in sent] == ["after"]
    finally:
        server.stop()
        kinesis.server.shutdown()


def test_only_this_machine_may_drop(server):
    worker(server, "w1").create_table(TableName="orders", **TABLE)
    assert ask(server, "DELETE", "/w1", {"Origin": "https://example.com"})[0] == 403
    assert tables_of(server) == {"w1": 1}


def test_writes_meanwhile_are_done_or_refused(server):
    dynamodb, done, answers = worker(server, "w1"), threading.Event(), set()

    def write():
        own = worker(server, "w1")
        while not done.is_set():
            try:
                put(own, "a")
                answers.add("success")
            except own.exceptions.ClientError as error:
                answers.add(error.response["Error"]["Code"])

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for _ in range(10):
        dynamodb.create_table(TableName="orders", **TABLE)
        time.sleep(0.02)
        assert drop(server, "w1") == 1
    done.set()
    for writer in writers:
        writer.join()
    assert answers == {"success", "ResourceNotFoundException"}


def test_a_kill_leaves_all_of_it_or_nothing(tmp_path):
    seed = random.randrange(2**32)
    print("seed", seed)
    moments, whole = random.Random(seed), 0
    server = Server(tmp_path / "data", flags=["--control-api"]).start()
    try:
        for _ in range(KILLS):
            dynamodb = worker(server, "w1")
            if not dynamodb.list_tables()["TableNames"]:
                for number in range(KILLED_TABLES):
                    dynamodb.create_table(TableName=f"table-{number}", StreamSpecification=STREAM, **TABLE)
                    put(dynamodb, "a", f"table-{number}")
            dropping = threading.Thread(target=drop_until_killed, args=(server,))
            dropping.start()
            time.sleep(moments.uniform(0, 0.02))
            server.kill()
            dropping.join()
            server.start()
            dynamodb, streams = worker(server, "w1"), worker(server, "w1", "dynamodbstreams")
            names = dynamodb.list_tables()["TableNames"]
            assert len(names) in (0, KILLED_TABLES)
            assert len(streams.list_streams()["Streams"]) == len(names)
            assert all(scan(dynamodb, name) == ["a"] for name in names)
            assert tables_of(server) == ({"w1": KILLED_TABLES} if names else {})
            whole += bool(names)
    finally:
        server.stop()
    print("kills before the drop had been written:", whole)


def drop_until_killed(server):
    try:
        ask(server, "DELETE", "/w1")
    except OSError:
        pass
