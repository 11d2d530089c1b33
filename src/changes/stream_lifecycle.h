// Switching streams on and off. OpenStream and CloseStream are called inside a Catalog change and write into its batch;
// FinishClosing follows once the change is made: when it is through its barrier, no write can add to the shards that it
// closed, and they get their ending sequence number.
#pragma once

#include "core/result.h"
#include "model/table_description.h"
#include "storage/catalog.h"
#include "storage/database.h"

namespace tablerock {

// Gives the table a stream with DatabaseOptions::stream_shards open shards. REQUIRES: it has none; its id is set.
Result<void> OpenStream(Database& database, StreamViewType view_type, TableDescription& table, WriteBatch& batch);

// Takes the table's stream away; it stays readable for 24 h. REQUIRES: it has one.
Result<void> CloseStream(Database& database, TableDescription& table, WriteBatch& batch);

// Gives the shards that a change of the table closed their ending sequence number: that of their last record. After
// Catalog::Alter or Drop returned, also by several threads at a time; and once at start, for all tables, for what a
// crash left between the two. Rings change_signal() when there are new ends. REQUIRES: the caller holds no WriteTicket.
Result<void> FinishClosing(Database& database, const TableDescription& table);
Result<void> FinishClosingAll(Database& database);

}  // namespace tablerock
