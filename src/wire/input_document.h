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
  InputValue() : kind_(Kind::kAbsent), integer_(0) {}
  explicit InputValue(std::string_view text) : kind_(Kind::kText), text_(text) {}
  explicit InputValue(std::int64_t integer) : kind_(Kind::kInteger), integer_(integer) {}
  explicit InputValue(double real) : kind_(Kind::kReal), real_(real) {}
  explicit InputValue(bool boolean) : kind_(Kind::kBoolean), boolean_(boolean) {}
  explicit InputValue(std::span<const InputValue> elements) : kind_(Kind::kList), elements_(elements) {}
  explicit InputValue(std::span<const InputEntry> entries) : kind_(Kind::kMap), entries_(entries) {}
  explicit InputValue(const InputStructure* structure) : kind_(Kind::kStructure), structure_(structure) {}
  explicit InputValue(DecodedValue* value) : kind_(Kind::kAttributeValue), attribute_value_(value) {}
  explicit InputValue(DecodedItem* attributes) : kind_(Kind::kAttributes), attributes_(attributes) {}

  explicit operator bool() const { return kind_ != Kind::kAbsent; }

  // Each REQUIRES that the value is there and of the kind that its shape says.
  std::string_view text() const { return Check(Kind::kText), text_; }
  std::int64_t integer() const { return Check(Kind::kInteger), integer_; }  // integer and long
  double real() const { return Check(Kind::kReal), real_; }                 // double and timestamp
  bool boolean() const { return Check(Kind::kBoolean), boolean_; }
  std::span<const InputValue> elements() const { return Check(Kind::kList), elements_; }
  std::span<const InputEntry> entries() const { return Check(Kind::kMap), entries_; }
  const InputStructure& structure() const { return Check(Kind::kStructure), *structure_; }
  // To be moved from, once.
  DecodedValue& attribute_value() const { return Check(Kind::kAttributeValue), *attribute_value_; }
  DecodedItem& attributes() const { return Check(Kind::kAttributes), *attributes_; }

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
  void Check([[maybe_unused]] Kind kind) const { assert(kind_ == kind); }

  Kind kind_;
  union {
    std::string_view text_;
    std::int64_t integer_;
    double real_;
    bool boolean_;
    std::span<const InputValue> elements_;
    std::span<const InputEntry> entries_;
    const InputStructure* structure_;
    DecodedValue* attribute_value_;
    DecodedItem* attributes_;
  };
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
