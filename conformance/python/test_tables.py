"""CreateTable, DescribeTable, ListTables, UpdateTable, DeleteTable, tags, DescribeLimits, DescribeEndpoints."""
import re

import pytest
from service_errors import refused

KEY = [{"AttributeName": "pk", "KeyType": "HASH"}]
KEY_DEFINITION = [{"AttributeName": "pk", "AttributeType": "S"}]
INDEX = {"IndexName": "by-owner", "KeySchema": [{"AttributeName": "owner", "KeyType": "HASH"}],
         "Projection": {"ProjectionType": "ALL"}}


def create(dynamodb, name, **parameters):
    return dynamodb.create_table(**{"TableName": name, "KeySchema": KEY, "AttributeDefinitions": KEY_DEFINITION,
                                    "BillingMode": "PAY_PER_REQUEST", **parameters})


def test_create_describe_delete(dynamodb, table_name):
    created = create(dynamodb, table_name)["TableDescription"]
    assert created["TableStatus"] in ("CREATING", "ACTIVE")
    dynamodb.get_waiter("table_exists").wait(TableName=table_name, WaiterConfig={"Delay": 1})
    described = dynamodb.describe_table(TableName=table_name)["Table"]
    assert described["TableStatus"] == "ACTIVE"
    assert described["KeySchema"] == KEY and described["AttributeDefinitions"] == KEY_DEFINITION
    assert described["TableArn"] == f"arn:aws:dynamodb:eu-central-1:000000000000:table/{table_name}"
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", described["TableId"])
    assert described["ItemCount"] == described["TableSizeBytes"] == 0
    assert described["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert described["ProvisionedThroughput"]["ReadCapacityUnits"] == 0
    assert described["CreationDateTime"] == created["CreationDateTime"]
    deleted = dynamodb.delete_table(TableName=table_name)["TableDescription"]
    assert deleted["TableStatus"] == "DELETING"
    dynamodb.get_waiter("table_not_exists").wait(TableName=table_name, WaiterConfig={"Delay": 1})
    with refused("ResourceNotFoundException", exactly=f"Requested resource not found: Table: {table_name} not found"):
        dynamodb.describe_table(TableName=table_name)
    with refused("ResourceNotFoundException", exactly=f"Requested resource not found: Table: {table_name} not found"):
        dynamodb.delete_table(TableName=table_name)


def test_provisioned_table(make_table):
    table = make_table(BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 7, "WriteCapacityUnits": 3})
    throughput = table.description["ProvisionedThroughput"]
    assert (throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"]) == (7, 3)
    assert throughput["NumberOfDecreasesToday"] == 0
    assert "BillingModeSummary" not in table.description


def test_a_table_can_be_named_by_its_arn(dynamodb, make_table):
    arn = make_table(key={"pk": "S"}).description["TableArn"]
    dynamodb.put_item(TableName=arn, Item={"pk": {"S": "a"}})
    assert dynamodb.get_item(TableName=arn, Key={"pk": {"S": "a"}})["Item"] == {"pk": {"S": "a"}}
    assert dynamodb.describe_table(TableName=arn)["Table"]["TableArn"] == arn


def test_creating_twice_is_refused(dynamodb, make_table):
    name = make_table(key={"pk": "S"}).name
    with refused("ResourceInUseException", exactly=f"Table already exists: {name}"):
        create(dynamodb, name)


@pytest.mark.parametrize("parameters, message", [
    ({"AttributeDefinitions": [*KEY_DEFINITION, {"AttributeName": "x", "AttributeType": "S"}]},
     "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"),
    ({"KeySchema": [*KEY, {"AttributeName": "sk", "KeyType": "RANGE"}]}, "Some index key attribute have no definition"),
    ({"KeySchema": [{"AttributeName": "pk", "KeyType": "RANGE"}]}, "KeySchema"),
    ({"BillingMode": "PROVISIONED"}, "ProvisionedThroughput|ReadCapacityUnits"),
    ({"ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}, "PAY_PER_REQUEST"),
    ({"AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "BOOL"}]},
     r"Value 'BOOL' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: "
     r"Member must satisfy enum value set: \[B, N, S\]"),
    ({"GlobalSecondaryIndexes": [INDEX]}, "Some index key attributes? (have no definition|are not defined)"),
    ({"LocalSecondaryIndexes": [{**INDEX, "KeySchema": KEY}]}, "range key|KeySchema"),
    ({"TableName": "a b c"}, r"\[a-zA-Z0-9_.-\]\+"),
    ({"StreamSpecification": {"StreamEnabled": False, "StreamViewType": "NEW_IMAGE"}},
     "stream disabled, UpdateViewType should not be specified|StreamViewType"),
])
def test_create_table_is_refused(dynamodb, table_name, parameters, message):
    with refused("ValidationException", message):
        create(dynamodb, **{"name": table_name, **({"name": parameters["TableName"]} if "TableName" in parameters else {})},
               **{key: value for key, value in parameters.items() if key != "TableName"})


def test_list_tables_pages_in_the_order_of_names(dynamodb, make_table):
    made = {make_table(key={"pk": "S"}).name for _ in range(3)}
    names, start = [], {}
    while True:
        page = dynamodb.list_tables(Limit=2, **start)
        assert len(page["TableNames"]) <= 2
        names += page["TableNames"]
        if "LastEvaluatedTableName" not in page:
            break
        start = {"ExclusiveStartTableName": page["LastEvaluatedTableName"]}
    assert made <= set(names)
    assert names == sorted(names) == dynamodb.list_tables()["TableNames"]


def test_update_throughput_and_billing_mode(dynamodb, make_table):
    name = make_table(BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}).name

    def update(**parameters):
        dynamodb.update_table(TableName=name, **parameters)
        dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
        return dynamodb.describe_table(TableName=name)["Table"]

    throughput = update(ProvisionedThroughput={"ReadCapacityUnits": 9, "WriteCapacityUnits": 2})["ProvisionedThroughput"]
    assert (throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"]) == (9, 2)
    assert update(BillingMode="PAY_PER_REQUEST")["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    back = update(BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 4, "WriteCapacityUnits": 4})
    assert back["ProvisionedThroughput"]["ReadCapacityUnits"] == 4
    assert update(TableClass="STANDARD_INFREQUENT_ACCESS")["TableClassSummary"]["TableClass"] == "STANDARD_INFREQUENT_ACCESS"
    assert update(TableClass="STANDARD")["TableClassSummary"]["TableClass"] == "STANDARD"


def test_update_table_is_refused(dynamodb, make_table):
    name = make_table(BillingMode="PROVISIONED", ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}).name
    with refused("ValidationException", "."):
        dynamodb.update_table(TableName=name)
    with refused("ValidationException", "."):  # the same values as before
        dynamodb.update_table(TableName=name, ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1})
    with refused("ResourceNotFoundException", "Requested resource not found"):
        dynamodb.update_table(TableName="nowhere", BillingMode="PAY_PER_REQUEST")
    with refused("ResourceNotFoundException", "."):
        dynamodb.update_table(TableName=name, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "nothing"}}])


def test_item_count_and_size_follow_the_items(dynamodb, make_table):
    name = make_table(key={"pk": "S"}).name
    for number in range(10):
        dynamodb.put_item(TableName=name, Item={"pk": {"S": f"item {number}"}, "text": {"S": "x" * 100}})
    described = dynamodb.describe_table(TableName=name)["Table"]
    assert described["ItemCount"] == 10
    assert described["TableSizeBytes"] == 10 * (len("pk") + len("item 0") + len("text") + 100)


def test_a_deleted_table_comes_back_empty(dynamodb, make_table):
    name = make_table(key={"pk": "S"}).name
    dynamodb.put_item(TableName=name, Item={"pk": {"S": "a"}})
    dynamodb.delete_table(TableName=name)
    dynamodb.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    create(dynamodb, name)
    dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
    assert dynamodb.scan(TableName=name)["Items"] == []


def test_tags(dynamodb, make_table):
    arn = make_table(key={"pk": "S"}, Tags=[{"Key": "team", "Value": "red"}]).description["TableArn"]
    dynamodb.tag_resource(ResourceArn=arn, Tags=[{"Key": "team", "Value": "blue"}, {"Key": "stage", "Value": ""}])
    tags = dynamodb.list_tags_of_resource(ResourceArn=arn)["Tags"]
    assert {tag["Key"]: tag["Value"] for tag in tags} == {"team": "blue", "stage": ""}
    dynamodb.untag_resource(ResourceArn=arn, TagKeys=["team", "never-there"])
    assert dynamodb.list_tags_of_resource(ResourceArn=arn)["Tags"] == [{"Key": "stage", "Value": ""}]
    with refused("ValidationException", "Atleast one Tag needs to be provided as Input."):
        dynamodb.tag_resource(ResourceArn=arn, Tags=[])
    with refused("AccessDeniedException"):
        dynamodb.list_tags_of_resource(ResourceArn=arn + "-nowhere")


def test_limits_and_endpoints(dynamodb, endpoint):
    limits = dynamodb.describe_limits()
    assert limits["AccountMaxReadCapacityUnits"] >= limits["TableMaxReadCapacityUnits"] >= 40000
    addresses = dynamodb.describe_endpoints()["Endpoints"]
    assert [address["Address"] for address in addresses] == [endpoint.removeprefix("http://")]
    assert addresses[0]["CachePeriodInMinutes"] > 0
