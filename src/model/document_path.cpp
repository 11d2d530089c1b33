#include "model/document_path.h"

namespace tablerock {

std::string DocumentPath::ToString() const {
  std::string text = "[" + attribute;
  for (const DocumentPathStep& step : steps) {
    text += ", ";
    if (const auto* name = std::get_if<std::string>(&step)) {
      text += *name;
    } else {
      text += '[' + std::to_string(std::get<std::size_t>(step)) + ']';
    }
  }
  text += ']';
  return text;
}

std::optional<AttributeValueView> FindPath(ItemView item, const DocumentPath& path) {
  std::optional<AttributeValueView> value = item.Find(path.attribute);
  for (const DocumentPathStep& step : path.steps) {
    if (!value) return std::nullopt;
    if (const auto* name = std::get_if<std::string>(&step)) {
      if (value->type() != AttributeType::kMap) return std::nullopt;
      value = value->attributes().Find(*name);
    } else {
      if (value->type() != AttributeType::kList) return std::nullopt;
      value = value->elements().At(std::get<std::size_t>(step));
    }
  }
  return value;
}

}  // namespace tablerock
