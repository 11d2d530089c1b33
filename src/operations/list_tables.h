// ListTables: the names of the namespace's tables in byte order, up to 100 a page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct ListTablesInput {
  std::optional<std::string> exclusive_start_table_name;  // need not exist
  std::optional<std::int64_t> limit;                      // 1 to 100
};
struct ListTablesOutput {
  std::vector<std::string> table_names;
  std::optional<std::string> last_evaluated_table_name;  // only if there are more
};

Result<ListTablesOutput> ListTables(Database& database, const RequestContext& context, const ListTablesInput& input);

}  // namespace tablerock
