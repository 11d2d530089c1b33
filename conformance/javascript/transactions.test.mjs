// Transactions through the document client.
import assert from 'node:assert/strict';
import test from 'node:test';
import { IdempotentParameterMismatchException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { documents, makeTable } from './clients.mjs';

const key = (sk) => ({ pk: 'a', sk });

test('all or nothing, with reasons in position', async (t) => {
  const TableName = await makeTable(t);
  await documents.send(new TransactWriteCommand({ TransactItems: [
    { Put: { TableName, Item: { ...key('1'), x: 1 } } },
    { Update: { TableName, Key: key('2'), UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': 1 } } },
  ] }));
  await assert.rejects(documents.send(new TransactWriteCommand({ TransactItems: [
    { Delete: { TableName, Key: key('2') } },
    { Put: { TableName, Item: key('1'), ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
  ] })), (error) => {
    assert.ok(error instanceof TransactionCanceledException);
    assert.equal(error.message,
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]');
    assert.deepEqual(error.CancellationReasons.map((reason) => reason.Code), ['None', 'ConditionalCheckFailed']);
    // The document client leaves what an error holds as it came.
    assert.deepEqual(error.CancellationReasons[1].Item, { pk: { S: 'a' }, sk: { S: '1' }, x: { N: '1' } });
    return true;
  });
  const { Responses } = await documents.send(new TransactGetCommand({ TransactItems: [
    { Get: { TableName, Key: key('2') } }, { Get: { TableName, Key: key('3') } },
  ] }));
  assert.deepEqual(Responses, [{ Item: { ...key('2'), n: 1 } }, {}]);
});

test('a token is replayed', async (t) => {
  const TableName = await makeTable(t);
  const add = (n) => new TransactWriteCommand({
    ClientRequestToken: `token-${TableName}`,
    TransactItems: [{ Update: { TableName, Key: key('1'), UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': n } } }],
  });
  await documents.send(add(1));
  await documents.send(add(1));
  assert.equal((await documents.send(new GetCommand({ TableName, Key: key('1') }))).Item.n, 1);
  await assert.rejects(documents.send(add(2)), IdempotentParameterMismatchException);
});
