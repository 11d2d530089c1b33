#include "expressions/update_expression.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "expressions/item_editor.h"
#include "expressions/operand_resolution.h"
#include "expressions/projection_expression.h"
#include "expressions/resolve_update.h"
#include "expressions/token_reader.h"
#include "expressions/update_parser.h"
#include "expressions/update_values.h"

namespace tablerock {
namespace {

// What the current wording's size check of UpdateItem counts for the statement. Recorded from the service.
constexpr std::size_t kStatementCostBytes = 3;
constexpr std::size_t kValueActionCostBytes = 19;
constexpr std::size_t kRemoveActionCostBytes = 2;
constexpr std::size_t kListIndexCostBytes = 1;

bool HasListIndex(const DocumentPath& path) {
  return std::any_of(path.steps.begin(), path.steps.end(),
                     [](const DocumentPathStep& step) { return std::holds_alternative<std::size_t>(step); });
}

Result<ItemEdit> EditOf(const UpdateAction& action, const UpdateTree& tree, const Operands& operands, ItemView item,
                        UpdateValues& values) {
  ItemEdit edit{&operands.paths[action.path], {}};
  switch (action.clause) {
    case UpdateClause::kSet: {
      TABLEROCK_ASSIGN(edit.value, values.ValueOf(action.value));
      break;
    }
    case UpdateClause::kAdd: {
      const AttributeValueView value = operands.values[tree.nodes[action.value].first];
      TABLEROCK_ASSIGN(edit.value, values.Added(FindPath(item, *edit.path), value));
      break;
    }
    case UpdateClause::kDelete: {
      const AttributeValueView value = operands.values[tree.nodes[action.value].first];
      TABLEROCK_ASSIGN(edit.value, values.Deleted(FindPath(item, *edit.path), value));
      break;
    }
    case UpdateClause::kRemove:
      break;
  }
  return edit;
}

}  // namespace

UpdateExpression::UpdateExpression(UpdateTree tree, Operands operands)
    : tree_(std::make_shared<const UpdateTree>(std::move(tree))), operands_(std::move(operands)) {}

UpdateExpression::UpdateExpression(const std::shared_ptr<const UpdateSyntax>& syntax, Operands operands)
    : tree_(syntax, &syntax->tree), operands_(std::move(operands)) {}

Result<Item> UpdateExpression::Apply(ItemView previous, ItemView key) const {
  const ItemView item = previous.empty() ? key : previous;
  UpdateValues values(*tree_, operands_, item);
  std::vector<ItemEdit> edits;
  edits.reserve(tree_->actions.size());
  for (const UpdateAction& action : tree_->actions) {
    // In an item that does not exist every path may be removed, even one whose parent is missing.
    if (previous.empty() && action.clause == UpdateClause::kRemove) continue;
    TABLEROCK_ASSIGN(const ItemEdit edit, EditOf(action, *tree_, operands_, item, values));
    edits.push_back(edit);
  }
  return EditItem(item, std::move(edits));
}

bool UpdateExpression::creates_item() const {
  return std::any_of(tree_->actions.begin(), tree_->actions.end(), [](const UpdateAction& action) {
    return action.clause == UpdateClause::kSet || action.clause == UpdateClause::kAdd;
  });
}

Item UpdateExpression::ShowUpdatedPaths(ItemView item) const {
  std::vector<DocumentPath> paths;
  paths.reserve(tree_->actions.size());
  for (const UpdateAction& action : tree_->actions) paths.push_back(operands_.paths[action.path]);
  return ProjectItem(item, paths);
}

Result<void> UpdateExpression::CheckUpdatesNoKeyOf(const KeySchema& key_schema) const {
  for (const UpdateAction& action : tree_->actions) {
    const std::string& attribute = operands_.paths[action.path].attribute;
    if (key_schema.Has(attribute)) {
      return ApiError::InvalidParameterValues("Cannot update attribute " + attribute +
                                              ". This attribute is part of the key");
    }
  }
  return {};
}

std::vector<std::string_view> UpdateExpression::updated_attributes() const {
  std::vector<std::string_view> names;
  for (const UpdateAction& action : tree_->actions) {
    const std::string& attribute = operands_.paths[action.path].attribute;
    if (std::find(names.begin(), names.end(), attribute) == names.end()) names.emplace_back(attribute);
  }
  return names;
}

std::size_t UpdateExpression::statement_cost_bytes() const {
  std::size_t cost = kStatementCostBytes;
  for (const UpdateAction& action : tree_->actions) {
    cost += action.clause == UpdateClause::kRemove ? kRemoveActionCostBytes : kValueActionCostBytes;
    if (HasListIndex(operands_.paths[action.path])) cost += kListIndexCostBytes;
  }
  return cost;
}

Result<std::shared_ptr<const UpdateSyntax>> ParseUpdateSyntax(std::string_view text) {
  TABLEROCK_TRY(CheckExpressionText(ExpressionKind::kUpdate, text));
  auto syntax = std::make_shared<UpdateSyntax>();
  TokenReader reader(ExpressionKind::kUpdate, text);
  TABLEROCK_TRY(UpdateParser(reader, *syntax).Parse());
  TABLEROCK_TRY(reader.CheckDeferred());
  return std::shared_ptr<const UpdateSyntax>(std::move(syntax));
}

Result<UpdateExpression> ResolveUpdate(const std::shared_ptr<const UpdateSyntax>& syntax,
                                       ExpressionPlaceholders& placeholders) {
  TABLEROCK_ASSIGN(Operands operands, ResolveUpdateOperands(*syntax, placeholders));
  return UpdateExpression(syntax, std::move(operands));
}

Result<UpdateExpression> ParseUpdate(std::string_view text, ExpressionPlaceholders& placeholders) {
  TABLEROCK_ASSIGN(auto syntax, ParseUpdateSyntax(text));
  return ResolveUpdate(syntax, placeholders);
}

}  // namespace tablerock
