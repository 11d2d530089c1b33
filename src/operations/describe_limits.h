// DescribeLimits: the default quotas of an account in a region. Nothing here enforces them.
#pragma once

#include <cstdint>

#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct DescribeLimitsInput {};
struct DescribeLimitsOutput {  // capacity units; AWS documentation "Quotas in Amazon DynamoDB"
  std::int64_t account_max_read_capacity_units = 80'000;
  std::int64_t account_max_write_capacity_units = 80'000;
  std::int64_t table_max_read_capacity_units = 40'000;
  std::int64_t table_max_write_capacity_units = 40'000;
};

Result<DescribeLimitsOutput> DescribeLimits(Database& database, const RequestContext& context,
                                            const DescribeLimitsInput& input);

}  // namespace tablerock
