#include "expressions/path_conflicts.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>

#include "expressions/errors.h"

namespace tablerock {
namespace {

enum class Relation { kDisjoint, kOverlap, kConflict };

Relation Relate(const DocumentPath& a, const DocumentPath& b) {
  if (a.attribute != b.attribute) return Relation::kDisjoint;
  const std::size_t common = std::min(a.steps.size(), b.steps.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (a.steps[i].index() != b.steps[i].index()) return Relation::kConflict;
    if (a.steps[i] != b.steps[i]) return Relation::kDisjoint;
  }
  return Relation::kOverlap;
}

ApiError PathsClash(ExpressionKind kind, std::string_view verb, const DocumentPath& one, const DocumentPath& two) {
  return expression_errors::Invalid(
      kind, "Two document paths " + std::string(verb) +
                " with each other; must remove or rewrite one of these paths; path one: " + one.ToString() +
                ", path two: " + two.ToString());
}

// The pair that the service reports: the first overlap in the order of the text, or else the first conflict.
ApiError DescribeClash(ExpressionKind kind, const std::vector<DocumentPath>& paths) {
  std::optional<ApiError> conflict;
  for (std::size_t two = 1; two < paths.size(); ++two) {
    for (std::size_t one = 0; one < two; ++one) {
      const Relation relation = Relate(paths[one], paths[two]);
      if (relation == Relation::kOverlap) return PathsClash(kind, "overlap", paths[one], paths[two]);
      if (relation == Relation::kConflict && !conflict) conflict = PathsClash(kind, "conflict", paths[one], paths[two]);
    }
  }
  return *conflict;
}

}  // namespace

std::vector<std::uint32_t> OrderPaths(const std::vector<DocumentPath>& paths) {
  std::vector<std::uint32_t> order(paths.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(paths[a].attribute, paths[a].steps) < std::tie(paths[b].attribute, paths[b].steps);
  });
  return order;
}

Result<void> CheckPathsDisjoint(ExpressionKind kind, const std::vector<DocumentPath>& paths) {
  if (paths.size() < 2) return {};
  // In this order any clash shows between neighbours, so that a long list of paths does not cost its square.
  const std::vector<std::uint32_t> order = OrderPaths(paths);
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (Relate(paths[order[i - 1]], paths[order[i]]) != Relation::kDisjoint) return DescribeClash(kind, paths);
  }
  return {};
}

}  // namespace tablerock
