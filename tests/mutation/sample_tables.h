// The tables that hostile requests are aimed at, as CreateTable requests; each is protected from being deleted.
//   music   pk S, sk N; three global indexes (one with two attributes a key), two local ones; a stream with both images
//   plain   pk S
//   binary  pk B, sk S; one global index; provisioned
#pragma once

#include <array>
#include <string_view>

namespace tablerock {

inline constexpr std::string_view kMusicTable = R"({"TableName":"music","BillingMode":"PAY_PER_REQUEST",
  "DeletionProtectionEnabled":true,
  "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"N"},
    {"AttributeName":"g","AttributeType":"S"},{"AttributeName":"r","AttributeType":"N"},
    {"AttributeName":"n","AttributeType":"N"}],
  "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
  "GlobalSecondaryIndexes":[
    {"IndexName":"by-group","KeySchema":[{"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
     "Projection":{"ProjectionType":"ALL"}},
    {"IndexName":"by-number","KeySchema":[{"AttributeName":"n","KeyType":"HASH"}],
     "Projection":{"ProjectionType":"KEYS_ONLY"}},
    {"IndexName":"by-pair","KeySchema":[{"AttributeName":"g","KeyType":"HASH"},{"AttributeName":"n","KeyType":"HASH"},
     {"AttributeName":"sk","KeyType":"RANGE"}],
     "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["v","m"]}}],
  "LocalSecondaryIndexes":[
    {"IndexName":"local-r","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],
     "Projection":{"ProjectionType":"ALL"}},
    {"IndexName":"local-n","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],
     "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["v"]}}],
  "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}})";

inline constexpr std::string_view kPlainTable = R"({"TableName":"plain","BillingMode":"PAY_PER_REQUEST",
  "DeletionProtectionEnabled":true,
  "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
  "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]})";

inline constexpr std::string_view kBinaryTable = R"({"TableName":"binary","DeletionProtectionEnabled":true,
  "ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5},
  "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"B"},{"AttributeName":"sk","AttributeType":"S"},
    {"AttributeName":"g","AttributeType":"S"}],
  "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}],
  "GlobalSecondaryIndexes":[
    {"IndexName":"by-group","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
     "ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5},
     "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["v"]}}]})";

inline constexpr std::array kSampleTables{kMusicTable, kPlainTable, kBinaryTable};

}  // namespace tablerock
