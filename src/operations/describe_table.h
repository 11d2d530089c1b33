// DescribeTable: what is settled about a table, its size and its indexes' state.
#pragma once

#include <string>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/table_report.h"
#include "storage/database.h"

namespace tablerock {

struct DescribeTableInput {
  std::string table_name;
};
struct DescribeTableOutput {
  TableReport table;
};

Result<DescribeTableOutput> DescribeTable(Database& database, const RequestContext& context,
                                          const DescribeTableInput& input);

}  // namespace tablerock
