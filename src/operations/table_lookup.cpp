#include "operations/table_lookup.h"

#include <utility>

namespace tablerock {
namespace {

// The data plane does not see a table that is being created or deleted.
bool ServesItems(Database& database, const TableDescription& table) {
  if (!table.transient) return true;
  const UnixMillis now = database.clock().Now();
  const TableStatus status = table.status_at(now);
  return status != TableStatus::kCreating && status != TableStatus::kDeleting && !table.is_gone_at(now);
}

}  // namespace

std::string_view TableNameOf(std::string_view name_or_arn) {
  if (!name_or_arn.starts_with("arn:")) return name_or_arn;
  constexpr std::string_view kResource = ":table/";
  const std::size_t at = name_or_arn.find(kResource);
  if (at == std::string_view::npos) return name_or_arn;
  const std::string_view name = name_or_arn.substr(at + kResource.size());
  return name.substr(0, name.find('/'));
}

Result<TableHandle> FindTable(Database& database, const RequestContext& context, std::string_view name_or_arn) {
  TableHandle table = database.catalog().Find(context.namespace_name, TableNameOf(name_or_arn));
  if (!table || !ServesItems(database, table->description())) return ApiError::ResourceNotFound();
  return table;
}

Result<WriteTicket> FindTableForWrite(Database& database, const RequestContext& context, std::string_view name_or_arn) {
  std::optional<WriteTicket> ticket = database.catalog().BeginWrite(context.namespace_name, TableNameOf(name_or_arn));
  if (!ticket || !ServesItems(database, ticket->table()->description())) return ApiError::ResourceNotFound();
  return std::move(*ticket);
}

Result<TableHandle> FindShownTable(Database& database, const RequestContext& context, std::string_view name_or_arn) {
  const std::string_view name = TableNameOf(name_or_arn);
  TableHandle table = database.catalog().Find(context.namespace_name, name);
  if (!table || table->description().is_gone_at(database.clock().Now())) return ApiError::TableNotFound(name);
  return table;
}

std::string TableArn(const RequestContext& context, std::string_view table_name) {
  std::string arn = "arn:aws:dynamodb:";
  arn += context.region;
  arn += ':';
  arn += context.account;
  arn += ":table/";
  arn += table_name;
  return arn;
}

}  // namespace tablerock
