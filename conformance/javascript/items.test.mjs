// Items through the document client and the plain one.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand, UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand, BatchWriteCommand, DeleteCommand, GetCommand, NumberValue, PutCommand, UpdateCommand, paginateQuery, paginateScan,
} from '@aws-sdk/lib-dynamodb';
import { documents, dynamodb, exactDocuments, makeTable } from './clients.mjs';

test('every type comes back as it was', async (t) => {
  const TableName = await makeTable(t);
  const Item = {
    pk: 'a', sk: '1', text: 'größe ✓ 😀', empty: '', number: -12.5, yes: true, no: false, nothing: null,
    bytes: new Uint8Array([0, 255]), texts: new Set(['x', 'y']), numbers: new Set([1, 2.5]), list: ['a', 1, [null, { deep: [true] }]],
    map: { 'a.b': { c: [] } },
  };
  await documents.send(new PutCommand({ TableName, Item }));
  const { Item: found } = await documents.send(new GetCommand({ TableName, Key: { pk: 'a', sk: '1' } }));
  assert.deepEqual({ ...found, bytes: [...found.bytes] }, { ...Item, bytes: [0, 255] });
});

test('38 digits are kept', async (t) => {
  const TableName = await makeTable(t);
  const text = '12345678901234567890.123456789012345678';
  await documents.send(new PutCommand({ TableName, Item: { pk: 'a', sk: '1', n: NumberValue.from(text) } }));
  await documents.send(new UpdateCommand({
    TableName, Key: { pk: 'a', sk: '1' }, UpdateExpression: 'SET n = n + :v', ExpressionAttributeValues: { ':v': 1 },
  }));
  const { Item } = await exactDocuments.send(new GetCommand({ TableName, Key: { pk: 'a', sk: '1' } }));
  assert.equal(String(Item.n.value), '12345678901234567891.123456789012345678');
});

// Newer than Debian's boto3, whose validation would refuse the parameter.
test('a failed condition shows the item that it saw', async (t) => {
  const TableName = await makeTable(t);
  const Item = { pk: { S: 'a' }, sk: { S: '1' }, x: { N: '1' } };
  const Key = { pk: Item.pk, sk: Item.sk };
  await dynamodb.send(new PutItemCommand({ TableName, Item }));
  const condition = { TableName, ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
  for (const command of [
    new PutItemCommand({ ...condition, Item }), new DeleteItemCommand({ ...condition, Key }), new UpdateItemCommand({ ...condition, Key }),
  ]) {
    await assert.rejects(dynamodb.send(command), (error) => {
      assert.ok(error instanceof ConditionalCheckFailedException);
      assert.equal(error.message, 'The conditional request failed');
      assert.deepEqual(error.Item, Item);
      return true;
    });
  }
});

test('paginators walk to the end', async (t) => {
  const TableName = await makeTable(t);
  for (let start = 0; start < 50; start += 25) {
    const requests = Array.from({ length: 25 }, (_, n) => ({ PutRequest: { Item: { pk: 'a', sk: String(start + n).padStart(3, '0') } } }));
    const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
    assert.deepEqual(UnprocessedItems, {});
  }
  const found = [];
  const query = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': 'a' }, ScanIndexForward: false };
  for await (const page of paginateQuery({ client: documents, pageSize: 7 }, query)) found.push(...page.Items.map((item) => item.sk));
  assert.deepEqual(found, Array.from({ length: 50 }, (_, n) => String(49 - n).padStart(3, '0')));
  let scanned = 0;
  for await (const page of paginateScan({ client: documents, pageSize: 9 }, { TableName })) scanned += page.Count;
  assert.equal(scanned, 50);
  const { Responses } = await documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [{ pk: 'a', sk: '001' }] } } }));
  assert.deepEqual(Responses[TableName], [{ pk: 'a', sk: '001' }]);
});

test('returned values of writes', async (t) => {
  const TableName = await makeTable(t);
  const Key = { pk: 'a', sk: '1' };
  const update = (ReturnValues, x) => documents.send(new UpdateCommand({
    TableName, Key, UpdateExpression: 'SET x = :x', ExpressionAttributeValues: { ':x': x }, ReturnValues,
  }));
  assert.deepEqual((await update('ALL_NEW', 1)).Attributes, { ...Key, x: 1 });
  assert.deepEqual((await update('UPDATED_OLD', 2)).Attributes, { x: 1 });
  assert.deepEqual((await update('UPDATED_NEW', 3)).Attributes, { x: 3 });
  assert.deepEqual((await documents.send(new DeleteCommand({ TableName, Key, ReturnValues: 'ALL_OLD' }))).Attributes, { ...Key, x: 3 });
});
