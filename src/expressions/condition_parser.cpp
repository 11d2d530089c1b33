#include "expressions/condition_parser.h"

#include <optional>
#include <string_view>

#include "expressions/errors.h"

namespace tablerock {
namespace {

std::optional<Function> ConditionFunction(std::string_view name) {
  const auto function = FunctionNamed(name);
  return function && *function <= Function::kSize ? function : std::nullopt;
}

std::optional<Comparator> ComparatorOf(TokenKind kind) {
  switch (kind) {
    case TokenKind::kEqual:
      return Comparator::kEqual;
    case TokenKind::kNotEqual:
      return Comparator::kNotEqual;
    case TokenKind::kLess:
      return Comparator::kLess;
    case TokenKind::kLessOrEqual:
      return Comparator::kLessOrEqual;
    case TokenKind::kGreater:
      return Comparator::kGreater;
    case TokenKind::kGreaterOrEqual:
      return Comparator::kGreaterOrEqual;
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<void> ConditionParser::Parse() {
  while (!done_) {
    if (wants_operand_) {
      TABLEROCK_TRY(ReadBeforeOperand());
    } else {
      TABLEROCK_TRY(ReadAfterOperand());
    }
  }
  return {};
}

Result<void> ConditionParser::ReadBeforeOperand() {
  switch (reader_.current()) {
    case TokenKind::kLeftParen:
      pending_.push_back({.kind = PendingKind::kGroup, .operand_only = OnlyOperandAllowed()});
      reader_.Advance();
      return {};
    case TokenKind::kNot:
      if (OnlyOperandAllowed()) return reader_.SyntaxError();
      pending_.push_back({.kind = PendingKind::kNot});
      ++syntax_.operator_count;
      reader_.Advance();
      return {};
    default:
      return ReadOperand();
  }
}

Result<void> ConditionParser::ReadOperand() {
  if (reader_.current() == TokenKind::kIdentifier && reader_.next() == TokenKind::kLeftParen) {
    OpenCall();
    return {};
  }
  if (reader_.current() == TokenKind::kValuePlaceholder) {
    Push(syntax_.tree.nodes.Value(reader_.ReadValue(syntax_.operands)), Shape::kOperand);
  } else {
    TABLEROCK_ASSIGN(const PathIndex path, reader_.ReadPath(syntax_.operands));
    Push(syntax_.tree.nodes.Path(path), Shape::kOperand);
  }
  wants_operand_ = false;
  CompleteOperand();
  return {};
}

void ConditionParser::OpenCall() {
  const std::string_view name = reader_.current_text();
  const auto function = ConditionFunction(name);
  if (!function) {
    reader_.Defer(MeaningError::kFunction, expression_errors::UnknownFunction(name, "a condition expression"));
  } else if (OnlyOperandAllowed() && *function != Function::kSize) {
    reader_.Defer(MeaningError::kUse, expression_errors::FunctionNotAllowedHere(name));
  }
  pending_.push_back(
      {.kind = PendingKind::kCall, .function = function.value_or(Function::kSize), .outputs_before = outputs_.size()});
  ++syntax_.operator_count;
  reader_.Advance();
  reader_.Advance();
}

Result<void> ConditionParser::ReadAfterOperand() {
  switch (reader_.current()) {
    case TokenKind::kAnd:
      return ReadAnd();
    case TokenKind::kOr:
      return ReadOr();
    case TokenKind::kComma:
      return ReadComma();
    case TokenKind::kRightParen:
      return ReadRightParen();
    case TokenKind::kEnd:
      return ReadEnd();
    case TokenKind::kIn:
      return OpenIn();
    default:
      return OpenComparison();
  }
}

Result<void> ConditionParser::OpenComparison() {
  const auto comparator = ComparatorOf(reader_.current());
  const bool is_between = reader_.current() == TokenKind::kBetween;
  if (!comparator && !is_between) return reader_.SyntaxError();
  if (OnlyOperandAllowed() || outputs_.back().shape == Shape::kCondition) return reader_.SyntaxError();
  CheckLastCallIsOperand();
  if (is_between) {
    pending_.push_back({.kind = PendingKind::kBetweenLower});
  } else {
    pending_.push_back({.kind = PendingKind::kCompare, .comparator = *comparator});
  }
  ++syntax_.operator_count;
  reader_.Advance();
  wants_operand_ = true;
  return {};
}

Result<void> ConditionParser::OpenIn() {
  if (OnlyOperandAllowed() || outputs_.back().shape == Shape::kCondition) return reader_.SyntaxError();
  CheckLastCallIsOperand();
  reader_.Advance();
  TABLEROCK_TRY(reader_.Expect(TokenKind::kLeftParen));
  pending_.push_back({.kind = PendingKind::kIn, .outputs_before = outputs_.size() - 1});
  ++syntax_.operator_count;
  wants_operand_ = true;
  return {};
}

Result<void> ConditionParser::ReadAnd() {
  if (IsPending(PendingKind::kBetweenLower)) {
    pending_.back().kind = PendingKind::kBetweenUpper;
  } else {
    if (OnlyOperandAllowed() || !LastIsCondition()) return reader_.SyntaxError();
    CheckLastCallIsCondition();
    Reduce(PendingKind::kAnd);
    pending_.push_back({.kind = PendingKind::kAnd});
    ++syntax_.operator_count;
  }
  reader_.Advance();
  wants_operand_ = true;
  return {};
}

Result<void> ConditionParser::ReadOr() {
  if (OnlyOperandAllowed() || !LastIsCondition()) return reader_.SyntaxError();
  CheckLastCallIsCondition();
  Reduce(PendingKind::kOr);
  pending_.push_back({.kind = PendingKind::kOr});
  ++syntax_.operator_count;
  reader_.Advance();
  wants_operand_ = true;
  return {};
}

Result<void> ConditionParser::ReadComma() {
  if (!IsPending(PendingKind::kCall) && !IsPending(PendingKind::kIn)) return reader_.SyntaxError();
  reader_.Advance();
  wants_operand_ = true;
  return {};
}

Result<void> ConditionParser::ReadRightParen() {
  if (IsPending(PendingKind::kCall) || IsPending(PendingKind::kIn)) {
    reader_.Advance();
    CloseList();
    return {};
  }
  if (!IsPending(PendingKind::kGroup)) {
    if (OnlyOperandAllowed() || !LastIsCondition()) return reader_.SyntaxError();
    CheckLastCallIsCondition();
    Reduce(PendingKind::kOr);
    if (!IsPending(PendingKind::kGroup)) return reader_.SyntaxError();
  }
  reader_.Advance();
  CloseGroup();
  return {};
}

Result<void> ConditionParser::ReadEnd() {
  if (OnlyOperandAllowed() || !LastIsCondition()) return reader_.SyntaxError();
  CheckLastCallIsCondition();
  Reduce(PendingKind::kOr);
  if (!pending_.empty()) return reader_.SyntaxError();
  syntax_.tree.root = PopOutput();
  done_ = true;
  return {};
}

}  // namespace tablerock
