#include "operations/list_tags_of_resource.h"

#include "operations/table_lookup.h"
#include "operations/table_settings.h"

namespace tablerock {

Result<ListTagsOfResourceOutput> ListTagsOfResource(Database& database, const RequestContext& context,
                                                    const ListTagsOfResourceInput& input) {
  TABLEROCK_ASSIGN(const std::string name,
                   TaggedTableName(database, context, input.resource_arn, "ListTagsOfResource"));
  ListTagsOfResourceOutput output;
  const auto table = FindShownTable(database, context, name);
  if (!table) return output;
  for (const auto& [key, value] : (*table)->description().tags) output.tags.push_back({key, value});
  return output;
}

}  // namespace tablerock
