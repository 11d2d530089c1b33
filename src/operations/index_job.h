// IndexJob: what UpdateTable leaves to the background when it adds or deletes a global secondary index, and
// UpdateTimeToLive when it enables or disables the expiry entries, which are an index by time. An entry of catalog kind
// `job`, written in the same batch as the table's new version; jobs/ does the work.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/catalog.h"
#include "storage/store.h"

namespace tablerock {

enum class IndexJobKind : std::uint8_t {
  kBackfill,  // put the entries of the items that stand in the table already
  kRemoval,   // delete the entries, then the index
  kExpiryBackfill,
  kExpiryRemoval,
};

struct IndexJob {
  IndexJobKind kind = IndexJobKind::kBackfill;
  std::string namespace_name;
  std::string table_name;
  std::uint32_t table_id = 0;
  std::uint32_t index_id = 0;  // for expiry: TimeToLiveSpecification::entries_id
  std::string position;        // of a backfill: the item key up to which all is done; empty at the beginning
};

// Puts the job's entry, or replaces it: a backfill's new position.
void PutIndexJob(WriteBatch& batch, const IndexJob& job);
void DeleteIndexJob(WriteBatch& batch, const IndexJob& job);
// Nothing for the entry of another kind of job.
std::optional<IndexJob> ParseIndexJob(const CatalogEntry& entry);

}  // namespace tablerock
