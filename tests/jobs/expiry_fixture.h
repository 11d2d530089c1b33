// ExpiryTest: a table "ttt" (pk S) whose items expire at the second in "e", under a clock that stands still.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>

#include "jobs/job_runner.h"
#include "operations/operation_fixture.h"

namespace tablerock {

class ExpiryTest : public OperationTest {
 protected:
  // 2026-01-01T00:00:00Z, in seconds.
  static constexpr std::int64_t kStart = 1'767'225'600;

  ExpiryTest();

  // Reopens on a directory, or in memory; makes no table. The clock stays as it is.
  void Open(const DatabaseOptions& options);
  // The table "ttt", its time to live enabled on "e".
  void CreateExpiring();
  // The error's text; "" if there is none.
  std::string SetTimeToLive(bool enabled, const std::string& attribute_name = "e");
  void PutExpiring(const std::string& key, std::int64_t second);
  void Delete(const std::string& key);
  bool Has(const std::string& key);
  void RunJobs();
  void AdvanceSeconds(std::int64_t seconds) { clock_.Advance(seconds * 1000); }

  // The expiry entries of "ttt", as "SECOND KEY".
  std::multiset<std::string> Entries();
  // What they have to be by the items that there are.
  std::multiset<std::string> ExpectedEntries();

  std::unique_ptr<JobRunner> jobs_;
};

}  // namespace tablerock
