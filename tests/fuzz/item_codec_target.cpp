// Stored items. Input: bytes. The check refuses damaged ones; what it accepts can be read in
// every way that we read items.
#include <string>

#include "expressions/projection_expression.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/json_item.h"
#include "model/item_builder.h"

namespace tablerock::fuzz {
namespace {

void TryPaths(ItemView item, std::string_view name) {
  DocumentPath path{std::string(name), {}};
  for (const DocumentPathStep& step : {DocumentPathStep(std::size_t{0}), DocumentPathStep(std::string("a"))}) {
    path.steps = {step};
    static_cast<void>(FindPath(item, path));
    Require(CheckEncodedItem(ProjectItem(item, {path}).bytes()), "a projection is not well-formed");
  }
}

void Try(std::string_view bytes) {
  if (!CheckEncodedItem(bytes)) return;
  const ItemView item{bytes};
  std::size_t size_bytes = 0;
  ItemBuilder builder;
  for (const AttributeView attribute : item.attributes()) {
    Require(item.Find(attribute.name).has_value(), "an attribute is not found");
    size_bytes += attribute.name.size() + attribute.value.size_bytes();
    TryPaths(item, attribute.name);
    builder.Attribute(attribute.name, attribute.value);
  }
  Require(size_bytes == item.size_bytes(), "an item's size is not that of its attributes");
  Require(builder.TakeItem().bytes() == bytes, "an item changes when it is built again");
  static_cast<void>(JsonOf(item));  // no check of the JSON: the codec does not look whether an S is UTF-8
}

}  // namespace
}  // namespace tablerock::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tablerock::fuzz::Try(tablerock::fuzz::TextOf(data, size));
  return 0;
}
