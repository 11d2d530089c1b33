#include "storage/key_codec.h"

#include <gtest/gtest.h>

#include "../model/random_items.h"
#include "format_examples.h"

namespace tablerock {
namespace {

const KeySchema kTable{{{"p", AttributeType::kString}}, {{"s", AttributeType::kNumber}}};
const KeySchema kNoSortKey{{{"p", AttributeType::kNumber}}, {}};
const KeySchema kLocal{{{"p", AttributeType::kString}}, {{"l", AttributeType::kBinary}}};
const KeySchema kGlobal{{{"g", AttributeType::kNumber}, {"s", AttributeType::kNumber}},
                        {{"h", AttributeType::kString}, {"i", AttributeType::kBinary}}};

Item Example() {
  return ItemOfJson(nlohmann::json::parse(
      R"({"p":{"S":"a\u0000b"},"s":{"N":"-1.5"},"l":{"B":"AP8="},"g":{"N":"0"},"h":{"S":""},"i":{"B":"AA=="},"x":{"S":"more"}})"));
}

Item Only(ItemView item, std::initializer_list<std::string_view> names) {
  ItemBuilder builder;
  for (const std::string_view name : names) builder.Attribute(name, *item.Find(name));
  return builder.TakeItem();
}

TEST(ItemKeyTest, HasItsPartsAtHand) {
  const Item item = Example();
  const ItemKey key = EncodeItemKey(7, kTable, item);
  EXPECT_EQ(key.table_id(), 7U);
  const AttributeValueView p = *item.Find("p");
  EXPECT_EQ(key.hash(), HashOfPartitionKey({&p, 1}));
  EXPECT_EQ(HashOfItemKey(key.bytes()), key.hash());
  EXPECT_EQ(ToHex(key.partition_key()), "6100ff620001");
  EXPECT_EQ(ToHex(key.sort_key()), "3e643366");
  EXPECT_EQ(std::string(key.partition_key()) + std::string(key.sort_key()), key.base_key());
  EXPECT_EQ(std::string(key.partition_prefix()) + std::string(key.sort_key()), key.bytes());
  EXPECT_EQ(key.partition_prefix(), PartitionPrefix(TablePrefix(7), {&p, 1}));
}

TEST(ItemKeyTest, ComesBackFromTheBaseKey) {
  const ItemKey key = EncodeItemKey(7, kTable, Example());
  const auto back = ItemKeyOfBaseKey(7, kTable, key.base_key());
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, key);
  EXPECT_EQ(back->partition_prefix(), key.partition_prefix());
  EXPECT_FALSE(ItemKeyOfBaseKey(7, kTable, key.partition_key()));
  EXPECT_FALSE(ItemKeyOfBaseKey(7, kTable, std::string(key.base_key()) + "x"));
}

TEST(ItemKeyTest, GivesTheKeyAttributesBack) {
  const Item item = Example();
  ItemBuilder builder;
  ASSERT_TRUE(ReadItemKey(EncodeItemKey(7, kTable, item).bytes(), kTable, builder));
  EXPECT_EQ(builder.TakeItem(), Only(item, {"p", "s"}));
  EXPECT_FALSE(ReadItemKey("too short", kTable, builder));
  builder.Clear();
  EXPECT_FALSE(ReadItemKey(EncodeItemKey(7, kTable, item).bytes(), kLocal, builder)) << "another schema";
}

TEST(ItemKeyTest, IsNothingForAnItemWithoutTheKey) {
  EXPECT_FALSE(TryEncodeItemKey(1, kTable, Only(Example(), {"p"})));
  EXPECT_FALSE(TryEncodeItemKey(1, kTable, Only(Example(), {"s"})));
  EXPECT_FALSE(TryEncodeItemKey(1, kNoSortKey, Example())) << "p is no number";
  EXPECT_TRUE(TryEncodeItemKey(1, kTable, Only(Example(), {"p", "s"})));
}

TEST(IndexKeyTest, GivesTheKeyAttributesOfIndexAndTableBack) {
  const Item item = Example();
  const ItemKey base = EncodeItemKey(7, kTable, item);
  for (const KeySchema* index : {&kLocal, &kGlobal}) {
    const auto key = TryEncodeIndexKey(7, 2, *index, item, base.base_key());
    ASSERT_TRUE(key);
    EXPECT_TRUE(key->starts_with(IndexPrefix(7, 2)));
    ItemBuilder builder;
    ASSERT_TRUE(ReadIndexKey(*key, *index, kTable, builder));
    EXPECT_EQ(builder.TakeItem(),
              index == &kLocal ? Only(item, {"p", "s", "l"}) : Only(item, {"p", "s", "g", "h", "i"}));
    EXPECT_EQ(BaseKeyOfIndexKey(*key, *index), base.base_key());
  }
}

TEST(IndexKeyTest, IsNothingForAnItemThatIsNotInTheIndex) {
  const Item item = Only(Example(), {"p", "s", "g", "h"});
  const ItemKey base = EncodeItemKey(7, kTable, item);
  EXPECT_FALSE(TryEncodeIndexKey(7, 1, kLocal, item, base.base_key()));
  EXPECT_FALSE(TryEncodeIndexKey(7, 2, kGlobal, item, base.base_key()));
}

TEST(IndexKeyTest, ReadsNoOtherBytes) {
  auto random = MakeRandomEngine();
  const Item item = Example();
  const ItemKey base = EncodeItemKey(7, kTable, item);
  const std::string key = *TryEncodeIndexKey(7, 2, kGlobal, item, base.base_key());
  ItemBuilder builder;
  int refused = 0;
  for (int i = 0; i < 30'000; ++i) {
    std::string bytes = key;
    bytes[Below(random, bytes.size())] = static_cast<char>(random());
    if (Below(random, 2) == 0) bytes.resize(Below(random, bytes.size()));
    const std::vector<char> exact(bytes.begin(), bytes.end());
    const std::string_view view(exact.data(), exact.size());
    builder.Clear();
    if (ReadIndexKey(view, kGlobal, kTable, builder)) {
      const Item back = builder.TakeItem();
      ASSERT_TRUE(CheckEncodedItem(back.bytes()));
    } else {
      ++refused;
    }
    const auto rest = BaseKeyOfIndexKey(view, kGlobal);
    if (rest) {
      ASSERT_TRUE(view.ends_with(*rest));
    }
  }
  EXPECT_GT(refused, 3'000);
}

TEST(ChangeKeyTest, IsOrderedBySequenceNumberWithinAShard) {
  EXPECT_LT(ChangeKey(1, 2, 255), ChangeKey(1, 2, 256));
  EXPECT_LT(ChangeKey(1, 2, UINT64_MAX), ChangeKey(1, 3, 0));
  EXPECT_TRUE(ChangeKey(1, 2, 3).starts_with(ChangePrefix(1, 2)));
  const auto parts = ReadChangeKey(ChangeKey(1, 2, 3));
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->table_id, 1U);
  EXPECT_EQ(parts->shard, 2U);
  EXPECT_EQ(parts->sequence_number, 3U);
  EXPECT_FALSE(ReadChangeKey(ChangePrefix(1, 2)));
  EXPECT_FALSE(ReadChangeKey(ChangeKey(1, 2, 3) + "x"));
}

TEST(ExpiryKeyTest, IsOrderedByTimeWithinATable) {
  const ItemKey key = EncodeItemKey(7, kTable, Example());
  EXPECT_LT(ExpiryKey(7, -1, key.base_key()), ExpiryKey(7, 0, key.base_key()));
  EXPECT_LT(ExpiryKey(7, INT64_MIN, key.base_key()), ExpiryKey(7, -1, key.base_key()));
  EXPECT_LT(ExpiryKey(7, 255, key.base_key()), ExpiryKey(7, 256, key.base_key()));
  EXPECT_TRUE(ExpiryKey(7, 1, key.base_key()).starts_with(ExpiryPrefix(7)));
  const std::string expiry = ExpiryKey(7, -5, key.base_key());
  const auto parts = ReadExpiryKey(expiry);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->table_id, 7U);
  EXPECT_EQ(parts->epoch_second, -5);
  EXPECT_EQ(parts->base_key, key.base_key());
  EXPECT_FALSE(ReadExpiryKey(""));
  EXPECT_FALSE(ReadExpiryKey(TableCountersKey(7)));
}

TEST(DerivedKeyTest, OfOneTableBeginWithItsPrefixes) {
  EXPECT_TRUE(TableCountersKey(7).starts_with(CountersPrefix(7)));
  EXPECT_TRUE(IndexCountersKey(7, 1).starts_with(CountersPrefix(7)));
  EXPECT_TRUE(ItemCollectionSizeKey(EncodeItemKey(7, kTable, Example())).starts_with(ItemCollectionSizePrefix(7)));
  EXPECT_TRUE(ClientRequestTokenKey("n", "t").starts_with(ClientRequestTokenPrefix()));
}

TEST(DerivedKeyTest, KeepsNamespaceAndTokenApart) {
  EXPECT_NE(ClientRequestTokenKey("a", "bc"), ClientRequestTokenKey("ab", "c"));
  EXPECT_NE(ClientRequestTokenKey("", "abc"), ClientRequestTokenKey("abc", ""));
}

TEST(CatalogKeyTest, GivesItsPartsBack) {
  const std::string key = CatalogKey(3, "w7", "a/b");
  EXPECT_TRUE(key.starts_with(CatalogPrefix(3)));
  EXPECT_TRUE(key.starts_with(CatalogPrefix(3, "w7")));
  EXPECT_FALSE(key.starts_with(CatalogPrefix(3, "w")));
  const auto parts = ReadCatalogKey(key);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->kind, 3);
  EXPECT_EQ(parts->namespace_name, "w7");
  EXPECT_EQ(parts->name, "a/b");
  EXPECT_FALSE(ReadCatalogKey(""));
  EXPECT_FALSE(ReadCatalogKey(CatalogPrefix(3, "w7")));
  EXPECT_FALSE(ReadCatalogKey(key + "x"));
}

}  // namespace
}  // namespace tablerock
