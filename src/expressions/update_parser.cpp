#include "expressions/update_parser.h"

#include <algorithm>
#include <optional>
#include <string>

#include "expressions/errors.h"

namespace tablerock {
namespace {

std::optional<UpdateClause> ClauseOf(TokenKind kind) {
  switch (kind) {
    case TokenKind::kSet:
      return UpdateClause::kSet;
    case TokenKind::kRemove:
      return UpdateClause::kRemove;
    case TokenKind::kAdd:
      return UpdateClause::kAdd;
    case TokenKind::kDelete:
      return UpdateClause::kDelete;
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<void> UpdateParser::Parse() {
  do {
    TABLEROCK_TRY(ReadSection());
  } while (reader_.current() != TokenKind::kEnd);
  return {};
}

Result<void> UpdateParser::ReadSection() {
  const auto clause = ClauseOf(reader_.current());
  if (!clause) return reader_.SyntaxError();
  bool& seen = seen_[static_cast<std::size_t>(*clause)];
  if (seen) {
    reader_.Defer(MeaningError::kUse, "The \"" + std::string(NameOf(*clause)) +
                                          "\" section can only be used once in an update expression;");
  }
  seen = true;
  reader_.Advance();
  do {
    TABLEROCK_TRY(ReadAction(*clause));
  } while (reader_.Accept(TokenKind::kComma));
  return {};
}

Result<void> UpdateParser::ReadAction(UpdateClause clause) {
  TABLEROCK_ASSIGN(const PathIndex path, reader_.ReadPath(syntax_.operands));
  UpdateAction action{.clause = clause, .path = path};
  if (clause == UpdateClause::kSet) {
    TABLEROCK_TRY(reader_.Expect(TokenKind::kEqual));
    TABLEROCK_ASSIGN(action.value, ReadSetValue());
  } else if (clause != UpdateClause::kRemove) {
    if (reader_.current() != TokenKind::kValuePlaceholder) return reader_.SyntaxError();
    action.value = syntax_.tree.nodes.Value(reader_.ReadValue(syntax_.operands));
  }
  syntax_.tree.actions.push_back(action);
  return {};
}

Result<NodeIndex> UpdateParser::ReadSetValue() {
  has_sum_ = false;
  while (true) {
    TABLEROCK_TRY(ReadBeforeOperand());
    TABLEROCK_ASSIGN(const bool complete, ReadAfterOperand());
    if (complete) return PopOutput();
  }
}

Result<void> UpdateParser::ReadBeforeOperand() {
  while (true) {
    if (reader_.Accept(TokenKind::kLeftParen)) {
      pending_.push_back({.kind = PendingKind::kGroup});
    } else if (reader_.current() == TokenKind::kIdentifier && reader_.next() == TokenKind::kLeftParen) {
      OpenCall();
    } else {
      break;
    }
  }
  ExpressionNodes& nodes = syntax_.tree.nodes;
  if (reader_.current() == TokenKind::kValuePlaceholder) {
    outputs_.push_back({nodes.Value(reader_.ReadValue(syntax_.operands))});
  } else {
    TABLEROCK_ASSIGN(const PathIndex path, reader_.ReadPath(syntax_.operands));
    outputs_.push_back({nodes.Path(path)});
  }
  return {};
}

Result<bool> UpdateParser::ReadAfterOperand() {
  while (true) {
    const TokenKind token = reader_.current();
    if (IsPending(PendingKind::kSum)) {
      CloseSum();
    } else if ((token == TokenKind::kPlus || token == TokenKind::kMinus) && !has_sum_ && !InCall()) {
      pending_.push_back({.kind = PendingKind::kSum, .is_plus = token == TokenKind::kPlus});
      has_sum_ = true;
      ++syntax_.operator_count;
      reader_.Advance();
      return false;
    } else if (pending_.empty()) {
      return true;
    } else if (reader_.Accept(TokenKind::kRightParen)) {
      if (IsPending(PendingKind::kCall)) {
        CloseCall();
      } else {
        pending_.pop_back();
        if (outputs_.back().in_parentheses) reader_.DeferRedundantParentheses();
        outputs_.back().in_parentheses = true;
      }
    } else if (IsPending(PendingKind::kCall) && reader_.Accept(TokenKind::kComma)) {
      return false;
    } else {
      return reader_.SyntaxError();
    }
  }
}

void UpdateParser::OpenCall() {
  const std::string_view name = reader_.current_text();
  const auto function = FunctionNamed(name);
  const bool known = function == Function::kIfNotExists || function == Function::kListAppend;
  if (!known) {
    reader_.Defer(MeaningError::kFunction, expression_errors::UnknownFunction(name, "an update expression"));
  } else if (*function == Function::kListAppend && InCall()) {
    reader_.Defer(MeaningError::kFunction, expression_errors::FunctionNotAllowedHere(name));
  }
  pending_.push_back({.kind = PendingKind::kCall,
                      .function = known ? *function : Function::kIfNotExists,
                      .outputs_before = outputs_.size()});
  ++syntax_.operator_count;
  reader_.Advance();
  reader_.Advance();
}

void UpdateParser::CloseCall() {
  const Pending call = pending_.back();
  pending_.pop_back();
  list_.clear();
  for (std::size_t i = call.outputs_before; i < outputs_.size(); ++i) list_.push_back(outputs_[i].node);
  outputs_.resize(call.outputs_before);
  outputs_.push_back({syntax_.tree.nodes.Call(call.function, list_)});
}

void UpdateParser::CloseSum() {
  const bool is_plus = pending_.back().is_plus;
  pending_.pop_back();
  const NodeIndex right = PopOutput();
  const NodeIndex left = PopOutput();
  CheckSumOperand(left);
  CheckSumOperand(right);
  ExpressionNodes& nodes = syntax_.tree.nodes;
  outputs_.push_back({is_plus ? nodes.Plus(left, right) : nodes.Minus(left, right)});
}

void UpdateParser::CheckSumOperand(NodeIndex operand) {
  const ExpressionNode& node = syntax_.tree.nodes[operand];
  if (node.kind != NodeKind::kFunction || node.function != Function::kListAppend) return;
  reader_.Defer(MeaningError::kFunction, expression_errors::FunctionNotAllowedHere(NameOf(node.function)));
}

NodeIndex UpdateParser::PopOutput() {
  const NodeIndex node = outputs_.back().node;
  outputs_.pop_back();
  return node;
}

bool UpdateParser::InCall() const {
  return std::any_of(pending_.begin(), pending_.end(),
                     [](const Pending& pending) { return pending.kind == PendingKind::kCall; });
}

}  // namespace tablerock
