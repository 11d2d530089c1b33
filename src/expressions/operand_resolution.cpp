#include "expressions/operand_resolution.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/limits.h"
#include "expressions/errors.h"

namespace tablerock {
namespace {

// The name that a path element stands for. REQUIRES: it is no list index.
Result<std::string> ResolveName(ExpressionKind kind, const PathSyntax::Element& element,
                                ExpressionPlaceholders& placeholders) {
  if (element.kind == PathSyntax::ElementKind::kName) return element.text;
  const std::string* name = placeholders.UseName(element.text);
  if (name == nullptr) {
    return expression_errors::Invalid(
        kind, "An expression attribute name used in the document path is not defined; attribute name: " + element.text);
  }
  return *name;
}

}  // namespace

Result<DocumentPath> ResolvePath(ExpressionKind kind, const PathSyntax& syntax, ExpressionPlaceholders& placeholders) {
  const std::size_t levels = syntax.elements.size();
  if (levels > static_cast<std::size_t>(limits::kNestingLevelsMax)) {
    return expression_errors::Invalid(
        kind, "The document path has too many nesting levels; nesting levels: " + std::to_string(levels));
  }
  DocumentPath path;
  path.steps.reserve(levels - 1);
  for (const PathSyntax::Element& element : syntax.elements) {
    if (element.kind == PathSyntax::ElementKind::kListIndex) {
      path.steps.emplace_back(element.index);
      continue;
    }
    TABLEROCK_ASSIGN(std::string name, ResolveName(kind, element, placeholders));
    if (&element == syntax.elements.data()) {
      path.attribute = std::move(name);
    } else {
      path.steps.emplace_back(std::move(name));
    }
  }
  return path;
}

Result<AttributeValueView> ResolveValue(ExpressionKind kind, std::string_view placeholder,
                                        ExpressionPlaceholders& placeholders) {
  if (const auto value = placeholders.UseValue(placeholder)) return *value;
  return expression_errors::Invalid(
      kind,
      "An expression attribute value used in expression is not defined; attribute value: " + std::string(placeholder));
}

Result<void> CheckOperatorCount(ExpressionKind kind, std::size_t operator_count) {
  if (operator_count <= limits::kExpressionOperatorsMax) return {};
  // The service stops counting at the first one too many.
  return expression_errors::Invalid(kind, "The expression contains too many operators; operator count: " +
                                              std::to_string(limits::kExpressionOperatorsMax + 1));
}

std::vector<std::string_view> TopLevelAttributes(const std::vector<DocumentPath>& paths) {
  std::vector<std::string_view> names;
  for (const DocumentPath& path : paths) {
    if (std::find(names.begin(), names.end(), path.attribute) == names.end()) names.emplace_back(path.attribute);
  }
  return names;
}

}  // namespace tablerock
