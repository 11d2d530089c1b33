#include "expressions/projection_expression.h"

#include <span>
#include <string>
#include <utility>
#include <variant>

#include "expressions/operand_resolution.h"
#include "expressions/path_conflicts.h"
#include "expressions/token_reader.h"
#include "model/item_builder.h"

namespace tablerock {
namespace {

struct FoundValue {
  const DocumentPath* path;
  AttributeValueView value;
};

// Writes the values of `found`, ordered, which share their first `depth` steps, as one value.
void WriteValue(ItemBuilder& builder, std::span<const FoundValue> found, std::size_t depth) {
  const std::vector<DocumentPathStep>& steps = found.front().path->steps;
  if (steps.size() == depth) {
    builder.Value(found.front().value);
    return;
  }
  const bool is_map = std::holds_alternative<std::string>(steps[depth]);
  if (is_map) {
    builder.BeginMap();
  } else {
    builder.BeginList();
  }
  while (!found.empty()) {
    const DocumentPathStep& step = found.front().path->steps[depth];
    std::size_t count = 1;
    while (count < found.size() && found[count].path->steps[depth] == step) ++count;
    if (is_map) builder.Name(std::get<std::string>(step));
    WriteValue(builder, found.first(count), depth + 1);
    found = found.subspan(count);
  }
  if (is_map) {
    builder.EndMap();
  } else {
    builder.EndList();
  }
}

Item ProjectOrdered(ItemView item, const std::vector<DocumentPath>& paths, const std::vector<std::uint32_t>& order) {
  if (item.empty()) return Item();
  std::vector<FoundValue> values;
  values.reserve(paths.size());
  for (const std::uint32_t i : order) {
    if (const auto value = FindPath(item, paths[i])) values.push_back({&paths[i], *value});
  }
  ItemBuilder builder;
  std::span<const FoundValue> found(values);
  while (!found.empty()) {
    const std::string& attribute = found.front().path->attribute;
    std::size_t count = 1;
    while (count < found.size() && found[count].path->attribute == attribute) ++count;
    builder.Name(attribute);
    WriteValue(builder, found.first(count), 0);
    found = found.subspan(count);
  }
  return builder.TakeItem();
}

}  // namespace

Item ProjectItem(ItemView item, const std::vector<DocumentPath>& paths) {
  return ProjectOrdered(item, paths, OrderPaths(paths));
}

ProjectionExpression::ProjectionExpression(std::vector<DocumentPath> paths)
    : paths_(std::move(paths)), order_(OrderPaths(paths_)) {}

Item ProjectionExpression::Apply(ItemView item) const { return ProjectOrdered(item, paths_, order_); }

std::vector<std::string_view> ProjectionExpression::attributes() const { return TopLevelAttributes(paths_); }

Result<std::shared_ptr<const ProjectionSyntax>> ParseProjectionSyntax(std::string_view text) {
  TABLEROCK_TRY(CheckExpressionText(ExpressionKind::kProjection, text));
  auto syntax = std::make_shared<ProjectionSyntax>();
  TokenReader reader(ExpressionKind::kProjection, text);
  do {
    TABLEROCK_TRY(reader.ReadPath(syntax->operands));
  } while (reader.Accept(TokenKind::kComma));
  if (reader.current() != TokenKind::kEnd) return reader.SyntaxError();
  TABLEROCK_TRY(reader.CheckDeferred());
  return std::shared_ptr<const ProjectionSyntax>(std::move(syntax));
}

Result<ProjectionExpression> ResolveProjection(const std::shared_ptr<const ProjectionSyntax>& syntax,
                                               ExpressionPlaceholders& placeholders) {
  std::vector<DocumentPath> paths;
  paths.reserve(syntax->operands.paths.size());
  for (const PathSyntax& path_syntax : syntax->operands.paths) {
    TABLEROCK_ASSIGN(DocumentPath path, ResolvePath(ExpressionKind::kProjection, path_syntax, placeholders));
    paths.push_back(std::move(path));
  }
  TABLEROCK_TRY(CheckPathsDisjoint(ExpressionKind::kProjection, paths));
  return ProjectionExpression(std::move(paths));
}

Result<ProjectionExpression> ParseProjection(std::string_view text, ExpressionPlaceholders& placeholders) {
  TABLEROCK_ASSIGN(auto syntax, ParseProjectionSyntax(text));
  return ResolveProjection(syntax, placeholders);
}

}  // namespace tablerock
