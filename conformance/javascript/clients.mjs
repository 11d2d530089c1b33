// Clients of the AWS SDK for JavaScript, unmodified, on the server that TABLEROCK_ENDPOINT names.
import {
  CreateTableCommand, DeleteTableCommand, DynamoDBClient, ResourceNotFoundException, waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const settings = {
  endpoint: process.env.TABLEROCK_ENDPOINT ?? 'http://localhost:8000',
  region: 'eu-central-1',
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'local-key_1',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'local-secret',
  },
  maxAttempts: 1, // a retry would hide an error
};

export const dynamodb = new DynamoDBClient(settings);
export const streams = new DynamoDBStreamsClient(settings);
export const documents = DynamoDBDocumentClient.from(dynamodb);
// Reads numbers as text. With a client of its own, since the options of `from` stay with the client that it is given.
export const exactDocuments = DynamoDBDocumentClient.from(
  new DynamoDBClient(settings), { unmarshallOptions: { wrapNumbers: true } });

let made = 0;

// A table with keys pk and sk (both S), gone when the test `t` ends. Resolves to its name.
export async function makeTable(t, parameters = {}) {
  made += 1;
  const TableName = `javascript-${process.pid}-${made}`;
  await dynamodb.send(new CreateTableCommand({
    TableName,
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...parameters,
  }));
  t.after(() => dropTable(TableName));
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 20, minDelay: 1 }, { TableName });
  return TableName;
}

export async function dropTable(TableName) {
  try {
    await dynamodb.send(new DeleteTableCommand({ TableName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
