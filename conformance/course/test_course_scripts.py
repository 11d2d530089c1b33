"""The course's scripts, run as programs. They hard-code http://localhost:8000; only the port is put in another's place."""
import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent / "scripts"
TABLE = "cruddur-messages"


@pytest.fixture
def script(endpoint, tmp_path, dynamodb):
    """Runs a script of the course; gives the finished process. The table is gone afterwards."""
    port = endpoint.rsplit(":", 1)[1]
    environment = {**os.environ, "PATH": f"/usr/bin:{os.environ['PATH']}"}

    def run(name, *arguments):
        copy = tmp_path / name
        copy.write_text((SCRIPTS / name).read_text(encoding="utf-8").replace("localhost:8000", f"localhost:{port}"),
                        encoding="utf-8")
        interpreter = "bash" if "bash" in copy.read_text(encoding="utf-8").splitlines()[0] else sys.executable
        return subprocess.run([interpreter, str(copy), *arguments], capture_output=True, text=True, timeout=120,
                              env=environment, check=False)

    yield run
    if TABLE in dynamodb.list_tables()["TableNames"]:
        dynamodb.delete_table(TableName=TABLE)


@pytest.fixture
def loaded(script):
    """The scripts with the table made and seeded."""
    assert script("schema-load").returncode == 0
    seeded = script("seed")
    assert seeded.returncode == 0, seeded.stderr
    assert seeded.stdout.split() == ["200"] * 104
    return script


def test_schema_load_prints_the_table(script):
    result = script("schema-load")
    assert result.returncode == 0, result.stderr
    assert "'TableName': 'cruddur-messages'" in result.stdout
    assert "'IndexName': 'message-group-sk-index'" in result.stdout
    definitions = result.stdout.split("'AttributeDefinitions': ")[1].split("]")[0] + "]"
    assert {row["AttributeName"] for row in ast.literal_eval(definitions)} == {"message_group_uuid", "pk", "sk"}


def test_schema_load_twice_is_refused(script):
    assert script("schema-load").returncode == 0
    again = script("schema-load")
    assert again.returncode != 0
    assert "ResourceInUseException" in again.stderr
    assert "Table already exists: cruddur-messages" in again.stderr


def test_the_early_schema_with_its_tag(script, dynamodb):
    assert script("schema-load-early").returncode == 0
    arn = dynamodb.describe_table(TableName=TABLE)["Table"]["TableArn"]
    assert dynamodb.list_tags_of_resource(ResourceArn=arn)["Tags"] == [{"Key": "string", "Value": "string"}]


def test_seed_before_schema_load_is_refused(script):
    result = script("seed")
    assert result.returncode != 0
    assert "ResourceNotFoundException" in result.stderr
    assert "Requested resource not found" in result.stderr


def test_scan_shows_all_items(loaded):
    lines = loaded("scan").stdout.splitlines()
    assert len(lines) == 106
    assert sum("GRP#" in line for line in lines) == 2


def test_get_conversation_costs_one_unit(loaded):
    answer = json.loads(loaded("get-conversation").stdout)
    assert answer["Count"] == answer["ScannedCount"] == 20
    assert answer["ConsumedCapacity"] == {"TableName": TABLE, "CapacityUnits": 1.0}
    assert "LastEvaluatedKey" in answer
    texts = [item["message"]["S"] for item in answer["Items"]]
    assert [int(text.split(":")[0]) for text in texts] == list(range(103, 83, -1))


def test_get_conversation_of_nobody_costs_half_a_unit(script):
    assert script("schema-load").returncode == 0
    answer = json.loads(script("get-conversation").stdout)
    assert answer["Items"] == [] and answer["Count"] == 0
    assert answer["ConsumedCapacity"]["CapacityUnits"] == 0.5
    assert "LastEvaluatedKey" not in answer


def test_list_conversations_costs_half_a_unit(loaded):
    answer = json.loads(loaded("list-conversations").stdout)
    assert answer["Count"] == 1
    assert answer["ConsumedCapacity"] == {"TableName": TABLE, "CapacityUnits": 0.5}
    assert answer["Items"][0]["user_handle"] == {"S": "bayko"}


def test_cli_scripts(script):
    assert script("schema-load").returncode == 0
    listed = script("list-tables")
    assert listed.returncode == 0, listed.stderr
    assert TABLE in listed.stdout and "|" in listed.stdout
    described = json.loads(script("describe-table", TABLE).stdout)["Table"]
    assert described["TableStatus"] == "ACTIVE"
    assert described["ProvisionedThroughput"]["ReadCapacityUnits"] == 5
    dropped = script("drop", TABLE)
    assert json.loads(dropped.stdout)["TableDescription"]["TableName"] == TABLE
    gone = script("describe-table", TABLE)
    assert gone.returncode != 0
    assert "Requested resource not found: Table: cruddur-messages not found" in gone.stderr
