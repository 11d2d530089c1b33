// FORMAT.md's examples against the codecs that write those bytes.
#include <gtest/gtest.h>

#include <set>

#include "format_examples.h"
#include "model/number.h"
#include "storage/counter_values.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

using nlohmann::json;

// Calls `encode(input)` for each example of `name` and compares.
template <typename Encode>
void ExpectExamples(std::string_view name, const Encode& encode) {
  for (const FormatExample& example : ReadFormatExamples(name)) {
    EXPECT_EQ(ToHex(encode(example.input)), ToHex(example.bytes)) << name << ": " << example.description;
  }
}

std::uint32_t U32(const json& input, const char* name) { return input.at(name).get<std::uint32_t>(); }
std::string Text(const json& input, const char* name) { return input.at(name).get<std::string>(); }

// A schema that fits a key's values, with attributes p0, p1 … and s0, s1 …
KeySchema SchemaOf(const json& key) {
  KeySchema schema;
  const auto append = [&](const char* part, char letter, std::vector<KeyAttribute>& out) {
    if (!key.contains(part)) return;
    for (const auto& value : key.at(part)) {
      out.push_back({letter + std::to_string(out.size()), ValueOfJson(value).view().type()});
    }
  };
  append("partition_key", 'p', schema.partition_key);
  append("sort_key", 's', schema.sort_key);
  return schema;
}

// An item with that key.
Item ItemWithKey(const json& key, const KeySchema& schema) {
  ItemBuilder builder;
  const auto write = [&](const char* part, const std::vector<KeyAttribute>& attributes) {
    for (std::size_t i = 0; i < attributes.size(); ++i)
      builder.Attribute(attributes[i].name, ValueOfJson(key.at(part)[i]));
  };
  write("partition_key", schema.partition_key);
  write("sort_key", schema.sort_key);
  return builder.TakeItem();
}

ItemKey ItemKeyOf(std::uint32_t table_id, const json& key) {
  const KeySchema schema = SchemaOf(key);
  return EncodeItemKey(table_id, schema, ItemWithKey(key, schema));
}

TEST(FormatTest, ShowsNumbersInKeys) {
  ExpectExamples("number-key", [](const json& input) {
    std::string bytes;
    Number::Parse(input.get<std::string>())->AppendKeyBytes(bytes);
    return bytes;
  });
}

TEST(FormatTest, ShowsKeyValues) {
  ExpectExamples("key-value", [](const json& input) {
    std::string bytes;
    AppendKeyValue(bytes, ValueOfJson(input));
    return bytes;
  });
}

TEST(FormatTest, ShowsHashes) {
  ExpectExamples("hash64", [](const json& input) {
    std::string bytes;
    const auto values = ValuesOfJson(input);
    AppendBigEndian(bytes, HashOfPartitionKey(ViewsOf(values)));
    return bytes;
  });
}

TEST(FormatTest, ShowsValuesAndItems) {
  ExpectExamples("value", [](const json& input) { return ValueOfJson(input).encoded(); });
  ExpectExamples("item", [](const json& input) { return ItemOfJson(input).bytes(); });
  for (const FormatExample& example : ReadFormatExamples("item")) EXPECT_TRUE(CheckEncodedItem(example.bytes));
}

TEST(FormatTest, ShowsItemKeys) {
  ExpectExamples("item-key",
                 [](const json& input) { return std::string(ItemKeyOf(U32(input, "table"), input).bytes()); });
}

TEST(FormatTest, ShowsIndexKeys) {
  ExpectExamples("index-key", [](const json& input) {
    const auto partition_key = ValuesOfJson(input.at("partition_key"));
    const auto sort_key = ValuesOfJson(input.at("sort_key"));
    const ItemKey base = ItemKeyOf(U32(input, "table"), input.at("base"));
    return EncodeIndexKey(U32(input, "table"), U32(input, "index"), ViewsOf(partition_key), ViewsOf(sort_key),
                          base.base_key());
  });
}

TEST(FormatTest, ShowsChangeKeys) {
  ExpectExamples("change-key", [](const json& input) {
    return ChangeKey(U32(input, "table"), U32(input, "shard"), std::stoull(Text(input, "sequence_number")));
  });
}

TEST(FormatTest, ShowsKeysAndValuesOfDerivedEntries) {
  ExpectExamples("expiry-key", [](const json& input) {
    const auto second = input.at("epoch_second").get<std::int64_t>();
    return ExpiryKey(U32(input, "table"), second, ItemKeyOf(U32(input, "table"), input.at("base")).base_key());
  });
  ExpectExamples("counters-key", [](const json& input) {
    return input.contains("index") ? IndexCountersKey(U32(input, "table"), U32(input, "index"))
                                   : TableCountersKey(U32(input, "table"));
  });
  ExpectExamples("counters-value", [](const json& input) {
    std::string bytes;
    AppendCounterValues(bytes, {input.at("items").get<std::int64_t>(), input.at("bytes").get<std::int64_t>()});
    return bytes;
  });
  ExpectExamples("item-collection-key",
                 [](const json& input) { return ItemCollectionSizeKey(ItemKeyOf(U32(input, "table"), input)); });
  ExpectExamples("token-key", [](const json& input) {
    return ClientRequestTokenKey(Text(input, "namespace"), Text(input, "token"));
  });
}

TEST(FormatTest, ShowsCatalogKeys) {
  ExpectExamples("catalog-key", [](const json& input) {
    return CatalogKey(input.at("kind").get<std::uint8_t>(), Text(input, "namespace"), Text(input, "name"));
  });
}

TEST(FormatTest, HasNoExamplesThatNoTestReads) {
  std::set<std::string> read = {"number-key",     "key-value",           "hash64",     "value",      "item",
                                "item-key",       "index-key",           "change-key", "expiry-key", "counters-key",
                                "counters-value", "item-collection-key", "token-key",  "catalog-key"};
  read.insert("change-record");  // tests/changes
  for (const std::string& name : NamesOfFormatExamples()) EXPECT_TRUE(read.contains(name)) << name;
}

}  // namespace
}  // namespace tablerock
