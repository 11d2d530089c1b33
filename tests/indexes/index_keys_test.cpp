#include "indexes/index_keys.h"

#include <gtest/gtest.h>

#include "model/item_builder.h"

namespace tablerock {
namespace {

KeyAttribute StringKey(const char* name) { return {name, AttributeType::kString}; }

TableDescription TableWithIndex() {
  TableDescription table;
  table.key_schema.partition_key = {StringKey("pk")};
  SecondaryIndex index;
  index.name = "gsi";
  index.key_schema.partition_key = {StringKey("g")};
  index.key_schema.sort_key = {{"n", AttributeType::kNumber}};
  table.global_indexes.push_back(index);
  return table;
}

Item ItemWith(const char* name, const AttributeValue& value) {
  ItemBuilder builder;
  builder.Attribute("pk", AttributeValue::String("a"));
  builder.Attribute("n", AttributeValue::Number("1"));
  builder.Attribute(name, value);
  return builder.TakeItem();
}

std::string ErrorOf(const TableDescription& table, ItemView item, ItemView previous = {}) {
  const auto result = CheckIndexKeys(table, item, previous);
  return result ? "" : result.error().classic();
}

TEST(CheckIndexKeysTest, AcceptsAnItemThatIsNotInTheIndex) {
  EXPECT_EQ(ErrorOf(TableWithIndex(), ItemWith("other", AttributeValue::Bool(true))), "");
}

TEST(CheckIndexKeysTest, RefusesAnotherType) {
  EXPECT_EQ(
      ErrorOf(TableWithIndex(), ItemWith("g", AttributeValue::Number("1"))),
      "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi");
  EXPECT_EQ(ErrorOf(TableWithIndex(), ItemWith("g", AttributeValue())),
            "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: NULL "
            "IndexName: gsi");
}

TEST(CheckIndexKeysTest, RefusesAnEmptyValue) {
  EXPECT_EQ(
      ErrorOf(TableWithIndex(), ItemWith("g", AttributeValue::String(""))),
      "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The "
      "AttributeValue for a key attribute cannot contain an empty string value. IndexName: gsi, IndexKey: g");
}

TEST(CheckIndexKeysTest, RefusesAnEmptyValueOfAnUpdateInOtherWords) {
  const auto result =
      CheckIndexKeys(TableWithIndex(), ItemWith("g", AttributeValue::String("")), {}, IndexKeySource::kUpdate);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().classic(),
            "One or more parameter values are not valid. The update expression attempted to update a secondary index "
            "key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty "
            "string value.");
  EXPECT_TRUE(result.error().RefusesTransaction(Wording::kClassic));
}

TEST(CheckIndexKeysTest, TellsTheFirstIndexByName) {
  TableDescription table = TableWithIndex();
  SecondaryIndex local = table.global_indexes[0];
  local.name = "a-local-one";
  table.local_indexes.push_back(local);
  EXPECT_EQ(ErrorOf(table, ItemWith("g", AttributeValue::Number("1"))),
            "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N "
            "IndexName: a-local-one");
}

TEST(CheckIndexKeysTest, RefusesAPartitionKeyOfMoreThan2048Bytes) {
  EXPECT_EQ(ErrorOf(TableWithIndex(), ItemWith("g", AttributeValue::String(std::string(2048, 'x')))), "");
  EXPECT_EQ(
      ErrorOf(TableWithIndex(), ItemWith("g", AttributeValue::String(std::string(2049, 'x')))),
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes");
}

TEST(CheckIndexKeysTest, RefusesSortKeysOfMoreThan1024BytesTogether) {
  TableDescription table = TableWithIndex();
  table.global_indexes[0].key_schema.sort_key = {StringKey("s"), StringKey("t")};
  ItemBuilder builder;
  builder.Attribute("s", AttributeValue::String(std::string(512, 'x')));
  builder.Attribute("t", AttributeValue::String(std::string(513, 'x')));
  EXPECT_EQ(ErrorOf(table, builder.TakeItem()),
            "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit "
            "of 1024 "
            "bytes");
}

TEST(CheckIndexKeysTest, AcceptsWhatTheItemHadBeforeTheIndexWasThere) {
  const Item item = ItemWith("g", AttributeValue::Number("1"));
  EXPECT_EQ(ErrorOf(TableWithIndex(), item, item), "");
  EXPECT_NE(ErrorOf(TableWithIndex(), item, ItemWith("g", AttributeValue::Number("2"))), "");
}

TEST(CheckIndexKeysTest, DoesNotCheckForAnIndexThatIsBeingDeleted) {
  TableDescription table = TableWithIndex();
  table.global_indexes[0].status = IndexStatus::kDeleting;
  EXPECT_EQ(ErrorOf(table, ItemWith("g", AttributeValue::Number("1"))), "");
}

TEST(IndexKeyValuesTest, AreTheValuesOfTheKeyAttributesInOrder) {
  const TableDescription table = TableWithIndex();
  const Item item = ItemWith("g", AttributeValue::String("x"));
  const auto values = IndexKeyValues::Of(table.global_indexes[0], item);
  ASSERT_TRUE(values);
  ASSERT_EQ(values->partition_key().size(), 1U);
  ASSERT_EQ(values->sort_key().size(), 1U);
  EXPECT_EQ(values->partition_key()[0].text(), "x");
  EXPECT_EQ(values->sort_key()[0].text(), "1");
}

TEST(IndexKeyValuesTest, AreNotThereForAnItemThatTheIndexLeavesOut) {
  const TableDescription table = TableWithIndex();
  const SecondaryIndex& index = table.global_indexes[0];
  EXPECT_FALSE(IndexKeyValues::Of(index, {}));
  EXPECT_FALSE(IndexKeyValues::Of(index, ItemWith("other", AttributeValue())));
  EXPECT_FALSE(IndexKeyValues::Of(index, ItemWith("g", AttributeValue::Number("1"))));
  EXPECT_FALSE(IndexKeyValues::Of(index, ItemWith("g", AttributeValue::String(""))));
  EXPECT_FALSE(IndexKeyValues::Of(index, ItemWith("g", AttributeValue::String(std::string(2049, 'x')))));
}

}  // namespace
}  // namespace tablerock
