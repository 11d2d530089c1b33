#include "operations/describe_limits.h"

namespace tablerock {

Result<DescribeLimitsOutput> DescribeLimits(Database& /*database*/, const RequestContext& /*context*/,
                                            const DescribeLimitsInput& /*input*/) {
  return DescribeLimitsOutput{};
}

}  // namespace tablerock
