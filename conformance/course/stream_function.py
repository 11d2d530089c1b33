"""The course's Lambda function (access pattern E) and the part of the service that invokes it: a stream's records, one a call."""
from boto3.dynamodb.conditions import Key

TABLE, INDEX = "cruddur-messages", "message-group-sk-index"


def handler_for(resource):
    """A message moves the rows of its group to the top. Its own writes come through the stream as well; they are not
    messages, or removals, and end there."""
    table = resource.Table(TABLE)

    def lambda_handler(event, context=None):
        record = event["Records"][0]
        if record["eventName"] == "REMOVE":
            return
        pk, sk = record["dynamodb"]["Keys"]["pk"]["S"], record["dynamodb"]["Keys"]["sk"]["S"]
        if not pk.startswith("MSG#"):
            return
        rows = table.query(IndexName=INDEX, KeyConditionExpression=Key("message_group_uuid").eq(pk.replace("MSG#", "")))
        for row in rows["Items"]:
            table.delete_item(Key={"pk": row["pk"], "sk": row["sk"]})
            table.put_item(Item={**row, "sk": sk})

    return lambda_handler


class EventSourceMapping:
    """Polls all shards of a stream and invokes a function with batches of one record, as the course's trigger does."""

    def __init__(self, streams, stream_arn, function, start="TRIM_HORIZON"):
        self._streams, self._arn, self._function, self._start = streams, stream_arn, function, start
        self._iterators = {}
        self._seen_shards = set()
        self._find_shards()

    def run_until_idle(self):
        """Invokes the function until two rounds over all shards bring nothing. Returns the records in the order seen."""
        records, idle_rounds = [], 0
        while idle_rounds < 2:
            self._find_shards()
            found = [record for shard in list(self._iterators) for record in self._poll(shard)]
            for record in found:
                self._function({"Records": [record]})
            records += found
            idle_rounds = 0 if found else idle_rounds + 1
        return records

    def _find_shards(self):
        for shard in self._streams.describe_stream(StreamArn=self._arn)["StreamDescription"]["Shards"]:
            if shard["ShardId"] not in self._seen_shards:
                # A shard that appears later is the child of one that was read to its end: nothing of it may be missed.
                start = "TRIM_HORIZON" if shard.get("ParentShardId") in self._seen_shards else self._start
                self._seen_shards.add(shard["ShardId"])
                self._iterators[shard["ShardId"]] = self._streams.get_shard_iterator(
                    StreamArn=self._arn, ShardId=shard["ShardId"], ShardIteratorType=start)["ShardIterator"]

    def _poll(self, shard):
        answer = self._streams.get_records(ShardIterator=self._iterators[shard])
        if answer.get("NextShardIterator"):
            self._iterators[shard] = answer["NextShardIterator"]
        else:
            del self._iterators[shard]
        return answer["Records"]
