#include "jobs/consistency_check.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "jobs/log_check.h"
#include "jobs/table_check.h"
#include "operations/index_job.h"
#include "storage/key_bounds.h"
#include "storage/key_values.h"

namespace tablerock {
namespace {

struct TableFamily {
  Family family;
  std::string_view kind;  // what stands before the table's id
  std::string_view holds;
};
constexpr std::array<TableFamily, 5> kTableFamilies{{{Family::kItems, "", "items"},
                                                     {Family::kIndexes, "", "index entries"},
                                                     {Family::kDerived, "E", "expiry entries"},
                                                     {Family::kDerived, "T", "counters"},
                                                     {Family::kDerived, "C", "sizes of item collections"}}};

// Ids of deleted tables are not used again, so what is left of one is never seen and never deleted.
Result<void> CheckLeftovers(Database& database, const TableFamily& part, CheckReport& report) {
  const KeyBounds bounds = BoundsOfPrefix(std::string(part.kind));
  const auto cursor = database.store().NewCursor(part.family, bounds.lower, bounds.upper);
  cursor->SeekToFirst();
  while (cursor->Valid()) {
    std::string_view rest = cursor->key().substr(part.kind.size());
    std::uint32_t table_id = 0;
    if (!ReadBigEndian(rest, table_id)) {
      report.Disagree(std::string("a key among the ").append(part.holds).append(" is damaged"));
      break;
    }
    if (!database.catalog().FindById(table_id)) {
      report.Disagree(std::string("there are ")
                          .append(part.holds)
                          .append(" of a table that is not there (id ")
                          .append(std::to_string(table_id))
                          .append(")"));
    }
    const std::string next = SuccessorOfPrefix(std::string(part.kind) + TablePrefix(table_id));
    if (next.empty()) break;
    cursor->Seek(next);
  }
  return cursor->status();
}

ExpiryState ExpiryStateOf(const TableDescription& table, const std::vector<IndexJob>& jobs) {
  const auto stands = [&](IndexJobKind kind) {
    return std::any_of(jobs.begin(), jobs.end(),
                       [&](const IndexJob& job) { return job.kind == kind && job.table_id == table.id; });
  };
  if (table.time_to_live) return stands(IndexJobKind::kExpiryBackfill) ? ExpiryState::kBeingFilled : ExpiryState::kKept;
  return stands(IndexJobKind::kExpiryRemoval) ? ExpiryState::kBeingRemoved : ExpiryState::kNone;
}

Result<std::vector<IndexJob>> JobsIn(Database& database) {
  std::vector<IndexJob> jobs;
  TABLEROCK_ASSIGN(const auto entries, database.catalog().ListEntries(CatalogKind::kJob));
  for (const CatalogEntry& entry : entries) {
    if (auto job = ParseIndexJob(entry)) jobs.push_back(std::move(*job));
  }
  return jobs;
}

Result<void> CheckAll(Database& database, CheckReport& report) {
  TABLEROCK_ASSIGN(const std::vector<IndexJob> jobs, JobsIn(database));
  for (const TableHandle& table : database.catalog().AllTables()) {
    const TableDescription& description = table->description();
    CheckedTable& checked = report.tables.emplace_back();
    if (!description.namespace_name.empty()) checked.name = description.namespace_name + "/";
    checked.name += description.name;
    const Result<void> result = TableCheck(database, *table, ExpiryStateOf(description, jobs), checked, report).Run();
    report.DisagreeOnError("table " + checked.name, result);
    report.DisagreeOnError("the change log of table " + checked.name,
                           CheckLogOfTable(database, *table, checked, report));
  }
  for (const TableFamily& part : kTableFamilies) {
    report.DisagreeOnError(part.holds, CheckLeftovers(database, part, report));
  }
  return CheckLog(database, report);
}

}  // namespace

CheckReport CheckConsistency(Database& database) {
  CheckReport report;
  report.DisagreeOnError("the database", CheckAll(database, report));
  return report;
}

}  // namespace tablerock
