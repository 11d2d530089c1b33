// DescribeEndpoints: where a client that uses endpoint discovery shall send its requests: to the host it asked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct DescribeEndpointsInput {};
struct Endpoint {
  std::string address;  // host:port, without a scheme
  std::int64_t cache_period_in_minutes = 1440;
};
struct DescribeEndpointsOutput {
  std::vector<Endpoint> endpoints;
};

Result<DescribeEndpointsOutput> DescribeEndpoints(Database& database, const RequestContext& context,
                                                  const DescribeEndpointsInput& input);

}  // namespace tablerock
