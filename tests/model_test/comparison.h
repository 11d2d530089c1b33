// Compares a Database with the Reference: the table, its indexes, its counters and its change log.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "model_test/reference.h"
#include "storage/database.h"

namespace tablerock {

class Comparison {
 public:
  Comparison(Database& database, std::string table, const Reference& reference)
      : database_(database), table_(std::move(table)), reference_(reference) {}

  // Each fails the running test where the two differ.
  void CompareItems(std::int32_t page_limit) const;
  void CompareIndex(const ReferenceIndex& index, std::int32_t page_limit) const;
  void CompareCounters(const std::vector<ReferenceIndex>& indexes) const;
  // Reads on in the table's stream (NEW_AND_OLD_IMAGES) from where it stopped, replays the records on a copy and
  // compares that with the reference.
  void CompareChangeLog();
  // The expiry entries are those of the items, or none if `enabled` is false.
  void CompareExpiryEntries(bool enabled) const;
  // Records of the service's own deletes that CompareChangeLog has read.
  std::size_t expiry_records() const { return expiry_records_; }

 private:
  std::vector<Json> ScanAll(const std::string& index_name, std::int32_t page_limit) const;
  std::vector<Json> QueryAll(const ReferenceIndex& index, const std::string& partition, bool forward,
                             std::int32_t page_limit) const;
  void Replay(const Json& record_keys, const std::string& event, const std::string& old_image,
              const std::string& new_image);

  Database& database_;
  std::string table_;
  const Reference& reference_;
  RequestContext context_;
  Reference replica_;
  std::string iterator_;
  std::string last_sequence_number_;
  std::size_t expiry_records_ = 0;
};

}  // namespace tablerock
