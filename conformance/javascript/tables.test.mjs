// Tables, with what is newer than Debian's boto3: deletion protection, indexes with several attributes a key.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  DeleteTableCommand, DescribeEndpointsCommand, DescribeLimitsCommand, DescribeTableCommand, ListTablesCommand,
  ListTagsOfResourceCommand, ResourceInUseException, ResourceNotFoundException, TagResourceCommand, UntagResourceCommand,
  UpdateTableCommand, paginateListTables,
} from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { documents, dynamodb, makeTable } from './clients.mjs';

test('deletion protection', async (t) => {
  const TableName = await makeTable(t, { DeletionProtectionEnabled: true });
  await assert.rejects(dynamodb.send(new DeleteTableCommand({ TableName })), {
    name: 'ValidationException',
    message: 'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
  });
  await dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
  assert.equal((await dynamodb.send(new DescribeTableCommand({ TableName }))).Table.DeletionProtectionEnabled, false);
});

test('an index with several attributes a key', async (t) => {
  const TableName = await makeTable(t, {
    AttributeDefinitions: ['pk', 'sk', 'country', 'city', 'street'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [{
      IndexName: 'by-place',
      KeySchema: [
        { AttributeName: 'country', KeyType: 'HASH' }, { AttributeName: 'city', KeyType: 'HASH' },
        { AttributeName: 'street', KeyType: 'RANGE' }, { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    }],
  });
  for (const [sk, street] of [['1', 'b'], ['2', 'a'], ['3', 'b']]) {
    await documents.send(new PutCommand({ TableName, Item: { pk: 'x', sk, country: 'DE', city: 'Bonn', street } }));
  }
  await documents.send(new PutCommand({ TableName, Item: { pk: 'x', sk: '4', country: 'DE', city: 'Bonn' } }));
  const { Items } = await documents.send(new QueryCommand({
    TableName, IndexName: 'by-place', KeyConditionExpression: 'country = :country AND city = :city AND street = :street AND sk > :sk',
    ExpressionAttributeValues: { ':country': 'DE', ':city': 'Bonn', ':street': 'b', ':sk': '1' },
  }));
  assert.deepEqual(Items.map((item) => item.sk), ['3']);
});

test('errors are the SDK\'s own classes', async (t) => {
  const TableName = await makeTable(t);
  await assert.rejects(makeTable(t, { TableName }), ResourceInUseException);
  await assert.rejects(dynamodb.send(new DescribeTableCommand({ TableName: 'nowhere' })), (error) => {
    assert.ok(error instanceof ResourceNotFoundException);
    assert.equal(error.message, 'Requested resource not found: Table: nowhere not found');
    assert.equal(error.$metadata.httpStatusCode, 400);
    assert.match(error.$metadata.requestId, /^[0-9A-Z]{52}$/);
    return true;
  });
});

test('lists, tags, limits, endpoints', async (t) => {
  const TableName = await makeTable(t, { Tags: [{ Key: 'team', Value: 'red' }] });
  const names = [];
  for await (const page of paginateListTables({ client: dynamodb, pageSize: 1 }, {})) names.push(...page.TableNames);
  assert.ok(names.includes(TableName));
  assert.deepEqual((await dynamodb.send(new ListTablesCommand({}))).TableNames, names);
  const { Table: { TableArn: ResourceArn } } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  await dynamodb.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'stage', Value: 'lab' }] }));
  await dynamodb.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team'] }));
  assert.deepEqual((await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags, [{ Key: 'stage', Value: 'lab' }]);
  assert.ok((await dynamodb.send(new DescribeLimitsCommand({}))).TableMaxWriteCapacityUnits > 0);
  assert.equal((await dynamodb.send(new DescribeEndpointsCommand({}))).Endpoints.length, 1);
});
