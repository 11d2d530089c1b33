// IndexJobsTest: a table "the-table" (pk S) whose global secondary indexes come and go, and what is needed to compare
// them with it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>

#include "core/clock.h"
#include "core/log.h"
#include "core/request_context.h"
#include "jobs/job_runner.h"
#include "operations/table_report.h"
#include "storage/database.h"

namespace tablerock {

class IndexJobsTest : public ::testing::Test {
 protected:
  IndexJobsTest();  // in memory

  // Opens a database, after closing the one that is open.
  void Open(const DatabaseOptions& options);
  void CreateTable();
  TableReport Describe();
  // The error's name and text; "" if there is none.
  std::string Update(const std::string& request_json);
  // An index "gsi1" over "g" (S) and "n" (N), KEYS_ONLY.
  void AddIndex();
  std::string DeleteIndex(const std::string& index_name);

  void Put(const std::string& item_json);
  void PutNumbered(int i);  // an item of "gsi1" with the key "item-I"
  void Delete(const std::string& partition_key);

  // Every entry of the index, as the JSON of its key attributes.
  std::multiset<std::string> EntriesOf(std::uint32_t index_id);
  // Entries and counters of "gsi1" are those of the items that there are, and it is ACTIVE.
  void ExpectIndexAgrees();
  std::size_t CountJobs();

  Log log_{LogLevel::kError};
  Clock clock_;
  std::unique_ptr<Database> database_;
  RequestContext context_;
};

}  // namespace tablerock
