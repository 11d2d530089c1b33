// MappingStore: what event source mappings keep in the database: the settings of those that the control API made, where
// each began, and how far each of its lanes has come. Catalog kinds `mapping` and `mapping position`. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "functions/event_source_mapping.h"
#include "storage/database.h"

namespace tablerock {

// A lane is one of the `lanes` (ParallelizationFactor) in which the records of a shard are worked on.
struct LanePosition {
  std::uint32_t table_id = 0;
  std::uint32_t shard_number = 0;
  std::uint32_t lane = 0;
  std::uint32_t lanes = 1;
  SequenceNumber next = 0;  // everything below it that belongs to the lane is done
};

class MappingStore {
 public:
  explicit MappingStore(Database& database) : database_(database) {}

  struct Kept {
    std::string uuid;
    std::string json;  // ReadMapping reads it
  };
  Result<std::vector<Kept>> LoadMappings() const;
  Result<void> PutMapping(const EventSourceMapping& mapping);
  // With its positions.
  Result<void> DeleteMapping(const std::string& uuid);

  // The lowest sequence number that the mapping is about, found once when it begins.
  Result<std::optional<SequenceNumber>> LoadStart(const std::string& uuid) const;
  Result<void> PutStart(const std::string& uuid, SequenceNumber start);

  Result<std::vector<LanePosition>> LoadPositions(const std::string& uuid) const;
  Result<void> PutPosition(const std::string& uuid, const LanePosition& position);
  // Puts `now` in the place of `before`, all at once.
  Result<void> ReplacePositions(const std::string& uuid, const std::vector<LanePosition>& before,
                                const std::vector<LanePosition>& now);

 private:
  Database& database_;
};

}  // namespace tablerock
