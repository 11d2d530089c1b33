#include "operations/describe_endpoints.h"

namespace tablerock {

Result<DescribeEndpointsOutput> DescribeEndpoints(Database& /*database*/, const RequestContext& context,
                                                  const DescribeEndpointsInput& /*input*/) {
  return DescribeEndpointsOutput{{Endpoint{context.request_host}}};
}

}  // namespace tablerock
