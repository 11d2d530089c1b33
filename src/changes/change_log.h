// The change log: one record for every change of an item of a table that has a reader (a stream, a delivery; later
// recovery, replicas). Streams, functions, restore, export and replicas read it; nothing writes beside it. Layout:
// storage/FORMAT.md.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/clock.h"
#include "model/item.h"
#include "model/table_description.h"
#include "storage/sequence_latch.h"
#include "storage/store.h"

namespace tablerock {

// Who made a change. Persisted: never change a number.
enum class ChangeOrigin : std::uint8_t {
  kUser = 0,
  kExpiry = 1,  // the time-to-live sweep: userIdentity {"Type":"Service","PrincipalId":"dynamodb.amazonaws.com"}
};

// One change of one item. `previous` and `next` are empty where there was or is no item.
// REQUIRES: they differ (a write that changes nothing makes no record), and one of them is an item.
struct ItemChangeImages {
  ItemView previous;
  ItemView next;
};

// Puts the record of one change into `batch`, in the open shard that covers the item. `item_key` is the item's key in
// the items family (its hash names the shard). REQUIRES: table.writes_change_log(); `number` is in flight
// (SequenceLatch) until the batch is written.
void AppendChange(const TableDescription& table, SequenceNumber number, UnixMillis now, std::string_view item_key,
                  const ItemChangeImages& images, ChangeOrigin origin, WriteBatch& batch);

}  // namespace tablerock
