// Switching streams on and off. OpenStream and CloseStream are called inside a Catalog change and write into its batch;
// FinishClosing follows once the change is through its barrier, when no write can add to the closed shards any more.
#pragma once

#include "core/result.h"
#include "model/table_description.h"
#include "storage/catalog.h"
#include "storage/database.h"

namespace tablerock {

// Gives the table a stream with one open shard. REQUIRES: it has none; its id is set.
void OpenStream(Database& database, StreamViewType view_type, TableDescription& table, WriteBatch& batch);

// Takes the table's stream away; it stays readable for 24 h. REQUIRES: it has one.
Result<void> CloseStream(Database& database, TableDescription& table, WriteBatch& batch);

// Gives the shards of tables that closed a stream their ending sequence number. After Catalog::Alter or Drop returned,
// and once at start for what a crash left between the two.
Result<void> FinishClosing(Database& database, std::uint32_t table_id);
Result<void> FinishClosingAll(Database& database);

}  // namespace tablerock
