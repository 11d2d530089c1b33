// ConditionParser's work on its stack: what closes and what is built when an operand is complete.
#include <string>

#include "expressions/condition_parser.h"
#include "expressions/errors.h"

namespace tablerock {

void ConditionParser::CompleteOperand() {
  ExpressionNodes& nodes = syntax_.tree.nodes;
  if (IsPending(PendingKind::kCompare)) {
    const Comparator comparator = pending_.back().comparator;
    pending_.pop_back();
    const NodeIndex right = PopOutput();
    const NodeIndex left = PopOutput();
    Push(nodes.Compare(comparator, left, right), Shape::kCondition);
  } else if (IsPending(PendingKind::kBetweenUpper)) {
    pending_.pop_back();
    const NodeIndex upper = PopOutput();
    const NodeIndex lower = PopOutput();
    const NodeIndex value = PopOutput();
    Push(nodes.Between(value, lower, upper), Shape::kCondition);
  }
}

void ConditionParser::CloseList() {
  const Pending list = pending_.back();
  pending_.pop_back();
  list_.clear();
  for (std::size_t i = list.outputs_before; i < outputs_.size(); ++i) list_.push_back(outputs_[i].node);
  outputs_.resize(list.outputs_before);
  if (list.kind == PendingKind::kIn) {
    Push(syntax_.tree.nodes.In(list_), Shape::kCondition);
  } else {
    Push(syntax_.tree.nodes.Call(list.function, list_), Shape::kCall);
    CompleteOperand();
  }
  wants_operand_ = false;
}

void ConditionParser::CloseGroup() {
  pending_.pop_back();
  Output& inner = outputs_.back();
  if (inner.in_parentheses) reader_.DeferRedundantParentheses();
  inner.in_parentheses = true;
  if (inner.shape != Shape::kCondition) CompleteOperand();
}

void ConditionParser::Reduce(PendingKind weakest) {
  ExpressionNodes& nodes = syntax_.tree.nodes;
  while (!pending_.empty()) {
    const PendingKind kind = pending_.back().kind;
    if (kind < PendingKind::kNot || kind > weakest) return;
    pending_.pop_back();
    const NodeIndex right = PopOutput();
    if (kind == PendingKind::kNot) {
      Push(nodes.Not(right), Shape::kCondition);
    } else {
      const NodeIndex left = PopOutput();
      Push(kind == PendingKind::kAnd ? nodes.And(left, right) : nodes.Or(left, right), Shape::kCondition);
    }
  }
}

NodeIndex ConditionParser::PopOutput() {
  const NodeIndex node = outputs_.back().node;
  outputs_.pop_back();
  return node;
}

bool ConditionParser::OnlyOperandAllowed() const {
  if (pending_.empty()) return false;
  const Pending& top = pending_.back();
  return top.kind == PendingKind::kGroup ? top.operand_only : top.kind < PendingKind::kNot;
}

bool ConditionParser::LastIsCondition() { return outputs_.back().shape != Shape::kOperand; }

void ConditionParser::CheckLastCallIsCondition() {
  const Output& last = outputs_.back();
  if (last.shape != Shape::kCall) return;
  const Function function = syntax_.tree.nodes[last.node].function;
  if (function == Function::kSize)
    reader_.Defer(MeaningError::kUse, expression_errors::FunctionNotAllowedHere(NameOf(function)));
}

void ConditionParser::CheckLastCallIsOperand() {
  const Output& last = outputs_.back();
  if (last.shape != Shape::kCall) return;
  const Function function = syntax_.tree.nodes[last.node].function;
  if (function == Function::kSize) return;
  reader_.Defer(MeaningError::kUse, expression_errors::FunctionNotAllowedHere(NameOf(function)));
}

}  // namespace tablerock
