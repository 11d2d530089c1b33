#include "partiql/paths.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/limits.h"
#include "expressions/errors.h"
#include "expressions/path_conflicts.h"
#include "partiql/errors.h"

namespace tablerock::partiql {
namespace {

ApiError UnexpectedComponent(const Expr& component) { return ErrorAt("Unexpected path component", component.position); }

// `number` without its sign and leading zeros.
std::string_view DigitsOf(std::string_view number) {
  if (number.starts_with('-')) number.remove_prefix(1);
  while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
  return number;
}

Result<std::size_t> IndexOf(const Expr& component) {
  if (component.text.find_first_of(".eE") != std::string::npos) return UnexpectedComponent(component);
  const std::string_view digits = DigitsOf(component.text);
  const bool is_negative = component.text.starts_with('-') && digits != "0";
  constexpr std::size_t kDigitsMax = std::numeric_limits<std::int32_t>::digits10 + 1;
  std::size_t index = 0;
  if (digits.size() <= kDigitsMax) {
    for (const char digit : digits) index = index * 10 + static_cast<std::size_t>(digit - '0');
  }
  const bool is_allowed = !is_negative && digits.size() <= kDigitsMax &&
                          index <= static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max());
  if (is_allowed) return index;
  return ErrorAt("List index is not within the allowable range; index: [" + std::string(is_negative ? "-" : "") +
                     std::string(digits) + "]",
                 component.position);
}

Result<DocumentPathStep> StepOf(const Expr& component) {
  switch (component.kind) {
    case ExprKind::kString:
    case ExprKind::kIdentifier:
      if (component.text.empty()) return EmptyPathComponent();
      return DocumentPathStep(component.text);
    case ExprKind::kNumber: {
      TABLEROCK_ASSIGN(const std::size_t index, IndexOf(component));
      return DocumentPathStep(index);
    }
    case ExprKind::kUnpivot:
      return ErrorAt("Unpivot path component like a.*.b are not supported", component.position);
    case ExprKind::kWildcard:
      return ErrorAt("Wildcard path component like a[*].b are not supported", component.position);
    default:
      return UnexpectedComponent(component);
  }
}

}  // namespace

Result<DocumentPath> PathOf(const StatementSyntax& syntax, const Expr& expr) {
  const Expr& root = expr.kind == ExprKind::kPath ? syntax.ChildOf(expr, 0) : expr;
  if (root.kind != ExprKind::kIdentifier) return UnexpectedComponent(root);
  if (root.text.empty()) return EmptyPathComponent();
  DocumentPath path;
  path.attribute = root.text;
  for (std::size_t i = 1; i < expr.children.size(); ++i) {
    TABLEROCK_ASSIGN(DocumentPathStep step, StepOf(syntax.ChildOf(expr, i)));
    path.steps.push_back(std::move(step));
  }
  const std::size_t levels = path.steps.size() + 1;
  if (levels > static_cast<std::size_t>(limits::kNestingLevelsMax)) {
    return expression_errors::Invalid(
        ExpressionKind::kStatement,
        "The document path has too many nesting levels; nesting levels: " + std::to_string(levels));
  }
  return path;
}

Result<void> CheckPathsDisjointBackward(const std::vector<DocumentPath>& paths) {
  return CheckPathsDisjoint(ExpressionKind::kStatement, {paths.rbegin(), paths.rend()});
}

std::string ColumnNameOf(const DocumentPath& path) {
  std::string name = path.attribute;
  for (const DocumentPathStep& step : path.steps) {
    if (const auto* attribute = std::get_if<std::string>(&step)) {
      name = *attribute;
    } else {
      name += '[' + std::to_string(std::get<std::size_t>(step)) + ']';
    }
  }
  return name;
}

}  // namespace tablerock::partiql
