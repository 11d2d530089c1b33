#include "partiql/key_equality.h"

#include <algorithm>

namespace tablerock::partiql {
namespace {

class EqualityFinder {
 public:
  EqualityFinder(const ConditionTree& tree, const Operands& operands, const KeySchema& schema)
      : nodes_(tree.nodes), operands_(operands) {
    for (const auto* attributes : {&schema.partition_key, &schema.sort_key}) {
      for (const KeyAttribute& attribute : *attributes) result_.parts.push_back({&attribute, {}});
    }
  }

  KeyEquality Run(NodeIndex root) {
    Visit(root);
    return std::move(result_);
  }

 private:
  void Visit(NodeIndex index) {
    const ExpressionNode& node = nodes_[index];
    if (node.kind == NodeKind::kAnd) {
      for (const NodeIndex operand : nodes_.OperandsOf(node)) Visit(operand);
    } else if (!TakeEquality(node)) {
      result_.further_conditions.push_back(index);
    }
  }

  // False if the node remains a condition.
  bool TakeEquality(const ExpressionNode& node) {
    if (node.kind != NodeKind::kComparison || node.comparator != Comparator::kEqual) return false;
    const ExpressionNode* path = &nodes_[nodes_.OperandOf(node, 0)];
    const ExpressionNode* value = &nodes_[nodes_.OperandOf(node, 1)];
    if (path->kind == NodeKind::kValue) std::swap(path, value);
    if (path->kind != NodeKind::kPath || value->kind != NodeKind::kValue) return false;
    KeyEquality::Part* part = PartNamed(operands_.paths[path->first]);
    if (part == nullptr) return false;
    const AttributeValueView equal_to = operands_.values[value->first];
    if (!part->value) part->value = equal_to;
    if (*part->value == equal_to) return true;
    if (result_.ambiguous == nullptr) result_.ambiguous = part->attribute;
    return false;
  }

  KeyEquality::Part* PartNamed(const DocumentPath& path) {
    if (!path.is_top_level()) return nullptr;
    const auto found = std::find_if(result_.parts.begin(), result_.parts.end(),
                                    [&](const auto& part) { return part.attribute->name == path.attribute; });
    return found == result_.parts.end() ? nullptr : &*found;
  }

  const ExpressionNodes& nodes_;
  const Operands& operands_;
  KeyEquality result_;
};

}  // namespace

bool KeyEquality::is_complete() const {
  return std::all_of(parts.begin(), parts.end(), [](const Part& part) { return part.value.has_value(); });
}

KeyEquality KeyEqualityOf(const ConditionTree& tree, const Operands& operands, const KeySchema& schema) {
  return EqualityFinder(tree, operands, schema).Run(tree.root);
}

}  // namespace tablerock::partiql
