// ConditionParser: tokens of a condition to its tree. It keeps its own stack of what is open, so that no text, however
// deeply nested, can exhaust the thread's.
//
//   condition = operand comparator operand | operand BETWEEN operand AND operand | operand IN ( operand , … )
//             | function ( operand , … ) | NOT condition | condition AND condition | condition OR condition
//             | ( condition )
//   operand   = path | :value | function ( operand , … ) | ( operand )
//
// NOT binds before AND, AND before OR.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/token_reader.h"

namespace tablerock {

class ConditionParser {
 public:
  ConditionParser(TokenReader& reader, ConditionSyntax& syntax) : reader_(reader), syntax_(syntax) {}

  // Reads the whole text. Errors of syntax at once; others are deferred in the reader.
  Result<void> Parse();

 private:
  // What is waiting for an operand or for its end.
  enum class PendingKind : std::uint8_t {
    kGroup,         // '(' until ')'
    kCall,          // function '(' until ')'
    kIn,            // IN '(' until ')'
    kCompare,       // right side
    kBetweenLower,  // lower bound, then AND
    kBetweenUpper,  // upper bound
    kNot,
    kAnd,
    kOr,
  };
  struct Pending {
    PendingKind kind;
    bool operand_only = false;  // kGroup: stands where only an operand may
    Comparator comparator = Comparator::kEqual;
    Function function = Function::kSize;
    std::size_t outputs_before = 0;  // kCall, kIn: where its operands begin in outputs_
  };
  // What has been read: a path or value, a function call (which may be either side), a condition.
  enum class Shape : std::uint8_t { kOperand, kCall, kCondition };
  struct Output {
    NodeIndex node;
    Shape shape;
    bool in_parentheses = false;
  };

  Result<void> ReadBeforeOperand();
  Result<void> ReadAfterOperand();
  Result<void> ReadOperand();
  void OpenCall();
  Result<void> OpenComparison();
  Result<void> OpenIn();
  Result<void> ReadAnd();
  Result<void> ReadOr();
  Result<void> ReadComma();
  Result<void> ReadRightParen();
  Result<void> ReadEnd();

  void Push(NodeIndex node, Shape shape) { outputs_.push_back({node, shape}); }
  // An operand is complete: closes what waited for it.
  void CompleteOperand();
  void CloseList();
  void CloseGroup();
  // Builds what waits on top of the stack and binds at least as strongly as `weakest`.
  void Reduce(PendingKind weakest);
  NodeIndex PopOutput();
  bool IsPending(PendingKind kind) const { return !pending_.empty() && pending_.back().kind == kind; }
  bool OnlyOperandAllowed() const;
  // True if the last output can stand where a condition is wanted.
  bool LastIsCondition();
  // Defers an error if the last output is a call that gives no condition.
  void CheckLastCallIsCondition();
  // Defers an error if the last output is a call that gives no value.
  void CheckLastCallIsOperand();

  TokenReader& reader_;
  ConditionSyntax& syntax_;
  std::vector<Pending> pending_;
  std::vector<Output> outputs_;
  std::vector<NodeIndex> list_;  // scratch
  bool wants_operand_ = true;
  bool done_ = false;
};

}  // namespace tablerock
