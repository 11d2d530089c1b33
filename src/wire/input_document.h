// InputDocument: one request's input as the shape tables see it, decoded and not yet bound to an operation's struct.
// Compact and read-only but for the items, which binding moves out. Texts are views of the request's body where it has
// them as they stand, so the body must outlive the document.
#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <string_view>

#include "json/arena.h"
#include "json/attribute_value_decoder.h"
#include "wire/shapes/shape.h"

namespace tablerock {

class InputStructure;
struct InputEntry;

// The value of one member. Absent: not in the request, or null.
class InputValue {
 public:
  InputValue() : kind_(Kind::kAbsent), payload_{.integer = 0} {}
  explicit InputValue(std::string_view text) : kind_(Kind::kText), payload_{.text = text} {}
  explicit InputValue(std::int64_t integer) : kind_(Kind::kInteger), payload_{.integer = integer} {}
  explicit InputValue(double real) : kind_(Kind::kReal), payload_{.real = real} {}
  explicit InputValue(bool boolean) : kind_(Kind::kBoolean), payload_{.boolean = boolean} {}
  explicit InputValue(std::span<const InputValue> elements) : kind_(Kind::kList), payload_{.elements = elements} {}
  explicit InputValue(std::span<const InputEntry> entries) : kind_(Kind::kMap), payload_{.entries = entries} {}
  explicit InputValue(const InputStructure* structure) : kind_(Kind::kStructure), payload_{.structure = structure} {}
  explicit InputValue(DecodedValue* value) : kind_(Kind::kAttributeValue), payload_{.attribute_value = value} {}
  explicit InputValue(DecodedItem* attributes) : kind_(Kind::kAttributes), payload_{.attributes = attributes} {}

  explicit operator bool() const { return kind_ != Kind::kAbsent; }

  // Each REQUIRES that the value is there and of the kind that its shape says.
  std::string_view text() const { return Check(Kind::kText), payload_.text; }
  std::int64_t integer() const { return Check(Kind::kInteger), payload_.integer; }  // integer and long
  double real() const { return Check(Kind::kReal), payload_.real; }                 // double and timestamp
  bool boolean() const { return Check(Kind::kBoolean), payload_.boolean; }
  std::span<const InputValue> elements() const { return Check(Kind::kList), payload_.elements; }
  std::span<const InputEntry> entries() const { return Check(Kind::kMap), payload_.entries; }
  const InputStructure& structure() const { return Check(Kind::kStructure), *payload_.structure; }
  // To be moved from, once.
  DecodedValue& attribute_value() const { return Check(Kind::kAttributeValue), *payload_.attribute_value; }
  DecodedItem& attributes() const { return Check(Kind::kAttributes), *payload_.attributes; }

 private:
  enum class Kind : std::uint8_t {
    kAbsent,
    kText,
    kInteger,
    kReal,
    kBoolean,
    kList,
    kMap,
    kStructure,
    kAttributeValue,
    kAttributes
  };
  union Payload {
    std::string_view text;
    std::int64_t integer;
    double real;
    bool boolean;
    std::span<const InputValue> elements;
    std::span<const InputEntry> entries;
    const InputStructure* structure;
    DecodedValue* attribute_value;
    DecodedItem* attributes;
  };
  void Check([[maybe_unused]] Kind kind) const { assert(kind_ == kind); }

  Kind kind_;
  Payload payload_;
};

// One member of a map, in the request's order.
struct InputEntry {
  std::string_view key;
  InputValue value;
};

// The members of a structure, one place for each row of its shape.
class InputStructure {
 public:
  InputStructure(const Shape& shape, std::span<InputValue> values) : shape_(&shape), values_(values.data()) {}

  const Shape& shape() const { return *shape_; }
  std::span<const InputValue> values() const { return {values_, shape_->member_count}; }
  std::span<InputValue> values() { return {values_, shape_->member_count}; }
  // The value of the member with that name. REQUIRES: the shape has it. Quickest in the order of the shape's rows.
  const InputValue& operator[](std::string_view member) const;

 private:
  const Shape* shape_;
  InputValue* values_;
  mutable std::size_t next_ = 0;  // where the next look-up begins
};

class InputDocument {
 public:
  InputDocument() = default;
  ~InputDocument();
  InputDocument(const InputDocument&) = delete;
  InputDocument& operator=(const InputDocument&) = delete;

  bool has_root() const { return root_ != nullptr; }
  // REQUIRES: has_root(), after DecodeInput.
  const InputStructure& root() const { return *root_; }

  // For the decoder.
  Arena& arena() { return arena_; }
  InputStructure* NewStructure(const Shape& shape);
  DecodedItem* Keep(DecodedItem item);
  DecodedValue* Keep(DecodedValue value);
  void set_root(const InputStructure* root) { root_ = root; }

 private:
  // The arena runs no destructors: what needs one is linked here.
  template <typename T>
  struct Kept {
    T value;
    Kept* next;
  };
  template <typename T>
  T* Link(Kept<T>*& first, T value);
  template <typename T>
  static void Destroy(Kept<T>* kept);

  Arena arena_;
  const InputStructure* root_ = nullptr;
  Kept<DecodedItem>* items_ = nullptr;
  Kept<DecodedValue>* attribute_values_ = nullptr;
};

}  // namespace tablerock
