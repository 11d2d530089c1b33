#include <array>
#include <set>

#include "mutation/request_generator.h"

namespace tablerock {

void RequestGenerator::AddProjection(Json& body) {
  if (random_.Chance(60)) return;
  if (random_.Chance(25)) {
    body["AttributesToGet"] = {"v", "l", "pk"};
    return;
  }
  Placeholders placeholders;
  body["ProjectionExpression"] = RandomProjection(placeholders);
  placeholders.AddTo(body);
}

GeneratedRequest RequestGenerator::GetItem() {
  const WatchedTable& table = PickTable();
  GeneratedRequest request{"GetItem", {{"TableName", NameOf(table)}, {"Key", RandomKey(table)}}, true, false, {}};
  AddProjection(request.body);
  if (random_.Chance(30)) request.body["ConsistentRead"] = true;
  if (random_.Chance(20)) request.body["ReturnConsumedCapacity"] = "TOTAL";
  return request;
}

GeneratedRequest RequestGenerator::BatchGetItem() {
  GeneratedRequest request{"BatchGetItem", Json::object(), true, false, {}};
  const WatchedTable& table = PickTable();
  Json& read = request.body["RequestItems"][table.description.at("TableName").get<std::string>()];
  std::set<Json> keys;
  for (std::size_t i = 1 + random_.Pick(4); i > 0; --i) keys.insert(RandomKey(table));
  read["Keys"] = keys;
  AddProjection(read);
  if (random_.Chance(20)) request.body["ReturnConsumedCapacity"] = "INDEXES";
  return request;
}

GeneratedRequest RequestGenerator::TransactGetItems() {
  GeneratedRequest request{"TransactGetItems", Json::object(), true, false, {}};
  const WatchedTable& table = PickTable();
  std::set<Json> keys;
  for (std::size_t i = 1 + random_.Pick(3); i > 0; --i) {
    const Json key = RandomKey(table);
    if (!keys.insert(key).second) continue;
    Json get = {{"TableName", NameOf(table)}, {"Key", key}};
    if (random_.Chance(30)) {
      Placeholders placeholders;
      get["ProjectionExpression"] = RandomProjection(placeholders);
      placeholders.AddTo(get);
    }
    request.body["TransactItems"].push_back({{"Get", get}});
  }
  return request;
}

void RequestGenerator::AddFilter(Json& body, Placeholders& placeholders, const char* legacy_name) {
  if (random_.Chance(50)) return;
  if (placeholders.values.empty() && random_.Chance(30)) {
    body[legacy_name] = LegacyConditions(false);
    if (body[legacy_name].size() > 1) body["ConditionalOperator"] = random_.Chance(50) ? "AND" : "OR";
    return;
  }
  // Of attributes that are no keys of any table here.
  body["FilterExpression"] = "t = " + placeholders.Value(RandomValue()) + " OR attribute_exists(v) OR size(ss) > " +
                             placeholders.Value({{"N", "1"}});
}

// Of a table, or of one of its indexes.
GeneratedRequest RequestGenerator::Query() {
  const WatchedTable& table = PickTable();
  GeneratedRequest request{"Query", {{"TableName", NameOf(table)}}, false, false, {}};
  Json schema = table.description.at("KeySchema");
  const char* indexes = random_.Chance(50) ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes";
  if (random_.Chance(50) && table.description.contains(indexes)) {
    const Json& index = random_.OneOf(table.description.at(indexes));
    request.body["IndexName"] = index.at("IndexName");
    schema = index.at("KeySchema");
  }
  Placeholders placeholders;
  if (random_.Chance(20)) {
    Json& conditions = request.body["KeyConditions"];
    const std::string name = schema[0].at("AttributeName");
    conditions[name] = {{"ComparisonOperator", "EQ"},
                        {"AttributeValueList", Json::array({KeyValue(table.TypeOf(name))})}};
  } else {
    std::string condition;
    for (const Json& element : schema) {
      const std::string name = element.at("AttributeName");
      const std::string type = table.TypeOf(name);
      const bool is_range = element.at("KeyType") == "RANGE";
      if (is_range && random_.Chance(40)) break;
      if (!condition.empty()) condition += " AND ";
      const std::string shown = random_.Chance(30) ? placeholders.Name(name) : name;
      if (is_range && random_.Chance(30)) {
        condition += shown;
        condition += " BETWEEN " + placeholders.Value(type == "N" ? Json{{"N", "-2"}} : KeyValue(type));
        condition += " AND " + placeholders.Value(type == "N" ? Json{{"N", "9"}} : KeyValue(type));
        break;
      }
      condition += shown;
      condition +=
          (is_range ? std::array{" = ", " < ", " >= "}[random_.Pick(3)] : " = ") + placeholders.Value(KeyValue(type));
    }
    request.body["KeyConditionExpression"] = condition;
  }
  AddFilter(request.body, placeholders, "QueryFilter");
  placeholders.AddTo(request.body);
  if (random_.Chance(30)) request.body["Limit"] = 1 + random_.Pick(4);
  if (random_.Chance(30)) request.body["ScanIndexForward"] = false;
  if (random_.Chance(20)) request.body["Select"] = "COUNT";
  return request;
}

GeneratedRequest RequestGenerator::Scan() {
  const WatchedTable& table = PickTable();
  GeneratedRequest request{"Scan", {{"TableName", NameOf(table)}}, false, false, {}};
  if (random_.Chance(30) && table.description.contains("GlobalSecondaryIndexes")) {
    request.body["IndexName"] = random_.OneOf(table.description.at("GlobalSecondaryIndexes")).at("IndexName");
  }
  Placeholders placeholders;
  AddFilter(request.body, placeholders, "ScanFilter");
  placeholders.AddTo(request.body);
  if (random_.Chance(30)) request.body["Limit"] = 1 + random_.Pick(9);
  if (random_.Chance(20)) {
    request.body["TotalSegments"] = 3;
    request.body["Segment"] = random_.Pick(3);
  }
  if (random_.Chance(20)) request.body["ExclusiveStartKey"] = RandomKey(table);
  return request;
}

// Asks for what the request that is generated needs.
GeneratedRequest RequestGenerator::StreamRequest() {
  const WatchedTable& table = PickTable();
  if (!table.description.contains("LatestStreamArn")) return {"ListStreams", {{"Limit", 5}}, true, false, {}};
  const Json arn = table.description.at("LatestStreamArn");
  const std::size_t choice = random_.Pick(4);
  if (choice == 0) return {"ListStreams", {{"TableName", table.description.at("TableName")}}, true, false, {}};
  if (choice == 1) return {"DescribeStream", {{"StreamArn", arn}, {"Limit", 1 + random_.Pick(20)}}, true, false, {}};
  const WireReply described = session_.Ask("DescribeStream", Json{{"StreamArn", arn}}.dump());
  if (described.status != 200) return {"DescribeStream", {{"StreamArn", arn}}, false, false, {}};
  const Json shards = Json::parse(described.body).at("StreamDescription").at("Shards");
  const Json& shard = random_.OneOf(shards);
  Json body = {{"StreamArn", arn}, {"ShardId", shard.at("ShardId")}, {"ShardIteratorType", "TRIM_HORIZON"}};
  if (random_.Chance(30)) body["ShardIteratorType"] = "LATEST";
  if (random_.Chance(30)) {
    body["ShardIteratorType"] = random_.Chance(50) ? "AT_SEQUENCE_NUMBER" : "AFTER_SEQUENCE_NUMBER";
    body["SequenceNumber"] = shard.at("SequenceNumberRange").at("StartingSequenceNumber");
  }
  if (choice == 2) return {"GetShardIterator", body, false, false, {}};
  const WireReply iterator = session_.Ask("GetShardIterator", body.dump());
  if (iterator.status != 200) return {"GetShardIterator", body, false, false, {}};
  return {"GetRecords",
          {{"ShardIterator", Json::parse(iterator.body).at("ShardIterator")}, {"Limit", 1 + random_.Pick(50)}},
          true,
          false,
          {}};
}

}  // namespace tablerock
