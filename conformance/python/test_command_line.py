"""The program as a user starts it: its exit status and what it says."""
import os
import re
import socket
import subprocess

import pytest
from conftest import client_of
from server import Server, can_restart, program

pytestmark = pytest.mark.skipif(not can_restart(), reason="starts servers of its own: TABLEROCK_ENDPOINT names a running one")


def run(*arguments, environment=None):
    return subprocess.run([program(), *arguments], capture_output=True, text=True, timeout=20, check=False,
                          env={**os.environ, **(environment or {})})


def test_help_and_version():
    assert re.match(r"tablerock \d+\.\d+\.\d+\n", run("--version").stdout)
    for flag in ("--port", "--host", "--data", "--in-memory", "--namespaces", "--threads", "--durability", "--log-format", "--verbose"):
        assert flag in run("--help").stdout


@pytest.mark.parametrize("arguments", [("serve", "--nonsense"), ("serve", "--port", "http"), ("nonsense",), ("-nonsense",),
                                       ("serve", "--data", "x", "--in-memory"), ("-dbPath", "x", "-inMemory")])
def test_wrong_arguments_end_with_status_2(arguments):
    result = run(*arguments)
    assert result.returncode == 2 and result.stderr and not result.stdout


def test_a_port_in_use():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run("serve", "--in-memory", "--port", port)
    assert result.returncode == 1 and port in result.stderr


def test_a_directory_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    data = str(tmp_path / "file" / "data")
    result = run("serve", "--port", "0", "--data", data)
    assert result.returncode == 1 and data in result.stderr
    assert str(os.getuid()) in result.stderr


@pytest.mark.parametrize("arguments", [
    ("-jar", "DynamoDBLocal.jar", "-inMemory", "-sharedDb", "-port", "0"),
    ("-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar", "-sharedDb", "-dbPath", ".", "-port", "0"),
    ("--inMemory", "--cors", "*", "--disableTelemetry", "--delayTransientStatuses", "--port", "0"),
])
def test_command_lines_of_dynamodb_local(arguments, tmp_path):
    server = Server(arguments=["serve", *arguments], folder=tmp_path).start()
    try:
        assert client_of(server.endpoint).list_tables()["TableNames"] == []
    finally:
        assert server.stop()[0] == 0


def test_variables_stand_for_flags_and_flags_win(tmp_path):
    server = Server(arguments=["serve"], environment={"TABLEROCK_PORT": "0", "TABLEROCK_DATA": str(tmp_path / "data")}).start()
    server.stop()
    assert (tmp_path / "data").is_dir()
    server = Server(arguments=["serve", "--in-memory"],
                    environment={"TABLEROCK_PORT": "0", "TABLEROCK_DATA": str(tmp_path / "unused")}).start()
    server.stop()
    assert not (tmp_path / "unused").exists()


def test_healthcheck():
    server = Server().start()
    port = server.endpoint.rsplit(":", 1)[1]
    assert run("healthcheck", "--port", port).returncode == 0
    assert run("healthcheck", environment={"TABLEROCK_PORT": port}).returncode == 0
    server.stop()
    assert run("healthcheck", "--port", port).returncode == 1


def test_namespaces():
    server = Server(flags=["--namespaces", "region"]).start()
    try:
        key = {"TableName": "mine", "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
               "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}]}
        client_of(server.endpoint).create_table(**key)
        assert client_of(server.endpoint, region_name="us-east-1").list_tables()["TableNames"] == []
        assert client_of(server.endpoint).list_tables()["TableNames"] == ["mine"]
        # A path is a set of tables of its own, in any mode.
        worker = client_of(f"{server.endpoint}/ns/worker-1")
        assert worker.list_tables()["TableNames"] == []
        worker.create_table(**key)
        assert client_of(f"{server.endpoint}/ns/worker-2").list_tables()["TableNames"] == []
    finally:
        server.stop()
