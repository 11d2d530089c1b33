// UpdateTimeToLive: names the attribute that says when an item expires, or takes expiry away. ENABLED and DISABLED at
// once; the background finds the times of the items that stand in the table already.
#pragma once

#include <string>

#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct UpdateTimeToLiveInput {
  std::string table_name;
  bool enabled = false;
  std::string attribute_name;
};
struct UpdateTimeToLiveOutput {  // TimeToLiveSpecification, as the request gave it
  bool enabled = false;
  std::string attribute_name;
};

// Errors: "TimeToLive is already enabled", "TimeToLive is already disabled", another attribute than the one in use.
Result<UpdateTimeToLiveOutput> UpdateTimeToLive(Database& database, const RequestContext& context,
                                                const UpdateTimeToLiveInput& input);

}  // namespace tablerock
