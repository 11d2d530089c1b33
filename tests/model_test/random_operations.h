// RandomOperations: does one random operation after another on a Database and on the Reference, and compares each
// answer.
#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "model_test/reference.h"
#include "operations/transact_write_items.h"
#include "storage/database.h"

namespace tablerock {

class RandomOperations {
 public:
  // `table` has keys pk (S) and sk (N). All are used by this object alone.
  RandomOperations(Database& database, std::string table, Reference& reference, std::uint64_t seed)
      : database_(database), table_(std::move(table)), reference_(reference), random_(seed) {}

  // Fails the running test where an answer differs.
  void DoOne();

  // 0 … count - 1
  std::size_t Pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }

 private:
  // An update that both sides can do: its expression and what it makes of the item.
  struct Update {
    std::string expression;
    Json values;
    Json result;
  };
  // A condition and whether it holds.
  struct Condition {
    std::string expression;  // empty: none
    Json values = Json::object();
    bool holds = true;
  };

  // Of "e", the attribute of time to live: from a little before now to a little later.
  Json RandomExpiry();
  Json RandomItem();
  Json RandomKey();
  std::vector<Json> DistinctKeys(std::size_t count);
  Update RandomUpdate(const Json& key, const Json* item);
  Condition RandomCondition(const Json* item);
  TransactWriteInput RandomTransactWrite(const Json& key, bool& holds, Json& result, bool& deletes);

  void DoPut();
  void DoUpdate();
  void DoDelete();
  void DoBatch();
  void DoTransaction();

  Database& database_;
  std::string table_;
  Reference& reference_;
  std::mt19937_64 random_;
  RequestContext context_;
};

}  // namespace tablerock
