"""TransactWriteItems and TransactGetItems."""
import concurrent.futures

import pytest
from conftest import client_of
from service_errors import refused


def key(name):
    return {"pk": {"S": name}}


@pytest.fixture
def table(make_table):
    return make_table(key={"pk": "S"}).name


@pytest.fixture
def action(table):
    """Members of a transaction on the table."""
    def make(kind, name, **parameters):
        members = {"Put": {"Item": key(name)}, "Delete": {"Key": key(name)}, "ConditionCheck": {"Key": key(name)},
                   "Update": {"Key": key(name)}, "Get": {"Key": key(name)}}
        return {kind: {"TableName": table, **members[kind], **parameters}}
    return make


EXISTS = {"ConditionExpression": "attribute_exists(pk)"}
NEW = {"ConditionExpression": "attribute_not_exists(pk)"}
ADD_ONE = {"UpdateExpression": "ADD n :one", "ExpressionAttributeValues": {":one": {"N": "1"}}}


def names(dynamodb, table):
    return sorted(item["pk"]["S"] for item in dynamodb.scan(TableName=table)["Items"])


def test_all_of_it_is_done(dynamodb, table, action):
    for name in ("gone", "checked", "updated"):
        dynamodb.put_item(TableName=table, Item=key(name))
    dynamodb.transact_write_items(TransactItems=[
        action("Put", "new", **NEW), action("Delete", "gone", **EXISTS), action("ConditionCheck", "checked", **EXISTS),
        action("Update", "updated", **ADD_ONE)])
    assert names(dynamodb, table) == ["checked", "new", "updated"]
    assert dynamodb.get_item(TableName=table, Key=key("updated"))["Item"]["n"] == {"N": "1"}


def test_or_none_of_it(dynamodb, table, action):
    dynamodb.put_item(TableName=table, Item={**key("there"), "x": {"S": "old"}})
    with refused("TransactionCanceledException",
                 r"Transaction cancelled, please refer cancellation reasons for specific reasons "
                 r"\[None, ConditionalCheckFailed, None\]") as answer:
        dynamodb.transact_write_items(TransactItems=[
            action("Put", "new"), action("Put", "there", **NEW, ReturnValuesOnConditionCheckFailure="ALL_OLD"),
            action("Update", "other", **ADD_ONE)])
    reasons = answer["CancellationReasons"]
    assert [reason["Code"] for reason in reasons] == ["None", "ConditionalCheckFailed", "None"]
    assert reasons[1]["Message"] == "The conditional request failed"
    assert reasons[1]["Item"] == {**key("there"), "x": {"S": "old"}}
    assert "Item" not in reasons[0] and "Message" not in reasons[0]
    assert names(dynamodb, table) == ["there"]


def test_several_tables(dynamodb, table, action, make_table):
    other = make_table().name
    elsewhere = {"pk": {"S": "a"}, "sk": {"S": "b"}}
    dynamodb.transact_write_items(TransactItems=[
        action("Put", "here"), {"Put": {"TableName": other, "Item": {**elsewhere, "x": {"S": "x"}}}}])
    found = dynamodb.transact_get_items(TransactItems=[
        action("Get", "here"), action("Get", "nothing"),
        {"Get": {"TableName": other, "Key": elsewhere, "ProjectionExpression": "x"}}])
    assert found["Responses"] == [{"Item": key("here")}, {}, {"Item": {"x": {"S": "x"}}}]


def test_a_token_replays(dynamodb, table, action):
    members = [action("Update", "a", **ADD_ONE), action("Put", "b", **NEW)]
    for _ in range(3):
        dynamodb.transact_write_items(TransactItems=members, ClientRequestToken="token-1")
    assert dynamodb.get_item(TableName=table, Key=key("a"))["Item"]["n"] == {"N": "1"}
    with refused("IdempotentParameterMismatchException"):
        dynamodb.transact_write_items(TransactItems=members[:1], ClientRequestToken="token-1")
    # The meaning is compared, not the bytes: the order of a map's members is none, equal numbers are equal.
    dynamodb.put_item(TableName=table, Item=key("c"))
    values = [{":m": {"M": {"x": {"N": "1"}, "y": {"N": "2"}}}}, {":m": {"M": {"y": {"N": "2.0"}, "x": {"N": "1E0"}}}}]
    for value in values:
        dynamodb.transact_write_items(ClientRequestToken="token-2", TransactItems=[action(
            "Update", "c", UpdateExpression="SET m = :m", ExpressionAttributeValues=value)])


@pytest.mark.parametrize("members, message", [
    (lambda action: [action("Put", "a"), action("Delete", "a")], "Transaction request cannot include multiple operations on one item"),
    (lambda action: [action("Put", str(number)) for number in range(101)], "less than or equal to 100"),
    (lambda action: [{**action("Put", "a"), **action("Delete", "b")}], "."),
    (lambda action: [{}], "."),
    (lambda action: [action("Update", "a", UpdateExpression="SOMETHING")], "Invalid UpdateExpression: Syntax error"),
    (lambda action: [action("Put", "")], "empty string value"),
])
def test_transactions_are_refused(dynamodb, table, action, members, message):
    with refused("ValidationException", message):
        dynamodb.transact_write_items(TransactItems=members(action))
    assert names(dynamodb, table) == []


def test_a_wrong_key_is_a_reason(dynamodb, table, action):
    with refused("TransactionCanceledException", r"\[None, ValidationError\]") as answer:
        dynamodb.transact_write_items(TransactItems=[action("Put", "a"), {"Put": {"TableName": table, "Item": {"pk": {"N": "1"}}}}])
    assert answer["CancellationReasons"][1]["Code"] == "ValidationError"
    with refused("TransactionCanceledException", r"\[ValidationError\]"):
        dynamodb.transact_get_items(TransactItems=[{"Get": {"TableName": table, "Key": {"wrong": {"S": "a"}}}}])
    with refused("ResourceNotFoundException", "Requested resource not found"):
        dynamodb.transact_get_items(TransactItems=[{"Get": {"TableName": "nowhere-to-be-found", "Key": key("a")}}])


def test_a_hundred_members(dynamodb, table, action):
    dynamodb.transact_write_items(TransactItems=[action("Put", str(number)) for number in range(100)])
    found = dynamodb.transact_get_items(TransactItems=[action("Get", str(number)) for number in range(100)])
    assert [answer["Item"]["pk"]["S"] for answer in found["Responses"]] == [str(number) for number in range(100)]


def test_transactions_of_several_clients_add_up(endpoint, dynamodb, table, action):
    """Four clients move one unit at a time between accounts; nothing is lost, and readers see no half of a move."""
    for name in ("a", "b"):
        dynamodb.put_item(TableName=table, Item={**key(name), "n": {"N": "100"}})

    def move(source, target):
        client = client_of(endpoint)
        done = 0
        while done < 20:
            try:
                client.transact_write_items(TransactItems=[
                    action("Update", source, UpdateExpression="SET n = n - :one", ExpressionAttributeValues={":one": {"N": "1"}}),
                    action("Update", target, **ADD_ONE)])
                done += 1
            except client.exceptions.TransactionCanceledException as conflict:
                assert "TransactionConflict" in conflict.response["Error"]["Message"]

    def watch(watching):
        client = client_of(endpoint)
        sums = set()
        while not watching.done():
            found = client.transact_get_items(TransactItems=[action("Get", "a"), action("Get", "b")])["Responses"]
            sums.add(sum(int(answer["Item"]["n"]["N"]) for answer in found))
        return sums

    with concurrent.futures.ThreadPoolExecutor(5) as pool:
        moves = [pool.submit(move, *accounts) for accounts in [("a", "b"), ("b", "a"), ("a", "b"), ("a", "b")]]
        sums = pool.submit(watch, moves[0])
        for moved in moves:
            moved.result()
    assert sums.result() <= {200}
    found = [int(dynamodb.get_item(TableName=table, Key=key(name))["Item"]["n"]["N"]) for name in ("a", "b")]
    assert found == [60, 140]
