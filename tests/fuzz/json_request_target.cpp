// Request decoding and the declared constraints. Input: the operation's name, then the body from the second line on.
#include <algorithm>

#include "fuzz/fuzz_target.h"
#include "json/reader.h"
#include "wire/constraint_check.h"
#include "wire/input_decoder.h"
#include "wire/shapes/input_shapes.h"

namespace tablerock::fuzz {
namespace {

// A name that is none stands for the first operation.
const InputShape& ShapeOf(std::string_view operation) {
  const auto shapes = InputShapes();
  const auto found = std::find_if(shapes.begin(), shapes.end(),
                                  [&](const InputShape* shape) { return shape->operation == operation; });
  return found == shapes.end() ? *shapes.front() : **found;
}

void Decode(std::string_view text) {
  const InputShape& shape = ShapeOf(TakeLine(text));
  InputDocument document;
  const auto decoded = DecodeInput(text, shape, document);
  if (!decoded) {
    Require(decoded.error().type() == ErrorType::kSerialization, "a body is refused with another type");
    return;
  }
  Require(IsJson(text), "what was decoded is no JSON");
  const auto checked = CheckConstraints(shape, document.root());
  if (!checked) {
    Require(!checked.error().classic().empty(), "a refusal says nothing");
  }
}

}  // namespace
}  // namespace tablerock::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tablerock::fuzz::Decode(tablerock::fuzz::TextOf(data, size));
  return 0;
}
