// ExpirySweep: deletes the items whose time to live has passed, as any other delete but with the service as its author.
// It comes when the first of the expiry entries is due, no sooner than one interval after the sweep before, and reads
// only entries that are due and the next one of each table. Items that are more than five years past are left alone, as
// the service leaves them. Between its time and the sweep an item is there like any other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jobs/periodic_job.h"
#include "storage/catalog.h"
#include "storage/database.h"

namespace tablerock {

class ExpirySweep final : public PeriodicJob {
 public:
  explicit ExpirySweep(Database& database) : database_(database) {}

  UnixMillis due() override;
  Result<void> Step() override;

 private:
  // Of one table: entries that are due, at most some, and when the first is that is not.
  struct DueEntries {
    std::vector<std::string> keys;
    bool more = false;
    UnixMillis next = kNever;
  };

  void Begin();
  Result<void> SweepSome(const TableVersion& table, std::size_t limit, std::size_t& swept);
  Result<DueEntries> FindDue(std::uint32_t table_id, std::size_t limit);
  // Deletes the item of an entry, unless it has another time by now.
  Result<void> Expire(const TableVersion& table, const std::string& entry_key);

  Database& database_;
  std::optional<UnixMillis> swept_at_;  // when the newest sweep began
  bool sweeping_ = false;
  std::vector<TableHandle> tables_;  // left to the sweep under way
  UnixMillis next_ = kNever;  // when the first item is due that this sweep leaves, of the tables that it is done with
};

}  // namespace tablerock
