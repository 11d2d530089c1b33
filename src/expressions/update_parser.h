// UpdateParser: tokens of an update expression to its tree.
//
//   update  = section…            each of SET, REMOVE, ADD, DELETE at most once, in any order
//   section = SET path = value, … | REMOVE path, … | ADD path :value, … | DELETE path :value, …
//   value   = operand | operand + operand | operand - operand | ( value )
//   operand = path | :value | function ( operand , … ) | ( operand )
//
// Parentheses and calls that are open are kept on a stack of its own: no text can exhaust the thread's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/token_reader.h"

namespace tablerock {

class UpdateParser {
 public:
  UpdateParser(TokenReader& reader, UpdateSyntax& syntax) : reader_(reader), syntax_(syntax) {}

  // Reads the whole text. Errors of syntax at once; others are deferred in the reader.
  Result<void> Parse();

 private:
  enum class PendingKind : std::uint8_t { kGroup, kCall, kSum };
  struct Pending {
    PendingKind kind;
    Function function = Function::kIfNotExists;  // kCall
    bool is_plus = false;                        // kSum
    std::size_t outputs_before = 0;              // kCall: where its operands begin in outputs_
  };
  struct Output {
    NodeIndex node;
    bool in_parentheses = false;
  };

  Result<void> ReadSection();
  Result<void> ReadAction(UpdateClause clause);

  Result<NodeIndex> ReadSetValue();
  // Up to the end of an operand that is no call and has no parentheses before it that are still open.
  Result<void> ReadBeforeOperand();
  // What follows an operand. True if the value is complete; false if another operand has to follow.
  Result<bool> ReadAfterOperand();
  void OpenCall();
  void CloseCall();
  void CloseSum();
  // An operand of + or - that is a list_append.
  void CheckSumOperand(NodeIndex operand);
  NodeIndex PopOutput();
  bool IsPending(PendingKind kind) const { return !pending_.empty() && pending_.back().kind == kind; }
  bool InCall() const;

  TokenReader& reader_;
  UpdateSyntax& syntax_;
  std::array<bool, 4> seen_{};  // by UpdateClause
  std::vector<Pending> pending_;
  std::vector<Output> outputs_;
  std::vector<NodeIndex> list_;  // scratch
  bool has_sum_ = false;         // the value at hand has its + or -
};

}  // namespace tablerock
