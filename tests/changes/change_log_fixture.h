// ChangeLogTest: a table "ttt" whose changes are logged, for a stream or another reader; what the tests of all readers
// do to it.
#pragma once

#include <string>
#include <string_view>

#include "operations/operation_fixture.h"

namespace tablerock {

class ChangeLogTest : public OperationTest {
 protected:
  // Keys as TableOf takes them, and the view type of streams where a test names none.
  ChangeLogTest(std::string_view keys, std::string_view view_type) : keys_(keys), view_type_(view_type) {}

  // Opens a database, after closing the one that is open; makes no table.
  void Open(const DatabaseOptions& options);
  void CreateTable() { CreateTableWithKeys("ttt", keys_); }
  void CreateStreamTable() { CreateStreamTable(view_type_); }
  void CreateStreamTable(std::string_view view_type);
  void SwitchStream(bool on);
  void DropTable();
  // Adds 1 to the item's "n".
  void Count(const std::string& key);

  // Closes the table's open shards and opens children, and stops there: those closed are still without their end, as
  // they are for a moment after each such change.
  void BeginClosing();
  // Gives them their end. True if that rang the signal on which readers sleep.
  bool FinishClosingRings();

  std::size_t CountEntries(CatalogKind kind) { return database_->catalog().ListEntries(kind)->size(); }

 private:
  const std::string keys_;
  const std::string view_type_;
};

}  // namespace tablerock
