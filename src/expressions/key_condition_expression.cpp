#include "expressions/key_condition_expression.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/limits.h"
#include "expressions/condition_expression.h"
#include "expressions/errors.h"
#include "expressions/key_condition_shape.h"
#include "expressions/operand_resolution.h"
#include "expressions/resolve_condition.h"

namespace tablerock {
namespace {

ApiError MissedElement(const KeyAttribute& attribute) {
  return ApiError::Validation("Query condition missed key schema element: " + attribute.name);
}

ApiError NotSupported() { return ApiError::Validation("Query key condition not supported"); }

const KeyAttributeCondition* FindCondition(const std::vector<KeyAttributeCondition>& conditions,
                                           const KeyAttribute& attribute) {
  const auto found = std::find_if(conditions.begin(), conditions.end(),
                                  [&](const auto& condition) { return condition.attribute == attribute.name; });
  return found == conditions.end() ? nullptr : &*found;
}

Result<void> CheckKeyValue(AttributeValueView value, const KeyAttribute& attribute) {
  if (value.type() != attribute.type) {
    return ApiError::InvalidParameterValues("Condition parameter type does not match schema type");
  }
  if (value.text().empty()) return expression_errors::EmptyKeyValue(attribute);
  return {};
}

Result<void> CheckKeyValues(const KeyAttributeCondition& condition, const KeyAttribute& attribute) {
  TABLEROCK_TRY(CheckKeyValue(condition.value, attribute));
  if (condition.upper) TABLEROCK_TRY(CheckKeyValue(*condition.upper, attribute));
  return {};
}

Result<void> CheckSortKeySize(const KeyAttributeCondition& condition) {
  const std::size_t size =
      std::max(condition.value.text().size(), condition.upper ? condition.upper->text().size() : 0);
  if (condition.value.type() == AttributeType::kNumber || size <= limits::kSortKeySizeBytesMax) return {};
  return ApiError::InvalidParameterValues(
      "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
}

Result<void> BindPartitionKey(const std::vector<KeyAttributeCondition>& conditions, const KeySchema& key_schema,
                              KeyRange& range) {
  range.partition_key.reserve(key_schema.partition_key.size());
  for (const KeyAttribute& attribute : key_schema.partition_key) {
    const KeyAttributeCondition* condition = FindCondition(conditions, attribute);
    if (condition == nullptr) return MissedElement(attribute);
    TABLEROCK_TRY(CheckKeyValues(*condition, attribute));
    if (condition->op) return NotSupported();
    range.partition_key.push_back(condition->value);
  }
  return {};
}

// The sort key's attributes in order: equalities, then at most one range, then nothing.
Result<void> BindSortKey(const std::vector<KeyAttributeCondition>& conditions, const KeySchema& key_schema,
                         KeyRange& range) {
  std::size_t left = conditions.size() - range.partition_key.size();
  for (const KeyAttribute& attribute : key_schema.sort_key) {
    if (left == 0) return {};
    const KeyAttributeCondition* condition = FindCondition(conditions, attribute);
    if (condition == nullptr) return range.sort_key_range ? NotSupported() : MissedElement(attribute);
    if (range.sort_key_range) return NotSupported();
    TABLEROCK_TRY(CheckKeyValues(*condition, attribute));
    TABLEROCK_TRY(CheckSortKeySize(*condition));
    --left;
    if (condition->op) {
      range.sort_key_range = SortKeyRange{*condition->op, condition->value, condition->upper};
    } else {
      range.sort_key_prefix.push_back(condition->value);
    }
  }
  if (left > 0) return NotSupported();
  return {};
}

}  // namespace

std::optional<SortKeyOperator> SortKeyOperatorOf(Comparator comparator) {
  switch (comparator) {
    case Comparator::kLess:
      return SortKeyOperator::kLess;
    case Comparator::kLessOrEqual:
      return SortKeyOperator::kLessOrEqual;
    case Comparator::kGreater:
      return SortKeyOperator::kGreater;
    case Comparator::kGreaterOrEqual:
      return SortKeyOperator::kGreaterOrEqual;
    default:
      return std::nullopt;
  }
}

KeyConditionExpression::KeyConditionExpression(ConditionTree tree, Operands operands)
    : tree_(std::make_shared<const ConditionTree>(std::move(tree))), operands_(std::move(operands)) {}

KeyConditionExpression::KeyConditionExpression(const std::shared_ptr<const ConditionSyntax>& syntax, Operands operands)
    : tree_(syntax, &syntax->tree), operands_(std::move(operands)) {}

Result<KeyRange> KeyConditionExpression::Bind(const KeySchema& key_schema) const {
  TABLEROCK_ASSIGN(const std::vector<KeyAttributeCondition> conditions, ListKeyConditions(*tree_, operands_));
  if (conditions.size() > 2 && key_schema.size() <= 2) {
    return ApiError::Validation("Conditions can be of length 1 or 2 only");
  }
  if (conditions.size() > key_schema.size()) return NotSupported();
  KeyRange range;
  TABLEROCK_TRY(BindPartitionKey(conditions, key_schema, range));
  TABLEROCK_TRY(BindSortKey(conditions, key_schema, range));
  return range;
}

Result<void> KeyConditionExpression::CheckShape() const {
  TABLEROCK_TRY(ListKeyConditions(*tree_, operands_));
  return {};
}

std::vector<std::string_view> KeyConditionExpression::attributes() const { return TopLevelAttributes(operands_.paths); }

Result<KeyConditionExpression> ResolveKeyCondition(const std::shared_ptr<const ConditionSyntax>& syntax,
                                                   ExpressionPlaceholders& placeholders) {
  TABLEROCK_ASSIGN(Operands operands, ResolveConditionOperands(*syntax, placeholders));
  KeyConditionExpression expression(syntax, std::move(operands));
  TABLEROCK_TRY(expression.CheckShape());
  return expression;
}

Result<KeyConditionExpression> ParseKeyCondition(std::string_view text, ExpressionPlaceholders& placeholders) {
  TABLEROCK_ASSIGN(auto syntax, ParseConditionSyntax(ExpressionKind::kKeyCondition, text));
  return ResolveKeyCondition(syntax, placeholders);
}

}  // namespace tablerock
