// AttributeValueDecoder: from the JSON of an item or of one attribute value ({"S": "a"}) straight to the item encoding,
// in one pass, in the order of the document.
//
// Two kinds of errors: JSON of another type than the datatype has (and base64 that is none) is a SerializationException
// and stops the reading. A wrong value (an empty set, a number of 39 digits) does not: the first one is kept beside the
// item, for the operation to report at its turn, and something of no meaning stands in the item.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/api_error.h"
#include "json/arena.h"
#include "json/reader.h"
#include "json/serialization_errors.h"
#include "model/attribute_value.h"
#include "model/item.h"
#include "model/item_builder.h"

namespace tablerock {

// What is wrong with a decoded item or value.
struct ValueFindings {
  std::optional<ApiError> error;  // the first in the document
  // Apart, since not every operation checks it, and in no wording before the others. behaviours.md row 16.
  bool nested_too_deep = false;
};

struct DecodedItem {
  Item item;
  ValueFindings findings;
};

struct DecodedValue {
  AttributeValue value;
  ValueFindings findings;
};

// One at a time: Begin, then the events up to done(), then Take, and again. One thread.
class AttributeValueDecoder final : public JsonHandler {
 public:
  // `arena` keeps what a set's members need until the set is complete; it outlives the decoder.
  explicit AttributeValueDecoder(Arena& arena) : arena_(arena) {}

  // The object of an item, or of one value, has begun.
  void BeginItem();
  void BeginValue();

  // The object that was begun has ended.
  bool done() const { return depth_ == 0; }
  // Why an event function returned false.
  const ApiError& serialization_error() const { return *serialization_error_; }

  // REQUIRES: done(), and begun with BeginItem or with BeginValue.
  DecodedItem TakeItem();
  DecodedValue TakeValue();

  bool BeginObject() override;
  bool Key(std::string_view name, bool stable) override;
  bool EndObject() override;
  bool BeginArray() override;
  bool EndArray() override;
  bool String(std::string_view text, bool stable) override;
  bool Number(const JsonNumber& number) override;
  bool Bool(bool value) override;
  bool Null() override;

 private:
  enum class Datatype : std::uint8_t { kUnknown, kS, kN, kB, kBool, kNull, kL, kM, kSs, kNs, kBs };
  enum class Place : std::uint8_t {
    kAttributes,  // in an object of attributes: an item or an M
    kValue,       // in the object that is an attribute value
    kList,        // in the array of an L
    kSet,         // in the array of a set
  };
  // One open object or array.
  struct Frame {
    Place place;
    Datatype datatype;  // kValue: of the member that was named last; kSet: of the set
    bool has_datatype;  // kValue: a member was set
    bool has_several;   // kValue: more than one
  };

  static Datatype DatatypeOf(std::string_view member);

  Frame& top() { return frames_[depth_ - 1]; }
  void Push(Place place, Datatype datatype = Datatype::kUnknown) {
    frames_[depth_++] = {place, datatype, false, false};
  }
  void Pop();
  // The item that is written sees what stands under the first datatype of a value, and nothing below a second one.
  bool writes() const { return muted_at_ == kNotMuted; }
  bool BeginDatatype();
  void PushContainer(Place place, Datatype datatype, bool first);

  bool Fail(ApiError error);
  bool FailType(JsonToken found);
  void Note(ApiError error) {
    if (!findings_.error) findings_.error = std::move(error);
  }
  void NoteNesting(int levels);

  void WriteString(std::string_view text);
  void WriteNumber(std::string_view text);
  bool WriteBinary(std::string_view text);
  void WriteBoolean(Datatype datatype, bool value);
  bool AddMember(std::string_view text, bool stable);
  void WriteSet(Datatype datatype);
  ValueFindings TakeFindings();

  static constexpr std::size_t kNotMuted = SIZE_MAX;

  Arena& arena_;
  ItemBuilder builder_;
  std::array<Frame, kJsonDepthMax> frames_;
  std::size_t depth_ = 0;
  std::size_t muted_at_ = kNotMuted;           // writing goes on when the depth is this again
  std::size_t ignored_depth_ = 0;              // open objects and arrays below an unknown member
  int levels_ = 0;                             // lists and maps that are open
  std::vector<std::string_view> members_;      // of the open set, as they are stored
  std::vector<std::string_view> raw_members_;  // as the request gave them
  bool set_is_bad_ = false;
  std::string scratch_;
  ValueFindings findings_;
  std::optional<ApiError> serialization_error_;
};

}  // namespace tablerock
