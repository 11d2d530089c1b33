// UntagResource: removes tags from a table; keys that it does not have are no error.
#pragma once

#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct UntagResourceInput {
  std::string resource_arn;
  std::vector<std::string> tag_keys;
};

Result<void> UntagResource(Database& database, const RequestContext& context, const UntagResourceInput& input);

}  // namespace tablerock
