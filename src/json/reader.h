// Reads JSON as a sequence of events, building nothing. Strict RFC 8259: UTF-8 is checked, depth is bounded, nothing
// may follow the document. Behind it stands Boost.JSON's basic_parser; no other code sees that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tablerock {

struct JsonNumber {
  bool is_integer = true;    // written without fraction and exponent, and within 64 bits
  std::int64_t integer = 0;  // of a larger or fractional number: its integral part, as far as 64 bits hold it
  double real = 0;
};

// What a document's events are told to. Each function returns false to stop the reading.
class JsonHandler {
 public:
  virtual ~JsonHandler() = default;
  virtual bool BeginObject() = 0;
  // A view with `stable` points into the document and lives as long; any other only until the function returns.
  virtual bool Key(std::string_view name, bool stable) = 0;
  virtual bool EndObject() = 0;
  virtual bool BeginArray() = 0;
  virtual bool EndArray() = 0;
  virtual bool String(std::string_view text, bool stable) = 0;
  virtual bool Number(const JsonNumber& number) = 0;
  virtual bool Bool(bool value) = 0;
  virtual bool Null() = 0;
};

enum class JsonOutcome : std::uint8_t {
  kComplete,
  kStopped,    // the handler returned false
  kMalformed,  // not JSON, not UTF-8, too deep, or text behind the document
};

// Arrays and objects within each other. Deep enough for attribute values of twice the levels that the service stores
// (each takes two), so that it is the service's own limit that a client meets.
inline constexpr std::size_t kJsonDepthMax = 160;

JsonOutcome ReadJson(std::string_view document, JsonHandler& handler);

// True if `document` is well-formed.
bool IsJson(std::string_view document);

}  // namespace tablerock
