#include "bench/bench_requests.h"

#include <cstdint>
#include <initializer_list>

namespace tablerock::bench {
namespace {

constexpr std::size_t kItemsOfAPartition = 100;
constexpr std::size_t kMessageGroups = 250;
constexpr std::size_t kAccounts = 5'000;
constexpr std::size_t kFillerBytes = 800;

std::string Joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

std::string Padded(std::size_t n, std::size_t width) {
  std::string digits = std::to_string(n);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

std::string_view Filler() {
  static const std::string filler(kFillerBytes, 'x');
  return filler;
}

std::string PartitionOf(std::size_t n) { return std::to_string(n / kItemsOfAPartition); }
std::string MessageGroupOf(std::size_t n) { return std::to_string(n % kMessageGroups); }

std::string GetItemBody(std::size_t n) { return Joined({R"({"TableName":"bench","Key":)", KeyJson(n), "}"}); }

std::string QueryBody(std::size_t n) {
  return Joined({R"json({"TableName":"bench","KeyConditionExpression":"pk = :pk AND begins_with(sk, :s)",)json",
                 R"("ExpressionAttributeValues":{":pk":{"S":"GRP#)", PartitionOf(n), R"("},":s":{"S":"0"}},)",
                 R"("ScanIndexForward":false,"Limit":20,"ReturnConsumedCapacity":"TOTAL"})"});
}

std::string QueryIndexBody(std::size_t n) {
  return Joined({R"({"TableName":"bench","IndexName":"message-group-sk-index",)",
                 R"("KeyConditionExpression":"message_group_uuid = :g","ExpressionAttributeValues":{":g":{"S":")",
                 MessageGroupOf(n), R"("}},"Limit":20})"});
}

std::string PutItemBody(std::size_t n) {
  return Joined({R"({"TableName":"bench","Item":{"pk":{"S":"GRP#)", PartitionOf(n), R"("},"sk":{"S":")", Padded(n, 8),
                 R"("},"message_group_uuid":{"S":")", MessageGroupOf(n), R"("},"n":{"N":")", std::to_string(n),
                 R"("},"flag":{"BOOL":true},"tags":{"SS":["a","b","c"]},)",
                 R"("m":{"M":{"x":{"N":"1.5"},"y":{"L":[{"S":"q"},{"NULL":true}]}}},"message":{"S":")", Filler(),
                 R"("}}})"});
}

std::string UpdateItemBody(std::size_t n) {
  return Joined(
      {R"({"TableName":"bench","Key":)", KeyJson(n), R"(,"UpdateExpression":"ADD #c :one SET flag = :f",)",
       R"("ExpressionAttributeNames":{"#c":"counter"},)",
       R"("ExpressionAttributeValues":{":one":{"N":"1"},":f":{"BOOL":false}},"ReturnValues":"UPDATED_NEW"})"});
}

std::string AddToBalance(std::size_t account, std::string_view sort_key, std::string_view difference) {
  return Joined({R"({"Update":{"TableName":"bench","Key":{"pk":{"S":"TX#)", std::to_string(account),
                 R"("},"sk":{"S":")", sort_key, R"("}},"UpdateExpression":"ADD balance :d",)",
                 R"("ExpressionAttributeValues":{":d":{"N":")", difference, R"("}}}})"});
}

std::string TransactWriteItemsBody(std::size_t n) {
  const std::size_t other = (n * 7919 + 1) % 1'000'000;
  return Joined({R"({"TransactItems":[)", AddToBalance(n % kAccounts, "a", "-1"), ",",
                 AddToBalance(other % kAccounts, "b", "1"), "]}"});
}

std::string BatchWriteItemBody(std::size_t n) {
  std::string body = R"({"RequestItems":{"bench":[)";
  for (std::size_t i = 1; i <= 25; ++i) {
    body += Joined({i == 1 ? "" : ",", R"({"PutRequest":{"Item":{"pk":{"S":"BW#)", std::to_string(n),
                    R"("},"sk":{"S":")", Padded(i, 4), R"("},"message":{"S":")", Filler(), R"("}}}})"});
  }
  body += "]}}";
  return body;
}

}  // namespace

const std::array<BenchOperation, 7>& BenchOperations() {
  static const std::array<BenchOperation, 7> operations{{
      {"GetItem", "DynamoDB_20120810.GetItem", GetItemBody},
      {"Query", "DynamoDB_20120810.Query", QueryBody},
      {"QueryIndex", "DynamoDB_20120810.Query", QueryIndexBody},
      {"PutItem", "DynamoDB_20120810.PutItem", PutItemBody},
      {"UpdateItem", "DynamoDB_20120810.UpdateItem", UpdateItemBody},
      {"TransactWriteItems", "DynamoDB_20120810.TransactWriteItems", TransactWriteItemsBody},
      {"BatchWriteItem", "DynamoDB_20120810.BatchWriteItem", BatchWriteItemBody},
  }};
  return operations;
}

BenchRequest CreateTableRequest() {
  return {"DynamoDB_20120810.CreateTable",
          R"({"TableName":"bench","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[)"
          R"({"AttributeName":"message_group_uuid","AttributeType":"S"},{"AttributeName":"pk","AttributeType":"S"},)"
          R"({"AttributeName":"sk","AttributeType":"S"}],)"
          R"("KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],)"
          R"("GlobalSecondaryIndexes":[{"IndexName":"message-group-sk-index","Projection":{"ProjectionType":"ALL"},)"
          R"("KeySchema":[{"AttributeName":"message_group_uuid","KeyType":"HASH"},)"
          R"({"AttributeName":"sk","KeyType":"RANGE"}]}]})"};
}

BenchRequest LoadRequest(std::size_t first) {
  std::string body = R"({"RequestItems":{"bench":[)";
  for (std::size_t n = first; n < first + kItemsOfALoadRequest; ++n) {
    body += Joined({n == first ? "" : ",", R"({"PutRequest":{"Item":)", ItemJson(n), "}}"});
  }
  body += "]}}";
  return {"DynamoDB_20120810.BatchWriteItem", std::move(body)};
}

std::vector<BenchRequest> MakeRequests(const BenchOperation& operation, std::size_t items, std::size_t count,
                                       std::size_t seed) {
  std::vector<BenchRequest> requests;
  requests.reserve(count);
  std::uint64_t random = seed;
  for (std::size_t i = 0; i < count; ++i) {
    random = random * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    requests.push_back({operation.target, operation.body((random >> 33U) % items)});
  }
  return requests;
}

std::string ItemJson(std::size_t n) {
  return Joined({R"({"pk":{"S":"GRP#)", PartitionOf(n), R"("},"sk":{"S":")", Padded(n, 8),
                 R"("},"message_group_uuid":{"S":")", MessageGroupOf(n), R"("},"n":{"N":")", std::to_string(n),
                 R"("},"message":{"S":")", Filler(), R"("}})"});
}

std::string KeyJson(std::size_t n) {
  return Joined({R"({"pk":{"S":"GRP#)", PartitionOf(n), R"("},"sk":{"S":")", Padded(n, 8), R"("}})"});
}

}  // namespace tablerock::bench
