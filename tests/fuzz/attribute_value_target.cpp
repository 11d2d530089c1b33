// Attribute values. Input: the JSON of an item. What is accepted is well-formed, and is the same after writing and
// reading it.
#include <string>

#include "fuzz/fuzz_target.h"
#include "fuzz/json_item.h"
#include "json/reader.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tablerock::fuzz::Require;
  const auto decoded = tablerock::fuzz::DecodeItem(tablerock::fuzz::TextOf(data, size));
  if (!decoded || decoded->findings.error || decoded->findings.nested_too_deep) return 0;
  Require(tablerock::CheckEncodedItem(decoded->item.bytes()), "a decoded item is not well-formed");
  const std::string written = tablerock::fuzz::JsonOf(decoded->item);
  Require(tablerock::IsJson(written), "an item is written as what is no JSON");
  const auto again = tablerock::fuzz::DecodeItem(written);
  Require(again && !again->findings.error && again->item == decoded->item, "an item is another one after a round trip");
  return 0;
}
