"""Runs one case against an endpoint through raw HTTP: makes its tables, sends its steps as SDKs do, compares the replies."""
import gzip
import http.client
import itertools
import json
import os
import threading
import time
import zlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from case_matching import exact_differences, subset_differences
from case_values import at_path, resolve

HEADERS = {
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Date": "20240101T000000Z",
    "Authorization": "AWS4-HMAC-SHA256 Credential={key}/20240101/eu-central-1/dynamodb/aws4_request, "
                     "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=" + "0" * 64,
}
ACCESS_KEY = os.environ.get("TABLEROCK_ACCESS_KEY", "localkey")
STREAM_OPERATIONS = {"ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"}
UNTIL_SECONDS = 15
PAGES_MAX = 2000
_run = f"{os.getpid():x}{int(time.time()) % 0xFFFF:x}"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict  # names in lower case
    body: bytes  # as sent

    def text(self):
        coding = self.headers.get("content-encoding")
        plain = {"gzip": gzip.decompress, "deflate": zlib.decompress, None: bytes}[coding](self.body)
        return plain.decode()

    def document(self):
        text = self.text()
        return json.loads(text) if text else {}


class Caller:
    """Keeps one connection to an endpoint and sends requests over it."""

    def __init__(self, endpoint):
        self.endpoint, self._address, self._connection = endpoint, urlsplit(endpoint).netloc, None

    def send(self, method, path, body, headers):
        for attempt in (1, 2):
            connection = self._connection or http.client.HTTPConnection(self._address, timeout=60)
            self._connection = connection
            try:
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                reply = Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
            except (http.client.HTTPException, OSError):
                self.close()  # a kept connection may have been closed by the server meanwhile
                if attempt == 2:
                    raise
                continue
            if response.will_close:
                self.close()
            return reply
        raise AssertionError("not reached")

    def call(self, operation, document):
        return self.send("POST", "/", json.dumps(document).encode(), request_headers(operation))

    def close(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def request_headers(operation):
    service = "DynamoDBStreams_20120810" if operation in STREAM_OPERATIONS else "DynamoDB_20120810"
    headers = {name: value.replace("{key}", ACCESS_KEY) for name, value in HEADERS.items()}
    return {**headers, "X-Amz-Target": f"{service}.{operation}"} if operation else headers


def run_case(case, caller):
    """The differences between what the case expects and what came, as sentences."""
    names = {name: f"case-{_run}-{next(_numbers)}-{name}" for name in case.tables}
    names["NOW"] = str(int(time.time()))
    made = []
    try:
        for name, schema in case.tables.items():
            made.append(names[name])
            if schema is not None:
                _make_table(caller, {"TableName": names[name], **resolve(schema, names)})
        for name, items in case.items.items():
            for item in resolve(items, names):
                _prepare(caller, "PutItem", {"TableName": names[name], "Item": item})
        for number, step in enumerate(case.steps, 1):
            found = _run_step(step, caller, names)
            if found:
                return [f"step {number}, {step.get('operation') or step.get('target') or step.get('path')}: {difference}"
                        for difference in found]
        return []
    finally:
        for name in made:
            caller.call("DeleteTable", {"TableName": name})


def _prepare(caller, operation, document):
    reply = caller.call(operation, document)
    if reply.status != 200:
        raise RuntimeError(f"cannot prepare the case: {operation} answers {reply.body[:500]!r}")
    return reply.document()


def _make_table(caller, document):
    document.setdefault("BillingMode", "PAY_PER_REQUEST")
    description = _prepare(caller, "CreateTable", document)["TableDescription"]
    end = time.monotonic() + UNTIL_SECONDS
    while description["TableStatus"] != "ACTIVE" and time.monotonic() < end:
        description = _prepare(caller, "DescribeTable", {"TableName": document["TableName"]})["Table"]


def _run_step(step, caller, names):
    for i in range(step.get("times", 1)):
        found = _run_once(step, caller, {**names, "i": str(i)}, names)
        if found:
            return found
    return []


def _run_once(step, caller, names, saved):
    expect = resolve(step.get("expect", {}), names)
    method, path, body, headers = _request(step, names)
    if "parallel" in step:
        replies = _send_at_once(step["parallel"], caller, (method, path, body, headers))
        return [difference for reply in replies for difference in reply_differences(expect, reply)]
    end = time.monotonic() + UNTIL_SECONDS
    while True:
        reply = caller.send(method, path, body, headers)
        document = _collect(step, caller, names, reply) if "collect" in step and reply.status == 200 else None
        found = reply_differences(expect, reply, document)
        if not found or not step.get("until") or time.monotonic() > end:
            break
        time.sleep(0.02)
    for name, path in step.get("save", {}).items() if not found else ():
        try:
            saved[name] = at_path(document or reply.document(), path)
        except (KeyError, IndexError):
            return [f"{path} is to be saved, but is not in {reply.text()[:500]}"]
    return found


def _request(step, names):
    headers = request_headers(step.get("operation"))
    if "target" in step:
        headers["X-Amz-Target"] = step["target"]
    raw = resolve(step["raw"], names) if "raw" in step else json.dumps(resolve(step.get("input", {}), names))
    body = raw.encode()
    if "encode" in step:
        body = {"gzip": gzip.compress, "deflate": zlib.compress}[step["encode"]](body)
        headers["Content-Encoding"] = step["encode"]
    headers.update(resolve(step.get("headers", {}), names))
    headers = {name: value for name, value in headers.items() if value is not None}
    method = step.get("method", "POST")
    return method, step.get("path", "/"), body if method == "POST" else None, headers


def _collect(step, caller, names, reply):
    """Follows LastEvaluatedKey to the end. The last reply, with the members of all pages in the one that is named."""
    collected, document = [], reply.document()
    for _ in range(PAGES_MAX):
        collected += document.get(step["collect"], [])
        if "LastEvaluatedKey" not in document:
            return {**document, step["collect"]: collected}
        following = {**resolve(step["input"], names), "ExclusiveStartKey": document["LastEvaluatedKey"]}
        document = _prepare(caller, step["operation"], following)
    raise RuntimeError(f"more than {PAGES_MAX} pages")


def _send_at_once(number, caller, request):
    replies = []
    barrier = threading.Barrier(number)

    def send():
        own = Caller(caller.endpoint)
        barrier.wait()
        replies.append(own.send(*request))
        own.close()

    threads = [threading.Thread(target=send) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(replies) != number:
        raise RuntimeError(f"{number - len(replies)} of {number} parallel requests got no reply")
    return replies


def reply_differences(expect, reply, document=None):
    """`document` is the reply's where it was put together from several."""
    status = expect.get("status", 400 if "error" in expect or "type" in expect else 200)
    if reply.status != status:
        return [f"status {status} expected, got {reply.status}: {reply.body[:700].decode(errors='replace')}"]
    found = []
    if "x-amz-crc32" in reply.headers and int(reply.headers["x-amz-crc32"]) != zlib.crc32(reply.body):
        found.append("x-amz-crc32 is not that of the bytes sent")
    for name, value in expect.get("headers", {}).items():
        found += subset_differences({name.lower(): value}, reply.headers, "headers")
    if "body" in expect:
        found += subset_differences(expect["body"], reply.text(), "body")
    if not {"error", "type", "message", "output", "exactly"} & set(expect):
        return found
    document = document if document is not None else reply.document()
    if "error" in expect:
        found += subset_differences(expect["error"], document.get("__type", "").rpartition("#")[2], "error")
    if "type" in expect:
        found += subset_differences(expect["type"], document.get("__type"), "__type")
    if "message" in expect:
        found += subset_differences(expect["message"], document.get("message", document.get("Message")), "message")
    found += subset_differences(expect.get("output", {}), document)
    if "exactly" in expect:
        found += exact_differences(expect["exactly"], document)
    return found
