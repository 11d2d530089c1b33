#include "operations/read_target.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexes/index_keys.h"
#include "indexes/index_projection.h"
#include "operations/item_keys.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

ApiError NoSuchIndex(const std::string& name) {
  return ApiError::Validation("The table does not have the specified index: " + name);
}

std::string Bracketed(const std::vector<std::string_view>& names) {
  std::string text = "[";
  for (const std::string_view name : names) {
    if (text.size() > 1) text += ", ";
    text += name;
  }
  return text += ']';
}

// Those of `names` that the index does not project, each once, in the order given.
std::vector<std::string_view> NotProjected(const ReadTarget& target, std::vector<std::string_view> names) {
  std::erase_if(names, [&](std::string_view name) { return IsProjected(target.description(), *target.index, name); });
  return names;
}

}  // namespace

Result<ReadTarget> FindReadTarget(Database& database, const RequestContext& context, const ReadInput& input) {
  ReadTarget target;
  TABLEROCK_ASSIGN(target.table, FindTable(database, context, input.table_name));
  if (!input.index_name) return target;
  target.index = target.description().FindIndex(*input.index_name);
  if (target.index == nullptr || !IsMaintained(*target.index)) return NoSuchIndex(*input.index_name);
  if (target.is_global_index() && input.consistent_read) {
    return ApiError::Validation("Consistent reads are not supported on global secondary indexes");
  }
  if (IsBeingBuilt(*target.index) ||
      (target.index->transient && target.index->status_at(database.clock().Now()) == IndexStatus::kCreating)) {
    return ApiError::Validation("Cannot read from backfilling global secondary index: " + *input.index_name);
  }
  return target;
}

Result<void> CheckSelect(const ReadInput& input) {
  if (!input.select) return {};
  const bool has_projection = input.projection_expression || input.attributes_to_get;
  if (*input.select == Select::kSpecificAttributes) {
    if (has_projection) return {};
    return ApiError::PrefixedValidation(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
  }
  if (has_projection) {
    const std::string_view chosen = *input.select == Select::kCount           ? "only the Count"
                                    : *input.select == Select::kAllAttributes ? "ALL_ATTRIBUTES"
                                                                              : "ALL_PROJECTED_ATTRIBUTES";
    const std::string_view parameter = input.projection_expression ? "ProjectionExpression" : "AttributesToGet";
    return ApiError::PrefixedValidation("Cannot specify the " + std::string(parameter) + " when choosing to get " +
                                        std::string(chosen));
  }
  if (*input.select == Select::kAllProjectedAttributes && !input.index_name) {
    // "Querying" also for a Scan.
    return ApiError::PrefixedValidation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  return {};
}

Result<void> CheckSelectOfTarget(const ReadTarget& target, std::optional<Select> select) {
  if (select != Select::kAllAttributes || !target.is_global_index() ||
      target.index->projection.type == ProjectionType::kAll) {
    return {};
  }
  return ApiError::InvalidParameterValues("Select type ALL_ATTRIBUTES is not supported for global secondary index " +
                                          target.index->name + " because its projection type is not ALL");
}

Result<void> CheckProjectionOfTarget(const ReadTarget& target, const ProjectionExpression& projection) {
  TABLEROCK_TRY(CheckKeysAreWhole(target.description(), projection.paths()));
  if (!target.is_global_index()) return {};
  const auto missing = NotProjected(target, projection.attributes());
  if (missing.empty()) return {};
  return ApiError::InvalidParameterValues("Global secondary index " + target.index->name + " does not project " +
                                          Bracketed(missing));
}

Result<void> CheckFilterOfTarget(const ReadTarget& target, const ConditionExpression& filter) {
  if (target.index == nullptr) return {};
  auto missing = NotProjected(target, filter.attributes());
  if (missing.empty()) return {};
  std::sort(missing.begin(), missing.end());
  return ApiError::InvalidParameterValues("Secondary index " + target.index->name +
                                          " does not project one or more filter attributes: " + Bracketed(missing));
}

bool FetchesFromTable(const ReadTarget& target, std::optional<Select> select,
                      const std::optional<ProjectionExpression>& projection) {
  if (target.index == nullptr || target.index->kind == IndexKind::kGlobal ||
      target.index->projection.type == ProjectionType::kAll) {
    return false;
  }
  if (select == Select::kAllAttributes) return true;
  return projection && !NotProjected(target, projection->attributes()).empty();
}

}  // namespace tablerock
