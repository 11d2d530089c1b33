"""ExecuteStatement, BatchExecuteStatement and ExecuteTransaction."""
import pytest
from service_errors import refused


@pytest.fixture
def table(make_table):
    return make_table(key={"pk": "S", "sk": "N"}).name


@pytest.fixture
def run(dynamodb, table):
    """ExecuteStatement, with T for the table's name."""
    def execute(statement, *values, **parameters):
        if values:
            parameters["Parameters"] = list(values)
        return dynamodb.execute_statement(Statement=statement.replace(" T ", f' "{table}" '), **parameters)
    return execute


@pytest.fixture
def statements(table):
    return lambda *texts: [{"Statement": text.replace(" T ", f' "{table}" ')} for text in texts]


def fill(run, count=5):
    for number in range(1, count + 1):
        run("INSERT INTO T VALUE {'pk': 'a', 'sk': ?, 'square': ?}", {"N": str(number)}, {"N": str(number * number)})


def test_an_item_is_inserted_read_updated_and_deleted(run):
    item = {"pk": {"S": "a"}, "sk": {"N": "1"}, "b": {"B": b"\x00\x01"}, "l": {"L": [{"N": "1"}, {"NULL": True}]}}
    assert run("INSERT INTO T VALUE {'pk': 'a', 'sk': 1, 'b': ?, 'l': [1, null]}", {"B": b"\x00\x01"})["Items"] == []
    assert run("SELECT * FROM T WHERE pk = 'a' AND sk = 1")["Items"] == [item]
    updated = run("UPDATE T SET l[0] = l[0] + ? REMOVE b WHERE pk = 'a' AND sk = 1 RETURNING ALL NEW *", {"N": "2"})["Items"]
    assert updated == [{"pk": {"S": "a"}, "sk": {"N": "1"}, "l": {"L": [{"N": "3"}, {"NULL": True}]}}]
    assert run("DELETE FROM T WHERE pk = 'a' AND sk = 1 RETURNING ALL OLD *")["Items"] == updated
    assert run("SELECT * FROM T ")["Items"] == []


def test_pages(run):
    fill(run)
    seen, token = [], {}
    while True:
        page = run("SELECT sk FROM T WHERE pk = ? ORDER BY sk DESC", {"S": "a"}, Limit=2, **token)
        assert len(page["Items"]) <= 2
        seen += [item["sk"]["N"] for item in page["Items"]]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert seen == ["5", "4", "3", "2", "1"]
    with refused("ValidationException", exactly="NextToken does not match request"):
        run("SELECT sk FROM T WHERE pk = ?", {"S": "a"}, **token)


def test_capacity(run, table):
    fill(run)
    answer = run("SELECT * FROM T WHERE pk = 'a'", ConsistentRead=True, ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == {"TableName": table, "CapacityUnits": 1.0}


def test_what_is_refused(run):
    fill(run, 1)
    with refused("DuplicateItemException", exactly="Duplicate primary key exists in table"):
        run("INSERT INTO T VALUE {'pk': 'a', 'sk': 1}")
    with refused("ConditionalCheckFailedException", exactly="The conditional request failed"):
        run("UPDATE T SET v = 1 WHERE pk = 'a' AND sk = 2")
    with refused("ResourceNotFoundException", exactly="Requested resource not found"):
        run("SELECT * FROM nowhere")
    with refused("ValidationException", exactly="Unexpected path component at 1:8:5"):
        run("SELECT COUNT(*) FROM nowhere")
    with refused("ValidationException", exactly="Statement wasn't well formed, can't be processed: Unexpected operator"):
        run("SELECT * FROM T WHERE pk = = 'a'")
    with refused("ValidationException", exactly="Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"):
        run("SELECT * FROM T WHERE pk = ?", {})


def test_a_batch_fails_statement_by_statement(dynamodb, run, table, statements):
    fill(run, 1)
    responses = dynamodb.batch_execute_statement(Statements=statements(
        "INSERT INTO T VALUE {'pk': 'a', 'sk': 1}", "UPDATE T SET v = 1 WHERE pk = 'a'", "INSERT INTO T VALUE {'pk': 'b', 'sk': 1}"))["Responses"]
    assert responses == [
        {"Error": {"Code": "DuplicateItem", "Message": "Duplicate primary key exists in table"}, "TableName": table},
        {"Error": {"Code": "ValidationError", "Message": "Where clause does not contain a mandatory equality on all key attributes"}},
        {"TableName": table}]
    responses = dynamodb.batch_execute_statement(Statements=statements(
        "SELECT pk FROM T WHERE pk = 'b' AND sk = 1", "SELECT * FROM T WHERE pk = 'c' AND sk = 1"))["Responses"]
    assert responses == [{"TableName": table, "Item": {"pk": {"S": "b"}}}, {"TableName": table}]


def test_a_transaction_is_all_or_nothing(dynamodb, run, statements):
    fill(run, 1)
    with refused("TransactionCanceledException", r"\[None, ConditionalCheckFailed\]") as answer:
        dynamodb.execute_transaction(TransactStatements=statements(
            "INSERT INTO T VALUE {'pk': 'b', 'sk': 1}", "EXISTS(SELECT * FROM T WHERE pk = 'a' AND sk = 1 AND square > 1)"))
    assert answer["CancellationReasons"][1] == {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
    assert run("SELECT * FROM T WHERE pk = 'b'")["Items"] == []
    written = dynamodb.execute_transaction(ClientRequestToken="token", TransactStatements=statements(
        "INSERT INTO T VALUE {'pk': 'b', 'sk': 1}", "UPDATE T SET square = 4 WHERE pk = 'a' AND sk = 1"))
    assert written["Responses"] == []
    read = dynamodb.execute_transaction(TransactStatements=statements(
        "SELECT square FROM T WHERE pk = 'a' AND sk = 1", "SELECT * FROM T WHERE pk = 'c' AND sk = 1"))
    assert read["Responses"] == [{"Item": {"square": {"N": "4"}}}, {}]
