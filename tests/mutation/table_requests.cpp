#include <array>

#include "mutation/request_generator.h"

namespace tablerock {

// A global index over two attributes; defines them.
Json RequestGenerator::RandomIndex(Json& definitions) {
  const std::string partition_key = random_.Chance(50) ? "g" : "t";
  definitions.push_back({{"AttributeName", partition_key}, {"AttributeType", "S"}});
  Json index = {{"IndexName", "index-" + std::to_string(random_.Pick(3))},
                {"KeySchema", Json::array({{{"AttributeName", partition_key}, {"KeyType", "HASH"}}})},
                {"Projection", {{"ProjectionType", random_.Chance(50) ? "ALL" : "KEYS_ONLY"}}}};
  if (random_.Chance(50)) {
    definitions.push_back({{"AttributeName", "n"}, {"AttributeType", "N"}});
    index["KeySchema"].push_back({{"AttributeName", "n"}, {"KeyType", "RANGE"}});
  }
  if (random_.Chance(30)) index["Projection"] = {{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", {"v", "m"}}};
  return index;
}

GeneratedRequest RequestGenerator::CreateTable() {
  Json definitions = Json::array({{{"AttributeName", "pk"}, {"AttributeType", random_.Chance(70) ? "S" : "B"}}});
  Json schema = Json::array({{{"AttributeName", "pk"}, {"KeyType", "HASH"}}});
  if (random_.Chance(50)) {
    definitions.push_back({{"AttributeName", "sk"}, {"AttributeType", "N"}});
    schema.push_back({{"AttributeName", "sk"}, {"KeyType", "RANGE"}});
  }
  GeneratedRequest request{"CreateTable",
                           {{"TableName", "made-" + std::to_string(++serial_ % 50)}, {"KeySchema", schema}},
                           false,
                           false,
                           {}};
  if (random_.Chance(40)) request.body["GlobalSecondaryIndexes"] = Json::array({RandomIndex(definitions)});
  request.body["AttributeDefinitions"] = definitions;
  request.body["BillingMode"] = "PAY_PER_REQUEST";
  if (random_.Chance(30))
    request.body["StreamSpecification"] = {{"StreamEnabled", true}, {"StreamViewType", "NEW_IMAGE"}};
  if (random_.Chance(20)) request.body["Tags"] = Json::array({{{"Key", "team"}, {"Value", "x"}}});
  if (random_.Chance(20)) request.body["SSESpecification"] = {{"Enabled", true}, {"SSEType", "KMS"}};
  if (random_.Chance(20)) request.body["TableClass"] = "STANDARD_INFREQUENT_ACCESS";
  return request;
}

GeneratedRequest RequestGenerator::UpdateTable() {
  const WatchedTable& table = PickTable();
  GeneratedRequest request{"UpdateTable", {{"TableName", NameOf(table)}}, false, false, {}};
  switch (random_.Pick(7)) {
    case 0:
    case 1: {
      Json definitions = table.description.at("AttributeDefinitions");
      Json index = RandomIndex(definitions);
      if (table.description.value("BillingModeSummary", Json::object()).empty()) {
        index["ProvisionedThroughput"] = {{"ReadCapacityUnits", 1}, {"WriteCapacityUnits", 1}};
      }
      request.body["AttributeDefinitions"] = definitions;
      request.body["GlobalSecondaryIndexUpdates"] = Json::array({{{"Create", index}}});
      break;
    }
    case 2:
      request.body["GlobalSecondaryIndexUpdates"] =
          Json::array({{{"Delete", {{"IndexName", "index-" + std::to_string(random_.Pick(3))}}}}});
      break;
    case 3:
      request.body["StreamSpecification"] = {{"StreamEnabled", random_.Chance(50)}};
      if (request.body["StreamSpecification"]["StreamEnabled"] == true) {
        request.body["StreamSpecification"]["StreamViewType"] = "NEW_AND_OLD_IMAGES";
      }
      break;
    case 4:
      request.body["BillingMode"] = "PROVISIONED";
      request.body["ProvisionedThroughput"] = {{"ReadCapacityUnits", 1 + random_.Pick(9)}, {"WriteCapacityUnits", 3}};
      break;
    case 5:
      request.body["TableClass"] = random_.Chance(50) ? "STANDARD" : "STANDARD_INFREQUENT_ACCESS";
      break;
    default:
      request.body["OnDemandThroughput"] = {{"MaxReadRequestUnits", 10}, {"MaxWriteRequestUnits", -1}};
  }
  return request;
}

// What a table has beside its items, and what is asked of tables.
GeneratedRequest RequestGenerator::TableSetting() {
  const WatchedTable& table = PickTable();
  const std::string name = NameOf(table);
  const std::string arn = ArnOf(table);
  switch (random_.Pick(10)) {
    case 0:
      return {"DescribeTable", {{"TableName", name}}, true, false, {}};
    case 1:
      return {"ListTables", {{"Limit", 1 + random_.Pick(5)}, {"ExclusiveStartTableName", "music"}}, true, false, {}};
    case 2:
      return {
          "UpdateTimeToLive",
          {{"TableName", name}, {"TimeToLiveSpecification", {{"Enabled", random_.Chance(50)}, {"AttributeName", "n"}}}},
          false,
          false,
          {}};
    case 3:
      return {"DescribeTimeToLive", {{"TableName", name}}, true, false, {}};
    case 4:
      return {"TagResource", {{"ResourceArn", arn}, {"Tags", {{{"Key", "k"}, {"Value", "v"}}}}}, false, false, {}};
    case 5:
      return {"UntagResource", {{"ResourceArn", arn}, {"TagKeys", {"k"}}}, false, false, {}};
    case 6:
      return {"ListTagsOfResource", {{"ResourceArn", arn}}, true, false, {}};
    case 7:
      return {"DeleteTable", {{"TableName", name}}, false, false, {}};
    case 8:
      return {"DescribeLimits", Json::object(), true, false, {}};
    default:
      return {"DescribeEndpoints", Json::object(), true, false, {}};
  }
}

}  // namespace tablerock
