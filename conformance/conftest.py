import itertools
import os
import sys
from types import SimpleNamespace

import boto3
import pytest
from botocore.config import Config

sys.dont_write_bytecode = True

from server import Server, can_restart  # noqa: E402

CREDENTIALS = {
    # Any key will do. DynamoDB Local refuses the two punctuation marks; for it, TABLEROCK_ACCESS_KEY names another.
    "AWS_ACCESS_KEY_ID": os.environ.get("TABLEROCK_ACCESS_KEY", "local-key_1"),
    "AWS_SECRET_ACCESS_KEY": "local-secret",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_PAGER": "",
}
STORAGES = ["in-memory", "on-disk"] if can_restart() else ["running"]
_numbers = itertools.count(1)


def pytest_configure(config):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(CREDENTIALS)


CONFIG = Config(retries={"total_max_attempts": 1}, read_timeout=30)


def client_of(endpoint, service="dynamodb", **settings):
    """A client with the SDK's own validation on, and without retries, which would hide an error."""
    return boto3.client(service, endpoint_url=endpoint, config=CONFIG, **settings)


@pytest.fixture(scope="session", params=STORAGES)
def server(request, tmp_path_factory):
    data = tmp_path_factory.mktemp("data") if request.param == "on-disk" else None
    running = Server(data).start()
    yield running
    status, _ = running.stop()
    assert status == 0, f"SIGTERM must end the server with status 0, not {status}"


@pytest.fixture
def durable_server(tmp_path):
    """A server of the test's own on a directory of its own, to be ended and started again."""
    if not can_restart():
        pytest.skip("needs a server that can be restarted: TABLEROCK_ENDPOINT names a running one")
    own = Server(tmp_path / "data").start()
    yield own
    own.stop()


@pytest.fixture(scope="session")
def endpoint(server):
    return server.endpoint


@pytest.fixture(scope="session")
def dynamodb(endpoint):
    return client_of(endpoint)


@pytest.fixture(scope="session")
def streams(endpoint):
    return client_of(endpoint, "dynamodbstreams")


@pytest.fixture(scope="session")
def resource(endpoint):
    return boto3.resource("dynamodb", endpoint_url=endpoint, config=CONFIG)


@pytest.fixture
def table_name():
    return f"conformance-{next(_numbers)}"


@pytest.fixture
def make_table(dynamodb):
    """Makes tables and deletes them after the test.

    make_table(pk="S", sk="N"): the key attributes in order and their types; `attributes` adds definitions for indexes; what
    else CreateTable takes goes as it is. The result has the table's name and its description.
    """
    made = []

    def make(attributes=None, key=None, **parameters):
        key = key or {"pk": "S", "sk": "S"}
        definitions = {**key, **(attributes or {})}
        parameters.setdefault("BillingMode", "PAY_PER_REQUEST")
        answer = dynamodb.create_table(
            TableName=f"conformance-{next(_numbers)}",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": type_} for name, type_ in definitions.items()],
            KeySchema=[{"AttributeName": name, "KeyType": key_type} for name, key_type in zip(key, ["HASH", "RANGE"])],
            **parameters)
        name = answer["TableDescription"]["TableName"]
        made.append(name)
        dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        return SimpleNamespace(name=name, description=answer["TableDescription"])

    yield make
    for name in made:
        try:
            dynamodb.delete_table(TableName=name)
        except dynamodb.exceptions.ResourceNotFoundException:
            pass


@pytest.fixture
def table(make_table):
    """The name of an empty table with keys pk (S) and sk (S)."""
    return make_table().name
