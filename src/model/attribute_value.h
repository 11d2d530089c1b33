// AttributeValue and its views: one value in the item encoding. The bytes *are* the value; nothing is built to read
// them.
//
//   value = tag u8 (AttributeType) ‖ payload
//     S N B         varint length ‖ bytes        N is canonical text (model/number.h)
//     BOOL NULL     nothing
//     L             u32 length ‖ values
//     M             u32 length ‖ (varint name length ‖ name ‖ value)…   sorted by name bytes, names unique
//     SS NS BS      u32 length ‖ (varint length ‖ bytes)…               sorted (NS by numeric value), members unique
//
// u32 is little-endian and counts the bytes that follow it; varint is LEB128. Because the encoding is canonical, two
// values are equal in DynamoDB's sense exactly if their bytes are equal. Views do not own: the bytes must outlive them.
// They are made only over bytes that our encoder wrote or that CheckEncodedItem (model/item.h) has accepted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "model/attribute_type.h"

namespace tablerock {

namespace encoding {

// Reads a varint at `p` and moves `p` behind it. Lengths stay below 2^32.
inline std::uint32_t ReadVarint(const char*& p) {
  auto byte = static_cast<std::uint8_t>(*p++);
  if (byte < 0x80) return byte;
  std::uint32_t value = byte & 0x7FU;
  for (unsigned shift = 7; shift < 35; shift += 7) {
    byte = static_cast<std::uint8_t>(*p++);
    value |= static_cast<std::uint32_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) break;
  }
  return value;
}

inline void AppendVarint(std::string& out, std::uint32_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80U);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

inline std::uint32_t ReadU32(const char* p) {
  std::uint32_t value = 0;
  std::memcpy(&value, p, sizeof value);  // little-endian, as is every machine we build for
  return value;
}

// Moves `p` behind the value that starts there.
inline void SkipValue(const char*& p) {
  const auto type = static_cast<AttributeType>(*p++);
  switch (type) {
    case AttributeType::kFalse:
    case AttributeType::kTrue:
    case AttributeType::kNull:
      return;
    case AttributeType::kString:
    case AttributeType::kNumber:
    case AttributeType::kBinary: {
      const std::uint32_t length = ReadVarint(p);
      p += length;
      return;
    }
    default:
      p += 4 + ReadU32(p);
  }
}

}  // namespace encoding

class AttributesView;
class ListView;
class SetView;

class AttributeValueView {
 public:
  // `encoded` is exactly one value.
  constexpr explicit AttributeValueView(std::string_view encoded) : encoded_(encoded) {}

  AttributeType type() const { return static_cast<AttributeType>(encoded_.front()); }
  std::string_view encoded() const { return encoded_; }

  // S as UTF-8, N as canonical text, B as bytes. REQUIRES: IsScalarText(type()).
  std::string_view text() const {
    const char* p = encoded_.data() + 1;
    const std::uint32_t length = encoding::ReadVarint(p);
    return {p, length};
  }
  bool is_true() const { return type() == AttributeType::kTrue; }

  AttributesView attributes() const;  // REQUIRES: M
  ListView elements() const;          // REQUIRES: L
  SetView members() const;            // REQUIRES: a set

  // The size that the service charges, without the attribute's name.
  std::size_t size_bytes() const;

  friend bool operator==(AttributeValueView a, AttributeValueView b) { return a.encoded_ == b.encoded_; }

 private:
  std::string_view encoded_;
};

struct AttributeView {
  std::string_view name;
  AttributeValueView value;
};

// The attributes of an item or of an M value, in the order of their names' bytes.
class AttributesView {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = AttributeView;
    using difference_type = std::ptrdiff_t;
    using pointer = const AttributeView*;
    using reference = AttributeView;

    explicit Iterator(const char* p) : p_(p) {}
    AttributeView operator*() const {
      const char* p = p_;
      const std::uint32_t length = encoding::ReadVarint(p);
      const std::string_view name(p, length);
      const char* value = p + length;
      const char* end = value;
      encoding::SkipValue(end);
      return {name, AttributeValueView({value, static_cast<std::size_t>(end - value)})};
    }
    Iterator& operator++() {
      const std::uint32_t length = encoding::ReadVarint(p_);
      p_ += length;
      encoding::SkipValue(p_);
      return *this;
    }
    friend bool operator==(Iterator a, Iterator b) { return a.p_ == b.p_; }

   private:
    const char* p_;
  };

  explicit AttributesView(std::string_view entries) : entries_(entries) {}
  Iterator begin() const { return Iterator(entries_.data()); }
  Iterator end() const { return Iterator(entries_.data() + entries_.size()); }
  bool empty() const { return entries_.empty(); }
  std::size_t count() const { return static_cast<std::size_t>(std::distance(begin(), end())); }
  std::string_view entries() const { return entries_; }

  std::optional<AttributeValueView> Find(std::string_view name) const {
    const char* p = entries_.data();
    const char* const end = p + entries_.size();
    while (p != end) {
      const std::uint32_t length = encoding::ReadVarint(p);
      const std::string_view found(p, length);
      p += length;
      const char* value = p;
      encoding::SkipValue(p);
      if (found == name) return AttributeValueView({value, static_cast<std::size_t>(p - value)});
    }
    return std::nullopt;
  }

 private:
  std::string_view entries_;
};

// The elements of an L value, in order.
class ListView {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = AttributeValueView;
    using difference_type = std::ptrdiff_t;
    using pointer = const AttributeValueView*;
    using reference = AttributeValueView;

    explicit Iterator(const char* p) : p_(p) {}
    AttributeValueView operator*() const {
      const char* end = p_;
      encoding::SkipValue(end);
      return AttributeValueView({p_, static_cast<std::size_t>(end - p_)});
    }
    Iterator& operator++() {
      encoding::SkipValue(p_);
      return *this;
    }
    friend bool operator==(Iterator a, Iterator b) { return a.p_ == b.p_; }

   private:
    const char* p_;
  };

  explicit ListView(std::string_view values) : values_(values) {}
  Iterator begin() const { return Iterator(values_.data()); }
  Iterator end() const { return Iterator(values_.data() + values_.size()); }
  bool empty() const { return values_.empty(); }
  std::size_t count() const { return static_cast<std::size_t>(std::distance(begin(), end())); }
  std::optional<AttributeValueView> At(std::size_t index) const {
    for (const AttributeValueView value : *this) {
      if (index-- == 0) return value;
    }
    return std::nullopt;
  }

 private:
  std::string_view values_;
};

// The members of a set, in canonical order: text of S, canonical text of N, bytes of B.
class SetView {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string_view*;
    using reference = std::string_view;

    explicit Iterator(const char* p) : p_(p) {}
    std::string_view operator*() const {
      const char* p = p_;
      const std::uint32_t length = encoding::ReadVarint(p);
      return {p, length};
    }
    Iterator& operator++() {
      const std::uint32_t length = encoding::ReadVarint(p_);
      p_ += length;
      return *this;
    }
    friend bool operator==(Iterator a, Iterator b) { return a.p_ == b.p_; }

   private:
    const char* p_;
  };

  SetView(AttributeType member_type, std::string_view members) : member_type_(member_type), members_(members) {}
  AttributeType member_type() const { return member_type_; }  // S, N or B
  Iterator begin() const { return Iterator(members_.data()); }
  Iterator end() const { return Iterator(members_.data() + members_.size()); }
  bool empty() const { return members_.empty(); }
  std::size_t count() const { return static_cast<std::size_t>(std::distance(begin(), end())); }
  bool Contains(std::string_view member) const {
    for (const std::string_view m : *this) {
      if (m == member) return true;
    }
    return false;
  }

 private:
  AttributeType member_type_;
  std::string_view members_;
};

inline AttributesView AttributeValueView::attributes() const { return AttributesView(encoded_.substr(5)); }
inline ListView AttributeValueView::elements() const { return ListView(encoded_.substr(5)); }
inline SetView AttributeValueView::members() const { return {MemberTypeOf(type()), encoded_.substr(5)}; }

// One value that owns its bytes. Immutable but for assignment.
class AttributeValue {
 public:
  // NULL.
  AttributeValue() : encoded_(1, static_cast<char>(AttributeType::kNull)) {}
  explicit AttributeValue(std::string encoded) : encoded_(std::move(encoded)) {}
  explicit AttributeValue(AttributeValueView view) : encoded_(view.encoded()) {}

  static AttributeValue String(std::string_view text) { return Scalar(AttributeType::kString, text); }
  static AttributeValue Binary(std::string_view bytes) { return Scalar(AttributeType::kBinary, bytes); }
  // `canonical` as Number::text() gives it.
  static AttributeValue Number(std::string_view canonical) { return Scalar(AttributeType::kNumber, canonical); }
  static AttributeValue Bool(bool value) {
    return AttributeValue(std::string(1, static_cast<char>(value ? AttributeType::kTrue : AttributeType::kFalse)));
  }

  AttributeValueView view() const { return AttributeValueView(encoded_); }
  operator AttributeValueView() const {
    return view();
  }  // NOLINT(google-explicit-constructor): a view is what it is for
  const std::string& encoded() const { return encoded_; }

 private:
  static AttributeValue Scalar(AttributeType type, std::string_view text) {
    std::string encoded(1, static_cast<char>(type));
    encoding::AppendVarint(encoded, static_cast<std::uint32_t>(text.size()));
    encoded += text;
    return AttributeValue(std::move(encoded));
  }
  std::string encoded_;
};

}  // namespace tablerock
