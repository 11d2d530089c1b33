// The syntax trees of expressions. A tree refers to document paths and values by number only: what the numbers mean is
// the Operands' matter, so that one parsed tree serves every request with the same text, and so that legacy parameters
// and PartiQL can build trees by hand over paths and values of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expressions/expression_kind.h"
#include "model/attribute_value.h"
#include "model/document_path.h"

namespace tablerock {

using NodeIndex = std::uint32_t;   // into ExpressionNodes
using PathIndex = std::uint32_t;   // into Operands::paths
using ValueIndex = std::uint32_t;  // into Operands::values

enum class NodeKind : std::uint8_t {
  kPath,        // a document path: its value in the item
  kValue,       // a value of the request
  kFunction,    // operands: its arguments
  kComparison,  // 2 operands
  kBetween,     // 3 operands: value, lower bound, upper bound
  kIn,          // the value, then 1 to 100 to compare with
  kNot,         // 1 operand
  kAnd,         // 1 and more operands
  kOr,          // 1 and more operands
  kPlus,        // 2 operands, SET only
  kMinus,       // 2 operands, SET only
};

enum class Comparator : std::uint8_t { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

enum class Function : std::uint8_t {
  kAttributeExists,
  kAttributeNotExists,
  kAttributeType,
  kBeginsWith,
  kContains,
  kSize,         // the last that a condition may have
  kIfNotExists,  // SET only
  kListAppend,   // SET only
};

// "=", "<>", …
std::string_view NameOf(Comparator comparator);
// The comparator with its sides exchanged: :v < a is a > :v.
Comparator Mirrored(Comparator comparator);
// "attribute_exists", …
std::string_view NameOf(Function function);
// The function with that name; case matters.
std::optional<Function> FunctionNamed(std::string_view name);

struct ExpressionNode {
  NodeKind kind;
  Comparator comparator = Comparator::kEqual;      // kComparison
  Function function = Function::kAttributeExists;  // kFunction
  std::uint32_t first = 0;                         // kPath: PathIndex; kValue: ValueIndex; else into the operand list
  std::uint32_t operand_count = 0;
};

// Nodes in the order in which they were completed: operands before what they are operands of.
class ExpressionNodes {
 public:
  NodeIndex Path(PathIndex path) { return Add({.kind = NodeKind::kPath, .first = path}); }
  NodeIndex Value(ValueIndex value) { return Add({.kind = NodeKind::kValue, .first = value}); }
  NodeIndex Call(Function function, std::span<const NodeIndex> arguments) {
    return Add({.kind = NodeKind::kFunction, .function = function}, arguments);
  }
  NodeIndex Call(Function function, std::initializer_list<NodeIndex> arguments) {
    return Call(function, std::span(arguments.begin(), arguments.size()));
  }
  NodeIndex Compare(Comparator comparator, NodeIndex left, NodeIndex right) {
    return Add({.kind = NodeKind::kComparison, .comparator = comparator},
               std::initializer_list<NodeIndex>{left, right});
  }
  NodeIndex Between(NodeIndex value, NodeIndex lower, NodeIndex upper) {
    return Add({.kind = NodeKind::kBetween}, std::initializer_list<NodeIndex>{value, lower, upper});
  }
  // `operands`: the value, then those to compare it with.
  NodeIndex In(std::span<const NodeIndex> operands) { return Add({.kind = NodeKind::kIn}, operands); }
  NodeIndex Not(NodeIndex operand) { return Add({.kind = NodeKind::kNot}, std::initializer_list<NodeIndex>{operand}); }
  NodeIndex And(std::span<const NodeIndex> operands) { return Add({.kind = NodeKind::kAnd}, operands); }
  NodeIndex And(NodeIndex left, NodeIndex right) {
    return Add({.kind = NodeKind::kAnd}, std::initializer_list<NodeIndex>{left, right});
  }
  NodeIndex Or(std::span<const NodeIndex> operands) { return Add({.kind = NodeKind::kOr}, operands); }
  NodeIndex Or(NodeIndex left, NodeIndex right) {
    return Add({.kind = NodeKind::kOr}, std::initializer_list<NodeIndex>{left, right});
  }
  NodeIndex Plus(NodeIndex left, NodeIndex right) {
    return Add({.kind = NodeKind::kPlus}, std::initializer_list<NodeIndex>{left, right});
  }
  NodeIndex Minus(NodeIndex left, NodeIndex right) {
    return Add({.kind = NodeKind::kMinus}, std::initializer_list<NodeIndex>{left, right});
  }

  const ExpressionNode& operator[](NodeIndex index) const { return nodes_[index]; }
  std::size_t size() const { return nodes_.size(); }
  std::span<const NodeIndex> OperandsOf(const ExpressionNode& node) const {
    return {operands_.data() + node.first, node.operand_count};
  }
  NodeIndex OperandOf(const ExpressionNode& node, std::size_t position) const {
    return operands_[node.first + position];
  }

 private:
  NodeIndex Add(ExpressionNode node, std::span<const NodeIndex> operands = {});
  NodeIndex Add(ExpressionNode node, std::initializer_list<NodeIndex> operands) {
    return Add(node, std::span(operands.begin(), operands.size()));
  }

  std::vector<ExpressionNode> nodes_;
  std::vector<NodeIndex> operands_;
};

// REQUIRES: a tree is no deeper than a few hundred nodes (evaluation recurses); the parser sees to that by its limit of
// operators, who builds by hand has to.
struct ConditionTree {
  ExpressionNodes nodes;
  NodeIndex root = 0;
};

enum class UpdateClause : std::uint8_t { kSet, kRemove, kAdd, kDelete };
// "SET", …
std::string_view NameOf(UpdateClause clause);

struct UpdateAction {
  UpdateClause clause;
  PathIndex path;
  NodeIndex value = 0;  // kSet: an operand or kPlus, kMinus; kAdd, kDelete: kValue; kRemove: not used
};

struct UpdateTree {
  ExpressionNodes nodes;
  std::vector<UpdateAction> actions;
  // Made of AttributeUpdates, whose errors have words of their own.
  bool of_attribute_updates = false;
};

// What the path and value numbers of a tree mean in one request. Move-only: `values` may view what it owns.
struct Operands {
  Operands() = default;
  Operands(Operands&&) = default;
  Operands& operator=(Operands&&) = default;

  std::vector<DocumentPath> paths;
  std::vector<AttributeValueView> values;  // over bytes that outlive this, or over owned_values
  std::forward_list<AttributeValue> owned_values;

  PathIndex AddPath(DocumentPath path) {
    paths.push_back(std::move(path));
    return static_cast<PathIndex>(paths.size() - 1);
  }
  ValueIndex AddValue(AttributeValueView value) {
    values.push_back(value);
    return static_cast<ValueIndex>(values.size() - 1);
  }
  ValueIndex AddOwnedValue(AttributeValue value) {
    return AddValue(owned_values.emplace_front(std::move(value)).view());
  }
};

// A document path as an expression's text has it, placeholders unresolved.
struct PathSyntax {
  enum class ElementKind : std::uint8_t { kName, kNamePlaceholder, kListIndex };
  struct Element {
    ElementKind kind;
    std::string text;       // the name, or "#n"
    std::size_t index = 0;  // kListIndex
  };
  std::vector<Element> elements;  // the first is no list index
};

// What path and value numbers mean in an expression's text: path i is paths[i], value i is the placeholder values[i].
struct OperandsSyntax {
  std::vector<PathSyntax> paths;
  std::vector<std::string> values;  // ":v"
};

// Parsed texts. Immutable once made, free of the request: a cache may share them between threads.
struct ConditionSyntax {
  ExpressionKind kind = ExpressionKind::kCondition;  // kCondition, kFilter or kKeyCondition
  ConditionTree tree;
  OperandsSyntax operands;
  std::size_t operator_count = 0;  // comparators, BETWEEN, IN, NOT, AND, OR, functions
};
struct ProjectionSyntax {
  OperandsSyntax operands;  // paths only
};
struct UpdateSyntax {
  UpdateTree tree;
  OperandsSyntax operands;
  std::size_t operator_count = 0;
};

}  // namespace tablerock
