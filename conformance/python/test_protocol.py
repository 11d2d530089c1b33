"""What clients meet outside the operations: unknown operations, other services, raw HTTP, health, errors of the protocol."""
import http.client
import json
import re
import zlib
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError
from conftest import client_of
from service_errors import refused

SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=key/20240101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, "
                           "Signature=00", "X-Amz-Date": "20240101T000000Z"}


@pytest.fixture
def send(endpoint):
    """Sends one request as it is; gives status, headers and body."""
    def request(body=b"{}", target="DynamoDB_20120810.ListTables", method="POST", path="/", headers=SIGNED):
        connection = http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=20)
        named = {"X-Amz-Target": target} if target else {}
        connection.request(method, path, body, {"Content-Type": "application/x-amz-json-1.0", **named, **headers})
        response = connection.getresponse()
        answer = response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        connection.close()
        return answer
    return request


def error_of(answer):
    return answer[0], json.loads(answer[2])["__type"].split("#")[1]


def test_headers_of_an_answer(send):
    status, headers, body = send()
    assert status == 200 and "TableNames" in json.loads(body)
    assert headers["content-type"] == "application/x-amz-json-1.0"
    assert re.fullmatch(r"[0-9A-Z]{52}", headers["x-amzn-requestid"])
    assert int(headers["x-amz-crc32"]) == zlib.crc32(body)
    assert int(headers["content-length"]) == len(body)


@pytest.mark.parametrize("body, target, code", [
    (b"{", "DynamoDB_20120810.ListTables", "SerializationException"),
    (b'{"TableName": 5, "Key": {}}', "DynamoDB_20120810.GetItem", "SerializationException"),
    (b"\xff\xfe", "DynamoDB_20120810.ListTables", "SerializationException"),
    (b"{}", "DynamoDB_20120810.NoSuchOperation", "UnknownOperationException"),
    (b"{}", "", "UnknownOperationException"),
])
def test_errors_of_the_protocol(send, body, target, code):
    assert error_of(send(body, target)) == (400, code)


def test_unsigned_requests_are_refused(send):
    assert error_of(send(headers={})) == (400, "MissingAuthenticationTokenException")


def test_bodies_that_are_too_large(send):
    status, _, _ = send(b" " * (17 << 20))
    assert status == 413


def test_health(send):
    status, _, body = send(None, None, "GET", headers={})
    assert status == 200 and body.startswith(b"healthy: dynamodb.")


def test_browsers_may_ask(send):
    status, headers, _ = send(None, None, "OPTIONS", headers={
        "Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-amz-target"})
    assert status == 200
    assert headers["access-control-allow-origin"] in ("*", "http://localhost:3000")


@pytest.mark.parametrize("settings", [
    {"region_name": "local"}, {"region_name": "us-gov-west-1"}, {"aws_session_token": "t" * 2000},
    {"aws_access_key_id": "123456789012", "aws_secret_access_key": "secret"},
])
def test_any_credentials_and_region_see_the_same_tables(endpoint, table, settings):
    other = client_of(endpoint, **settings)
    assert table in other.list_tables()["TableNames"]
    region = settings.get("region_name", "eu-central-1")
    account = settings.get("aws_access_key_id", "000000000000")
    assert other.describe_table(TableName=table)["Table"]["TableArn"] == f"arn:aws:dynamodb:{region}:{account}:table/{table}"


@pytest.mark.parametrize("service, call", [
    ("sts", lambda client: client.get_caller_identity()),
    ("cognito-idp", lambda client: client.list_user_pools(MaxResults=1)),
    ("s3", lambda client: client.list_objects_v2(Bucket="some-bucket")),
    ("sqs", lambda client: client.list_queues()),
])
def test_other_services_are_told_where_they_are(endpoint, service, call):
    with pytest.raises(ClientError) as caught:
        call(client_of(endpoint, service))
    response = caught.value.response
    assert 400 <= response["ResponseMetadata"]["HTTPStatusCode"] < 500
    assert "AWS_ENDPOINT_URL_DYNAMODB" in str(caught.value)


@pytest.mark.parametrize("call, parameters", [
    ("create_backup", {"TableName": "table", "BackupName": "backup"}),
    ("describe_continuous_backups", {"TableName": "table"}),
    ("list_global_tables", {}),
])
def test_operations_that_are_missing_say_so(dynamodb, call, parameters):
    with refused("UnknownOperationException"):
        getattr(dynamodb, call)(**parameters)


def test_what_a_client_would_have_refused_itself(send):
    status, _, text = send(b'{"TableName": "ab"}', "DynamoDB_20120810.CreateTable")
    assert status == 400 and "Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3" in text.decode()


# Parameters newer than Debian's boto3 knows, so that its validation would refuse them: sent as raw HTTP. javascript/ has them
# through an SDK that knows them.
def test_return_values_on_condition_check_failure(dynamodb, table, send):
    item = {"pk": {"S": "a"}, "sk": {"S": "1"}}
    dynamodb.put_item(TableName=table, Item=item)
    for operation, parameters in [("PutItem", {"Item": item}), ("DeleteItem", {"Key": item}), ("UpdateItem", {"Key": item})]:
        body = {"TableName": table, "ConditionExpression": "attribute_not_exists(pk)",
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD", **parameters}
        status, _, text = send(json.dumps(body).encode(), f"DynamoDB_20120810.{operation}")
        answer = json.loads(text)
        assert (status, answer["__type"]) == (400, "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException")
        assert answer["Item"] == item


def test_deletion_protection(dynamodb, table, send):
    def protect(enabled):
        body = json.dumps({"TableName": table, "DeletionProtectionEnabled": enabled}).encode()
        status, _, text = send(body, "DynamoDB_20120810.UpdateTable")
        assert status == 200 and json.loads(text)["TableDescription"]["DeletionProtectionEnabled"] is enabled

    protect(True)
    with refused("ValidationException", exactly="Resource cannot be deleted as it is currently protected against deletion. "
                                                "Disable deletion protection first."):
        dynamodb.delete_table(TableName=table)
    protect(False)
    dynamodb.delete_table(TableName=table)
