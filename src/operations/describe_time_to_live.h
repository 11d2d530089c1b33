// DescribeTimeToLive: whether items of a table expire, and by which attribute.
#pragma once

#include <optional>
#include <string>

#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct DescribeTimeToLiveInput {
  std::string table_name;
};
struct DescribeTimeToLiveOutput {
  std::optional<std::string> attribute_name;  // absent: DISABLED
};

Result<DescribeTimeToLiveOutput> DescribeTimeToLive(Database& database, const RequestContext& context,
                                                    const DescribeTimeToLiveInput& input);

}  // namespace tablerock
