// Expiry entries: of a table with time to live, its items in the order of the second at which they expire, so that the
// sweep finds those that did and no others. Written in the same batch as the item. Layout: storage/FORMAT.md, family
// `derived`, kind E.
#pragma once

#include <cstdint>
#include <optional>

#include "core/clock.h"
#include "model/item.h"
#include "model/table_description.h"
#include "storage/key_codec.h"
#include "storage/store.h"

namespace tablerock {

// The second since 1970 at which the item expires. Nothing if it never does: the attribute is missing, is no N, or is
// farther off than 64 bits of seconds. A fraction of a second counts for nothing; the service expires items with such
// numbers too.
std::optional<std::int64_t> ExpirySecondOf(const TimeToLiveSpecification& time_to_live, ItemView item);
// The clock's time from which on that second has come. kNever past what the clock can show.
UnixMillis TimeOfExpiry(std::int64_t epoch_second);

// Adds to `batch` what turns the entry of `previous` into that of `next` (either may be empty: no item). Returns the
// time of an entry that it puts, kNever if it puts none. REQUIRES: the caller holds the item's lock; the table has time
// to live.
UnixMillis AppendExpiryChange(const TableDescription& table, const ItemKey& key, ItemView previous, ItemView next,
                              WriteBatch& batch);

}  // namespace tablerock
