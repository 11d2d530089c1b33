#include "operations/describe_table.h"

#include "operations/table_lookup.h"
#include "operations/transient_status.h"

namespace tablerock {

Result<DescribeTableOutput> DescribeTable(Database& database, const RequestContext& context,
                                          const DescribeTableInput& input) {
  const std::string_view name = TableNameOf(input.table_name);
  const TableHandle table = FindShownTable(database, context, name);
  if (!table) return ApiError::TableNotFound(name);
  return DescribeTableOutput{ReportTable(context, *table, database.clock().Now())};
}

}  // namespace tablerock
