#include "wire/input_decoder.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "json/attribute_value_decoder.h"
#include "json/reader.h"
#include "json/serialization_errors.h"

namespace tablerock {
namespace {

namespace errors = serialization_errors;

JsonPlace PlaceIn(const Shape& shape) {
  return shape.kind == ShapeKind::kStructure ? JsonPlace::kMember : JsonPlace::kElement;
}

// The class of a map's values as the service names it.
std::string ValueClassOf(const Shape& map) {
  const Shape& value = *map.element;
  switch (value.kind) {
    case ShapeKind::kText:
      return "java.lang.String";
    case ShapeKind::kList:
      return "java.util.List<com.amazonaws.dynamodb.v20120810." + std::string(value.element->name) + ">";
    default:
      return std::string(value.name);
  }
}

// Of members with the same name the last one stays, as in the service's maps; the first one's place is kept.
std::size_t DropRepeated(std::span<InputEntry> entries) {
  std::unordered_map<std::string_view, std::size_t> places;
  std::size_t kept = 0;
  for (const InputEntry& entry : entries) {
    const auto [place, is_new] = places.emplace(entry.key, kept);
    entries[place->second] = entry;
    if (is_new) ++kept;
  }
  return kept;
}

bool HasRepeated(std::span<const InputEntry> entries) {
  constexpr std::size_t kFew = 16;
  if (entries.size() > kFew) return true;  // perhaps
  for (std::size_t i = 1; i < entries.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (entries[i].key == entries[j].key) return true;
    }
  }
  return false;
}

// `found` is not what `shape` says.
ApiError TypeError(const Shape& shape, JsonToken found, JsonPlace place) {
  switch (shape.kind) {
    case ShapeKind::kText:
      return errors::NotText(found);
    case ShapeKind::kInteger:
      return errors::NotNumeric(found, "Integer");
    case ShapeKind::kLong:
      return errors::NotNumeric(found, "Long");
    case ShapeKind::kDouble:
      return errors::NotNumeric(found, "Double");
    case ShapeKind::kBoolean:
      return errors::NotBoolean(found);
    case ShapeKind::kTimestamp:
      return errors::NotTimestamp(found);
    case ShapeKind::kList:
      return errors::NotList(found, place);
    case ShapeKind::kMap:
      return errors::NotMap(found, place, ValueClassOf(shape));
    case ShapeKind::kAttributes:
      return errors::NotMap(found, place, "AttributeValue");
    case ShapeKind::kStructure:
    case ShapeKind::kAttributeValue:
      return errors::NotStructure(found, place, shape.name);
  }
  return errors::Malformed();
}

class InputDecoder final : public JsonHandler {
 public:
  InputDecoder(const InputShape& shape, InputDocument& document)
      : input_(shape.structure), document_(document), attribute_values_(document.arena()) {}

  std::optional<ApiError>& error() { return error_; }

  bool BeginObject() override {
    if (delegating_) return attribute_values_.BeginObject() || FailDelegated();
    if (ignored_depth_ != 0) return ++ignored_depth_ != 0;
    const Shape* shape = Expected();
    if (shape == nullptr) return ++ignored_depth_ != 0;
    switch (shape->kind) {
      case ShapeKind::kStructure: {
        InputStructure* structure = document_.NewStructure(*shape);
        Push({shape, structure, nullptr, {}, 0});
        return true;
      }
      case ShapeKind::kMap:
        Push({shape, nullptr, nullptr, {}, entries_.size()});
        return true;
      case ShapeKind::kAttributes:
        delegating_ = true;
        attribute_values_.BeginItem();
        return true;
      case ShapeKind::kAttributeValue:
        delegating_ = true;
        attribute_values_.BeginValue();
        return true;
      default:
        return Fail(*shape, JsonToken::kObject);
    }
  }

  bool Key(std::string_view name, bool stable) override {
    if (delegating_) return attribute_values_.Key(name, stable);
    if (ignored_depth_ != 0) return true;
    Frame& frame = top();
    if (frame.shape->kind == ShapeKind::kMap) {
      frame.key = stable ? name : document_.arena().Copy(name);
      return true;
    }
    frame.member = nullptr;
    for (const Member& member : MembersOf(*frame.shape)) {
      if (member.name == name) {
        frame.member = &member;
        break;
      }
    }
    return true;
  }

  bool EndObject() override {
    if (delegating_) {
      attribute_values_.EndObject();
      return !attribute_values_.done() || EndDelegated();
    }
    if (ignored_depth_ != 0) {
      --ignored_depth_;
      return true;
    }
    const Frame frame = frames_[--depth_];
    if (frame.shape->kind == ShapeKind::kMap) {
      auto entries = TakePending<InputEntry>(entries_, frame.first_pending);
      if (HasRepeated(entries)) entries = entries.first(DropRepeated(entries));
      Put(InputValue(std::span<const InputEntry>(entries)));
    } else if (depth_ == 0) {
      document_.set_root(frame.structure);
    } else {
      Put(InputValue(frame.structure));
    }
    return true;
  }

  bool BeginArray() override {
    if (delegating_) return attribute_values_.BeginArray() || FailDelegated();
    if (ignored_depth_ != 0) return ++ignored_depth_ != 0;
    const Shape* shape = Expected();
    if (shape == nullptr) return ++ignored_depth_ != 0;
    if (shape->kind != ShapeKind::kList) return Fail(*shape, JsonToken::kArray);
    Push({shape, nullptr, nullptr, {}, elements_.size()});
    return true;
  }

  bool EndArray() override {
    if (delegating_) return attribute_values_.EndArray() || FailDelegated();
    if (ignored_depth_ != 0) {
      --ignored_depth_;
      return true;
    }
    const Frame frame = frames_[--depth_];
    Put(InputValue(std::span<const InputValue>(TakePending<InputValue>(elements_, frame.first_pending))));
    return true;
  }

  bool String(std::string_view text, bool stable) override {
    if (delegating_) return attribute_values_.String(text, stable) || FailDelegated();
    const Shape* shape = Expected();
    if (shape == nullptr) return true;
    if (shape->kind == ShapeKind::kText) {
      Put(InputValue(stable ? text : document_.arena().Copy(text)));
      return true;
    }
    bool boolean = false;
    if (shape->kind != ShapeKind::kBoolean || !ReadBoolean(text, boolean)) return Fail(*shape, JsonToken::kString);
    Put(InputValue(boolean));
    return true;
  }

  bool Number(const JsonNumber& number) override {
    if (delegating_) return attribute_values_.Number(number) || FailDelegated();
    const Shape* shape = Expected();
    if (shape == nullptr) return true;
    switch (shape->kind) {
      // As Java narrows a number: the lower 32 bits.
      case ShapeKind::kInteger:
        Put(InputValue(std::int64_t{static_cast<std::int32_t>(static_cast<std::uint64_t>(number.integer))}));
        return true;
      case ShapeKind::kLong:
        Put(InputValue(number.integer));
        return true;
      case ShapeKind::kDouble:
      case ShapeKind::kTimestamp:
        Put(InputValue(number.real));
        return true;
      default:
        return Fail(*shape, number.is_integer ? JsonToken::kNumber : JsonToken::kDecimal);
    }
  }

  bool Bool(bool value) override {
    if (delegating_) return attribute_values_.Bool(value) || FailDelegated();
    const Shape* shape = Expected();
    if (shape == nullptr) return true;
    if (shape->kind != ShapeKind::kBoolean) return Fail(*shape, value ? JsonToken::kTrue : JsonToken::kFalse);
    Put(InputValue(value));
    return true;
  }

  bool Null() override {
    if (delegating_) return attribute_values_.Null() || FailDelegated();
    if (ignored_depth_ != 0 || depth_ == 0) return true;
    if (Expected() != nullptr) Put(InputValue());
    return true;
  }

 private:
  // An open object or array.
  struct Frame {
    const Shape* shape;
    InputStructure* structure;  // of a structure
    const Member* member;       // of a structure: the one that was named last; nullptr: unknown
    std::string_view key;       // of a map: the one that was named last
    std::size_t first_pending;  // of a list or map: where its members begin among those that are pending
  };

  Frame& top() { return frames_[depth_ - 1]; }
  const Frame& top() const { return frames_[depth_ - 1]; }
  void Push(const Frame& frame) {
    assert(depth_ < frames_.size());  // shapes are not as deep as that: tests/wire
    frames_[depth_++] = frame;
  }

  // The shape of the value that comes now; nullptr: it is to be ignored.
  const Shape* Expected() const {
    if (ignored_depth_ != 0) return nullptr;
    if (depth_ == 0) return &input_;
    const Frame& frame = top();
    if (frame.shape->kind != ShapeKind::kStructure) return frame.shape->element;
    return frame.member == nullptr ? nullptr : &frame.member->shape;
  }

  void Put(InputValue value) {
    Frame& frame = top();
    switch (frame.shape->kind) {
      case ShapeKind::kList:
        elements_.push_back(value);
        return;
      case ShapeKind::kMap:
        entries_.push_back({frame.key, value});
        return;
      default:
        frame.structure->values()[static_cast<std::size_t>(frame.member - frame.shape->members)] = value;
    }
  }

  template <typename T>
  std::span<T> TakePending(std::vector<T>& pending, std::size_t first) {
    const auto taken = document_.arena().NewArray<T>(pending.size() - first);
    std::copy(pending.begin() + static_cast<std::ptrdiff_t>(first), pending.end(), taken.begin());
    pending.resize(first);
    return taken;
  }

  bool FailDelegated() {
    error_ = attribute_values_.serialization_error();
    return false;
  }

  // The item or value that the attribute value decoder was at is complete.
  bool EndDelegated() {
    delegating_ = false;
    if (Expected()->kind == ShapeKind::kAttributes) {
      Put(InputValue(document_.Keep(attribute_values_.TakeItem())));
    } else {
      Put(InputValue(document_.Keep(attribute_values_.TakeValue())));
    }
    return true;
  }

  bool Fail(const Shape& shape, JsonToken found) {
    error_ = TypeError(shape, found, depth_ == 0 ? JsonPlace::kMember : PlaceIn(*top().shape));
    return false;
  }

  const Shape& input_;
  InputDocument& document_;
  AttributeValueDecoder attribute_values_;
  bool delegating_ = false;  // an item or attribute value is open
  std::array<Frame, kShapeDepthMax> frames_;
  std::size_t depth_ = 0;
  std::vector<InputValue> elements_;  // of the lists that are open
  std::vector<InputEntry> entries_;   // of the maps that are open
  std::size_t ignored_depth_ = 0;     // open objects and arrays below an unknown member
  std::optional<ApiError> error_;
};

}  // namespace

Result<void> DecodeInput(std::string_view body, const InputShape& shape, InputDocument& document) {
  InputDecoder decoder(shape, document);
  switch (ReadJson(body, decoder)) {
    case JsonOutcome::kComplete:
      break;
    case JsonOutcome::kStopped:
      return *std::move(decoder.error());
    case JsonOutcome::kMalformed:
      return errors::Malformed();
  }
  if (!document.has_root()) return errors::Malformed();  // the body is null
  return {};
}

}  // namespace tablerock
