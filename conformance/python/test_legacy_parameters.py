"""The parameters from before expressions, which older SDKs and object mappers still send; and time to live settings."""
import pytest
from service_errors import refused

KEY = {"pk": {"S": "a"}, "sk": {"S": "1"}}
INVALID = "One or more parameter values were invalid: "


@pytest.fixture
def item(dynamodb, table):
    stored = {**KEY, "n": {"N": "5"}, "tags": {"SS": ["x", "y"]}, "text": {"S": "hello"}, "list": {"L": [{"N": "1"}]}}
    dynamodb.put_item(TableName=table, Item=stored)
    return stored


@pytest.mark.parametrize("expected, operator, holds", [
    ({"pk": {"Exists": False}}, None, False),
    ({"missing": {"Exists": False}}, None, True),
    ({"n": {"Value": {"N": "5.0"}}}, None, True),
    ({"n": {"ComparisonOperator": "GT", "AttributeValueList": [{"N": "5"}]}}, None, False),
    ({"n": {"ComparisonOperator": "BETWEEN", "AttributeValueList": [{"N": "1"}, {"N": "5"}]}}, None, True),
    ({"text": {"ComparisonOperator": "BEGINS_WITH", "AttributeValueList": [{"S": "he"}]}}, None, True),
    ({"tags": {"ComparisonOperator": "CONTAINS", "AttributeValueList": [{"S": "z"}]}}, None, False),
    ({"tags": {"ComparisonOperator": "NOT_CONTAINS", "AttributeValueList": [{"S": "z"}]}}, None, True),
    ({"text": {"ComparisonOperator": "IN", "AttributeValueList": [{"S": "bye"}, {"S": "hello"}]}}, None, True),
    ({"text": {"ComparisonOperator": "NULL"}, "n": {"ComparisonOperator": "NOT_NULL"}}, "AND", False),
    ({"text": {"ComparisonOperator": "NULL"}, "n": {"ComparisonOperator": "NOT_NULL"}}, "OR", True),
    ({"missing": {"ComparisonOperator": "NE", "AttributeValueList": [{"S": "x"}]}}, None, True),
])
def test_expected(dynamodb, table, item, expected, operator, holds):
    parameters = {"ConditionalOperator": operator} if operator else {}
    if holds:
        dynamodb.delete_item(TableName=table, Key=KEY, Expected=expected, **parameters)
    else:
        with refused("ConditionalCheckFailedException", exactly="The conditional request failed"):
            dynamodb.delete_item(TableName=table, Key=KEY, Expected=expected, **parameters)
    assert ("Item" in dynamodb.get_item(TableName=table, Key=KEY)) != holds


def test_attribute_updates(dynamodb, table, item):
    attributes = dynamodb.update_item(TableName=table, Key=KEY, ReturnValues="ALL_NEW", AttributeUpdates={
        "n": {"Action": "ADD", "Value": {"N": "2"}},
        "tags": {"Action": "DELETE", "Value": {"SS": ["x"]}},
        "text": {"Action": "DELETE"},
        "list": {"Action": "ADD", "Value": {"L": [{"N": "2"}]}},
        "new": {"Value": {"S": "put is the default"}},
    })["Attributes"]
    assert attributes == {**KEY, "n": {"N": "7"}, "tags": {"SS": ["y"]}, "list": {"L": [{"N": "1"}, {"N": "2"}]},
                          "new": {"S": "put is the default"}}


def test_reads(dynamodb, table):
    for number in range(5):
        dynamodb.put_item(TableName=table, Item={"pk": {"S": "a"}, "sk": {"S": f"s{number}"}, "n": {"N": str(number)}})
    key_conditions = {"pk": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "a"}]},
                      "sk": {"ComparisonOperator": "GE", "AttributeValueList": [{"S": "s2"}]}}
    above = {"n": {"ComparisonOperator": "GT", "AttributeValueList": [{"N": "2"}]}}
    page = dynamodb.query(TableName=table, KeyConditions=key_conditions, QueryFilter=above, ScanIndexForward=False)
    assert [item["sk"]["S"] for item in page["Items"]] == ["s4", "s3"] and page["ScannedCount"] == 3
    page = dynamodb.scan(TableName=table, ScanFilter=above, AttributesToGet=["n"])
    assert sorted(item["n"]["N"] for item in page["Items"]) == ["3", "4"] and all(len(item) == 1 for item in page["Items"])
    key = {"pk": {"S": "a"}, "sk": {"S": "s1"}}
    assert dynamodb.get_item(TableName=table, Key=key, AttributesToGet=["sk"])["Item"] == {"sk": {"S": "s1"}}
    answer = dynamodb.batch_get_item(RequestItems={table: {"Keys": [key], "AttributesToGet": ["n", "missing"]}})
    assert answer["Responses"][table] == [{"n": {"N": "1"}}]


@pytest.mark.parametrize("parameters, message", [
    ({"Expected": {"n": {"Exists": True}}}, INVALID + "Value must be provided when Exists is true for Attribute: n"),
    ({"Expected": {"n": {"Exists": False, "Value": {"N": "1"}}}},
     INVALID + "Value cannot be used when Exists is false for Attribute: n"),
    ({"Expected": {"n": {"ComparisonOperator": "LT", "AttributeValueList": []}}},
     INVALID + "Invalid number of argument(s) for the LT ComparisonOperator"),
    ({"Expected": {"n": {"AttributeValueList": [{"N": "1"}]}}},
     INVALID + "AttributeValueList can only be used with a ComparisonOperator for Attribute: n"),
])
def test_what_makes_no_sense_is_refused(dynamodb, table, item, parameters, message):
    with refused("ValidationException", exactly=message):
        dynamodb.delete_item(TableName=table, Key=KEY, **parameters)
    assert dynamodb.get_item(TableName=table, Key=KEY)["Item"]


def test_old_and_new_do_not_mix(dynamodb, table):
    with refused("ValidationException", "Can not use both expression and non-expression parameters in the same request: "
                 "Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}"):
        dynamodb.put_item(TableName=table, Item=KEY, Expected={"pk": {"Exists": False}},
                          ConditionExpression="attribute_not_exists(pk)")


def test_time_to_live_settings(dynamodb, table):
    def status():
        return dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]

    def change(enabled, attribute="expires"):
        return dynamodb.update_time_to_live(
            TableName=table, TimeToLiveSpecification={"Enabled": enabled, "AttributeName": attribute})

    assert status() == {"TimeToLiveStatus": "DISABLED"}
    assert change(True)["TimeToLiveSpecification"] == {"Enabled": True, "AttributeName": "expires"}
    assert status() == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}
    with refused("ValidationException", exactly="TimeToLive is already enabled"):
        change(True)
    change(False)
    assert status() == {"TimeToLiveStatus": "DISABLED"}
