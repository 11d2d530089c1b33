// Key values: how one key attribute becomes bytes that compare as the service orders its values, and the hash of a
// partition key. Layouts with examples: FORMAT.md.
//
// Encodings are order-preserving and prefix-free, so lists of them compare value by value. Functions that read answer
// false or nothing for bytes that are no such value; only a damaged store has them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/attribute_value.h"
#include "model/item_builder.h"
#include "model/key_schema.h"

namespace tablerock {

// REQUIRES: S, N or B.
void AppendKeyValue(std::string& out, AttributeValueView value);
// Reads one value of that type from the front of `bytes` and removes it.
std::optional<AttributeValue> ReadKeyValue(std::string_view& bytes, AttributeType type);
// The same for the value of `attribute`, which is written to `out` under its name.
bool ReadKeyAttribute(std::string_view& bytes, const KeyAttribute& attribute, ItemBuilder& out);
// Removes one value of that type from the front of `bytes`.
bool SkipKeyValue(std::string_view& bytes, AttributeType type);

// Text as an S key value has it; for namespaces, names and tokens.
void AppendKeyText(std::string& out, std::string_view text);
std::optional<std::string> ReadKeyText(std::string_view& bytes);
// The bytes that every S or B key value begins with which begins with `text`.
void AppendKeyTextPrefix(std::string& out, std::string_view text);

// hash64 of a partition key: orders a Scan, and says which shard an item's changes go to. Frozen in FORMAT.md.
// REQUIRES: at least one value, each S, N or B.
std::uint64_t HashOfPartitionKey(std::span<const AttributeValueView> values);
// The same from the `count` encoded values. REQUIRES: they are whole; `first_type` is the first one's.
std::uint64_t HashOfKeyValues(std::string_view key_values, std::size_t count, AttributeType first_type);
// hash64 ‖ the values, as keys of items and index entries have them.
void AppendHashedPartitionKey(std::string& out, std::span<const AttributeValueView> values);

// Fixed-width integers in keys are big-endian, so that bytes compare as the integers do.
template <typename Unsigned>
void AppendBigEndian(std::string& out, Unsigned value) {
  std::array<char, sizeof value> bytes;
  for (std::size_t i = sizeof value; i-- > 0; value = static_cast<Unsigned>(value >> 8U)) {
    bytes[i] = static_cast<char>(value);
  }
  out.append(bytes.data(), bytes.size());
}
// Removes it from the front of `bytes`; false if they are too few.
template <typename Unsigned>
bool ReadBigEndian(std::string_view& bytes, Unsigned& out) {
  if (bytes.size() < sizeof out) return false;
  out = 0;
  for (std::size_t i = 0; i < sizeof out; ++i) {
    out = static_cast<Unsigned>(out << 8U | static_cast<std::uint8_t>(bytes[i]));
  }
  bytes.remove_prefix(sizeof out);
  return true;
}

}  // namespace tablerock
