// BatchGetItem, BatchWriteItem, TransactGetItems and TransactWriteItems against a Database in memory.
#include <gtest/gtest.h>

#include "operations/batch_get_item.h"
#include "operations/batch_write_item.h"
#include "operations/operation_fixture.h"
#include "operations/transact_get_items.h"
#include "operations/transact_write_items.h"

namespace tablerock {
namespace {

TransactWriteInput PutOf(std::string_view table, std::string_view item, std::string_view condition = {}) {
  TransactWriteInput write;
  write.kind = TransactWriteKind::kPut;
  write.table_name = table;
  write.item_or_key = InputOf(item);
  if (!condition.empty()) write.condition_expression = std::string(condition);
  return write;
}

TransactWriteInput UpdateOf(std::string_view table, std::string_view key, std::string_view update,
                            std::string_view values) {
  TransactWriteInput write;
  write.kind = TransactWriteKind::kUpdate;
  write.table_name = table;
  write.item_or_key = InputOf(key);
  write.update_expression = std::string(update);
  write.attributes = AttributesOf({}, values);
  return write;
}

class ManyItemsTest : public OperationTest {
 protected:
  ManyItemsTest() {
    CreateTableWithKeys("ttt", "pk:S");
    CreateTableWithKeys("uuu", "pk:S,sk:S");
  }

  Result<TransactWriteItemsOutput> Transact(std::vector<TransactWriteInput> writes, std::string_view token = {}) {
    TransactWriteItemsInput input;
    input.writes = std::move(writes);
    if (!token.empty()) input.client_request_token = std::string(token);
    input.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
    return TransactWriteItems(*database_, context_, input);
  }
};

TEST_F(ManyItemsTest, WritesABatchOverTwoTablesAndReadsItBack) {
  BatchWriteItemInput write;
  write.request_items = {{"ttt", {{true, false, InputOf(R"({"pk":{"S":"a"}})"), {}}}},
                         {"uuu", {{true, false, InputOf(R"({"pk":{"S":"a"},"sk":{"S":"b"}})"), {}}}}};
  write.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  const auto written = BatchWriteItem(*database_, context_, write);
  ASSERT_TRUE(written) << written.error().classic();
  ASSERT_EQ(written->consumed_capacity.size(), 2U);

  BatchGetItemInput read;
  read.request_items.resize(1);
  read.request_items[0].table_name = "ttt";
  read.request_items[0].keys = {InputOf(R"({"pk":{"S":"a"}})"), InputOf(R"({"pk":{"S":"missing"}})")};
  const auto got = BatchGetItem(*database_, context_, read);
  ASSERT_TRUE(got) << got.error().classic();
  ASSERT_EQ(got->responses.size(), 1U);
  EXPECT_EQ(got->responses[0].items.size(), 1U);
  EXPECT_TRUE(got->unprocessed_keys.empty());
}

TEST_F(ManyItemsTest, WritesNothingOfABatchWithOneBadMember) {
  BatchWriteItemInput write;
  write.request_items = {
      {"ttt", {{true, false, InputOf(R"({"pk":{"S":"a"}})"), {}}, {true, false, InputOf(R"({"pk":{"N":"1"}})"), {}}}}};
  const auto written = BatchWriteItem(*database_, context_, write);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().classic(), "The provided key element does not match the schema");
  EXPECT_EQ(Get("ttt", R"({"pk":{"S":"a"}})"), "");
}

TEST_F(ManyItemsTest, RefusesTwoMembersOfOneKeyAlsoByNameAndByArn) {
  BatchWriteItemInput write;
  write.request_items = {
      {"ttt", {{true, false, InputOf(R"({"pk":{"S":"a"}})"), {}}}},
      {"arn:aws:dynamodb:us-east-1:000000000000:table/ttt", {{false, true, {}, InputOf(R"({"pk":{"S":"a"}})")}}}};
  const auto written = BatchWriteItem(*database_, context_, write);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().classic(), "Provided list of item keys contains duplicates");
}

TEST_F(ManyItemsTest, LeavesKeysUnprocessedBeyondTheReplysSize) {
  const std::string filler(390'000, 'x');
  for (int i = 0; i < 50; ++i) {
    Put("ttt", R"({"pk":{"S":"k)" + std::to_string(i) + R"("},"v":{"S":")" + filler + R"("}})");
  }
  BatchGetItemInput read;
  read.request_items.resize(1);
  read.request_items[0].table_name = "ttt";
  for (int i = 0; i < 50; ++i) {
    read.request_items[0].keys.push_back(InputOf(R"({"pk":{"S":"k)" + std::to_string(i) + R"("}})"));
  }
  const auto got = BatchGetItem(*database_, context_, read);
  ASSERT_TRUE(got);
  ASSERT_EQ(got->unprocessed_keys.size(), 1U);
  EXPECT_EQ(got->responses[0].items.size(), 43U);  // 43 × 390 KB is the last below 16 MB
  EXPECT_EQ(got->responses[0].items.size() + got->unprocessed_keys[0].keys.size(), 50U);
}

TEST_F(ManyItemsTest, CancelsAllOfATransactionWithReasonsInPosition) {
  Put("ttt", R"({"pk":{"S":"there"}})");
  const auto result = Transact(
      {PutOf("ttt", R"({"pk":{"S":"new"}})"), PutOf("ttt", R"({"pk":{"S":"there"}})", "attribute_not_exists(pk)")});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().classic(),
            "Transaction cancelled, please refer cancellation reasons for specific reasons [None, "
            "ConditionalCheckFailed]");
  EXPECT_EQ(Get("ttt", R"({"pk":{"S":"new"}})"), "");
}

TEST_F(ManyItemsTest, PutsAWrongTypedKeyIntoTheReasonsButRefusesAnEmptyOne) {
  const auto cancelled = Transact({UpdateOf("ttt", R"({"pk":{"N":"1"}})", "SET v = :v", R"({":v":{"S":"x"}})")});
  ASSERT_FALSE(cancelled);
  ASSERT_EQ(cancelled.error().type(), ErrorType::kTransactionCanceled);
  EXPECT_EQ(cancelled.error().cancellation_reasons()[0].code, "ValidationError");
  EXPECT_EQ(cancelled.error().cancellation_reasons()[0].message, "The provided key element does not match the schema");
  const auto refused = Transact({UpdateOf("ttt", R"({"pk":{"S":""}})", "SET v = :v", R"({":v":{"S":"x"}})")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().type(), ErrorType::kValidation);
}

TEST_F(ManyItemsTest, RefusesTwoOperationsOnOneItem) {
  const auto result = Transact({PutOf("ttt", R"({"pk":{"S":"a"}})"), PutOf("ttt", R"({"pk":{"S":"a"}})")});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().classic(), "Transaction request cannot include multiple operations on one item");
}

TEST_F(ManyItemsTest, RepeatsATokenWithoutWritingAgainForTenMinutes) {
  const auto add = [&](std::string_view values) {
    return Transact({UpdateOf("ttt", R"({"pk":{"S":"a"}})", "ADD n :one", values)}, "token");
  };
  clock_.Freeze();
  ASSERT_TRUE(add(R"({":one":{"N":"1"}})"));
  const auto replay = add(R"({":one":{"N":"1.0"}})");  // the same meaning in other bytes
  ASSERT_TRUE(replay);
  EXPECT_EQ(replay->consumed_capacity[0].table.read, 2.0);
  EXPECT_EQ(Get("ttt", R"({"pk":{"S":"a"}})"), R"({"n":{"N":"1"},"pk":{"S":"a"}})");
  const auto other = add(R"({":one":{"N":"2"}})");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().type(), ErrorType::kIdempotentParameterMismatch);
  clock_.Advance(10 * 60'000);
  ASSERT_TRUE(add(R"({":one":{"N":"1"}})"));
  EXPECT_EQ(Get("ttt", R"({"pk":{"S":"a"}})"), R"({"n":{"N":"2"},"pk":{"S":"a"}})");
}

TEST_F(ManyItemsTest, WritesAcrossTablesAndChargesTwice) {
  const auto result =
      Transact({PutOf("ttt", R"({"pk":{"S":"a"}})"), PutOf("uuu", R"({"pk":{"S":"a"},"sk":{"S":"b"}})")});
  ASSERT_TRUE(result) << result.error().classic();
  ASSERT_EQ(result->consumed_capacity.size(), 2U);
  EXPECT_EQ(result->consumed_capacity[0].table.write, 2.0);

  TransactGetItemsInput read;
  read.gets.resize(2);
  read.gets[0].table_name = "ttt";
  read.gets[0].key = InputOf(R"({"pk":{"S":"a"}})");
  read.gets[1].table_name = "uuu";
  read.gets[1].key = InputOf(R"({"pk":{"S":"a"},"sk":{"S":"missing"}})");
  read.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  const auto got = TransactGetItems(*database_, context_, read);
  ASSERT_TRUE(got) << got.error().classic();
  EXPECT_TRUE(got->responses[0]);
  EXPECT_FALSE(got->responses[1]);
  EXPECT_EQ(got->consumed_capacity[0].table.read, 2.0);
}

}  // namespace
}  // namespace tablerock
