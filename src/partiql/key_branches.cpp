#include "partiql/key_branches.h"

#include <algorithm>
#include <utility>

namespace tablerock::partiql {
namespace {

class BranchMaker {
 public:
  BranchMaker(const ConditionTree& tree, const Operands& operands, const KeySchema& schema)
      : nodes_(tree.nodes),
        operands_(operands),
        partition_key_(schema.partition_key.front()),
        sort_key_(schema.sort_key.empty() ? nullptr : &schema.sort_key.front()) {}

  KeyBranches Run(NodeIndex root) {
    result_.pins_partition = PinsPartition(root);
    result_.branches = Spread(root);
    return std::move(result_);
  }

 private:
  using Branches = std::vector<KeyBranch>;

  Branches Spread(NodeIndex index) {
    const ExpressionNode& node = nodes_[index];
    const std::vector<KeyLeaf> leaves = LeavesOf(node);
    if (!leaves.empty()) {
      Branches branches;
      for (const KeyLeaf& leaf : leaves) branches.push_back(BranchOf(leaf));
      result_.leaves.insert(result_.leaves.end(), leaves.begin(), leaves.end());
      return branches;
    }
    if (node.kind == NodeKind::kAnd) {
      Branches branches(1);
      for (const NodeIndex operand : nodes_.OperandsOf(node)) branches = Both(branches, Spread(operand));
      return branches;
    }
    if (node.kind == NodeKind::kOr && NamesKey(index)) {
      Branches branches;
      for (const NodeIndex operand : nodes_.OperandsOf(node)) {
        for (KeyBranch& branch : Spread(operand)) branches.push_back(std::move(branch));
      }
      Cut(branches);
      return branches;
    }
    Branches branches(1);
    branches.front().filters.push_back(index);
    return branches;
  }

  Branches Both(const Branches& left, const Branches& right) {
    Branches both;
    for (const KeyBranch& a : left) {
      for (const KeyBranch& b : right) {
        if (both.size() == kBranchesMax) {
          result_.has_too_many = true;
          return both;
        }
        both.push_back(Joined(a, b));
      }
    }
    return both;
  }

  static KeyBranch Joined(const KeyBranch& a, const KeyBranch& b) {
    KeyBranch joined = a;
    if (!joined.partition_key) joined.partition_key = b.partition_key;
    joined.is_contradictory =
        a.is_contradictory || b.is_contradictory || (b.partition_key && !(*joined.partition_key == *b.partition_key));
    joined.sort_conditions.insert(joined.sort_conditions.end(), b.sort_conditions.begin(), b.sort_conditions.end());
    joined.filters.insert(joined.filters.end(), b.filters.begin(), b.filters.end());
    return joined;
  }

  void Cut(Branches& branches) {
    if (branches.size() <= kBranchesMax) return;
    branches.resize(kBranchesMax);
    result_.has_too_many = true;
  }

  KeyBranch BranchOf(const KeyLeaf& leaf) const {
    KeyBranch branch;
    if (leaf.attribute == &partition_key_) {
      branch.partition_key = leaf.value;
    } else {
      branch.sort_conditions.push_back(leaf);
    }
    return branch;
  }

  bool NamesKey(NodeIndex index) const {
    const ExpressionNode& node = nodes_[index];
    if (node.kind != NodeKind::kAnd && node.kind != NodeKind::kOr) return !LeavesOf(node).empty();
    const auto operands = nodes_.OperandsOf(node);
    return std::any_of(operands.begin(), operands.end(), [this](NodeIndex operand) { return NamesKey(operand); });
  }

  bool PinsPartition(NodeIndex index) const {
    const ExpressionNode& node = nodes_[index];
    const auto operands = nodes_.OperandsOf(node);
    const auto pins = [this](NodeIndex operand) { return PinsPartition(operand); };
    if (node.kind == NodeKind::kAnd) return std::any_of(operands.begin(), operands.end(), pins);
    if (node.kind == NodeKind::kOr) return std::all_of(operands.begin(), operands.end(), pins);
    const std::vector<KeyLeaf> leaves = LeavesOf(node);
    return !leaves.empty() && leaves.front().attribute == &partition_key_;
  }

  // The conditions on the key, one of which holds if the node does: one, or for IN as many as it has values. None if
  // the node is another condition.
  std::vector<KeyLeaf> LeavesOf(const ExpressionNode& node) const {
    const auto operands = nodes_.OperandsOf(node);
    switch (node.kind) {
      case NodeKind::kComparison:
        return LeavesOfComparison(node);
      case NodeKind::kIn: {
        const KeyAttribute* attribute = KeyAt(operands[0]);
        const auto values = operands.subspan(1);
        if (attribute == nullptr || !AreValues(values)) return {};
        std::vector<KeyLeaf> leaves;
        for (const NodeIndex value : values) leaves.push_back({attribute, {}, ValueAt(value), {}});
        return leaves;
      }
      case NodeKind::kBetween:
        if (!IsSortKey(operands[0]) || !AreValues(operands.subspan(1))) return {};
        return {{sort_key_, SortKeyOperator::kBetween, ValueAt(operands[1]), ValueAt(operands[2])}};
      case NodeKind::kFunction:
        if (node.function != Function::kBeginsWith || !IsSortKey(operands[0]) || !AreValues(operands.subspan(1))) {
          return {};
        }
        return {{sort_key_, SortKeyOperator::kBeginsWith, ValueAt(operands[1]), {}}};
      default:
        return {};
    }
  }

  std::vector<KeyLeaf> LeavesOfComparison(const ExpressionNode& node) const {
    const auto operands = nodes_.OperandsOf(node);
    const bool key_first = KeyAt(operands[0]) != nullptr;
    const KeyAttribute* attribute = KeyAt(operands[key_first ? 0 : 1]);
    const NodeIndex value = operands[key_first ? 1 : 0];
    if (attribute == nullptr || nodes_[value].kind != NodeKind::kValue) return {};
    const Comparator comparator = key_first ? node.comparator : Mirrored(node.comparator);
    if (comparator == Comparator::kNotEqual) return {};
    const std::optional<SortKeyOperator> op = SortKeyOperatorOf(comparator);
    if (op && attribute == &partition_key_) return {};
    return {{attribute, op, ValueAt(value), {}}};
  }

  // The key attribute that an operand names, or nullptr.
  const KeyAttribute* KeyAt(NodeIndex index) const {
    const ExpressionNode& node = nodes_[index];
    if (node.kind != NodeKind::kPath) return nullptr;
    const DocumentPath& path = operands_.paths[node.first];
    if (!path.is_top_level()) return nullptr;
    if (path.attribute == partition_key_.name) return &partition_key_;
    return sort_key_ != nullptr && path.attribute == sort_key_->name ? sort_key_ : nullptr;
  }
  bool IsSortKey(NodeIndex index) const { return sort_key_ != nullptr && KeyAt(index) == sort_key_; }
  AttributeValueView ValueAt(NodeIndex index) const { return operands_.values[nodes_[index].first]; }
  bool AreValues(std::span<const NodeIndex> operands) const {
    return std::all_of(operands.begin(), operands.end(),
                       [this](NodeIndex operand) { return nodes_[operand].kind == NodeKind::kValue; });
  }

  const ExpressionNodes& nodes_;
  const Operands& operands_;
  const KeyAttribute& partition_key_;
  const KeyAttribute* sort_key_;  // nullptr: none
  KeyBranches result_;
};

}  // namespace

bool KeyBranches::is_keyed() const {
  return !has_too_many && std::all_of(branches.begin(), branches.end(), [](const KeyBranch& branch) {
    return branch.partition_key && !branch.is_contradictory;
  });
}

KeyBranches BranchesOf(const ConditionTree& tree, const Operands& operands, const KeySchema& schema) {
  return BranchMaker(tree, operands, schema).Run(tree.root);
}

}  // namespace tablerock::partiql
