#include "storage/key_values.h"

#include <boost/uuid/detail/md5.hpp>
#include <cassert>

#include "model/number.h"

namespace tablerock {
namespace {

// Persisted (FORMAT.md): never change these.
constexpr char kEscape = '\x00';
constexpr char kEscapedZero = '\xFF';
constexpr char kTerminator = '\x01';
constexpr std::string_view kHashSalt = "Outliers";
constexpr std::size_t kLongestNumberBytes = 22;

// Removes an escaped text with its terminator from the front of `bytes`. `text` is a view of the bytes where nothing in
// them was escaped, else of `scratch`.
bool ReadEscaped(std::string_view& bytes, std::string& scratch, std::string_view& text) {
  for (std::size_t begin = 0;;) {
    const std::size_t zero = bytes.find(kEscape, begin);
    if (zero == std::string_view::npos || zero + 1 == bytes.size()) return false;
    const char next = bytes[zero + 1];
    if (next == kTerminator) {
      text = bytes.substr(0, zero);
      if (begin != 0) text = scratch.append(bytes, begin, zero - begin);
      bytes.remove_prefix(zero + 2);
      return true;
    }
    if (next != kEscapedZero) return false;
    scratch.append(bytes, begin, zero + 1 - begin);
    begin = zero + 2;
  }
}

// The bytes of a number that are hashed: its key bytes without their end, but a negative number of fewer than 20 pairs
// keeps it.
std::string_view HashedBytesOfNumber(std::string_view key_value) {
  const bool negative = static_cast<std::uint8_t>(key_value.front()) < 0x80;
  if (negative && key_value.size() < kLongestNumberBytes) return key_value;
  return key_value.substr(0, key_value.size() - 1);
}

std::uint64_t HashOfBytes(std::string_view bytes) {
  boost::uuids::detail::md5 md5;
  md5.process_bytes(kHashSalt.data(), kHashSalt.size());
  md5.process_bytes(bytes.data(), bytes.size());
  boost::uuids::detail::md5::digest_type digest;
  md5.get_digest(digest);
  // Four words, each of four digest bytes, the first one highest; from Boost 1.86 on sixteen bytes.
  constexpr unsigned kBits = 8 * sizeof digest[0];
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < 64 / kBits; ++i) hash = hash << kBits | digest[i];
  return hash;
}

}  // namespace

void AppendKeyTextPrefix(std::string& out, std::string_view text) {
  for (;;) {
    const std::size_t zero = text.find(kEscape);
    out += text.substr(0, zero);
    if (zero == std::string_view::npos) return;
    out += kEscape;
    out += kEscapedZero;
    text.remove_prefix(zero + 1);
  }
}

void AppendKeyText(std::string& out, std::string_view text) {
  AppendKeyTextPrefix(out, text);
  out += kEscape;
  out += kTerminator;
}

std::optional<std::string> ReadKeyText(std::string_view& bytes) {
  std::string scratch;
  std::string_view text;
  if (!ReadEscaped(bytes, scratch, text)) return std::nullopt;
  return std::string(text);
}

void AppendKeyValue(std::string& out, AttributeValueView value) {
  assert(IsScalarText(value.type()));
  if (value.type() == AttributeType::kNumber) {
    Number::FromCanonical(value.text()).AppendKeyBytes(out);
  } else {
    AppendKeyText(out, value.text());
  }
}

std::optional<AttributeValue> ReadKeyValue(std::string_view& bytes, AttributeType type) {
  if (type == AttributeType::kNumber) {
    Number number;
    if (!Number::ReadKeyBytes(bytes, number)) return std::nullopt;
    return AttributeValue::Number(number.text());
  }
  std::string scratch;
  std::string_view text;
  if (!ReadEscaped(bytes, scratch, text)) return std::nullopt;
  return type == AttributeType::kString ? AttributeValue::String(text) : AttributeValue::Binary(text);
}

bool ReadKeyAttribute(std::string_view& bytes, const KeyAttribute& attribute, ItemBuilder& out) {
  std::string scratch;
  if (attribute.type == AttributeType::kNumber) {
    Number number;
    if (!Number::ReadKeyBytes(bytes, number)) return false;
    number.AppendText(scratch);
    out.Name(attribute.name);
    out.Number(scratch);
    return true;
  }
  std::string_view text;
  if (!ReadEscaped(bytes, scratch, text)) return false;
  out.Name(attribute.name);
  attribute.type == AttributeType::kString ? out.String(text) : out.Binary(text);
  return true;
}

bool SkipKeyValue(std::string_view& bytes, AttributeType type) {
  if (type == AttributeType::kNumber) {
    Number number;
    return Number::ReadKeyBytes(bytes, number);
  }
  std::string scratch;
  std::string_view text;
  return ReadEscaped(bytes, scratch, text);
}

std::uint64_t HashOfKeyValues(std::string_view key_values, std::size_t count, AttributeType first_type) {
  if (count != 1) return HashOfBytes(key_values);
  if (first_type == AttributeType::kNumber) return HashOfBytes(HashedBytesOfNumber(key_values));
  std::string scratch;
  std::string_view text;
  ReadEscaped(key_values, scratch, text);
  return HashOfBytes(text);
}

std::uint64_t HashOfPartitionKey(std::span<const AttributeValueView> values) {
  std::string key_values;
  for (const AttributeValueView value : values) AppendKeyValue(key_values, value);
  return HashOfKeyValues(key_values, values.size(), values.front().type());
}

void AppendHashedPartitionKey(std::string& out, std::span<const AttributeValueView> values) {
  const std::size_t hash_offset = out.size();
  out.append(sizeof(std::uint64_t), '\0');
  for (const AttributeValueView value : values) AppendKeyValue(out, value);
  const std::string_view key_values = std::string_view(out).substr(hash_offset + sizeof(std::uint64_t));
  std::uint64_t hash = HashOfKeyValues(key_values, values.size(), values.front().type());
  for (std::size_t i = sizeof hash; i-- > 0; hash >>= 8U) out[hash_offset + i] = static_cast<char>(hash);
}

}  // namespace tablerock
