// Agreement: whether what the tables answer agrees with the items that stand in them: scans of the table and of every
// index, counts and sizes, and the change log of the table music, replayed.
#pragma once

#include <map>
#include <string>

#include "mutation/watched_tables.h"

namespace tablerock {

class Agreement {
 public:
  Agreement(WireSession& session, const WatchedTables& tables) : session_(session), tables_(tables) {}

  // What is wrong, in words; empty: nothing.
  std::string Check();

 private:
  std::string CheckTable(const TableName& name, const WatchedTable& table);
  std::string CheckScan(const TableName& name, const std::string& index, std::vector<Json> expected);
  std::string CheckSizes(const Json& shown, const char* bytes_name, const std::vector<Json>& expected);
  std::string CheckChanges(const WatchedTable& table);
  // Of the stream, behind read_up_to_, which moves on.
  Json NewRecords(const std::string& arn);
  Json Ask(const TableName& name, const std::string& operation, const Json& body);

  WireSession& session_;
  const WatchedTables& tables_;
  // The replayed change log, and the last sequence number that was read.
  std::map<Json, Json> replica_;
  std::string stream_arn_;
  std::string read_up_to_;
};

}  // namespace tablerock
