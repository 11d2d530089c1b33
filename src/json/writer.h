// JsonWriter: appends JSON to a string, no spaces, nothing in between. Commas come by themselves. The string is to be
// read only when the writer is gone: until then it has room behind its end that is not written yet.
//
//   JsonWriter json(body);
//   json.BeginObject();
//   json.Key("Count"); json.Integer(2);
//   json.Key("Items"); json.BeginArray(); json.Item(a); json.Item(b); json.EndArray();
//   json.EndObject();
//
// Items and attribute values are written straight from their stored bytes. One thread; `out` outlives it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "model/attribute_value.h"
#include "model/item.h"

namespace tablerock {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out), begin_(out.size()) { SetRoom(out.size()); }
  ~JsonWriter() { out_.resize(used()); }
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  void BeginObject() { Value("{"); }
  void EndObject() { Raw("}"); }
  void BeginArray() { Value("["); }
  void EndArray() { Raw("]"); }
  // The name of the member that comes next: any UTF-8.
  void Key(std::string_view name);
  // The same for a name of letters and digits, as those of the service model are.
  void Member(std::string_view name);

  void String(std::string_view text);  // UTF-8
  void Integer(std::int64_t value);
  // As short as reads back the same, always with a fraction: 0.5, 1.0.
  void Double(double value);
  void Bool(bool value);
  void Null();
  // Seconds since 1970 with milliseconds, as the service gives points in time: 1479499740.123, 1479499740.
  void EpochSeconds(UnixMillis time);
  void AttributeValue(AttributeValueView value);
  void Item(ItemView item) { Attributes(item.attributes()); }
  void Attributes(AttributesView attributes);

 private:
  std::size_t used() const { return static_cast<std::size_t>(next_ - out_.data()); }
  // Writes go on behind the first `used` characters; those that out_ has behind them are the room.
  void SetRoom(std::size_t used) {
    next_ = out_.data() + used;
    end_ = out_.data() + out_.size();
  }
  void Grow(std::size_t bytes);
  // Makes sure of room for `bytes`.
  void Reserve(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - next_) < bytes) Grow(bytes);
  }
  // Something was written at this level already if the last character is none that begins a level or a value. REQUIRES:
  // room for one character.
  void Separate() {
    if (next_ == out_.data() + begin_) return;
    const char last = next_[-1];
    if (last != '{' && last != '[' && last != ':') *next_++ = ',';
  }
  void Put(std::string_view text) {
    if (!text.empty()) std::memcpy(next_, text.data(), text.size());
    next_ += text.size();
  }
  void Raw(std::string_view json) {
    Reserve(json.size());
    Put(json);
  }
  // A value, or its beginning.
  void Value(std::string_view json) {
    Reserve(json.size() + 1);
    Separate();
    Put(json);
  }
  // A value whose text is escaped, between what stands before and behind it.
  template <std::size_t kBefore, std::size_t kBehind>
  void Text(const char (&before)[kBefore], std::string_view text, const char (&behind)[kBehind]);
  void Escaped(std::string_view text);
  void Base64(std::string_view before, std::string_view bytes, std::string_view behind);
  void Set(std::string_view before, SetView members);

  std::string& out_;
  std::size_t begin_;
  char* next_;
  char* end_;
};

}  // namespace tablerock
