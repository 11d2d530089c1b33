#include "json/attribute_value_decoder.h"

#include <algorithm>
#include <utility>

#include "core/limits.h"
#include "json/base64.h"
#include "json/value_errors.h"
#include "model/number.h"

namespace tablerock {
namespace {

// Digits alone, no leading zero: canonical as they stand, and how most numbers are written.
bool IsPlainInteger(std::string_view text) {
  if (text.empty() || text.size() > limits::kNumberSignificantDigitsMax) return false;
  if (text.front() == '0') return text.size() == 1;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void AttributeValueDecoder::BeginItem() { Push(Place::kAttributes); }
void AttributeValueDecoder::BeginValue() { Push(Place::kValue); }

ValueFindings AttributeValueDecoder::TakeFindings() { return std::exchange(findings_, {}); }

DecodedItem AttributeValueDecoder::TakeItem() {
  Item item = builder_.TakeItem();
  return {std::move(item), TakeFindings()};
}

DecodedValue AttributeValueDecoder::TakeValue() {
  AttributeValue value = builder_.TakeValue();
  return {std::move(value), TakeFindings()};
}

AttributeValueDecoder::Datatype AttributeValueDecoder::DatatypeOf(std::string_view member) {
  switch (member.size()) {
    case 1:
      switch (member[0]) {
        case 'S':
          return Datatype::kS;
        case 'N':
          return Datatype::kN;
        case 'B':
          return Datatype::kB;
        case 'M':
          return Datatype::kM;
        case 'L':
          return Datatype::kL;
        default:
          return Datatype::kUnknown;
      }
    case 2:
      if (member[1] != 'S') return Datatype::kUnknown;
      switch (member[0]) {
        case 'S':
          return Datatype::kSs;
        case 'N':
          return Datatype::kNs;
        case 'B':
          return Datatype::kBs;
        default:
          return Datatype::kUnknown;
      }
    case 4:
      return member == "BOOL" ? Datatype::kBool : member == "NULL" ? Datatype::kNull : Datatype::kUnknown;
    default:
      return Datatype::kUnknown;
  }
}

bool AttributeValueDecoder::Fail(ApiError error) {
  serialization_error_ = std::move(error);
  return false;
}

// `found` is not what belongs where we are.
bool AttributeValueDecoder::FailType(JsonToken found) {
  namespace errors = serialization_errors;
  const Frame& frame = top();
  switch (frame.place) {
    case Place::kAttributes:
    case Place::kList:
      return Fail(errors::NotStructure(found, JsonPlace::kElement, "AttributeValue"));
    case Place::kSet:
      return Fail(frame.datatype == Datatype::kBs ? errors::NotBinary(found) : errors::NotText(found));
    case Place::kValue:
      break;
  }
  switch (frame.datatype) {
    case Datatype::kUnknown:
      return true;
    case Datatype::kS:
    case Datatype::kN:
      return Fail(errors::NotText(found));
    case Datatype::kB:
      return Fail(errors::NotBinary(found));
    case Datatype::kBool:
    case Datatype::kNull:
      return Fail(errors::NotBoolean(found));
    case Datatype::kM:
      return Fail(errors::NotMap(found, JsonPlace::kMember, "AttributeValue"));
    case Datatype::kL:
    case Datatype::kSs:
    case Datatype::kNs:
    case Datatype::kBs:
      return Fail(errors::NotList(found, JsonPlace::kMember));
  }
  return true;
}

void AttributeValueDecoder::NoteNesting(int levels) {
  // The innermost value is a level too.
  if (levels >= limits::kNestingLevelsMax) findings_.nested_too_deep = true;
}

void AttributeValueDecoder::Pop() {
  --depth_;
  if (depth_ == muted_at_) muted_at_ = kNotMuted;
}

// A datatype of the value that is open begins. True if it is the first and so the one to write.
bool AttributeValueDecoder::BeginDatatype() {
  Frame& value = top();
  value.has_several = value.has_datatype;
  value.has_datatype = true;
  return writes() && !value.has_several;
}

void AttributeValueDecoder::PushContainer(Place place, Datatype datatype, bool first) {
  if (!first && writes()) muted_at_ = depth_;
  Push(place, datatype);
}

bool AttributeValueDecoder::BeginObject() {
  if (ignored_depth_ != 0) return ++ignored_depth_ != 0;
  switch (top().place) {
    case Place::kAttributes:
    case Place::kList:
      Push(Place::kValue);
      return true;
    case Place::kSet:
      return FailType(JsonToken::kObject);
    case Place::kValue:
      break;
  }
  if (top().datatype == Datatype::kUnknown) return ++ignored_depth_ != 0;
  if (top().datatype != Datatype::kM) return FailType(JsonToken::kObject);
  const bool first = BeginDatatype();
  NoteNesting(++levels_);
  if (first) builder_.BeginMap();
  PushContainer(Place::kAttributes, Datatype::kM, first);
  return true;
}

bool AttributeValueDecoder::Key(std::string_view name, bool /*stable*/) {
  if (ignored_depth_ != 0) return true;
  if (top().place == Place::kValue) {
    top().datatype = DatatypeOf(name);
    return true;
  }
  if (name.empty() && depth_ == 1) Note(value_errors::EmptyAttributeName());
  if (name.size() > limits::kAttributeNameSizeBytesMax) Note(value_errors::AttributeNameTooLong());
  if (writes()) builder_.Name(name);
  return true;
}

bool AttributeValueDecoder::EndObject() {
  if (ignored_depth_ != 0) {
    --ignored_depth_;
    return true;
  }
  const Frame frame = top();
  if (frame.place == Place::kValue) {
    if (frame.has_several) Note(value_errors::SeveralDatatypes());
    if (!frame.has_datatype) {
      Note(value_errors::NoDatatype());
      if (writes()) builder_.Null();
    }
  } else if (frame.datatype == Datatype::kM) {
    --levels_;
    if (writes()) builder_.EndMap();
  }
  Pop();
  return true;
}

bool AttributeValueDecoder::BeginArray() {
  if (ignored_depth_ != 0) return ++ignored_depth_ != 0;
  if (top().place != Place::kValue) return FailType(JsonToken::kArray);
  const Datatype datatype = top().datatype;
  switch (datatype) {
    case Datatype::kUnknown:
      return ++ignored_depth_ != 0;
    case Datatype::kSs:
    case Datatype::kNs:
    case Datatype::kBs: {
      const bool first = BeginDatatype();
      members_.clear();
      raw_members_.clear();
      set_is_bad_ = false;
      PushContainer(Place::kSet, datatype, first);
      return true;
    }
    case Datatype::kL: {
      const bool first = BeginDatatype();
      NoteNesting(++levels_);
      if (first) builder_.BeginList();
      PushContainer(Place::kList, datatype, first);
      return true;
    }
    default:
      return FailType(JsonToken::kArray);
  }
}

bool AttributeValueDecoder::EndArray() {
  if (ignored_depth_ != 0) {
    --ignored_depth_;
    return true;
  }
  const Frame frame = top();
  if (frame.place == Place::kSet) {
    WriteSet(frame.datatype);
  } else {
    --levels_;
    if (writes()) builder_.EndList();
  }
  Pop();
  return true;
}

bool AttributeValueDecoder::String(std::string_view text, bool stable) {
  if (ignored_depth_ != 0) return true;
  const Frame& frame = top();
  if (frame.place == Place::kSet) return AddMember(text, stable);
  if (frame.place != Place::kValue) return FailType(JsonToken::kString);
  switch (frame.datatype) {
    case Datatype::kS:
      WriteString(text);
      return true;
    case Datatype::kN:
      WriteNumber(text);
      return true;
    case Datatype::kB:
      return WriteBinary(text);
    case Datatype::kBool:
    case Datatype::kNull: {
      bool value = false;
      if (!ReadBoolean(text, value)) return FailType(JsonToken::kString);
      WriteBoolean(frame.datatype, value);
      return true;
    }
    default:
      return FailType(JsonToken::kString);
  }
}

bool AttributeValueDecoder::Number(const JsonNumber& number) {
  if (ignored_depth_ != 0) return true;
  return FailType(number.is_integer ? JsonToken::kNumber : JsonToken::kDecimal);
}

bool AttributeValueDecoder::Bool(bool value) {
  if (ignored_depth_ != 0) return true;
  const Frame& frame = top();
  const bool is_boolean =
      frame.place == Place::kValue && (frame.datatype == Datatype::kBool || frame.datatype == Datatype::kNull);
  if (!is_boolean) return FailType(value ? JsonToken::kTrue : JsonToken::kFalse);
  WriteBoolean(frame.datatype, value);
  return true;
}

bool AttributeValueDecoder::Null() {
  if (ignored_depth_ != 0) return true;
  switch (top().place) {
    case Place::kValue:
      return true;  // as if the member was not there
    case Place::kAttributes:
    case Place::kList:
      Note(value_errors::NoDatatype());
      if (writes()) builder_.Null();
      return true;
    case Place::kSet:
      set_is_bad_ = true;
      switch (top().datatype) {
        case Datatype::kSs:
          Note(value_errors::NullInStringSet());
          break;
        case Datatype::kNs:
          Note(Number::Parse("").error());
          break;
        default:
          Note(value_errors::NoDatatype());
      }
      return true;
  }
  return true;
}

void AttributeValueDecoder::WriteString(std::string_view text) {
  if (BeginDatatype()) builder_.String(text);
}

void AttributeValueDecoder::WriteNumber(std::string_view text) {
  const bool first = BeginDatatype();
  if (first && IsPlainInteger(text)) return builder_.Number(text);
  scratch_.clear();
  if (const auto number = tablerock::Number::Parse(text)) {
    number->AppendText(scratch_);
  } else {
    Note(number.error());
    scratch_.assign(1, '0');
  }
  if (first) builder_.Number(scratch_);
}

bool AttributeValueDecoder::WriteBinary(std::string_view text) {
  const bool first = BeginDatatype();
  scratch_.clear();
  if (!AppendDecodedBase64(scratch_, text)) return Fail(serialization_errors::NotBase64(text.size()));
  if (first) builder_.Binary(scratch_);
  return true;
}

void AttributeValueDecoder::WriteBoolean(Datatype datatype, bool value) {
  const bool first = BeginDatatype();
  if (datatype == Datatype::kBool) {
    if (first) builder_.Bool(value);
    return;
  }
  if (!value) Note(value_errors::NullNotTrue());
  if (first) builder_.Null();
}

bool AttributeValueDecoder::AddMember(std::string_view text, bool stable) {
  const std::string_view kept = stable ? text : arena_.Copy(text);
  raw_members_.push_back(kept);
  switch (top().datatype) {
    case Datatype::kNs: {
      if (IsPlainInteger(kept)) break;
      const auto number = tablerock::Number::Parse(kept);
      if (!number) {
        Note(number.error());
        set_is_bad_ = true;
        return true;
      }
      scratch_.clear();
      number->AppendText(scratch_);
      members_.push_back(arena_.Copy(scratch_));
      return true;
    }
    case Datatype::kBs:
      scratch_.clear();
      if (!AppendDecodedBase64(scratch_, kept)) return Fail(serialization_errors::NotBase64(kept.size()));
      members_.push_back(arena_.Copy(scratch_));
      return true;
    default:
      break;
  }
  members_.push_back(kept);
  return true;
}

void AttributeValueDecoder::WriteSet(Datatype datatype) {
  const bool strings = datatype == Datatype::kSs;
  const bool numbers = datatype == Datatype::kNs;
  if (raw_members_.empty() && !set_is_bad_) {
    Note(strings   ? value_errors::EmptyStringSet()
         : numbers ? value_errors::EmptyNumberSet()
                   : value_errors::EmptyBinarySet());
    set_is_bad_ = true;
  }
  const AttributeType type = strings   ? AttributeType::kStringSet
                             : numbers ? AttributeType::kNumberSet
                                       : AttributeType::kBinarySet;
  if (!writes()) return;
  if (!set_is_bad_ && builder_.Set(type, std::move(members_))) return;
  if (!set_is_bad_) {
    Note(strings   ? value_errors::DuplicatesInStringSet(raw_members_)
         : numbers ? value_errors::DuplicatesInNumberSet()
                   : value_errors::DuplicatesInBinarySet(raw_members_));
  }
  builder_.Null();
}

}  // namespace tablerock
