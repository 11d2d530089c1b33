"""The clock that the service's rules follow, moved through the control API: what takes a day in the service takes
milliseconds here. And who may not move it."""
import json
import socket
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from conftest import client_of
from server import Server, can_restart

pytestmark = pytest.mark.skipif(not can_restart(), reason="needs a server of its own")
HOUR, DAY = 3600, 86400
KEY = {"pk": {"S": "a"}}


class Clock:
    """/_tablerock/clock of one server. An answer is its status, its object and its headers."""

    def __init__(self, endpoint):
        self.url = endpoint + "/_tablerock/clock"

    def ask(self, change=None, path="", method=None, headers=None):
        body = None if change is None else json.dumps(change).encode()
        request = urllib.request.Request(self.url + path, data=body, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read()), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read()), error.headers

    def move(self, **change):
        status, clock, _ = self.ask(change)
        assert status == 200, clock
        return clock

    def now(self):
        return self.ask()[1]["EpochSeconds"]


@pytest.fixture
def server():
    own = Server(flags=["--control-api"]).start()
    yield own
    own.stop()


@pytest.fixture
def clock(server):
    return Clock(server.endpoint)


@pytest.fixture
def dynamodb(server):
    return client_of(server.endpoint)


@pytest.fixture
def streams(server):
    return client_of(server.endpoint, "dynamodbstreams")


@pytest.fixture
def table(dynamodb):
    dynamodb.create_table(TableName="sessions", BillingMode="PAY_PER_REQUEST",
                          AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
                          KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
                          StreamSpecification={"StreamEnabled": True, "StreamViewType": "OLD_IMAGE"})
    dynamodb.update_time_to_live(TableName="sessions",
                                 TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})
    return "sessions"


def records_of(streams, arn):
    found = []
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
        found += streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    return found


def test_expires_tomorrow_in_milliseconds(clock, dynamodb, streams, table):
    expires = int(clock.move(Frozen=True)["EpochSeconds"]) + DAY
    item = {**KEY, "expires": {"N": str(expires)}, "user": {"S": "Ann"}}
    dynamodb.put_item(TableName=table, Item=item)
    clock.move(AdvanceSeconds=DAY - HOUR)
    assert dynamodb.get_item(TableName=table, Key=KEY)["Item"] == item
    began = time.monotonic()
    clock.move(AdvanceSeconds=HOUR)
    assert "Item" not in dynamodb.get_item(TableName=table, Key=KEY), "what is due is done when the answer comes"
    assert time.monotonic() - began < 2, "milliseconds; a busy machine gets more"

    arn = dynamodb.describe_table(TableName=table)["Table"]["LatestStreamArn"]
    removed = [record for record in records_of(streams, arn) if record["eventName"] == "REMOVE"]
    assert len(removed) == 1
    assert removed[0]["userIdentity"] == {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
    assert removed[0]["dynamodb"]["OldImage"] == item
    assert int(removed[0]["dynamodb"]["ApproximateCreationDateTime"].timestamp()) == expires


def test_items_that_stood_there_before_expire_as_well(clock, dynamodb, table):
    other = {"TableName": "older", "BillingMode": "PAY_PER_REQUEST",
             "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]}
    dynamodb.create_table(**other)
    for number in range(300):
        expires = int(clock.now()) + (HOUR if number % 3 else 10 * DAY)
        dynamodb.put_item(TableName="older", Item={"pk": {"S": str(number)}, "expires": {"N": str(expires)}})
    dynamodb.update_time_to_live(TableName="older",
                                 TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})
    clock.move(AdvanceSeconds=2 * HOUR)
    assert dynamodb.scan(TableName="older", Select="COUNT")["Count"] == 100
    dynamodb.update_time_to_live(TableName="older",
                                 TimeToLiveSpecification={"Enabled": False, "AttributeName": "expires"})
    clock.move(AdvanceSeconds=20 * DAY)
    assert dynamodb.scan(TableName="older", Select="COUNT")["Count"] == 100, "time to live was disabled"


def test_an_item_that_is_past_goes_by_itself(dynamodb, table):
    dynamodb.put_item(TableName=table, Item={**KEY, "expires": {"N": str(int(time.time()) - 5)}})
    end = time.monotonic() + 10
    while "Item" in dynamodb.get_item(TableName=table, Key=KEY):
        assert time.monotonic() < end, "the sweep has not come"
        time.sleep(0.05)


def test_iterators_and_tokens_live_by_the_clock(clock, dynamodb, streams, table):
    clock.move(Frozen=True)
    arn = dynamodb.describe_table(TableName=table)["Table"]["LatestStreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="LATEST")
    transaction = {"ClientRequestToken": "token", "TransactItems": [{"Update": {
        "TableName": table, "Key": KEY, "UpdateExpression": "ADD n :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}}}}]}
    dynamodb.transact_write_items(**transaction)
    clock.move(AdvanceSeconds=9 * 60)
    dynamodb.transact_write_items(**transaction)
    assert dynamodb.get_item(TableName=table, Key=KEY)["Item"]["n"] == {"N": "1"}
    clock.move(AdvanceSeconds=2 * 60)
    dynamodb.transact_write_items(**transaction)
    assert dynamodb.get_item(TableName=table, Key=KEY)["Item"]["n"] == {"N": "2"}, "the token lives ten minutes"
    streams.get_records(ShardIterator=iterator["ShardIterator"])
    clock.move(AdvanceSeconds=5 * 60)
    with pytest.raises(streams.exceptions.ExpiredIteratorException):
        streams.get_records(ShardIterator=iterator["ShardIterator"])


def test_stamps_are_the_clocks(clock, dynamodb):
    clock.move(Frozen=True, Time="2030-05-06T07:08:09.500Z")
    answer = dynamodb.create_table(TableName="stamped", BillingMode="PAY_PER_REQUEST",
                                   AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
                                   KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}])
    assert answer["TableDescription"]["CreationDateTime"].timestamp() == 1904281689.5


def test_read_freeze_set_and_let_run(clock):
    status, shown, headers = clock.ask()
    assert status == 200 and headers["Content-Type"] == "application/json"
    assert shown["Frozen"] is False and abs(shown["EpochSeconds"] - time.time()) < 5
    frozen = clock.move(Frozen=True)
    assert clock.ask()[1] == frozen
    assert clock.move(Time="2031-01-01T00:00:00Z") == {"Time": "2031-01-01T00:00:00.000Z", "Frozen": True,
                                                        "EpochSeconds": 1924992000.0}
    assert clock.move(Time=1924992001.25)["Time"] == "2031-01-01T00:00:01.250Z"
    assert clock.move(AdvanceSeconds=0.5)["Time"] == "2031-01-01T00:00:01.750Z"
    clock.move(Frozen=False)
    time.sleep(0.01)
    assert clock.now() > 1924992001.75
    assert clock.move(Time="2026-01-01T00:00:00Z", Frozen=True)["Time"] == "2026-01-01T00:00:00.000Z", \
        "back, as long as nothing bears a later stamp"


@pytest.mark.parametrize("change, message", [
    ({"Time": "yesterday"}, "Time is a text like"),
    ({"Time": "1969-12-31T23:59:59Z"}, "Time is a text like"),
    ({"Time": True}, "Time is a text like"),
    ({"AdvanceSeconds": -1}, "AdvanceSeconds is a number of seconds"),
    ({"AdvanceSeconds": "60"}, "AdvanceSeconds is a number of seconds"),
    ({"AdvanceSeconds": 1e12}, "AdvanceSeconds is a number of seconds"),
    ({"AdvanceSeconds": 1.6e10}, "2500"),
    ({"AdvanceSeconds": 1, "Time": 1}, "exclude each other"),
    ({"Frozen": "yes"}, "Frozen is true or false"),
    ({"Speed": 2}, "no member Speed"),
    ([], "not a JSON object"),
])
def test_what_is_no_change_of_the_clock(clock, change, message):
    status, answer, _ = clock.ask(change)
    assert status == 400 and message in answer["Message"]


def test_never_below_the_highest_stamp(clock, dynamodb, table):
    clock.move(AdvanceSeconds=10 * DAY)
    dynamodb.put_item(TableName=table, Item=KEY)
    highest = clock.ask()[1]["HighestStamp"]
    status, answer, _ = clock.ask({"Time": "2026-01-01T00:00:00Z"})
    assert status == 400 and highest in answer["Message"]
    assert abs(clock.now() - (time.time() + 10 * DAY)) < 30, "nothing was moved"
    assert clock.move(Time=highest, Frozen=True)["Time"] == highest


@pytest.mark.parametrize("headers", [
    {"Host": "tablerock.example"},
    {"Host": "localhost.evil.example"},
    {"Host": "127.0.0.1.evil.example:8000"},
    {"Host": "localhost:80@evil.example"},
    {"Origin": "http://evil.example"},
    {"Origin": "https://localhost.evil.example"},
    {"Origin": "null"},
])
@pytest.mark.parametrize("change", [None, {"AdvanceSeconds": DAY}])
def test_strangers_are_refused(clock, headers, change):
    status, answer, answered = clock.ask(change, headers=headers)
    assert status == 403 and "this machine only" in answer["Message"]
    assert not any(name.lower().startswith("access-control") for name in answered)
    assert abs(clock.now() - time.time()) < 5


def test_no_page_is_let_in_by_a_preflight(clock):
    asks = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"}
    _, _, answered = clock.ask(method="OPTIONS", headers=asks)
    assert not any(name.lower().startswith("access-control") for name in answered)


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_names_of_this_machine(clock, name):
    port = urlsplit(clock.url).port
    assert clock.ask(headers={"Host": f"{name}:{port}"})[0] == 200
    assert clock.ask(headers={"Host": name, "Origin": f"http://{name}:{port}"})[0] == 200


def test_paths_and_methods(clock):
    assert clock.ask(path="/unknown")[0] == 404
    status, answer, _ = clock.ask(method="DELETE")
    assert status == 405 and "GET, POST" in answer["Message"]


def own_address():
    """An address of this machine that is no loopback address, or None. Nothing is sent."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))
            address = probe.getsockname()[0]
    except OSError:
        return None
    return None if address.startswith("127.") else address


def test_loopback_addresses_only():
    if own_address() is None:
        pytest.skip("needs an address beside those of loopback")
    open_to_all = Server(flags=["--control-api", "--host", "0.0.0.0"]).start()
    try:
        port = urlsplit(open_to_all.endpoint).port
        assert Clock(f"http://127.0.0.1:{port}").ask()[0] == 200
        outside = Clock(f"http://{own_address()}:{port}")
        assert outside.ask(headers={"Host": "localhost"})[0] == 403
        with urllib.request.urlopen(f"http://{own_address()}:{port}/", timeout=30) as health:
            assert health.status == 200, "all else is served there"
    finally:
        open_to_all.stop()


def test_off_unless_asked_for():
    plain = Server().start()
    try:
        unknown = urllib.request.Request(plain.endpoint + "/unknown")
        control = urllib.request.Request(plain.endpoint + "/_tablerock/clock")
        answers = []
        for request in (unknown, control):
            with pytest.raises(urllib.error.HTTPError) as error:
                urllib.request.urlopen(request, timeout=30)
            answers.append((error.value.code, error.value.read()))
        assert answers[0] == answers[1] and answers[0][0] == 404
    finally:
        plain.stop()
