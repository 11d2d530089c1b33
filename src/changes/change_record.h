// ChangeRecord: what the change log keeps of one change, and its encoding.
//
//   record = version u8 (1) ‖ event u8 ‖ origin u8 ‖ creation time i64 (ms since 1970) ‖ keys ‖ old image ‖ new image
//
// Each of the last three is a u32 length and that many bytes of an encoded item (model/item.h); length 0: not kept, or
// no item. i64 and u32 are little-endian.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "changes/change_log.h"
#include "core/clock.h"
#include "model/item.h"

namespace tablerock {

// Persisted: never change a number.
enum class ChangeEvent : std::uint8_t { kInsert = 1, kModify = 2, kRemove = 3 };
// "INSERT", "MODIFY", "REMOVE".
std::string_view NameOf(ChangeEvent event);

// Views into the bytes that it was read from.
struct ChangeRecord {
  ChangeEvent event = ChangeEvent::kInsert;
  ChangeOrigin origin = ChangeOrigin::kUser;
  UnixMillis creation_time = 0;
  ItemView keys;
  ItemView old_image;  // empty: none, or not kept
  ItemView new_image;
};

void AppendRecordBytes(std::string& out, const ChangeRecord& record);
// Nothing if `bytes` are no record of a version that we know.
std::optional<ChangeRecord> ReadRecordBytes(std::string_view bytes);

}  // namespace tablerock
