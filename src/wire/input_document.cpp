#include "wire/input_document.h"

#include <memory>
#include <utility>

namespace tablerock {

const InputValue& InputStructure::operator[](std::string_view member) const {
  const std::size_t count = shape_->member_count;
  std::size_t position = next_;
  for (std::size_t looked_at = 0; looked_at < count; ++looked_at, ++position) {
    if (position >= count) position = 0;
    if (shape_->members[position].name == member) {
      next_ = position + 1;
      return values_[position];
    }
  }
  assert(false && "the shape has no such member");
  static const InputValue kAbsent;
  return kAbsent;
}

template <typename T>
T* InputDocument::Link(Kept<T>*& first, T value) {
  auto* kept = static_cast<Kept<T>*>(arena_.Allocate(sizeof(Kept<T>), alignof(Kept<T>)));
  std::construct_at(kept, Kept<T>{std::move(value), first});
  first = kept;
  return &kept->value;
}

template <typename T>
void InputDocument::Destroy(Kept<T>* kept) {
  while (kept != nullptr) {
    Kept<T>* const next = kept->next;
    std::destroy_at(kept);
    kept = next;
  }
}

InputDocument::~InputDocument() {
  Destroy(items_);
  Destroy(attribute_values_);
}

InputStructure* InputDocument::NewStructure(const Shape& shape) {
  const auto values = arena_.NewArray<InputValue>(shape.member_count);
  auto* structure = static_cast<InputStructure*>(arena_.Allocate(sizeof(InputStructure), alignof(InputStructure)));
  return std::construct_at(structure, shape, values);
}

DecodedItem* InputDocument::Keep(DecodedItem item) { return Link(items_, std::move(item)); }
DecodedValue* InputDocument::Keep(DecodedValue value) { return Link(attribute_values_, std::move(value)); }

}  // namespace tablerock
