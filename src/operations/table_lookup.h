// How an operation finds the table that its TableName names: a name, or an ARN whose resource part is table/NAME.
#pragma once

#include <string>
#include <string_view>

#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

// The table's name within `name_or_arn` ("arn:aws:dynamodb:us-east-1:000000000000:table/NAME" or NAME itself).
std::string_view TableNameOf(std::string_view name_or_arn);

// Errors: ResourceNotFoundException "Requested resource not found" (the data plane's text).
Result<TableHandle> FindTable(Database& database, const RequestContext& context, std::string_view name_or_arn);
// The same for a write, which registers with the version that it sees.
Result<WriteTicket> FindTableForWrite(Database& database, const RequestContext& context, std::string_view name_or_arn);

// The table that the control plane sees: also while it is being created or deleted, until it has been deleted for long
// enough, even where its data still stands. Error: ResourceNotFoundException, which names the table.
Result<TableHandle> FindShownTable(Database& database, const RequestContext& context, std::string_view name_or_arn);

// "arn:aws:dynamodb:REGION:ACCOUNT:table/NAME" as the request's signature places it.
std::string TableArn(const RequestContext& context, std::string_view table_name);

}  // namespace tablerock
