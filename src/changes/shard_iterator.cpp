#include "changes/shard_iterator.h"

#include <algorithm>
#include <boost/uuid/detail/sha1.hpp>
#include <cstring>

namespace tablerock {
namespace {

// Token: hex of digest (8 bytes) ‖ version u8 ‖ exact u8 ‖ shard u32 ‖ next u64 ‖ issued i64 ‖ name length u16 ‖ name ‖
// label.
constexpr char kVersion = 1;
constexpr std::size_t kDigestBytes = 8;
constexpr std::size_t kFixedBytes = 2 + 4 + 8 + 8 + 2;
constexpr std::string_view kHexDigits = "0123456789abcdef";

std::string DigestOf(std::string_view bytes) {
  boost::uuids::detail::sha1 sha1;
  sha1.process_bytes("shard iterator", 14);
  sha1.process_bytes(bytes.data(), bytes.size());
  boost::uuids::detail::sha1::digest_type words{};
  sha1.get_digest(words);
  return {reinterpret_cast<const char*>(&words), kDigestBytes};
}

template <typename T>
void AppendValue(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename T>
T TakeValue(std::string_view& bytes) {
  T value{};
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes.remove_prefix(sizeof value);
  return value;
}

std::string ToHex(std::string_view bytes) {
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kHexDigits[byte >> 4U];
    hex += kHexDigits[byte & 15U];
  }
  return hex;
}

std::optional<std::string> FromHex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const std::size_t high = kHexDigits.find(hex[i]);
    const std::size_t low = kHexDigits.find(hex[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

}  // namespace

std::string ToToken(const ShardIterator& iterator) {
  std::string bytes;
  bytes += kVersion;
  bytes += static_cast<char>(iterator.exact ? 1 : 0);
  AppendValue(bytes, iterator.shard_number);
  AppendValue(bytes, iterator.next);
  AppendValue(bytes, iterator.issued_at);
  AppendValue(bytes, static_cast<std::uint16_t>(iterator.table_name.size()));
  bytes += iterator.table_name;
  bytes += iterator.stream_label;
  return ToHex(DigestOf(bytes) + bytes);
}

std::optional<ShardIterator> ParseToken(std::string_view token) {
  const std::optional<std::string> whole = FromHex(token);
  if (!whole || whole->size() < kDigestBytes + kFixedBytes) return std::nullopt;
  std::string_view bytes = *whole;
  const std::string_view digest = bytes.substr(0, kDigestBytes);
  bytes.remove_prefix(kDigestBytes);
  if (DigestOf(bytes) != digest || bytes[0] != kVersion) return std::nullopt;
  ShardIterator iterator;
  iterator.exact = bytes[1] == 1;
  bytes.remove_prefix(2);
  iterator.shard_number = TakeValue<std::uint32_t>(bytes);
  iterator.next = TakeValue<std::uint64_t>(bytes);
  iterator.issued_at = TakeValue<UnixMillis>(bytes);
  const auto name_size = TakeValue<std::uint16_t>(bytes);
  if (bytes.size() < name_size) return std::nullopt;
  iterator.table_name = bytes.substr(0, name_size);
  iterator.stream_label = bytes.substr(name_size);
  return iterator;
}

}  // namespace tablerock
