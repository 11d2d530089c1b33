// DeleteTable: removes a table with its items and indexes; its stream stays readable for 24 hours. The answer says
// DELETING; the name is free by then.
#pragma once

#include <string>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/table_report.h"
#include "storage/database.h"

namespace tablerock {

struct DeleteTableInput {
  std::string table_name;
};
struct DeleteTableOutput {
  TableReport table_description;
};

// REQUIRES: the caller holds no WriteTicket.
Result<DeleteTableOutput> DeleteTable(Database& database, const RequestContext& context, const DeleteTableInput& input);

}  // namespace tablerock
