#include "operations/legacy_updates.h"

#include <string>
#include <utility>

namespace tablerock {
namespace {

Result<void> CheckUpdate(const LegacyUpdate& update, std::string_view action) {
  if (!update.value) {
    if (action == "DELETE") return {};
    return ApiError::InvalidParameterValues("Only DELETE action is allowed when no attribute value is specified");
  }
  const AttributeType type = update.value->view().type();
  if (action == "DELETE" && !IsSet(type)) {
    return ApiError::InvalidParameterValues("DELETE action with value is not supported for the type " +
                                            std::string(NameOf(type)));
  }
  if (action == "ADD" && !IsSet(type) && type != AttributeType::kNumber && type != AttributeType::kList) {
    return ApiError::InvalidParameterValues("ADD action is not supported for the type " + std::string(NameOf(type)));
  }
  return {};
}

}  // namespace

Result<UpdateExpression> UpdateOfAttributeUpdates(const std::vector<LegacyUpdate>& updates) {
  UpdateTree tree;
  tree.of_attribute_updates = true;
  Operands operands;
  for (const LegacyUpdate& update : updates) {
    if (update.value_error) return *update.value_error;
    const std::string_view action = update.action ? std::string_view(*update.action) : std::string_view("PUT");
    TABLEROCK_TRY(CheckUpdate(update, action));
    const PathIndex path = operands.AddPath({update.attribute, {}});
    if (!update.value) {
      tree.actions.push_back({UpdateClause::kRemove, path});
      continue;
    }
    const NodeIndex value = tree.nodes.Value(operands.AddValue(*update.value));
    if (action == "PUT") {
      tree.actions.push_back({UpdateClause::kSet, path, value});
    } else if (action == "DELETE") {
      tree.actions.push_back({UpdateClause::kDelete, path, value});
    } else if (update.value->view().type() == AttributeType::kList) {
      // ADD of a list appends to it: what list_append(if_not_exists(a, []), value) does.
      const NodeIndex present = tree.nodes.Path(path);
      const NodeIndex empty = tree.nodes.Value(operands.AddOwnedValue(
          AttributeValue(std::string(1, static_cast<char>(AttributeType::kList)) + std::string(4, '\0'))));
      const NodeIndex list = tree.nodes.Call(Function::kIfNotExists, {present, empty});
      tree.actions.push_back({UpdateClause::kSet, path, tree.nodes.Call(Function::kListAppend, {list, value})});
    } else {
      tree.actions.push_back({UpdateClause::kAdd, path, value});
    }
  }
  return UpdateExpression(std::move(tree), std::move(operands));
}

}  // namespace tablerock
