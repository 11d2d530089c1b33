// ReadsDatabase: a database in memory with tables told in JSON, and Query and Scan told in the service's own JSON: what
// the tests of reads work with.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/log.h"
#include "core/request_context.h"
#include "operations/query.h"
#include "operations/scan.h"
#include "storage/database.h"

namespace tablerock {

class ReadsDatabase {
 public:
  ReadsDatabase();

  // {"name", "key": ["pk:S", "sk:N"], "local": [{"name", "key", "projection": "ALL" or "KEYS_ONLY" or ["a"]}],
  // "global": the same, with "status" where it is not ACTIVE}. Several partition key attributes: [["g:S", "h:S"],
  // "sk:N"]. Made without CreateTable, so that an index can have any status and stay so.
  void CreateTable(const nlohmann::json& table);
  // PutItem. "#KB:n" as an S stands for n times 1,024 letters.
  void Put(const std::string& table, const nlohmann::json& item);

  QueryInput QueryInputOf(const nlohmann::json& request) const;
  ScanInput ScanInputOf(const nlohmann::json& request) const;
  // `operation`: "Query" or "Scan".
  Result<ReadOutput> Read(const std::string& operation, const nlohmann::json& request);
  // Reads on from each LastEvaluatedKey to the end; Limit and all else as in `request`.
  std::vector<nlohmann::json> ReadAllPages(const std::string& operation, nlohmann::json request);

  Database& database() { return *database_; }
  const RequestContext& context() const { return context_; }

 private:
  Clock clock_;
  Log log_{LogLevel::kError};
  RequestContext context_;
  std::unique_ptr<Database> database_;
};

// The answer in the service's JSON, but for consumed capacity: {"Table": 0.5, "INDEX": 1.0}.
nlohmann::json AnswerOf(const ReadOutput& output);

}  // namespace tablerock
