#include "crash/churn.h"

#include <nlohmann/json.hpp>
#include <thread>

#include "changes/shard_splitting.h"
#include "operations/delete_item.h"
#include "operations/delete_table.h"
#include "operations/operation_fixture.h"
#include "operations/put_item.h"
#include "operations/table_requests.h"
#include "operations/update_table.h"
#include "operations/update_time_to_live.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

constexpr const char* kAddIndex = R"({"TableName": "crash-churn",
  "AttributeDefinitions": [{"AttributeName": "r", "AttributeType": "N"}],
  "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "extra", "Projection": {"ProjectionType": "ALL"},
    "KeySchema": [{"AttributeName": "r", "KeyType": "HASH"}]}}]})";
constexpr const char* kDeleteIndex =
    R"({"TableName": "crash-churn", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "extra"}}]})";
constexpr const char* kStreamOff = R"({"TableName": "crash-churn", "StreamSpecification": {"StreamEnabled": false}})";

CreateTableInput ChurnTable() {
  CreateTableInput input = TableOf(kChurnTable, "pk:S,sk:N");
  AddGlobalIndex(input, "by-group", "g:S", "KEYS_ONLY");
  AddLocalIndex(input, "local-r", "pk:S,r:N");
  input.stream_specification = StreamSpecificationInput{true, "NEW_AND_OLD_IMAGES"};
  return input;
}

// A change is refused until the job behind an earlier one is done.
template <typename Operation>
std::string DoOnceFree(const Operation& operation) {
  for (;;) {
    const auto result = operation();
    if (result) return {};
    if (result.error().type() != ErrorType::kResourceInUse && result.error().type() != ErrorType::kLimitExceeded) {
      return std::string(result.error().classic());
    }
    std::this_thread::yield();
  }
}

enum ChurnStep : std::uint8_t {
  kCreateTable,
  kEnableTimeToLive,
  kCreateIndex,
  kSplitShard,
  kRemoveIndex,
  kEndStream,
  kDropTable,
  kChurnSteps
};

Json RandomChurnItem(const Clock& clock, std::mt19937_64& random) {
  Json item = {{"pk", {{"S", "p" + std::to_string(random() % 8)}}}, {"sk", {{"N", std::to_string(random() % 16)}}}};
  if (random() % 2 == 0) item["g"] = {{"S", "g" + std::to_string(random() % 3)}};
  if (random() % 2 == 0) item["r"] = {{"N", std::to_string(random() % 5)}};
  // Half of them have expired already.
  if (random() % 3 == 0) {
    const auto second = clock.Now() / 1000 - 50 + static_cast<std::int64_t>(random() % 100);
    item["e"] = {{"N", std::to_string(second)}};
  }
  return item;
}

}  // namespace

std::string DoChurnStep(Database& database, const RequestContext& context, std::uint64_t count) {
  const auto update = [&](const char* json) {
    return DoOnceFree([&] { return UpdateTable(database, context, UpdateTableInputOf(Json::parse(json))); });
  };
  switch (static_cast<ChurnStep>(count % kChurnSteps)) {
    case kCreateTable:
      return DoOnceFree([&] { return CreateTable(database, context, ChurnTable()); });
    case kEnableTimeToLive:
      return DoOnceFree([&] { return UpdateTimeToLive(database, context, {kChurnTable, true, "e"}); });
    case kCreateIndex:
      return update(kAddIndex);
    case kSplitShard:
      return DoOnceFree([&] { return SplitShard(database, {}, kChurnTable, {}); });
    case kRemoveIndex:
      return update(kDeleteIndex);
    case kEndStream:
      return update(kStreamOff);
    case kDropTable:
    case kChurnSteps:
      break;
  }
  return DoOnceFree([&] { return DeleteTable(database, context, {kChurnTable}); });
}

std::string WriteToChurnTable(Database& database, const RequestContext& context, std::mt19937_64& random) {
  const Json item = RandomChurnItem(database.clock(), random);
  const auto told = [](const auto& result) {
    if (result || result.error().type() == ErrorType::kResourceNotFound) return std::string();
    return std::string(result.error().classic());
  };
  if (random() % 4 == 0) {
    DeleteItemInput input;
    input.table_name = kChurnTable;
    input.key = InputOf(Json{{"pk", item["pk"]}, {"sk", item["sk"]}}.dump());
    return told(DeleteItem(database, context, input));
  }
  PutItemInput input;
  input.table_name = kChurnTable;
  input.item = InputOf(item.dump());
  return told(PutItem(database, context, input));
}

void CheckChurnTable(Database& database, std::uint64_t acknowledged) {
  SCOPED_TRACE("after " + std::to_string(acknowledged) + " steps of churn");
  const TableHandle table = database.catalog().Find({}, kChurnTable);
  const auto in_flight = static_cast<ChurnStep>(acknowledged % kChurnSteps);
  if (in_flight != kCreateTable && in_flight != kDropTable) {
    ASSERT_NE(table, nullptr);
  }
  if (!table) return;
  if (in_flight == kCreateTable) {  // the one that was deleted is gone, another may just have been made
    EXPECT_FALSE(table->description().time_to_live.has_value());
  }
  const SecondaryIndex* extra = table->description().FindIndex("extra");
  if (in_flight == kSplitShard) {
    ASSERT_NE(extra, nullptr);
  }
  if (in_flight == kEndStream || in_flight == kDropTable) {
    EXPECT_TRUE(extra == nullptr || extra->status == IndexStatus::kDeleting);
  }
  if (in_flight == kDropTable) {
    EXPECT_FALSE(table->description().stream.has_value());
  }
  if (in_flight > kEnableTimeToLive) {
    EXPECT_TRUE(table->description().time_to_live.has_value());
  }
}

}  // namespace tablerock
