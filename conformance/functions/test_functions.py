"""Functions on streams: functions.json, the Python runner, URLs, and a server that is killed at the worst moment."""
import http.server
import json
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from pathlib import Path

import pytest
from conftest import client_of
from server import Server, can_restart, command

HERE = Path(__file__).resolve().parent
TABLE, INDEX = "cruddur-messages", "message-group-sk-index"
PATIENCE_SECONDS = 30

pytestmark = pytest.mark.skipif(not can_restart(), reason="needs servers of its own")


def wait_for(condition, what):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, f"in vain: {what()}"
        time.sleep(0.01)


@pytest.fixture
def serve(tmp_path):
    """serve(mapping, …): a server with these mappings in its functions.json."""
    started = []

    def start(*mappings, data=None, flags=()):
        file = tmp_path / "functions.json"
        file.write_text(json.dumps({"EventSourceMappings": list(mappings)}), encoding="utf-8")
        server = Server(data, flags=["--functions", str(file), *flags]).start()
        started.append(server)
        return server

    yield start
    for server in started:
        status, seconds = server.stop()
        assert status == 0
        assert seconds < 2, f"the end took {seconds} s"


def python(file, **target):
    return {"python": str(HERE / file), "interpreter": sys.executable, **target}


def mapping(target, table=TABLE, **settings):
    return {"TableName": table, "FunctionName": "the-function", "StartingPosition": "TRIM_HORIZON", "BatchSize": 1,
            "Target": target, **settings}


def make_table(dynamodb, name=TABLE, view="NEW_IMAGE"):
    dynamodb.create_table(
        TableName=name, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": part, "AttributeType": "S"} for part in ("pk", "sk", "message_group_uuid")],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[{
            "IndexName": INDEX, "Projection": {"ProjectionType": "ALL"},
            "KeySchema": [{"AttributeName": "message_group_uuid", "KeyType": "HASH"},
                          {"AttributeName": "sk", "KeyType": "RANGE"}]}],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": view})


def put(dynamodb, pk, sk, table=TABLE, **attributes):
    dynamodb.put_item(TableName=table, Item={"pk": {"S": pk}, "sk": {"S": sk},
                                             **{name: {"S": value} for name, value in attributes.items()}})


def new_group(dynamodb):
    group = str(uuid.uuid4())
    for user in ("ann", "ben"):
        put(dynamodb, f"GRP#{user}", "2024-03-01T12:00:00", message_group_uuid=group, message="hello")
    return group


def lines_with(server, text):
    return [line for line in list(server.output) if text in line]


def runs_of(server):
    return len(lines_with(server, "a function ran"))


def group_times(dynamodb):
    rows = dynamodb.scan(TableName=TABLE, IndexName=INDEX)["Items"]
    return sorted((row["pk"]["S"], row["sk"]["S"]) for row in rows)


def notes_of(file):
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_one_message_through_the_courses_function_makes_five_records_and_comes_to_rest(serve):
    # The file stands before the table does.
    server = serve(mapping(python("move_groups.py")))
    dynamodb = client_of(server.endpoint)
    make_table(dynamodb)
    group = new_group(dynamodb)
    wait_for(lambda: runs_of(server) == 2, lambda: server.output)
    put(dynamodb, f"MSG#{group}", "2024-03-01T13:00:00", message="news")
    wait_for(lambda: runs_of(server) == 7, lambda: server.output)
    assert group_times(dynamodb) == [("GRP#ann", "2024-03-01T13:00:00"), ("GRP#ben", "2024-03-01T13:00:00")]
    kinds = [line.split("event: ")[1].split("#")[0] for line in lines_with(server, "event: ")]
    assert sorted(kinds[2:]) == ["INSERT GRP", "INSERT GRP", "INSERT MSG", "REMOVE GRP", "REMOVE GRP"]
    # At rest: there is no record behind these.
    streams = client_of(server.endpoint, "dynamodbstreams")
    arn = dynamodb.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    assert len(streams.get_records(ShardIterator=iterator)["Records"]) == 7
    assert runs_of(server) == 7


def test_a_burst_of_thirty_messages_stays_in_order(serve):
    server = serve(mapping(python("move_groups.py")))
    dynamodb = client_of(server.endpoint)
    make_table(dynamodb)
    group = new_group(dynamodb)
    for second in range(30):
        put(dynamodb, f"MSG#{group}", f"2024-03-01T13:00:{second:02}", message=f"message {second}")
    # Each message moves two rows: 5 records a message, and the two that the group began with.
    wait_for(lambda: runs_of(server) == 2 + 30 * 5, lambda: (runs_of(server), server.output[-5:]))
    assert group_times(dynamodb) == [("GRP#ann", "2024-03-01T13:00:29"), ("GRP#ben", "2024-03-01T13:00:29")]
    assert not lines_with(server, "a function failed")


def test_a_function_that_throws_is_shown_with_its_traceback_and_tried_again(serve):
    server = serve(mapping(python("throws_on_remove.py"), MaximumRetryAttempts=1))
    dynamodb = client_of(server.endpoint)
    make_table(dynamodb)
    put(dynamodb, "a", "1")
    dynamodb.delete_item(TableName=TABLE, Key={"pk": {"S": "a"}, "sk": {"S": "1"}})
    put(dynamodb, "a", "2")
    wait_for(lambda: runs_of(server) == 2, lambda: server.output)  # the two that have an image
    failures = lines_with(server, "a function failed")
    assert len(failures) == 2
    assert all("function=the-function" in line and "result=KeyError: 'NewImage'" in line for line in failures)
    text = "".join(server.output)
    assert "Traceback (most recent call last):" in text
    assert 'throws_on_remove.py", line 5, in image_of' in text
    assert 'in main' not in text  # nothing of the runner's own
    assert lines_with(server, "records were given up")


def test_what_was_done_but_not_noted_is_repeated_and_nothing_is_lost(serve, tmp_path):
    notes, mark, data = tmp_path / "notes", tmp_path / "ended", tmp_path / "data"
    target = python("notes_the_event.py", environment={"NOTES": str(notes), "END_SERVER": str(mark)})
    server = serve(mapping(target, BatchSize=3), data=data)
    dynamodb = client_of(server.endpoint)
    make_table(dynamodb)
    keys = [f"{number:02}" for number in range(10)]
    for key in keys:
        try:
            put(dynamodb, "a", key)
        except Exception:  # pylint: disable=broad-except
            break  # killed; what follows is written to the next one
    wait_for(mark.exists, lambda: server.output)
    server.kill()
    server.start()
    dynamodb = client_of(server.endpoint)
    for key in keys:
        put(dynamodb, "a", key)  # makes a record only where there is none yet

    def seen():
        return [record["dynamodb"]["Keys"]["sk"]["S"] for event in notes_of(notes) for record in event["Records"]]

    wait_for(lambda: set(seen()) == set(keys), seen)
    first = [record["dynamodb"]["SequenceNumber"] for record in notes_of(notes)[0]["Records"]]
    again = [record["dynamodb"]["SequenceNumber"] for record in notes_of(notes)[1]["Records"]]
    assert again[:len(first)] == first, "the batch that was done before the end is delivered again"
    assert seen()[len(first):] == keys, "and after it everything once, in order"


def test_a_restart_goes_on_after_the_last_success(serve, tmp_path):
    notes, data = tmp_path / "notes", tmp_path / "data"
    server = serve(mapping(python("notes_the_event.py", environment={"NOTES": str(notes)})), data=data)
    dynamodb = client_of(server.endpoint)
    make_table(dynamodb)
    put(dynamodb, "a", "1")
    wait_for(lambda: runs_of(server) == 1, lambda: server.output)
    server.stop()
    server.start()
    put(client_of(server.endpoint), "a", "2")
    wait_for(lambda: runs_of(server) == 1, lambda: server.output)
    assert [event["Records"][0]["dynamodb"]["Keys"]["sk"]["S"] for event in notes_of(notes)] == ["1", "2"]


def test_events_are_posted_to_a_url(serve):
    posted = []

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):  # pylint: disable=invalid-name
            posted.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            # The first answer is that of a Lambda runtime whose function failed.
            body = b'{"errorMessage": "no", "errorType": "Error"}' if len(posted) == 1 else b"null"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):  # pylint: disable=arguments-differ
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook) as hook:
        threading.Thread(target=hook.serve_forever, daemon=True).start()
        path = "/2015-03-31/functions/function/invocations"
        server = serve(mapping({"url": f"http://127.0.0.1:{hook.server_port}{path}"}, BatchSize=10))
        dynamodb = client_of(server.endpoint)
        make_table(dynamodb, view="NEW_AND_OLD_IMAGES")
        put(dynamodb, "a", "1")
        wait_for(lambda: runs_of(server) == 1, lambda: server.output)
        hook.shutdown()
    assert len(posted) == 2 and posted[0] == posted[1]
    assert posted[0][0] == path
    record = posted[0][1]["Records"][0]
    assert record["eventSource"] == "aws:dynamodb"
    assert record["eventSourceARN"] == dynamodb.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"].replace(
        "eu-central-1", "us-east-1")
    assert record["dynamodb"]["NewImage"] == {"pk": {"S": "a"}, "sk": {"S": "1"}}


def test_the_control_api_makes_changes_and_ends_mappings(serve, tmp_path):
    notes = tmp_path / "notes"
    server = serve(flags=["--control-api"])
    url = f"{server.endpoint}/_tablerock/event-source-mappings"

    def call(method, path="", body=None):
        request = urllib.request.Request(url + path, method=method, data=json.dumps(body).encode() if body else None)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.loads(answer.read())

    dynamodb = client_of(server.endpoint)
    make_table(dynamodb)
    target = python("notes_the_event.py", environment={"NOTES": str(notes)})
    status, made = call("POST", body=mapping(target))
    assert status == 202
    wait_for(lambda: call("GET", f"/{made['UUID']}")[1]["State"] == "Enabled", lambda: server.output)
    put(dynamodb, "a", "1")
    wait_for(lambda: call("GET", f"/{made['UUID']}")[1]["LastProcessingResult"] == "OK", lambda: server.output)
    status, changed = call("PUT", f"/{made['UUID']}", {"Enabled": False, "BatchSize": 7})
    assert (status, changed["BatchSize"]) == (202, 7)
    wait_for(lambda: call("GET", f"/{made['UUID']}")[1]["State"] == "Disabled", lambda: server.output)
    put(dynamodb, "a", "2")
    assert [one["UUID"] for one in call("GET")[1]["EventSourceMappings"]] == [made["UUID"]]
    assert call("DELETE", f"/{made['UUID']}")[1]["State"] == "Deleting"
    wait_for(lambda: call("GET")[1]["EventSourceMappings"] == [], lambda: server.output)
    with pytest.raises(urllib.error.HTTPError) as gone:
        call("GET", f"/{made['UUID']}")
    assert gone.value.code == 404
    with pytest.raises(urllib.error.HTTPError) as wrong:
        call("POST", body=mapping(target, BatchSize=0))
    assert wrong.value.code == 400
    assert json.loads(wrong.value.read())["Message"].startswith("BatchSize: has to be an integer from 1 to 10000")
    assert len(notes_of(notes)) == 1


@pytest.mark.parametrize("text, words", [
    ("{", "functions.json"),
    ('{"EventSourceMappings": [{"TableName": "ttt", "FunctionName": "f", "StartingPosition": "NOW"}]}',
     "EventSourceMappings[0].StartingPosition: has to be TRIM_HORIZON, LATEST or AT_TIMESTAMP"),
])
def test_a_file_that_is_wrong_ends_the_start(tmp_path, text, words):
    file = tmp_path / "functions.json"
    file.write_text(text, encoding="utf-8")
    ended = subprocess.run([*command(), "--port", "0", "--in-memory", "--functions", str(file)], capture_output=True,
                           text=True, timeout=10, check=False)
    assert ended.returncode == 1
    assert words in ended.stderr
