#include "model/attribute_value.h"

#include "model/number.h"

namespace tablerock {
namespace {

constexpr std::size_t kContainerBytes = 3;  // what an L or M is charged, besides its contents
constexpr std::size_t kElementBytes = 1;    // and each of its elements

std::size_t SetSizeBytes(SetView set) {
  std::size_t size = 0;
  for (const std::string_view member : set) {
    size += set.member_type() == AttributeType::kNumber ? Number::SizeOf(member) : member.size();
  }
  return size;
}

}  // namespace

std::size_t AttributeValueView::size_bytes() const {
  switch (type()) {
    case AttributeType::kString:
    case AttributeType::kBinary:
      return text().size();
    case AttributeType::kNumber:
      return Number::SizeOf(text());
    case AttributeType::kFalse:
    case AttributeType::kTrue:
    case AttributeType::kNull:
      return 1;
    case AttributeType::kList: {
      std::size_t size = kContainerBytes;
      for (const AttributeValueView element : elements()) size += kElementBytes + element.size_bytes();
      return size;
    }
    case AttributeType::kMap: {
      std::size_t size = kContainerBytes;
      for (const AttributeView entry : attributes())
        size += kElementBytes + entry.name.size() + entry.value.size_bytes();
      return size;
    }
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet:
      return SetSizeBytes(members());
  }
  return 0;
}

}  // namespace tablerock
