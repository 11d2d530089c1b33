// PutItem, GetItem, UpdateItem and DeleteItem against a Database in memory.
#include <gtest/gtest.h>

#include "operations/delete_item.h"
#include "operations/get_item.h"
#include "operations/operation_fixture.h"
#include "operations/put_item.h"
#include "operations/update_item.h"

namespace tablerock {
namespace {

class SingleItemTest : public OperationTest {
 protected:
  SingleItemTest() { CreateTableWithKeys("ttt", "pk:S,sk:N"); }

  Result<PutItemOutput> PutWith(std::string_view item, std::string_view condition, std::string_view values = {},
                                ReturnValues returns = ReturnValues::kNone) {
    PutItemInput input;
    input.table_name = "ttt";
    input.item = InputOf(item);
    if (!condition.empty()) input.condition_expression = std::string(condition);
    input.attributes = AttributesOf({}, values);
    input.return_values = returns;
    input.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
    return PutItem(*database_, context_, input);
  }

  Result<UpdateItemOutput> Update(std::string_view key, std::string_view update, std::string_view values,
                                  ReturnValues returns, std::string_view condition = {}) {
    UpdateItemInput input;
    input.table_name = "ttt";
    input.key = InputOf(key);
    input.update_expression = std::string(update);
    if (!condition.empty()) input.condition_expression = std::string(condition);
    input.attributes = AttributesOf({}, values);
    input.return_values = returns;
    return UpdateItem(*database_, context_, input);
  }

  static constexpr std::string_view kKey = R"({"pk":{"S":"a"},"sk":{"N":"1"}})";
};

TEST_F(SingleItemTest, GetsWhatWasPutWithNumbersInCanonicalForm) {
  Put("ttt", R"({"pk":{"S":"a"},"sk":{"N":"1.0"},"n":{"N":"1.50e1"},"s":{"SS":["b","a"]}})");
  EXPECT_EQ(Get("ttt", kKey), R"({"n":{"N":"15"},"pk":{"S":"a"},"s":{"SS":["a","b"]},"sk":{"N":"1"}})");
}

TEST_F(SingleItemTest, ReturnsTheOldItemWhenItReplacesOne) {
  Put("ttt", R"({"pk":{"S":"a"},"sk":{"N":"1"},"v":{"S":"old"}})");
  const auto output = PutWith(R"({"pk":{"S":"a"},"sk":{"N":"1"},"v":{"S":"new"}})", {}, {}, ReturnValues::kAllOld);
  ASSERT_TRUE(output) << output.error().classic();
  ASSERT_TRUE(output->attributes);
  EXPECT_EQ(JsonOf(*output->attributes), R"({"pk":{"S":"a"},"sk":{"N":"1"},"v":{"S":"old"}})");
  EXPECT_EQ(output->consumed_capacity->total().total(), 1.0);
}

TEST_F(SingleItemTest, LeavesTheItemAloneWhenTheConditionFails) {
  Put("ttt", R"({"pk":{"S":"a"},"sk":{"N":"1"},"v":{"S":"old"}})");
  const auto output = PutWith(R"({"pk":{"S":"a"},"sk":{"N":"1"},"v":{"S":"new"}})", "attribute_not_exists(pk)");
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().type(), ErrorType::kConditionalCheckFailed);
  EXPECT_EQ(output.error().classic(), "The conditional request failed");
  EXPECT_EQ(Get("ttt", kKey), R"({"pk":{"S":"a"},"sk":{"N":"1"},"v":{"S":"old"}})");
}

TEST_F(SingleItemTest, WordsWhatIsWrongWithAKeyAsTheServiceDoes) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {R"({"pk":{"S":"a"}})", "One or more parameter values were invalid: Missing the key sk in the item"},
      {R"({"pk":{"N":"1"},"sk":{"N":"1"}})",
       "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N"},
      {R"({"pk":{"S":""},"sk":{"N":"1"}})",
       "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
       "string value. Key: pk"},
  };
  for (const auto& [item, message] : kCases) {
    const auto output = PutWith(item, {});
    ASSERT_FALSE(output) << item;
    EXPECT_EQ(output.error().classic(), message);
  }
  GetItemInput get;
  get.table_name = "ttt";
  get.key = InputOf(R"({"pk":{"S":"a"},"sk":{"N":"1"},"more":{"S":"x"}})");
  EXPECT_EQ(GetItem(*database_, context_, get).error().classic(), "The provided key element does not match the schema");
}

TEST_F(SingleItemTest, SaysThatATableIsNotThere) {
  GetItemInput get;
  get.table_name = "missing";
  get.key = InputOf(kKey);
  const auto output = GetItem(*database_, context_, get);
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().type(), ErrorType::kResourceNotFound);
  EXPECT_EQ(output.error().classic(), "Requested resource not found");
}

TEST_F(SingleItemTest, UpdatesCreateTheItemAndReturnWhatChanged) {
  const auto created =
      Update(kKey, "SET v = :v, w = :v ADD n :one", R"({":v":{"S":"x"},":one":{"N":"1"}})", ReturnValues::kUpdatedNew);
  ASSERT_TRUE(created) << created.error().classic();
  EXPECT_EQ(JsonOf(*created->attributes), R"({"n":{"N":"1"},"v":{"S":"x"},"w":{"S":"x"}})");
  const auto changed = Update(kKey, "SET v = w REMOVE w ADD n :one", R"({":one":{"N":"2"}})", ReturnValues::kAllNew);
  ASSERT_TRUE(changed) << changed.error().classic();
  EXPECT_EQ(JsonOf(*changed->attributes), R"({"n":{"N":"3"},"pk":{"S":"a"},"sk":{"N":"1"},"v":{"S":"x"}})");
}

TEST_F(SingleItemTest, RefusesToUpdateAKeyAttribute) {
  const auto output = Update(kKey, "SET sk = :v", R"({":v":{"N":"2"}})", ReturnValues::kNone);
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().classic(),
            "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key");
}

TEST_F(SingleItemTest, RefusesAnUpdateThatMakesTheItemTooLarge) {
  Put("ttt", R"({"pk":{"S":"a"},"sk":{"N":"1"},"v":{"S":")" + std::string(300'000, 'x') + R"("}})");
  const auto output =
      Update(kKey, "SET w = :v", R"({":v":{"S":")" + std::string(150'000, 'y') + R"("}})", ReturnValues::kNone);
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().classic(), "Item size to update has exceeded the maximum allowed size");
}

TEST_F(SingleItemTest, DeletesAndCountsDown) {
  Put("ttt", R"({"pk":{"S":"a"},"sk":{"N":"1"}})");
  const TableHandle table = database_->catalog().Find("", "ttt");
  EXPECT_EQ(table->counters().items.load(), 1);
  EXPECT_EQ(table->counters().bytes.load(), 2 + 1 + 2 + 2);
  DeleteItemInput input;
  input.table_name = "ttt";
  input.key = InputOf(kKey);
  input.return_values = ReturnValues::kAllOld;
  const auto output = DeleteItem(*database_, context_, input);
  ASSERT_TRUE(output) << output.error().classic();
  EXPECT_EQ(JsonOf(*output->attributes), R"({"pk":{"S":"a"},"sk":{"N":"1"}})");
  EXPECT_EQ(Get("ttt", kKey), "");
  EXPECT_EQ(table->counters().items.load(), 0);
  EXPECT_EQ(table->counters().bytes.load(), 0);
  const auto again = DeleteItem(*database_, context_, input);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->attributes);
}

TEST_F(SingleItemTest, TellsOfPlaceholdersThatNothingUses) {
  const auto output = PutWith(kKey, {}, R"({":v":{"S":"x"}})");
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().text(Wording::kClassic),
            "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null");
  EXPECT_EQ(output.error().text(Wording::kCurrent),
            "1 validation error detected: ExpressionAttributeValues can only be specified when using expressions");
}

}  // namespace
}  // namespace tablerock
