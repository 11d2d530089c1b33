"""PutItem, GetItem, UpdateItem, DeleteItem: types, sizes, numbers, ReturnValues, conditions."""
from decimal import Decimal

import pytest
from boto3.dynamodb.types import Binary
from service_errors import refused

KEY = {"pk": {"S": "a"}, "sk": {"S": "1"}}


def put(dynamodb, table, **parameters):
    item = parameters.pop("item", {})
    return dynamodb.put_item(TableName=table, Item={**KEY, **item}, **parameters)


def get(dynamodb, table, **parameters):
    return dynamodb.get_item(TableName=table, Key=KEY, **parameters)


def update(dynamodb, table, expression, values=None, names=None, **parameters):
    if values:
        parameters["ExpressionAttributeValues"] = values
    if names:
        parameters["ExpressionAttributeNames"] = names
    return dynamodb.update_item(TableName=table, Key=KEY, UpdateExpression=expression, **parameters)


def test_every_type_comes_back_as_it_was(resource, table):
    item = {
        "pk": "a", "sk": "1", "string": "größe ✓ 😀", "empty": "", "number": Decimal("-12.5"), "binary": Binary(b"\x00\xff"),
        "no bytes": Binary(b""), "yes": True, "no": False, "null": None, "strings": {"x", "y"},
        "numbers": {Decimal("1"), Decimal("2.5")}, "binaries": {Binary(b"a"), Binary(b"b")},
        "list": ["text", Decimal(1), [None, {"deep": [True]}], {}], "map": {"": "empty name", "a.b": {"c": []}}}
    item["map"].pop("")
    resource.Table(table).put_item(Item=item)
    assert resource.Table(table).get_item(Key={"pk": "a", "sk": "1"})["Item"] == item


def test_get_item_of_nothing_has_no_item(dynamodb, table):
    assert "Item" not in get(dynamodb, table)


def test_projection_of_get_item(dynamodb, table):
    put(dynamodb, table, item={"m": {"M": {"x": {"N": "1"}, "y": {"N": "2"}}}, "l": {"L": [{"S": "0"}, {"S": "1"}, {"S": "2"}]}})
    item = get(dynamodb, table, ProjectionExpression="#m.x, l[2], l[0], absent", ExpressionAttributeNames={"#m": "m"})["Item"]
    assert item == {"m": {"M": {"x": {"N": "1"}}}, "l": {"L": [{"S": "0"}, {"S": "2"}]}}


@pytest.mark.parametrize("given, kept", [
    ("1.50E2", "150"), ("00042", "42"), ("3.140", "3.14"), ("-0", "0"), ("1E-130", "1E-130"), ("+5", "5"),
    ("0.1", "0.1"), ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
    ("9.9999999999999999999999999999999999999E+125", "9" * 38 + "0" * 88),
])
def test_numbers_are_kept_canonical(dynamodb, table, given, kept):
    put(dynamodb, table, item={"n": {"N": given}})
    text = get(dynamodb, table)["Item"]["n"]["N"]
    assert Decimal(text) == Decimal(kept)
    if len(kept) <= 38 and "E" not in kept:
        assert text == kept


@pytest.mark.parametrize("number, message", [
    ("1" * 39, "Attempting to store more than 38 significant digits in a Number"),
    ("1E126", "Number overflow. Attempting to store a number with magnitude larger than supported range"),
    ("1E-131", "Number underflow. Attempting to store a number with magnitude smaller than supported range"),
    ("one", "The parameter cannot be converted to a numeric value"),
    ("", "The parameter cannot be converted to a numeric value"),
])
def test_numbers_are_refused(dynamodb, table, number, message):
    with refused("ValidationException", message):
        put(dynamodb, table, item={"n": {"N": number}})


def test_equal_numbers_are_one_key(dynamodb, make_table):
    name = make_table(key={"pk": "N"}).name
    dynamodb.put_item(TableName=name, Item={"pk": {"N": "1.0"}, "x": {"S": "first"}})
    dynamodb.put_item(TableName=name, Item={"pk": {"N": "1"}, "x": {"S": "second"}})
    assert dynamodb.get_item(TableName=name, Key={"pk": {"N": "100E-2"}})["Item"]["x"] == {"S": "second"}
    assert dynamodb.scan(TableName=name)["Count"] == 1


@pytest.mark.parametrize("item, message", [
    ({"x": {"SS": []}}, "An string set  may not be empty"),
    ({"x": {"SS": ["a", "a"]}}, "contains duplicates"),
    ({"x": {"NS": ["1", "1.0"]}}, "Input collection contains duplicates"),
    ({"x": {"NULL": False}}, "Null attribute value types must have the value of true"),
    ({"x": {}}, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
    ({"pk": {"N": "1"}}, "Type mismatch for key pk expected: S actual: N"),
    ({"pk": {"S": ""}}, "The AttributeValue for a key attribute cannot contain an empty string value. Key: pk"),
    ({"pk": {"S": "k" * 2049}}, "Size of hashkey has exceeded the maximum size limit of2048 bytes"),
    ({"sk": {"S": "k" * 1025}}, "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"),
])
def test_put_item_is_refused(dynamodb, table, item, message):
    with refused("ValidationException", message):
        put(dynamodb, table, item=item)


def test_missing_and_wrong_keys_are_refused(dynamodb, table):
    with refused("ValidationException", "Missing the key sk in the item"):
        dynamodb.put_item(TableName=table, Item={"pk": {"S": "a"}})
    for key in ({"pk": {"S": "a"}}, {**KEY, "x": {"S": "a"}}, {**KEY, "sk": {"N": "1"}}):
        for call in (dynamodb.get_item, dynamodb.delete_item, dynamodb.update_item):
            with refused("ValidationException", exactly="The provided key element does not match the schema"):
                call(TableName=table, Key=key)


def test_items_of_400_kilobytes(dynamodb, table):
    room = 409_600 - len("pka" "sk1" "text")
    put(dynamodb, table, item={"text": {"S": "x" * room}})
    assert len(get(dynamodb, table)["Item"]["text"]["S"]) == room
    with refused("ValidationException", "Item size has exceeded the maximum allowed size"):
        put(dynamodb, table, item={"text": {"S": "x" * (room + 1)}})
    with refused("ValidationException", "Item size to update has exceeded the maximum allowed size"):
        update(dynamodb, table, "SET more = :more", {":more": {"S": "x"}})


def test_put_item_returns_the_old_item(dynamodb, table):
    assert "Attributes" not in put(dynamodb, table, item={"x": {"N": "1"}}, ReturnValues="ALL_OLD")
    assert put(dynamodb, table, ReturnValues="ALL_OLD")["Attributes"] == {**KEY, "x": {"N": "1"}}
    assert get(dynamodb, table)["Item"] == KEY
    with refused("ValidationException", "ALL_NEW|ReturnValues|returnValues"):
        put(dynamodb, table, ReturnValues="ALL_NEW")


def test_delete_item(dynamodb, table):
    put(dynamodb, table, item={"x": {"N": "1"}})
    deleted = dynamodb.delete_item(TableName=table, Key=KEY, ReturnValues="ALL_OLD")
    assert deleted["Attributes"] == {**KEY, "x": {"N": "1"}}
    assert "Attributes" not in dynamodb.delete_item(TableName=table, Key=KEY, ReturnValues="ALL_OLD")
    assert "Item" not in get(dynamodb, table)


def test_conditions(dynamodb, table):
    put(dynamodb, table, ConditionExpression="attribute_not_exists(pk)")
    with refused("ConditionalCheckFailedException", exactly="The conditional request failed"):
        put(dynamodb, table, ConditionExpression="attribute_not_exists(pk)")
    with refused("ConditionalCheckFailedException"):
        dynamodb.delete_item(TableName=table, Key=KEY, ConditionExpression="x = :x", ExpressionAttributeValues={":x": {"N": "1"}})
    with refused("ConditionalCheckFailedException"):
        update(dynamodb, table, "SET x = :x", {":x": {"N": "1"}}, ConditionExpression="size(pk) > :x")
    assert get(dynamodb, table)["Item"] == KEY


OLD = {"n": {"N": "5"}, "s": {"SS": ["a", "b"]}, "l": {"L": [{"S": "0"}, {"S": "1"}]},
       "m": {"M": {"a": {"N": "1"}, "b": {"N": "2"}}}}


@pytest.mark.parametrize("expression, values, attribute, expected", [
    ("SET n = n + :v", {":v": {"N": "0.1"}}, "n", {"N": "5.1"}),
    ("SET n = :v - n", {":v": {"N": "1"}}, "n", {"N": "-4"}),
    ("SET fresh = if_not_exists(fresh, :v)", {":v": {"S": "new"}}, "fresh", {"S": "new"}),
    ("SET n = if_not_exists(n, :v)", {":v": {"S": "new"}}, "n", {"N": "5"}),
    ("SET l = list_append(l, :v)", {":v": {"L": [{"S": "2"}]}}, "l", {"L": [{"S": "0"}, {"S": "1"}, {"S": "2"}]}),
    ("SET l[9] = :v", {":v": {"S": "end"}}, "l", {"L": [{"S": "0"}, {"S": "1"}, {"S": "end"}]}),
    ("SET m.c = :v", {":v": {"N": "3"}}, "m", {"M": {"a": {"N": "1"}, "b": {"N": "2"}, "c": {"N": "3"}}}),
    ("SET copied = m.a", None, "copied", {"N": "1"}),
    ("REMOVE l[0]", None, "l", {"L": [{"S": "1"}]}),
    ("REMOVE m.a, n", None, "m", {"M": {"b": {"N": "2"}}}),
    ("REMOVE n", None, "n", None),
    ("ADD n :v", {":v": {"N": "-5"}}, "n", {"N": "0"}),
    ("ADD s :v", {":v": {"SS": ["c", "a"]}}, "s", {"SS": ["a", "b", "c"]}),
    ("ADD fresh :v", {":v": {"N": "7"}}, "fresh", {"N": "7"}),
    ("DELETE s :v", {":v": {"SS": ["a"]}}, "s", {"SS": ["b"]}),
    ("DELETE s :v", {":v": {"SS": ["a", "b"]}}, "s", None),
    ("SET a1 = :v REMOVE n ADD c1 :one DELETE s :set",
     {":v": {"S": "x"}, ":one": {"N": "1"}, ":set": {"SS": ["a"]}}, "c1", {"N": "1"}),
])
def test_update_expressions(dynamodb, table, expression, values, attribute, expected):
    put(dynamodb, table, item=OLD)
    update(dynamodb, table, expression, values)
    value = get(dynamodb, table)["Item"].get(attribute)
    if value and "SS" in value:
        value = {"SS": sorted(value["SS"])}
    assert value == expected


def test_an_update_reads_the_item_as_it_was(dynamodb, table):
    put(dynamodb, table, item={"a": {"N": "1"}, "b": {"N": "2"}})
    update(dynamodb, table, "SET a = b, b = a")
    assert get(dynamodb, table)["Item"] == {**KEY, "a": {"N": "2"}, "b": {"N": "1"}}


def test_an_update_makes_the_item(dynamodb, table):
    made = dynamodb.update_item(TableName=table, Key=KEY, ReturnValues="ALL_NEW")
    assert made["Attributes"] == KEY
    assert get(dynamodb, table)["Item"] == KEY


@pytest.mark.parametrize("expression, values, message", [
    ("SET pk = :v", {":v": {"S": "b"}}, "Cannot update attribute pk. This attribute is part of the key"),
    ("SET x.y = :v", {":v": {"S": "b"}}, "The document path provided in the update expression is invalid for update"),
    ("SET x = absent", None, "The provided expression refers to an attribute that does not exist in the item"),
    ("SET n = s + :v", {":v": {"N": "1"}}, "An operand in the update expression has an incorrect data type"),
    ("SET m = :v, m.a = :v", {":v": {"S": "b"}}, "Two document paths overlap with each other"),
    ("SET x = :other", {":v": {"S": "b"}}, "An expression attribute value used in expression is not defined; attribute value: :other"),
    ("SET x = :v, name = :v", {":v": {"S": "b"}}, "Attribute name is a reserved keyword; reserved keyword: name"),
    ("SET x = :v", {":v": {"S": "b"}, ":w": {"S": "b"}}, r"unused in expressions: keys: \{:w\}"),
    ("SOMETHING x", None, "Invalid UpdateExpression: Syntax error"),
    ("", None, "Invalid UpdateExpression: The expression can not be empty;"),
])
def test_update_item_is_refused(dynamodb, table, expression, values, message):
    put(dynamodb, table, item=OLD)
    with refused("ValidationException", message):
        update(dynamodb, table, expression, values)
    assert get(dynamodb, table)["Item"] == {**KEY, **OLD}


@pytest.mark.parametrize("return_values, expected", [
    ("NONE", None),
    ("ALL_OLD", {**KEY, "m": {"M": {"a": {"N": "1"}, "b": {"N": "2"}}}, "n": {"N": "5"}}),
    ("UPDATED_OLD", {"m": {"M": {"a": {"N": "1"}}}, "n": {"N": "5"}}),
    ("ALL_NEW", {**KEY, "m": {"M": {"a": {"N": "8"}, "b": {"N": "2"}}}, "n": {"N": "9"}}),
    ("UPDATED_NEW", {"m": {"M": {"a": {"N": "8"}}}, "n": {"N": "9"}}),
])
def test_update_return_values(dynamodb, table, return_values, expected):
    put(dynamodb, table, item={"m": OLD["m"], "n": OLD["n"]})
    answer = update(dynamodb, table, "SET m.a = :m, n = :n", {":m": {"N": "8"}, ":n": {"N": "9"}}, ReturnValues=return_values)
    assert answer.get("Attributes") == expected


@pytest.mark.parametrize("expression, values, holds", [
    ("attribute_exists(m.a) AND attribute_not_exists(m.z)", None, True),
    ("attribute_type(l, :v)", {":v": {"S": "L"}}, True),
    ("begins_with(pk, :v)", {":v": {"S": "a"}}, True),
    ("contains(s, :v)", {":v": {"S": "b"}}, True),
    ("contains(l, :v)", {":v": {"S": "z"}}, False),
    ("contains(pk, :v)", {":v": {"S": "a"}}, True),
    ("size(l) = :v", {":v": {"N": "2"}}, True),
    ("n BETWEEN :v AND :w", {":v": {"N": "5"}, ":w": {"N": "6"}}, True),
    ("n IN (:v, :w)", {":v": {"N": "4"}, ":w": {"N": "5.0"}}, True),
    ("NOT n = :v", {":v": {"N": "5"}}, False),
    ("n < :v OR n > :v", {":v": {"N": "5"}}, False),
    ("absent <> :v", {":v": {"N": "5"}}, True),
    ("m = :v", {":v": {"M": {"b": {"N": "2"}, "a": {"N": "1.0"}}}}, True),
    ("n > :v", {":v": {"S": "0"}}, False),
    ("NOT (n = :v AND n <> :w)", {":v": {"N": "5"}, ":w": {"N": "5"}}, True),
])
def test_condition_expressions(dynamodb, table, expression, values, holds):
    put(dynamodb, table, item=OLD)
    parameters = {"ExpressionAttributeValues": values} if values else {}
    if holds:
        dynamodb.delete_item(TableName=table, Key=KEY, ConditionExpression=expression, **parameters)
    else:
        with refused("ConditionalCheckFailedException"):
            dynamodb.delete_item(TableName=table, Key=KEY, ConditionExpression=expression, **parameters)


@pytest.mark.parametrize("expression, values, message", [
    ("pk = = :v", {":v": {"S": "a"}}, "Invalid ConditionExpression: Syntax error"),
    ("begins_with(pk, :v)", {":v": {"N": "1"}}, "Incorrect operand type for operator or function"),
    ("pk = :v AND nothing(pk)", {":v": {"S": "a"}}, "Invalid function name; function: nothing"),
    ("#n = :v", {":v": {"S": "a"}}, "An expression attribute name used in the document path is not defined; attribute name: #n"),
    ("((pk = :v))", {":v": {"S": "a"}}, "The expression has redundant parentheses"),
])
def test_condition_expressions_are_refused(dynamodb, table, expression, values, message):
    with refused("ValidationException", message):
        dynamodb.delete_item(TableName=table, Key=KEY, ConditionExpression=expression, ExpressionAttributeValues=values)


def test_tables_that_do_not_exist(dynamodb):
    for call, parameters in [(dynamodb.put_item, {"Item": KEY}), (dynamodb.get_item, {"Key": KEY}), (dynamodb.scan, {}),
                             (dynamodb.update_item, {"Key": KEY}), (dynamodb.delete_item, {"Key": KEY})]:
        with refused("ResourceNotFoundException", exactly="Requested resource not found"):
            call(TableName="nowhere-to-be-found", **parameters)
