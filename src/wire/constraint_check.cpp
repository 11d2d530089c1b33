#include "wire/constraint_check.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wire/constraint_text.h"

namespace tablerock {
namespace {

constexpr std::size_t kViolationsMax = 10;  // that the service reports together
constexpr std::size_t kArnSizeMax = 1024;

struct Violation {
  std::string classic;
  std::string current;
  int current_position;  // in tenths of the input's rows
  bool alone_in_classic;
  bool alone_in_current;
};

// What a violation's message shows of the value. aws-messages.md family 2.
enum class Echo : std::uint8_t {
  kAlways,
  kInClassic,  // the current wording says nothing of what is empty or too small
};

bool IsArn(std::string_view text) { return text.starts_with("arn:"); }

// As Java counts a string's length.
std::size_t Utf16Length(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    length += (byte & 0xC0U) != 0x80U ? 1U : 0U;
    length += byte >= 0xF0U ? 1U : 0U;
  }
  return length;
}

bool IsTooLong(std::size_t length, const Shape& shape) {
  return shape.max != kNoLimit && std::cmp_greater(length, shape.max);
}
bool IsTooShort(std::size_t length, const Shape& shape) {
  return shape.min != kNoLimit && std::cmp_less(length, shape.min);
}

// Of a map's key, which has its constraints judged as one.
bool Satisfies(std::string_view text, const Shape& shape) {
  if (shape.or_arn && IsArn(text)) return text.size() <= kArnSizeMax;
  const std::size_t length = Utf16Length(text);
  return !IsTooLong(length, shape) && !IsTooShort(length, shape) &&
         (shape.pattern == nullptr || shape.pattern->matches(text));
}

class ConstraintChecker {
 public:
  explicit ConstraintChecker(const InputShape& shape) : shape_(shape) {}

  Result<void> Check(const InputStructure& input) {
    TABLEROCK_TRY(CheckOwnSentences(input));
    CheckMembers(input, ValuePath{});
    if (!violations_.empty()) return Report();
    if (refused_ != nullptr) return Refusal();
    return {};
  }

 private:
  // What the service says of a missing member or an empty map in a sentence of its own, before and instead of all
  // others.
  Result<void> CheckOwnSentences(const InputStructure& input) const {
    for (std::size_t i = 0; i < shape_.structure.member_count; ++i) {
      const Member& member = shape_.structure.members[i];
      const InputValue& value = input.values()[i];
      if (!value && !member.notes.missing.empty()) return ApiError::Validation(std::string(member.notes.missing));
      if (value && !member.notes.empty.empty() && value.entries().empty()) {
        const ValuePath root;
        const std::string current = ViolationWithoutValue(root.Below(member), AtLeast("length", member.shape.min));
        return ApiError(ErrorType::kValidation, std::string(member.notes.empty),
                        "1 validation error detected: " + current);
      }
    }
    return {};
  }

  void CheckMembers(const InputStructure& structure, const ValuePath& path) {
    const Shape& shape = structure.shape();
    for (std::size_t i = 0; i < shape.member_count; ++i) {
      const Member& member = shape.members[i];
      const InputValue& value = structure.values()[i];
      if (!value && member.presence == kOptional) continue;
      if (path.step == ValuePath::Step::kInput) {
        const int own = member.notes.current_position;
        current_position_ = own != 0 ? own : static_cast<int>(i + 1) * 10;
      }
      if (member.notes.refused && refused_ == nullptr) refused_ = &member;
      CheckValue(value, member.shape, path.Below(member));
    }
  }

  void CheckValue(const InputValue& value, const Shape& shape, const ValuePath& path) {
    if (!value) return Add(value, shape, path, "Member must not be null");
    switch (shape.kind) {
      case ShapeKind::kText:
        return CheckText(value, shape, path);
      case ShapeKind::kInteger:
      case ShapeKind::kLong:
        return CheckNumber(value, shape, path);
      case ShapeKind::kList:
        CheckLength(value, shape, path, value.elements().size());
        return CheckElements(value, shape, path);
      case ShapeKind::kMap:
        return CheckMap(value, shape, path);
      case ShapeKind::kStructure:
        return CheckMembers(value.structure(), path);
      default:
        return;
    }
  }

  void CheckText(const InputValue& value, const Shape& shape, const ValuePath& path) {
    const std::string_view text = value.text();
    if (!shape.values.empty()) return CheckEnum(value, shape, path);
    if (shape.or_arn && IsArn(text)) {
      if (text.size() > kArnSizeMax) Add(value, shape, path, AtMost("length", kArnSizeMax));
      return;
    }
    const bool is_empty_name = shape.or_arn && text.empty();  // of that the service says only that it is too short
    if (shape.pattern != nullptr && !is_empty_name && !shape.pattern->matches(text)) {
      Add(value, shape, path, Matching(*shape.pattern));
    }
    const std::size_t length = Utf16Length(text);
    if (IsTooLong(length, shape)) Add(value, shape, path, AtMost("length", shape.max));
    if (IsTooShort(length, shape)) {
      Add(value, shape, path, AtLeast("length", shape.min), text.empty() ? Echo::kInClassic : Echo::kAlways);
    }
  }

  void CheckEnum(const InputValue& value, const Shape& shape, const ValuePath& path) {
    if (is_full()) return;
    if (std::find(shape.values.begin(), shape.values.end(), value.text()) != shape.values.end()) return;
    std::string classic = ViolationWithValue(value, shape, path, OneOf(shape.values));
    std::string current = shape.current_sentence.empty() ? classic : std::string(shape.current_sentence);
    Push(path, std::move(classic), std::move(current), false);
  }

  void CheckNumber(const InputValue& value, const Shape& shape, const ValuePath& path) {
    if (shape.max != kNoLimit && value.integer() > shape.max) Add(value, shape, path, AtMost("value", shape.max));
    if (shape.min != kNoLimit && value.integer() < shape.min) {
      Add(value, shape, path, AtLeast("value", shape.min), Echo::kInClassic);
    }
  }

  void CheckLength(const InputValue& value, const Shape& shape, const ValuePath& path, std::size_t length) {
    if (IsTooLong(length, shape)) Add(value, shape, path, AtMost("length", shape.max));
    if (IsTooShort(length, shape)) Add(value, shape, path, AtLeast("length", shape.min), Echo::kInClassic);
  }

  void CheckElements(const InputValue& list, const Shape& shape, const ValuePath& path) {
    std::size_t position = 0;
    for (const InputValue& element : list.elements()) CheckValue(element, *shape.element, path.At(++position));
  }

  void CheckMap(const InputValue& map, const Shape& shape, const ValuePath& path) {
    CheckLength(map, shape, path, map.entries().size());
    for (const InputEntry& entry : map.entries()) {
      if (!is_full() && !Satisfies(entry.key, *shape.key)) {
        Add(map, shape, path, "Map keys must satisfy constraint: " + AllConstraints(*shape.key));
      }
      const ValuePath key_path = path.AtKey(entry.key);
      const ValuePath value_path = key_path.OfKey();
      if (entry.value && shape.element->kind == ShapeKind::kList) {
        CheckListOfMap(map, shape, path, entry.value, value_path);
      } else {
        CheckValue(entry.value, *shape.element, value_path);
      }
    }
  }

  // A list that is a map's value: the classic wording judges, and shows, the map. aws-messages.md family 12.
  void CheckListOfMap(const InputValue& map, const Shape& shape, const ValuePath& path, const InputValue& list,
                      const ValuePath& list_path) {
    const Shape& list_shape = *shape.element;
    const std::size_t length = list.elements().size();
    if (!is_full() && (IsTooLong(length, list_shape) || IsTooShort(length, list_shape))) {
      const std::string constraint =
          IsTooLong(length, list_shape) ? AtMost("length", list_shape.max) : AtLeast("length", list_shape.min);
      Push(path,
           ViolationWithValue(map, shape, path, "Map value must satisfy constraint: " + AllConstraints(list_shape)),
           ViolationWithoutValue(list_path, constraint), false);
    }
    CheckElements(list, list_shape, list_path);
  }

  void Add(const InputValue& value, const Shape& shape, const ValuePath& path, const std::string& constraint,
           Echo echo = Echo::kAlways) {
    if (is_full()) return;
    const MemberNotes& notes = path.member->notes;
    std::string without = ViolationWithoutValue(path, constraint);
    std::string with = notes.without_echo && value ? without : ViolationWithValue(value, shape, path, constraint);
    const bool is_nothing = !value || (shape.kind == ShapeKind::kText && value.text().empty());
    Push(path, with, echo == Echo::kInClassic ? std::move(without) : with, notes.alone && !is_nothing);
  }

  bool is_full() const { return violations_.size() >= kViolationsMax; }
  void Push(const ValuePath& path, std::string classic, std::string current, bool alone_in_classic) {
    violations_.push_back(
        {std::move(classic), std::move(current), current_position_, alone_in_classic, path.member->notes.alone});
  }

  // Those that are reported alone, if there are any; else all.
  template <typename IsAlone>
  std::vector<const Violation*> Chosen(IsAlone is_alone) const {
    const bool some_are_alone = std::any_of(violations_.begin(), violations_.end(), is_alone);
    std::vector<const Violation*> chosen;
    for (const Violation& violation : violations_) {
      if (!some_are_alone || is_alone(violation)) chosen.push_back(&violation);
    }
    return chosen;
  }

  ApiError Report() const {
    std::vector<std::string> classic;
    for (const Violation* violation : Chosen([](const Violation& v) { return v.alone_in_classic; })) {
      classic.push_back(violation->classic);
    }
    std::vector<const Violation*> chosen = Chosen([](const Violation& v) { return v.alone_in_current; });
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const Violation* a, const Violation* b) { return a->current_position < b->current_position; });
    if (shape_.current_stops_at_first) chosen.resize(1);
    std::vector<std::string> current;
    current.reserve(chosen.size());
    for (const Violation* violation : chosen) current.push_back(violation->current);
    return ApiError::Constraints(classic, current);
  }

  ApiError Refusal() const {
    std::string text = "This server does not support the parameter '" + std::string(refused_->name) + "' yet";
    if (!refused_->notes.refused->empty()) text.append("; use ").append(*refused_->notes.refused).append(" instead");
    return ApiError::Validation(std::move(text));
  }

  const InputShape& shape_;
  int current_position_ = 0;  // of the input's member that is looked at
  const Member* refused_ = nullptr;
  std::vector<Violation> violations_;
};

}  // namespace

Result<void> CheckConstraints(const InputShape& shape, const InputStructure& input) {
  return ConstraintChecker(shape).Check(input);
}

}  // namespace tablerock
