#include "operations/list_tables.h"

#include "operations/transient_status.h"

namespace tablerock {
namespace {

constexpr std::int64_t kPageLimit = 100;

}  // namespace

Result<ListTablesOutput> ListTables(Database& database, const RequestContext& context, const ListTablesInput& input) {
  const auto limit = static_cast<std::size_t>(input.limit.value_or(kPageLimit));
  // Tables that were shown as DELETING for long enough, should the job not have come to them yet.
  if (database.options().transient_status_millis > 0) TABLEROCK_TRY(EndTransientStatuses(database));
  ListTablesOutput output;
  output.table_names =
      database.catalog().TableNames(context.namespace_name, input.exclusive_start_table_name.value_or(""), limit + 1);
  if (output.table_names.size() > limit) {
    output.table_names.pop_back();
    output.last_evaluated_table_name = output.table_names.back();
  }
  return output;
}

}  // namespace tablerock
