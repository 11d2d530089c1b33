// CheckEncodedItem: reads bytes that nobody vouches for, so each step first looks whether there are bytes left.
#include "model/item.h"

#include "model/number.h"

namespace tablerock {
namespace {

// Far past the 32 levels that the service allows, and shallow enough for any stack.
constexpr int kDepthMax = 64;

class Checker {
 public:
  explicit Checker(std::string_view bytes) : rest_(bytes) {}

  // Names and values up to the end; `per_entry` is what each is charged beside them.
  bool Entries(int depth, std::size_t per_entry) {
    std::string_view previous;
    for (bool first = true; !rest_.empty(); first = false) {
      std::string_view name;
      if (!Text(name) || (!first && name <= previous)) return false;
      size_ += per_entry + name.size();
      previous = name;
      if (!Value(depth)) return false;
    }
    return true;
  }
  std::size_t size() const { return size_; }

 private:
  bool Varint(std::uint32_t& value) {
    std::uint64_t sum = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      if (rest_.empty()) return false;
      const auto byte = static_cast<std::uint8_t>(rest_.front());
      rest_.remove_prefix(1);
      sum |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) {
        value = static_cast<std::uint32_t>(sum);
        return sum <= UINT32_MAX && (byte != 0 || shift == 0);  // one encoding a value: no idle last byte
      }
    }
    return false;
  }
  bool Text(std::string_view& text) {
    std::uint32_t length = 0;
    if (!Varint(length) || length > rest_.size()) return false;
    text = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return true;
  }
  bool CanonicalNumber(std::string_view text) {
    const auto number = Number::Parse(text);
    if (!number || number->text() != text) return false;
    size_ += Number::SizeOf(text);
    return true;
  }
  bool Scalar(AttributeType type, std::string_view& text) {
    if (!Text(text)) return false;
    if (type == AttributeType::kNumber) return CanonicalNumber(text);
    size_ += text.size();
    return true;
  }
  bool Members(AttributeType type) {
    std::string_view previous;
    if (rest_.empty()) return false;
    for (bool first = true; !rest_.empty(); first = false) {
      std::string_view member;
      if (!Scalar(type, member)) return false;
      if (!first) {
        const auto order =
            type == AttributeType::kNumber ? Number::CompareCanonical(previous, member) : previous <=> member;
        if (order >= 0) return false;
      }
      previous = member;
    }
    return true;
  }
  // The contents of an L, M or set, as a checker of their own bytes.
  template <typename Check>
  bool Contents(Check check) {
    if (rest_.size() < 4) return false;
    const std::uint32_t length = encoding::ReadU32(rest_.data());
    rest_.remove_prefix(4);
    if (length > rest_.size()) return false;
    Checker contents(rest_.substr(0, length));
    rest_.remove_prefix(length);
    if (!check(contents)) return false;
    size_ += contents.size_;
    return true;
  }
  bool Elements(int depth) {
    while (!rest_.empty()) {
      size_ += 1;
      if (!Value(depth)) return false;
    }
    return true;
  }
  bool Value(int depth) {
    if (rest_.empty() || depth > kDepthMax) return false;
    const auto type = static_cast<AttributeType>(rest_.front());
    rest_.remove_prefix(1);
    std::string_view text;
    switch (type) {
      case AttributeType::kString:
      case AttributeType::kNumber:
      case AttributeType::kBinary:
        return Scalar(type, text);
      case AttributeType::kFalse:
      case AttributeType::kTrue:
      case AttributeType::kNull:
        size_ += 1;
        return true;
      case AttributeType::kList:
        size_ += 3;
        return Contents([&](Checker& contents) { return contents.Elements(depth + 1); });
      case AttributeType::kMap:
        size_ += 3;
        return Contents([&](Checker& contents) { return contents.Entries(depth + 1, 1); });
      case AttributeType::kStringSet:
      case AttributeType::kNumberSet:
      case AttributeType::kBinarySet:
        return Contents([&](Checker& contents) { return contents.Members(MemberTypeOf(type)); });
    }
    return false;
  }

  std::string_view rest_;
  std::size_t size_ = 0;  // charged bytes so far
};

}  // namespace

bool CheckEncodedItem(std::string_view bytes) {
  if (bytes.size() < kItemHeaderBytes || bytes.front() != kItemEncodingVersion) return false;
  Checker checker(bytes.substr(kItemHeaderBytes));
  return checker.Entries(0, 0) && checker.size() == ItemView(bytes).size_bytes();
}

}  // namespace tablerock
