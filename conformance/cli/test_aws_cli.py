"""The AWS CLI as Debian ships it, as a program."""
import json
import os
import shutil
import subprocess

import pytest

AWS = "/usr/bin/aws" if os.path.exists("/usr/bin/aws") else shutil.which("aws")


@pytest.fixture
def aws(endpoint):
    """Runs a command; gives its JSON, or its text with other `--output`, or the error's text with fails=True."""
    def run(*arguments, service="dynamodb", fails=False):
        command = [AWS, service, *arguments, "--endpoint-url", endpoint]
        result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert (result.returncode != 0) == fails, result.stderr
        if fails:
            return result.stderr
        return json.loads(result.stdout) if result.stdout.startswith(("{", "[")) else result.stdout
    return run


def test_the_life_of_a_table(aws, table_name, dynamodb):
    made = aws("create-table", "--table-name", table_name, "--attribute-definitions", "AttributeName=pk,AttributeType=S",
               "AttributeName=sk,AttributeType=N", "--key-schema", "AttributeName=pk,KeyType=HASH", "AttributeName=sk,KeyType=RANGE",
               "--billing-mode", "PAY_PER_REQUEST", "--stream-specification", "StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES")
    arn = made["TableDescription"]["LatestStreamArn"]
    aws("wait", "table-exists", "--table-name", table_name)
    for number in range(3):
        item = {"pk": {"S": "a"}, "sk": {"N": str(number)}, "blob": {"B": "AP8="}}
        aws("put-item", "--table-name", table_name, "--item", json.dumps(item))
    found = aws("query", "--table-name", table_name, "--key-condition-expression", "pk = :pk AND sk > :sk",
                "--expression-attribute-values", '{":pk": {"S": "a"}, ":sk": {"N": "0"}}', "--no-scan-index-forward",
                "--return-consumed-capacity", "TOTAL")
    assert [item["sk"]["N"] for item in found["Items"]] == ["2", "1"]
    assert found["Items"][0]["blob"] == {"B": "AP8="}
    assert found["ConsumedCapacity"] == {"TableName": table_name, "CapacityUnits": 0.5}
    key = '{"pk": {"S": "a"}, "sk": {"N": "1"}}'
    updated = aws("update-item", "--table-name", table_name, "--key", key, "--update-expression", "SET #n = :v",
                  "--expression-attribute-names", '{"#n": "name"}', "--expression-attribute-values", '{":v": {"S": "x"}}',
                  "--return-values", "ALL_NEW")
    assert updated["Attributes"]["name"] == {"S": "x"}
    error = aws("put-item", "--table-name", table_name, "--item", key, "--condition-expression", "attribute_not_exists(pk)", fails=True)
    assert "(ConditionalCheckFailedException) when calling the PutItem operation: The conditional request failed" in error
    # The CLI pages by itself.
    assert aws("scan", "--table-name", table_name, "--page-size", "1", "--query", "Count") == "3\n"
    assert "PK\ta\n" in aws("get-item", "--table-name", table_name, "--key", key, "--output", "text")

    shards = aws("describe-stream", "--stream-arn", arn, service="dynamodbstreams")["StreamDescription"]["Shards"]
    records = []
    for shard in shards:
        iterator = aws("get-shard-iterator", "--stream-arn", arn, "--shard-id", shard["ShardId"], "--shard-iterator-type",
                       "TRIM_HORIZON", service="dynamodbstreams")["ShardIterator"]
        records += aws("get-records", "--shard-iterator", iterator, service="dynamodbstreams")["Records"]
    assert [record["eventName"] for record in records] == ["INSERT", "INSERT", "INSERT", "MODIFY"]

    aws("delete-table", "--table-name", table_name)
    aws("wait", "table-not-exists", "--table-name", table_name)


def test_batches_and_transactions(aws, table):
    item = {"pk": {"S": "a"}, "sk": {"S": "1"}}
    aws("batch-write-item", "--request-items", json.dumps({table: [{"PutRequest": {"Item": item}}]}))
    assert aws("batch-get-item", "--request-items", json.dumps({table: {"Keys": [item]}}))["Responses"][table] == [item]
    aws("transact-write-items", "--transact-items", json.dumps([{"Delete": {"TableName": table, "Key": item}}]))
    found = aws("transact-get-items", "--transact-items", json.dumps([{"Get": {"TableName": table, "Key": item}}]))
    assert found["Responses"] == [{}]
    check = {"ConditionCheck": {"TableName": table, "Key": item, "ConditionExpression": "attribute_exists(pk)"}}
    error = aws("transact-write-items", "--transact-items", json.dumps([check]), fails=True)
    assert "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed]" in error


def test_tables_tags_and_limits(aws, table, make_table):
    assert table in aws("list-tables")["TableNames"]
    arn = aws("describe-table", "--table-name", table)["Table"]["TableArn"]
    aws("tag-resource", "--resource-arn", arn, "--tags", "Key=team,Value=red")
    assert aws("list-tags-of-resource", "--resource-arn", arn)["Tags"] == [{"Key": "team", "Value": "red"}]
    assert aws("describe-limits")["AccountMaxReadCapacityUnits"] > 0
    aws("update-table", "--table-name", table, "--billing-mode", "PROVISIONED", "--provisioned-throughput",
        "ReadCapacityUnits=2,WriteCapacityUnits=3")
    aws("wait", "table-exists", "--table-name", table)
    assert aws("describe-table", "--table-name", table, "--query", "Table.ProvisionedThroughput.WriteCapacityUnits") == "3\n"
    assert "Requested resource not found: Table: nowhere not found" in aws("describe-table", "--table-name", "nowhere", fails=True)
