#include "operations/select_plan.h"

#include <algorithm>
#include <compare>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "expressions/compare.h"
#include "indexes/index_keys.h"
#include "indexes/index_projection.h"
#include "model/item_builder.h"
#include "operations/item_keys.h"
#include "operations/key_range_bounds.h"
#include "operations/table_lookup.h"
#include "partiql/errors.h"

namespace tablerock {
namespace {

using partiql::Condition;
using partiql::KeyBranch;
using partiql::KeyBranches;
using partiql::KeyLeaf;
using partiql::OrderKey;
using partiql::SelectStatement;

constexpr std::size_t kReadsMax = 50;

KeyRange RangeOf(const KeyBranch& branch, const KeyLeaf* sort_condition) {
  KeyRange range;
  range.partition_key.push_back(*branch.partition_key);
  if (sort_condition == nullptr) return range;
  if (sort_condition->op) {
    range.sort_key_range = SortKeyRange{*sort_condition->op, sort_condition->value, sort_condition->upper};
  } else {
    range.sort_key_prefix.push_back(sort_condition->value);
  }
  return range;
}

// What all conditions of a branch leave.
KeyBounds BoundsOf(const ReadTarget& target, const KeyBranch& branch) {
  KeyBounds bounds = BoundsOfKeyRange(target, RangeOf(branch, nullptr));
  for (const KeyLeaf& condition : branch.sort_conditions) {
    const KeyBounds more = BoundsOfKeyRange(target, RangeOf(branch, &condition));
    bounds.lower = std::max(bounds.lower, more.lower);
    if (bounds.upper.empty() || (!more.upper.empty() && more.upper < bounds.upper)) bounds.upper = more.upper;
  }
  return bounds;
}

class SelectPlanner {
 public:
  explicit SelectPlanner(SelectPlan& plan) : plan_(plan), schema_(plan.target.key_schema()) {}

  Result<void> Run() {
    TABLEROCK_TRY(CheckPaths());
    if (!plan_.statement.where) {
      if (plan_.statement.is_ordered) {
        return ApiError::Validation("Must have WHERE clause in the statement when using ORDER BY clause.");
      }
      plan_.reads.push_back({BoundsOfPrefix(PrefixOf(plan_.target)), {}});
      return {};
    }
    const Condition& where = *plan_.statement.where;
    KeyBranches branches = partiql::BranchesOf(where.tree, where.operands, schema_);
    for (const KeyLeaf& leaf : branches.leaves) TABLEROCK_TRY(CheckValues(leaf));
    if (plan_.statement.is_ordered) TABLEROCK_TRY(CheckOrder(branches));
    if (branches.is_keyed()) {
      TABLEROCK_TRY(AddQueries(branches));
    } else {
      plan_.reads.push_back({BoundsOfPrefix(PrefixOf(plan_.target)), {where.tree.root}});
    }
    if (branches.pins_partition && (branches.has_too_many || branches.branches.size() > kReadsMax)) {
      return ApiError::Validation("Too many decomposed read operations for a given query.");
    }
    if (branches.is_keyed()) TABLEROCK_TRY(CheckFilters());
    return {};
  }

 private:
  Result<void> CheckPaths() const {
    if (plan_.statement.projection) {
      const ProjectionExpression projection(plan_.statement.projection->paths());
      TABLEROCK_TRY(CheckProjectionOfTarget(plan_.target, projection));
    }
    if (!plan_.statement.where) return {};
    return CheckKeysAreWhole(plan_.target.description(), plan_.statement.where->operands.paths);
  }

  static Result<void> CheckValues(const KeyLeaf& leaf) {
    for (const auto& value : {std::optional(leaf.value), leaf.upper}) {
      if (!value) continue;
      if (value->type() != leaf.attribute->type) return partiql::KeyTypeMismatch(leaf.attribute->name);
      TABLEROCK_TRY(CheckKeyNotEmpty(*leaf.attribute, *value));
    }
    return {};
  }

  // Also finds the direction: the sort key's is backward unless it is asked for forward, or no order is.
  Result<void> CheckOrder(const KeyBranches& branches) {
    const std::string& partition_key = schema_.partition_key.front().name;
    bool names_partition_key = false;
    plan_.forward = false;
    for (const OrderKey& key : plan_.statement.order) {
      if (!schema_.Has(key.attribute)) {
        return ApiError::Validation("Attribute " + key.attribute +
                                    " in ORDER BY clause must be part of the primary key");
      }
      if (key.attribute == partition_key) {
        names_partition_key = true;
        partitions_backward_ = key.descending;
      } else {
        plan_.forward = !key.descending;
      }
    }
    if (!branches.is_keyed()) {
      return ApiError::Validation(
          "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
    }
    const auto& first = branches.branches.front().partition_key;
    const bool reads_one_partition =
        std::all_of(branches.branches.begin(), branches.branches.end(),
                    [&](const KeyBranch& branch) { return branch.partition_key == first; });
    if (!names_partition_key && !reads_one_partition) {
      return ApiError::Validation(
          "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.");
    }
    return {};
  }

  // REQUIRES: is_keyed().
  Result<void> AddQueries(const KeyBranches& branches) {
    std::vector<std::pair<AttributeValueView, SelectRead>> queries;
    queries.reserve(branches.branches.size());
    for (const KeyBranch& branch : branches.branches) {
      queries.emplace_back(*branch.partition_key, SelectRead{BoundsOf(plan_.target, branch), branch.filters});
    }
    std::stable_sort(queries.begin(), queries.end(), [&](const auto& a, const auto& b) {
      const auto order = CompareScalars(a.first, b.first);
      return std::is_lt(order) || (std::is_eq(order) && a.second.bounds.lower < b.second.bounds.lower);
    });
    TABLEROCK_TRY(CheckDisjoint(queries));
    FindKey(branches);
    // Each partition's reads in the direction of the sort key, then the partitions in theirs.
    if (!plan_.forward) std::reverse(queries.begin(), queries.end());
    if (partitions_backward_ == plan_.forward) {
      std::stable_sort(queries.begin(), queries.end(), [&](const auto& a, const auto& b) {
        return partitions_backward_ ? std::is_gt(CompareScalars(a.first, b.first))
                                    : std::is_lt(CompareScalars(a.first, b.first));
      });
    }
    for (auto& query : queries) plan_.reads.push_back(std::move(query.second));
    return {};
  }

  // REQUIRES: sorted by partition and lower bound.
  static Result<void> CheckDisjoint(const std::vector<std::pair<AttributeValueView, SelectRead>>& queries) {
    std::string reach;  // the greatest upper bound so far; bounds of other partitions are beyond it or before it
    const AttributeValueView* partition = nullptr;
    for (const auto& [partition_key, read] : queries) {
      if (read.bounds.empty()) continue;
      const bool same_partition = partition != nullptr && *partition == partition_key;
      if (same_partition && read.bounds.lower < reach) {
        return ApiError::Validation("Overlapping conditions with range keys are not supported in where clause");
      }
      reach = same_partition ? std::max(reach, read.bounds.upper) : read.bounds.upper;
      partition = &partition_key;
    }
    return {};
  }

  void FindKey(const KeyBranches& branches) {
    if (plan_.target.index != nullptr || branches.branches.size() != 1) return;
    const KeyBranch& branch = branches.branches.front();
    if (!branch.filters.empty() || branch.sort_conditions.empty() != schema_.sort_key.empty()) return;
    ItemBuilder builder;
    builder.Attribute(schema_.partition_key.front().name, *branch.partition_key);
    for (const KeyLeaf& condition : branch.sort_conditions) {
      if (condition.op || !(condition.value == branch.sort_conditions.front().value)) return;
    }
    if (!branch.sort_conditions.empty()) {
      builder.Attribute(schema_.sort_key.front().name, branch.sort_conditions.front().value);
    }
    plan_.key = builder.TakeItem();
  }

  // A Query on an index refuses a filter on what the index does not have; this one if none of its reads can do without.
  // A Scan takes it.
  Result<void> CheckFilters() const {
    if (plan_.target.index == nullptr) return {};
    std::set<std::string_view> missing;
    for (const SelectRead& read : plan_.reads) {
      missing.clear();
      for (const NodeIndex filter : read.filters) AddAttributes(filter, missing);
      std::erase_if(missing, [&](std::string_view name) {
        return IsProjected(plan_.target.description(), *plan_.target.index, name);
      });
      if (missing.empty()) return {};
    }
    std::string names;
    for (const std::string_view name : missing) {
      if (!names.empty()) names += ", ";
      names += name;
    }
    return ApiError::InvalidParameterValues("Secondary index " + plan_.target.index->name +
                                            " does not project one or more filter attributes: [" + names + "]");
  }

  void AddAttributes(NodeIndex index, std::set<std::string_view>& names) const {
    const Condition& where = *plan_.statement.where;
    const ExpressionNode& node = where.tree.nodes[index];
    if (node.kind == NodeKind::kValue) return;
    if (node.kind == NodeKind::kPath) {
      names.insert(where.operands.paths[node.first].attribute);
    } else {
      for (const NodeIndex operand : where.tree.nodes.OperandsOf(node)) AddAttributes(operand, names);
    }
  }

  SelectPlan& plan_;
  const KeySchema& schema_;
  bool partitions_backward_ = false;
};

}  // namespace

std::optional<ConditionExpression> SelectPlan::FilterOf(const SelectRead& read) const {
  if (read.filters.empty()) return std::nullopt;
  ConditionTree tree = statement.where->TreeOf(read.filters.front());
  if (read.filters.size() > 1) tree.root = tree.nodes.And(read.filters);
  return ConditionExpression(std::move(tree), statement.where->BorrowOperands());
}

Result<ReadTarget> FindSelectTarget(Database& database, const RequestContext& context,
                                    const partiql::TableReference& from, bool consistent_read) {
  ReadTarget target;
  TABLEROCK_ASSIGN(target.table, FindTable(database, context, from.table));
  if (!from.index) return target;
  target.index = target.description().FindIndex(*from.index);
  if (target.index == nullptr || !IsMaintained(*target.index)) {
    return ApiError::Validation("The table does not have the specified index");
  }
  if (target.is_global_index() && consistent_read) {
    return ApiError::Validation("Strongly consistent read is not supported on Global Secondary Indexes");
  }
  if (IsBeingBuilt(*target.index) ||
      (target.index->transient && target.index->status_at(database.clock().Now()) == IndexStatus::kCreating)) {
    return ApiError::Validation("Cannot read from backfilling global secondary index: " + *from.index);
  }
  return target;
}

bool KeyTypesMatch(const ReadTarget& target, const SelectStatement& statement) {
  if (!statement.where) return true;
  const KeyBranches branches =
      partiql::BranchesOf(statement.where->tree, statement.where->operands, target.key_schema());
  return std::all_of(branches.leaves.begin(), branches.leaves.end(), [](const KeyLeaf& leaf) {
    return leaf.value.type() == leaf.attribute->type && (!leaf.upper || leaf.upper->type() == leaf.attribute->type);
  });
}

Result<SelectPlan> PlanSelect(ReadTarget target, SelectStatement statement) {
  SelectPlan plan;
  plan.target = std::move(target);
  plan.statement = std::move(statement);
  TABLEROCK_TRY(SelectPlanner(plan).Run());
  return plan;
}

}  // namespace tablerock
