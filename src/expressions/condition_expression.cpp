#include "expressions/condition_expression.h"

#include <string>
#include <utility>

#include "expressions/condition_evaluation.h"
#include "expressions/condition_parser.h"
#include "expressions/operand_resolution.h"
#include "expressions/resolve_condition.h"
#include "expressions/token_reader.h"

namespace tablerock {

ConditionExpression::ConditionExpression(ConditionTree tree, Operands operands)
    : tree_(std::make_shared<const ConditionTree>(std::move(tree))), operands_(std::move(operands)) {}

ConditionExpression::ConditionExpression(const std::shared_ptr<const ConditionSyntax>& syntax, Operands operands)
    : tree_(syntax, &syntax->tree), operands_(std::move(operands)) {}

bool ConditionExpression::Evaluate(ItemView item) const { return EvaluateCondition(*tree_, operands_, item); }

std::vector<std::string_view> ConditionExpression::attributes() const { return TopLevelAttributes(operands_.paths); }

Result<void> ConditionExpression::CheckNamesNoKeyOf(const KeySchema& key_schema, std::string_view parameter) const {
  const auto check = [&](const std::vector<KeyAttribute>& key) -> Result<void> {
    for (const KeyAttribute& attribute : key) {
      for (const DocumentPath& path : operands_.paths) {
        if (path.attribute != attribute.name) continue;
        return ApiError::Validation(std::string(parameter).append(
            " can only contain non-primary key attributes: Primary key attribute: " + attribute.name));
      }
    }
    return {};
  };
  TABLEROCK_TRY(check(key_schema.partition_key));
  return check(key_schema.sort_key);
}

Result<std::shared_ptr<const ConditionSyntax>> ParseConditionSyntax(ExpressionKind kind, std::string_view text) {
  TABLEROCK_TRY(CheckExpressionText(kind, text));
  auto syntax = std::make_shared<ConditionSyntax>();
  syntax->kind = kind;
  TokenReader reader(kind, text);
  TABLEROCK_TRY(ConditionParser(reader, *syntax).Parse());
  TABLEROCK_TRY(reader.CheckDeferred());
  return std::shared_ptr<const ConditionSyntax>(std::move(syntax));
}

Result<ConditionExpression> ResolveCondition(const std::shared_ptr<const ConditionSyntax>& syntax,
                                             ExpressionPlaceholders& placeholders) {
  TABLEROCK_ASSIGN(Operands operands, ResolveConditionOperands(*syntax, placeholders));
  return ConditionExpression(syntax, std::move(operands));
}

Result<ConditionExpression> ParseCondition(ExpressionKind kind, std::string_view text,
                                           ExpressionPlaceholders& placeholders) {
  TABLEROCK_ASSIGN(auto syntax, ParseConditionSyntax(kind, text));
  return ResolveCondition(syntax, placeholders);
}

}  // namespace tablerock
