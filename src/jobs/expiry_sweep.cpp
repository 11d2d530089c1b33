#include "jobs/expiry_sweep.h"

#include <algorithm>

#include "indexes/expiry_entries.h"
#include "operations/item_write.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

constexpr std::size_t kItemsPerStep = 64;
// The service leaves items alone that are more than five years past.
constexpr std::int64_t kOldestSeconds = 5LL * 365 * 24 * 60 * 60;

}  // namespace

UnixMillis ExpirySweep::due() {
  const UnixMillis now = database_.clock().Now();
  if (sweeping_) return now;
  // Set back, so that entries which were too old may not be any more.
  if (swept_at_ && now < *swept_at_) return now;
  const UnixMillis alarm = database_.expiry_alarm().due();
  if (!swept_at_ || alarm == kNever) return alarm;
  return std::max(alarm, *swept_at_ + database_.options().expiry_sweep_millis);
}

Result<void> ExpirySweep::Step() {
  if (!sweeping_) Begin();
  std::size_t swept = 0;
  while (!tables_.empty() && swept < kItemsPerStep) {
    TABLEROCK_TRY(SweepSome(*tables_.back(), kItemsPerStep - swept, swept));
  }
  if (!tables_.empty()) return {};
  sweeping_ = false;
  database_.expiry_alarm().SetNoLaterThan(next_);
  return {};
}

void ExpirySweep::Begin() {
  sweeping_ = true;
  swept_at_ = database_.clock().Now();
  next_ = kNever;
  database_.expiry_alarm().Clear();  // before looking: what comes from here on sets it again
  tables_ = database_.catalog().AllTables();
  std::erase_if(tables_, [](const TableHandle& table) { return !table->description().time_to_live; });
}

Result<void> ExpirySweep::SweepSome(const TableVersion& table, std::size_t limit, std::size_t& swept) {
  TABLEROCK_ASSIGN(const DueEntries due, FindDue(table.description().id, limit));
  for (const std::string& key : due.keys) TABLEROCK_TRY(Expire(table, key));
  swept += due.keys.size();
  if (due.more) return {};
  next_ = std::min(next_, due.next);
  tables_.pop_back();
  return {};
}

Result<ExpirySweep::DueEntries> ExpirySweep::FindDue(std::uint32_t table_id, std::size_t limit) {
  const UnixMillis now = database_.clock().Now();
  DueEntries due;
  const auto cursor =
      database_.store().NewCursor(Family::kDerived, ExpiryKey(table_id, now / 1000 - kOldestSeconds, {}),
                                  SuccessorOfPrefix(ExpiryPrefix(table_id)));
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
    const std::optional<ExpiryKeyParts> entry = ReadExpiryKey(cursor->key());
    if (!entry) return ApiError::Internal("an expiry entry has a damaged key");
    const UnixMillis time = TimeOfExpiry(entry->epoch_second);
    if (time > now) {
      due.next = time;
      return due;
    }
    if (due.keys.size() == limit) {
      due.more = true;
      return due;
    }
    due.keys.emplace_back(cursor->key());
  }
  TABLEROCK_TRY(cursor->status());
  return due;
}

Result<void> ExpirySweep::Expire(const TableVersion& table, const std::string& entry_key) {
  const TableDescription& swept = table.description();
  const std::optional<ExpiryKeyParts> entry = ReadExpiryKey(entry_key);
  return BeginAgainOnChange([&]() -> Result<void> {
    const auto ticket = database_.catalog().BeginWrite(swept.namespace_name, swept.name);
    if (!ticket) return {};
    const TableDescription& now = ticket->table()->description();
    if (now.id != swept.id || !now.time_to_live) return {};
    const std::optional<ItemKey> key = ItemKeyOfBaseKey(now.id, now.key_schema, entry->base_key);
    if (!key) return ApiError::Internal("an expiry entry of table " + now.name + " has a damaged key");
    const ItemMutation mutation = ItemMutation::Expire(*now.time_to_live, entry->epoch_second);
    const ItemWrite write{.table = ticket->table().get(), .key = *key, .mutation = &mutation, .table_name = now.name};
    AppliedWrite applied;
    WriteUnit unit(database_, {&write, 1}, {&applied, 1}, ChangeOrigin::kExpiry);
    TABLEROCK_TRY(unit.Lock());
    TABLEROCK_TRY(unit.Apply(0));
    // An entry that is not its item's own: nothing leaves such, but if there is one, it is not met again and again.
    if (!applied.changes_item()) unit.batch().Delete(Family::kDerived, entry_key);
    return unit.Commit();
  });
}

}  // namespace tablerock
