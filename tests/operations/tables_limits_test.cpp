// Limits that tests make smaller, and what a table keeps over a restart.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "operations/batch_execute_statement.h"
#include "operations/batch_write_item.h"
#include "operations/delete_item.h"
#include "operations/delete_table.h"
#include "operations/describe_table.h"
#include "operations/operation_fixture.h"
#include "operations/put_item.h"
#include "operations/transact_write_items.h"
#include "storage/temporary_directory.h"

namespace tablerock {
namespace {

class TablesLimitsTest : public OperationTest {
 protected:
  void Open(const DatabaseOptions& options) {
    database_.reset();
    auto database = Database::Open(options, clock_, log_);
    ASSERT_TRUE(database) << database.error().cause();
    database_ = std::move(*database);
  }
  TableReport Describe(const std::string& table_name) {
    const auto output = DescribeTable(*database_, context_, {table_name});
    EXPECT_TRUE(output) << output.error().classic();
    return output ? output->table : TableReport();
  }
  // The error's name and text; "" if the table was made.
  std::string TryToCreate(const std::string& table_name) {
    const auto created = CreateTable(*database_, context_, TableOf(table_name, "pk:S"));
    if (created) return "";
    return std::string(TraitsOf(created.error().type()).name) + ": " + created.error().classic();
  }
};

TEST_F(TablesLimitsTest, ANamespaceHasSoManyTablesAndNoMore) {
  DatabaseOptions options;
  options.in_memory = true;
  options.tables_max = 2;
  Open(options);
  EXPECT_EQ(TryToCreate("one"), "");
  EXPECT_EQ(TryToCreate("two"), "");
  EXPECT_EQ(TryToCreate("three"),
            "LimitExceededException: Subscriber limit exceeded: There is a limit of 2 tables per subscriber");
  context_.namespace_name = "another";
  EXPECT_EQ(TryToCreate("three"), "");
  context_.namespace_name = "";
  ASSERT_TRUE(DeleteTable(*database_, context_, {"one"}));
  EXPECT_EQ(TryToCreate("three"), "");
}

TEST_F(TablesLimitsTest, TheServicesNumberOfTablesIs2500) {
  for (int i = 0; i < 2500; ++i) ASSERT_EQ(TryToCreate("table-" + std::to_string(i)), "");
  EXPECT_EQ(TryToCreate("one-more"),
            "LimitExceededException: Subscriber limit exceeded: There is a limit of 2500 tables per subscriber");
}

TEST_F(TablesLimitsTest, ATableKeepsItsIdAndItsCountsOverARestart) {
  const TemporaryDirectory directory;
  DatabaseOptions options;
  options.data_directory = directory.path();
  Open(options);
  CreateTableInput input = TableOf("kept", "pk:S,sk:S");
  AddGlobalIndex(input, "gsi1", "g:S", "KEYS_ONLY");
  AddLocalIndex(input, "lsi1", "pk:S,l:S");
  Create(input);
  Put("kept", R"({"pk":{"S":"a"},"sk":{"S":"1"},"g":{"S":"x"},"l":{"S":"y"}})");
  Put("kept", R"({"pk":{"S":"a"},"sk":{"S":"2"}})");
  const TableReport before = Describe("kept");
  Open(options);
  const TableReport after = Describe("kept");
  EXPECT_EQ(after.table_id, before.table_id);
  EXPECT_EQ(after.creation_time, before.creation_time);
  EXPECT_EQ(after.item_count, 2);
  EXPECT_EQ(after.table_size_bytes, before.table_size_bytes);
  EXPECT_EQ(after.global_secondary_indexes.at(0).item_count, 1);
  EXPECT_EQ(after.global_secondary_indexes.at(0).index_size_bytes, 8);
  EXPECT_EQ(after.local_secondary_indexes.at(0).item_count, 1);
  EXPECT_EQ(after.local_secondary_indexes.at(0).index_size_bytes, 10);
  ASSERT_TRUE(DeleteTable(*database_, context_, {"kept"}));
  Create(input);
  EXPECT_NE(Describe("kept").table_id, before.table_id) << "another table of that name";
}

// A collection counts its items and their entries in local indexes; here it may have 100 bytes.
class ItemCollectionLimitTest : public TablesLimitsTest {
 protected:
  ItemCollectionLimitTest() {
    DatabaseOptions options;
    options.in_memory = true;
    options.item_collection_size_bytes_max = 100;
    Open(options);
    CreateTableInput input = TableOf("collected", "pk:S,sk:S");
    AddLocalIndex(input, "lsi1", "pk:S,l:S", "KEYS_ONLY");
    Create(input);
    CreateTableWithKeys("plain", "pk:S,sk:S");
  }
  // An item of `bytes` whose entry, if it has one, is of 8 bytes.
  static std::string ItemJson(const std::string& partition_key, const std::string& sort_key, std::size_t bytes,
                              bool indexed = false) {
    const std::size_t taken = 6 + (indexed ? 2 : 0) + 1;
    return R"({"pk":{"S":")" + partition_key + R"("},"sk":{"S":")" + sort_key + R"("},)" +
           (indexed ? R"("l":{"S":"x"},)" : "") + R"("d":{"S":")" + std::string(bytes - taken, 'x') + R"("}})";
  }
  std::string TryToPut(const std::string& table_name, const std::string& item_json) {
    PutItemInput input;
    input.table_name = table_name;
    input.item = InputOf(item_json);
    const auto put = PutItem(*database_, context_, input);
    if (put) return "";
    return std::string(TraitsOf(put.error().type()).name) + ": " + put.error().classic();
  }
  void Delete(const std::string& key_json) {
    DeleteItemInput input;
    input.table_name = "collected";
    input.key = InputOf(key_json);
    ASSERT_TRUE(DeleteItem(*database_, context_, input));
  }
  static constexpr const char* kTooLarge = "ItemCollectionSizeLimitExceededException: Collection size exceeded.";
};

TEST_F(ItemCollectionLimitTest, ACollectionIsFullAtItsLimitWithItsIndexEntries) {
  EXPECT_EQ(TryToPut("collected", ItemJson("a", "1", 50, true)), "");  // 58 with its entry
  EXPECT_EQ(TryToPut("collected", ItemJson("a", "2", 43)), kTooLarge);
  EXPECT_EQ(Get("collected", R"({"pk":{"S":"a"},"sk":{"S":"2"}})"), "");
  EXPECT_EQ(Describe("collected").item_count, 1);
  EXPECT_EQ(TryToPut("collected", ItemJson("a", "2", 35, true)), kTooLarge);  // 43 with its entry
  EXPECT_EQ(TryToPut("collected", ItemJson("a", "2", 42)), "");               // 100 bytes
  EXPECT_EQ(TryToPut("collected", ItemJson("b", "1", 50, true)), "") << "each partition key has a collection";
  EXPECT_EQ(TryToPut("plain", ItemJson("a", "1", 101)), "") << "a table without local index has none";
}

TEST_F(ItemCollectionLimitTest, AFullCollectionTakesWhatDoesNotGrowItAndShrinks) {
  ASSERT_EQ(TryToPut("collected", ItemJson("a", "1", 50)), "");
  ASSERT_EQ(TryToPut("collected", ItemJson("a", "2", 50)), "");
  EXPECT_EQ(TryToPut("collected", ItemJson("a", "1", 50)), "");
  EXPECT_EQ(TryToPut("collected", ItemJson("a", "1", 51)), kTooLarge);
  EXPECT_EQ(TryToPut("collected", ItemJson("a", "1", 49)), "");
  EXPECT_EQ(TryToPut("collected", ItemJson("a", "2", 51)), "");
  Delete(R"({"pk":{"S":"a"},"sk":{"S":"1"}})");
  EXPECT_EQ(TryToPut("collected", ItemJson("a", "3", 49)), "");
  EXPECT_EQ(TryToPut("collected", ItemJson("a", "4", 10)), kTooLarge);
}

TEST_F(ItemCollectionLimitTest, ABatchIsRefusedWholeAndATransactionSaysSo) {
  BatchWriteItemInput batch;
  BatchWriteTableInput& table = batch.request_items.emplace_back();
  table.table_name = "collected";
  for (const char* sort_key : {"1", "2"}) {
    WriteRequestInput& request = table.requests.emplace_back();
    request.has_put = true;
    request.put_item = InputOf(ItemJson("a", sort_key, 51));
  }
  const auto written = BatchWriteItem(*database_, context_, batch);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().type(), ErrorType::kItemCollectionSizeLimitExceeded);
  EXPECT_EQ(Describe("collected").item_count, 0);

  TransactWriteItemsInput transaction;
  for (const char* sort_key : {"1", "2"}) {
    TransactWriteInput& write = transaction.writes.emplace_back();
    write.table_name = "collected";
    write.item_or_key = InputOf(ItemJson("a", sort_key, 51));
  }
  const auto transacted = TransactWriteItems(*database_, context_, transaction);
  ASSERT_FALSE(transacted);
  EXPECT_EQ(transacted.error().type(), ErrorType::kTransactionCanceled);
  ASSERT_EQ(transacted.error().cancellation_reasons().size(), 2U);
  EXPECT_EQ(transacted.error().cancellation_reasons()[0].code, "None");
  EXPECT_EQ(transacted.error().cancellation_reasons()[1].code, "ItemCollectionSizeLimitExceeded");
  EXPECT_EQ(Describe("collected").item_count, 0);
}

}  // namespace
}  // namespace tablerock
