#include "operations/describe_table.h"

#include "operations/table_lookup.h"

namespace tablerock {

Result<DescribeTableOutput> DescribeTable(Database& database, const RequestContext& context,
                                          const DescribeTableInput& input) {
  TABLEROCK_ASSIGN(const TableHandle table, FindShownTable(database, context, input.table_name));
  return DescribeTableOutput{ReportTable(context, *table, database.clock().Now())};
}

}  // namespace tablerock
