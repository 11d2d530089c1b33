#include "changes/change_record.h"

#include <cstring>

namespace tablerock {
namespace {

constexpr char kVersion = 1;
constexpr std::size_t kHeaderBytes = 3 + sizeof(UnixMillis);

void AppendItem(std::string& out, ItemView item) {
  const auto length = static_cast<std::uint32_t>(item.bytes().size());
  out.append(reinterpret_cast<const char*>(&length), sizeof length);
  out += item.bytes();
}

bool ReadItem(std::string_view& bytes, ItemView& item) {
  if (bytes.size() < sizeof(std::uint32_t)) return false;
  const std::uint32_t length = encoding::ReadU32(bytes.data());
  bytes.remove_prefix(sizeof length);
  if (bytes.size() < length || (length != 0 && length < kItemHeaderBytes)) return false;
  item = ItemView(bytes.substr(0, length));
  bytes.remove_prefix(length);
  return true;
}

}  // namespace

std::string_view NameOf(ChangeEvent event) {
  switch (event) {
    case ChangeEvent::kInsert:
      return "INSERT";
    case ChangeEvent::kModify:
      return "MODIFY";
    case ChangeEvent::kRemove:
      return "REMOVE";
  }
  return "";
}

void AppendRecordBytes(std::string& out, const ChangeRecord& record) {
  out.reserve(out.size() + kHeaderBytes + 12 + record.keys.bytes().size() + record.old_image.bytes().size() +
              record.new_image.bytes().size());
  out += kVersion;
  out += static_cast<char>(record.event);
  out += static_cast<char>(record.origin);
  out.append(reinterpret_cast<const char*>(&record.creation_time), sizeof record.creation_time);
  AppendItem(out, record.keys);
  AppendItem(out, record.old_image);
  AppendItem(out, record.new_image);
}

std::optional<ChangeRecord> ReadRecordBytes(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || bytes[0] != kVersion) return std::nullopt;
  ChangeRecord record;
  record.event = static_cast<ChangeEvent>(bytes[1]);
  record.origin = static_cast<ChangeOrigin>(bytes[2]);
  if (record.event < ChangeEvent::kInsert || record.event > ChangeEvent::kRemove) return std::nullopt;
  if (record.origin > ChangeOrigin::kExpiry) return std::nullopt;
  std::memcpy(&record.creation_time, bytes.data() + 3, sizeof record.creation_time);
  bytes.remove_prefix(kHeaderBytes);
  if (!ReadItem(bytes, record.keys) || !ReadItem(bytes, record.old_image) || !ReadItem(bytes, record.new_image) ||
      !bytes.empty()) {
    return std::nullopt;
  }
  return record;
}

}  // namespace tablerock
