"""A messaging application's Lambda function: a message moves the rows of its group to the message's time.

It names the service's own endpoint, as a function that is deployed may do.
"""
import boto3
from boto3.dynamodb.conditions import Key

TABLE, INDEX = "cruddur-messages", "message-group-sk-index"

dynamodb = boto3.resource("dynamodb", region_name="ca-central-1",
                          endpoint_url="http://dynamodb.ca-central-1.amazonaws.com")


def lambda_handler(event, context):
    record = event["Records"][0]
    print("event:", record["eventName"], record["dynamodb"]["Keys"]["pk"]["S"])
    if record["eventName"] == "REMOVE":
        print("skip")
        return
    pk = record["dynamodb"]["Keys"]["pk"]["S"]
    sk = record["dynamodb"]["Keys"]["sk"]["S"]
    if not pk.startswith("MSG#"):
        return
    table = dynamodb.Table(TABLE)
    found = table.query(IndexName=INDEX, KeyConditionExpression=Key("message_group_uuid").eq(pk.replace("MSG#", "")))
    for row in found["Items"]:
        table.delete_item(Key={"pk": row["pk"], "sk": row["sk"]})
        row["sk"] = sk
        table.put_item(Item=row)
