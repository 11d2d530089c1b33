// Beginning and ending a table's delivery to a Kinesis data stream. BeginDelivery and EndDelivery are called inside a
// Catalog change and write into its batch; FinishClosing (changes/stream_lifecycle.h) follows once the change is made.
#pragma once

#include <string>
#include <string_view>

#include "changes/delivery.h"
#include "core/result.h"
#include "model/table_description.h"
#include "storage/database.h"

namespace tablerock {

// The destination becomes ACTIVE, and changes from here on are for it. REQUIRES: `destination` is one of the table's,
// and has no delivery; no other one of them is ACTIVE.
Result<void> BeginDelivery(Database& database, std::string_view region, KinesisDestination& destination,
                           TableDescription& table, WriteBatch& batch);

// The destination becomes DISABLING: what was written up to here is still for it. REQUIRES: it is ACTIVE.
Result<void> EndDelivery(Database& database, KinesisDestination& destination, TableDescription& table,
                         WriteBatch& batch);

// The destinations of a table that is being deleted: takes them out of its description and ends the deliveries. What
// they still have to send is sent. The table's log ends.
Result<void> EndDeliveries(Database& database, TableDescription& table, WriteBatch& batch);

// What records carry the new precision: those that are sent from now on.
Result<void> SetPrecision(Database& database, TimestampPrecision precision, const KinesisDestination& destination,
                          const TableDescription& table, WriteBatch& batch);

// A delivery that was ended sends nothing more: its entries go, and its destination, if the table is still there, is
// DISABLED. REQUIRES: the caller holds no WriteTicket.
Result<void> FinishDelivery(Database& database, const Delivery& delivery);

}  // namespace tablerock
