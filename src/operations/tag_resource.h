// TagResource: adds tags to a table, or gives a tag that it has another value.
#pragma once

#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/table_inputs.h"
#include "storage/database.h"

namespace tablerock {

struct TagResourceInput {
  std::string resource_arn;
  std::vector<TagInput> tags;
};

Result<void> TagResource(Database& database, const RequestContext& context, const TagResourceInput& input);

}  // namespace tablerock
