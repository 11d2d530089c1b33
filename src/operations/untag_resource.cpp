#include "operations/untag_resource.h"

#include "core/limits.h"
#include "operations/table_settings.h"

namespace tablerock {

Result<void> UntagResource(Database& database, const RequestContext& context, const UntagResourceInput& input) {
  TABLEROCK_ASSIGN(const std::string name, TaggedTableName(database, context, input.resource_arn, "UntagResource"));
  if (input.tag_keys.empty()) return ApiError::Validation("Atleast one Tag Key needs to be provided as Input.");
  for (const std::string& key : input.tag_keys) TABLEROCK_TRY(CheckTagKey(key));
  if (input.tag_keys.size() > limits::kTagsMax) return TooManyTags();
  const auto remove = [&](TableDescription& table, WriteBatch&) -> Result<void> {
    for (const std::string& key : input.tag_keys) table.tags.erase(key);
    return {};
  };
  TABLEROCK_TRY(database.catalog().Alter(context.namespace_name, name, remove));
  return {};
}

}  // namespace tablerock
