#include "operations/tag_resource.h"

#include "core/limits.h"
#include "operations/table_settings.h"

namespace tablerock {

Result<void> TagResource(Database& database, const RequestContext& context, const TagResourceInput& input) {
  TABLEROCK_ASSIGN(const std::string name, TaggedTableName(database, context, input.resource_arn, "TagResource"));
  if (input.tags.empty()) return ApiError::Validation("Atleast one Tag needs to be provided as Input.");
  TABLEROCK_TRY(CheckTags(input.tags));
  const auto add = [&](TableDescription& table, WriteBatch&) -> Result<void> {
    for (const TagInput& tag : input.tags) table.tags[tag.key] = tag.value;
    if (table.tags.size() > limits::kTagsMax) return TooManyTags();
    return {};
  };
  TABLEROCK_TRY(database.catalog().Alter(context.namespace_name, name, add));
  return {};
}

}  // namespace tablerock
