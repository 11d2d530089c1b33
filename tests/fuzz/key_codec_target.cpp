// Keys of all families and what else a damaged store may hand us. Input: bytes. A reader
// refuses them, or reads what gives the same when it is written and read again.
#include <array>
#include <string>

#include "changes/change_record.h"
#include "changes/stream_codec.h"
#include "fuzz/fuzz_target.h"
#include "storage/catalog_codec.h"
#include "storage/key_codec.h"
#include "storage/key_values.h"

namespace tablerock::fuzz {
namespace {

constexpr std::array kKeyTypes{AttributeType::kString, AttributeType::kNumber, AttributeType::kBinary};

KeySchema SchemaOf(AttributeType partition_key, AttributeType sort_key) {
  KeySchema schema;
  schema.partition_key = {{"pk", partition_key}};
  schema.sort_key = {{"sk", sort_key}};
  return schema;
}

void TryValue(std::string_view bytes, AttributeType type) {
  std::string_view skipped = bytes;
  const bool can_skip = SkipKeyValue(skipped, type);
  std::string_view rest = bytes;
  const auto value = ReadKeyValue(rest, type);
  if (!value) return;
  Require(can_skip && skipped.size() == rest.size(), "a value is skipped otherwise than it is read");
  std::string written;
  AppendKeyValue(written, *value);
  std::string_view again = written;
  const auto read = ReadKeyValue(again, type);
  Require(read && again.empty() && read->encoded() == value->encoded(), "a key value changes in a round trip");
}

void TryItemKey(std::string_view bytes, const KeySchema& schema) {
  ItemBuilder builder;
  if (ReadItemKey(bytes, schema, builder)) {
    const Item key = builder.TakeItem();
    Require(CheckEncodedItem(key.bytes()), "a key reads as an item that is not well-formed");
    Require(TryEncodeItemKey(1, schema, key).has_value(), "a key that was read cannot be written");
  }
  builder.Clear();
  const auto key = ItemKeyOfBaseKey(7, schema, bytes);
  if (key) Require(key->base_key() == bytes, "a base key changes in a round trip");
}

void TryIndexKey(std::string_view bytes, const KeySchema& index_schema, const KeySchema& table_schema) {
  const auto base_key = BaseKeyOfIndexKey(bytes, index_schema);
  if (base_key) Require(bytes.ends_with(*base_key), "a base key is not the end of its index key");
  ItemBuilder builder;
  if (!ReadIndexKey(bytes, index_schema, table_schema, builder)) return;
  Require(base_key.has_value(), "an index key without a base key is read");
  Require(CheckEncodedItem(builder.TakeItem().bytes()), "an index key reads as an item that is not well-formed");
}

void TryOtherKeys(std::string_view bytes) {
  if (const auto parts = ReadChangeKey(bytes)) {
    Require(ChangeKey(parts->table_id, parts->shard, parts->sequence_number) == bytes, "a change key changes");
  }
  if (const auto parts = ReadExpiryKey(bytes)) {
    Require(ExpiryKey(parts->table_id, parts->epoch_second, parts->base_key) == bytes, "an expiry key changes");
  }
  if (const auto parts = ReadCatalogKey(bytes)) {
    Require(CatalogKey(parts->kind, parts->namespace_name, parts->name) == bytes, "a catalog key changes");
  }
}

void TryRecord(std::string_view bytes) {
  const auto record = ReadRecordBytes(bytes);
  if (!record) return;
  std::string written;
  AppendRecordBytes(written, *record);
  Require(written == bytes, "a change record changes in a round trip");
}

void TryCatalogEntry(std::string_view json) {
  if (const auto description = DecodeTableDescription(json)) {
    const auto written = EncodeTableDescription(*description);
    Require(written.has_value(), "a description that was read cannot be written");
    const auto again = DecodeTableDescription(*written);
    Require(again && EncodeTableDescription(*again).value() == *written, "a description changes in a round trip");
  }
  if (const auto stream = StreamFromJson(json)) Require(StreamFromJson(StreamToJson(*stream)).has_value(), "stream");
  if (const auto shard = ShardFromJson(json)) Require(ShardFromJson(ShardToJson(*shard)).has_value(), "shard");
}

// Two values of one type, as the halves of the input.
void TryOrder(std::string_view bytes) {
  const std::string a(bytes.substr(0, bytes.size() / 2));
  const std::string b(bytes.substr(bytes.size() / 2));
  std::string a_key;
  std::string b_key;
  AppendKeyValue(a_key, AttributeValue::Binary(a));
  AppendKeyValue(b_key, AttributeValue::Binary(b));
  Require((a_key < b_key) == (a < b) && (a_key == b_key) == (a == b), "keys order otherwise than values");
  Require(a == b || !(a_key.starts_with(b_key) || b_key.starts_with(a_key)), "a key is the beginning of another");
}

void Try(std::string_view bytes) {
  for (const AttributeType partition_key : kKeyTypes) {
    TryValue(bytes, partition_key);
    for (const AttributeType sort_key : kKeyTypes) {
      const KeySchema schema = SchemaOf(partition_key, sort_key);
      TryItemKey(bytes, schema);
      TryIndexKey(bytes, schema, SchemaOf(AttributeType::kString, AttributeType::kNumber));
    }
  }
  std::string_view rest = bytes;
  static_cast<void>(ReadKeyText(rest));
  TryOtherKeys(bytes);
  TryRecord(bytes);
  TryCatalogEntry(bytes);
  TryOrder(bytes);
}

}  // namespace
}  // namespace tablerock::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tablerock::fuzz::Try(tablerock::fuzz::TextOf(data, size));
  return 0;
}
