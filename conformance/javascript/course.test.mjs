// The course's table as its end-of-course template makes it (deletion protection on), and patterns A to E with the function
// at the end of the stream.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { CreateTableCommand, UpdateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { BatchWriteCommand, DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { documents, dropTable, dynamodb, streams } from './clients.mjs';

const TableName = `course-${process.pid}`;
const IndexName = 'message-group-sk-index';
const throughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
const users = [{ uuid: randomUUID(), name: 'Ann' }, { uuid: randomUUID(), name: 'Ben' }];
const group = randomUUID();

const groupRow = (owner, other, message, sk) => ({
  pk: `GRP#${owner.uuid}`, sk, message_group_uuid: group, message, user_uuid: other.uuid, user_display_name: other.name,
  user_handle: other.name.toLowerCase(),
});
const messageRow = (author, message, sk) => ({
  pk: `MSG#${group}`, sk, message_uuid: randomUUID(), message, user_uuid: author.uuid, user_display_name: author.name,
  user_handle: author.name.toLowerCase(),
});

async function createCourseTable() {
  const { TableDescription } = await dynamodb.send(new CreateTableCommand({
    TableName,
    AttributeDefinitions: ['message_group_uuid', 'pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: throughput,
    GlobalSecondaryIndexes: [{
      IndexName,
      KeySchema: [{ AttributeName: 'message_group_uuid', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
      Projection: { ProjectionType: 'ALL' },
      ProvisionedThroughput: throughput,
    }],
    TableClass: 'STANDARD',
    DeletionProtectionEnabled: true,
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  }));
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 20, minDelay: 1 }, { TableName });
  return TableDescription.LatestStreamArn;
}

// The course's function: a message moves the rows of its group to the top.
async function lambdaHandler({ Records: [record] }) {
  const { pk, sk } = record.dynamodb.Keys;
  if (record.eventName === 'REMOVE' || !pk.S.startsWith('MSG#')) return;
  const { Items } = await documents.send(new QueryCommand({
    TableName, IndexName, KeyConditionExpression: 'message_group_uuid = :group',
    ExpressionAttributeValues: { ':group': pk.S.replace('MSG#', '') },
  }));
  for (const row of Items) {
    await documents.send(new DeleteCommand({ TableName, Key: { pk: row.pk, sk: row.sk } }));
    await documents.send(new PutCommand({ TableName, Item: { ...row, sk: sk.S } }));
  }
}

async function shardIterators(StreamArn) {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const answers = await Promise.all(StreamDescription.Shards.map(({ ShardId }) => streams.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }))));
  return answers.map((answer) => answer.ShardIterator);
}

// Invokes the function record by record until two rounds bring nothing; `iterators` are moved on.
async function runUntilIdle(iterators) {
  const seen = [];
  for (let idle = 0; idle < 2;) {
    let found = 0;
    for (let shard = 0; shard < iterators.length; shard += 1) {
      const answer = await streams.send(new GetRecordsCommand({ ShardIterator: iterators[shard] }));
      iterators[shard] = answer.NextShardIterator;
      for (const record of answer.Records) {
        await lambdaHandler({ Records: [record] });
        seen.push(record);
      }
      found += answer.Records.length;
    }
    idle = found === 0 ? idle + 1 : 0;
  }
  return seen;
}

const newest = (pk) => documents.send(new QueryCommand({
  TableName, ScanIndexForward: false, Limit: 20, ReturnConsumedCapacity: 'TOTAL',
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :year)', ExpressionAttributeValues: { ':pk': pk, ':year': '2024' },
}));

test('patterns A to E', async (t) => {
  const iterators = await shardIterators(await createCourseTable());
  t.after(async () => {
    await dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await dropTable(TableName);
  });
  const start = '2024-03-01T12:00:00';
  await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: [ // D
    groupRow(users[0], users[1], 'hello', start), groupRow(users[1], users[0], 'hello', start), messageRow(users[0], 'hello', start),
  ].map((Item) => ({ PutRequest: { Item } })) } }));
  await runUntilIdle(iterators);

  for (let minute = 1; minute <= 3; minute += 1) {
    const sk = `2024-03-01T12:0${minute}:00+00:00`;
    await documents.send(new PutCommand({ TableName, Item: messageRow(users[minute % 2], `message ${minute}`, sk) })); // C
    const records = await runUntilIdle(iterators); // E
    assert.deepEqual(records.map((record) => `${record.eventName} ${record.dynamodb.Keys.pk.S.slice(0, 3)}`).sort(),
      ['INSERT GRP', 'INSERT GRP', 'INSERT MSG', 'REMOVE GRP', 'REMOVE GRP']);
    for (const user of users) {
      const groups = await newest(`GRP#${user.uuid}`); // B
      assert.deepEqual(groups.Items.map((row) => row.sk), [sk]);
      assert.equal(groups.ConsumedCapacity.CapacityUnits, 0.5);
    }
  }
  const messages = await newest(`MSG#${group}`); // A
  assert.deepEqual(messages.Items.map((row) => row.message).reverse(), ['hello', 'message 1', 'message 2', 'message 3']);
});
