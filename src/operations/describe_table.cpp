#include "operations/describe_table.h"

#include "operations/table_lookup.h"

namespace tablerock {

Result<DescribeTableOutput> DescribeTable(Database& database, const RequestContext& context,
                                          const DescribeTableInput& input) {
  const std::string_view name = TableNameOf(input.table_name);
  const TableHandle table = database.catalog().Find(context.namespace_name, name);
  if (!table) return ApiError::TableNotFound(name);
  return DescribeTableOutput{ReportTable(context, *table, database.clock().Now())};
}

}  // namespace tablerock
