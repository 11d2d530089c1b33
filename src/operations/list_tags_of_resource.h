// ListTagsOfResource: a table's tags, in order of their keys, all in one page (there are at most 50).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/table_inputs.h"
#include "storage/database.h"

namespace tablerock {

struct ListTagsOfResourceInput {
  std::string resource_arn;
  std::optional<std::string> next_token;
};
struct ListTagsOfResourceOutput {
  std::vector<TagInput> tags;
};

Result<ListTagsOfResourceOutput> ListTagsOfResource(Database& database, const RequestContext& context,
                                                    const ListTagsOfResourceInput& input);

}  // namespace tablerock
