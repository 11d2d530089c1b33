// RecordingClient: one of several clients that write and read the same few items at the same time, in random ways, and
// write down what they were answered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "linearizability/history.h"
#include "operations/transact_write_items.h"
#include "storage/database.h"

namespace tablerock {

inline constexpr const char* kHotTable = "hot";  // with the key pk (S): "0" … of the items

class RecordingClient {
 public:
  // All clients of a history have different numbers, the same table and the same items 0 … item_count - 1. One thread.
  RecordingClient(Database& database, std::size_t client, std::size_t item_count, std::uint64_t seed);

  // Does an operation and records it. A failure that no answer to it may be fails the running test.
  void DoOne();
  // Reads all items in one transaction.
  void ReadAll();
  const History& history() const { return history_; }

 private:
  std::size_t Pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }
  // One that no other operation has: who reads it knows whose it is.
  ItemValue NewValue();
  // What this client last saw of the item, most likely; else that it is absent.
  ItemValue LikelyValue(std::size_t item);
  ItemAction RandomWrite(std::size_t item);

  // Calls `operation`, between the times of a new record.
  template <typename Operation>
  auto Record(const Operation& operation);
  void Finish(std::vector<ItemAction> actions);

  void Put();
  void Update();
  void Delete();
  void Get();
  void TransactWrite();

  Database& database_;
  const std::size_t client_;
  const std::size_t item_count_;
  std::mt19937_64 random_;
  RequestContext context_;
  History history_;
  std::vector<ItemValue> seen_;  // last, of each item
  ItemValue values_made_ = 0;
};

}  // namespace tablerock
