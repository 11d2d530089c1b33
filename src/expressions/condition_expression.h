// ConditionExpression: a condition that can be asked of items: a ConditionExpression or a FilterExpression of a
// request, or a tree that legacy parameters or PartiQL built.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/placeholders.h"
#include "model/item.h"
#include "model/key_schema.h"

namespace tablerock {

// Immutable. Views of placeholder values: the request's lists must outlive it.
class ConditionExpression {
 public:
  // A tree built by hand.
  ConditionExpression(ConditionTree tree, Operands operands);
  // A parsed text and its placeholders' meaning, already checked (ResolveCondition).
  ConditionExpression(const std::shared_ptr<const ConditionSyntax>& syntax, Operands operands);

  // True if the condition holds for `item`; an empty view is the item that does not exist, without attributes.
  bool Evaluate(ItemView item) const;

  const std::vector<DocumentPath>& paths() const { return operands_.paths; }
  // The top-level attributes that it names, each once, in the order of the text.
  std::vector<std::string_view> attributes() const;

  // For filters; `parameter` is what the service calls the one at hand. Errors: "Filter Expression can only contain
  // non-primary key attributes: Primary key attribute: NAME".
  Result<void> CheckNamesNoKeyOf(const KeySchema& key_schema, std::string_view parameter = "Filter Expression") const;

 private:
  std::shared_ptr<const ConditionTree> tree_;
  Operands operands_;
};

// First half: text to syntax; depends on the text alone, so its result can be cached. `kind` is for error texts.
// Errors: ValidationException "Invalid KIND: …": too long, empty, syntax, redundant parentheses, unknown or misplaced
// function, reserved word, too many operators or operands.
Result<std::shared_ptr<const ConditionSyntax>> ParseConditionSyntax(ExpressionKind kind, std::string_view text);
// Second half: placeholders and what depends on them: undefined placeholders, operand counts and types.
Result<ConditionExpression> ResolveCondition(const std::shared_ptr<const ConditionSyntax>& syntax,
                                             ExpressionPlaceholders& placeholders);
// Both.
Result<ConditionExpression> ParseCondition(ExpressionKind kind, std::string_view text,
                                           ExpressionPlaceholders& placeholders);

}  // namespace tablerock
