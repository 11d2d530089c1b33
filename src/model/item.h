// Item and ItemView: an item is its stored bytes.
//
//   item = version u8 (1) ‖ item size u32 (what the service charges, bytes) ‖ (varint name length ‖ name ‖ value)…
//
// The entries are as in an M value (model/attribute_value.h): sorted by name, so equal items are equal bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "model/attribute_value.h"

namespace tablerock {

inline constexpr std::size_t kItemHeaderBytes = 5;
inline constexpr char kItemEncodingVersion = 1;

// Does not own its bytes. May be empty() (no item): then only empty() may be asked.
class ItemView {
 public:
  ItemView() = default;
  explicit ItemView(std::string_view bytes) : bytes_(bytes) {}

  bool empty() const { return bytes_.empty(); }
  std::string_view bytes() const { return bytes_; }
  // Size as the service counts it: names and values. behaviours.md rows 1 and 3.
  std::size_t size_bytes() const { return encoding::ReadU32(bytes_.data() + 1); }
  AttributesView attributes() const { return AttributesView(bytes_.substr(kItemHeaderBytes)); }
  std::optional<AttributeValueView> Find(std::string_view name) const { return attributes().Find(name); }

  friend bool operator==(ItemView a, ItemView b) { return a.bytes_ == b.bytes_; }

 private:
  std::string_view bytes_;
};

class Item {
 public:
  // An item without attributes.
  Item() : bytes_{kItemEncodingVersion, 0, 0, 0, 0} {}
  // `bytes` are a whole encoded item.
  explicit Item(std::string bytes) : bytes_(std::move(bytes)) {}
  explicit Item(ItemView view) : bytes_(view.bytes()) {}

  ItemView view() const { return ItemView(bytes_); }
  operator ItemView() const { return view(); }  // NOLINT(google-explicit-constructor): a view is what it is for
  const std::string& bytes() const& { return bytes_; }
  std::string TakeBytes() && { return std::move(bytes_); }
  std::size_t size_bytes() const { return view().size_bytes(); }
  AttributesView attributes() const { return view().attributes(); }
  std::optional<AttributeValueView> Find(std::string_view name) const { return view().Find(name); }
  bool has_attributes() const { return bytes_.size() > kItemHeaderBytes; }

  friend bool operator==(const Item& a, const Item& b) { return a.bytes_ == b.bytes_; }

 private:
  std::string bytes_;
};

// True if `bytes` are one well-formed item of a version that we know: every length inside, tags known, depth bounded,
// names sorted. For bytes from outside (fuzzing, `tablerock check`), not for each read.
bool CheckEncodedItem(std::string_view bytes);

}  // namespace tablerock
