#include "changes/change_log_fixture.h"

#include <optional>
#include <stdexcept>

#include "changes/log_reopening.h"
#include "changes/stream_lifecycle.h"
#include "operations/delete_table.h"
#include "operations/update_item.h"
#include "operations/update_table.h"

namespace tablerock {

void ChangeLogTest::Open(const DatabaseOptions& options) {
  database_.reset();
  auto database = Database::Open(options, clock_, log_);
  if (!database) throw std::runtime_error(database.error().cause());
  database_ = std::move(*database);
}

void ChangeLogTest::CreateStreamTable(std::string_view view_type) {
  CreateTableInput input = TableOf("ttt", keys_);
  input.stream_specification = StreamSpecificationInput{true, std::string(view_type)};
  Create(input);
}

void ChangeLogTest::SwitchStream(bool on) {
  UpdateTableInput input;
  input.table_name = "ttt";
  input.stream_specification = StreamSpecificationInput{on, on ? std::optional(view_type_) : std::nullopt};
  const auto output = UpdateTable(*database_, context_, input);
  ASSERT_TRUE(output) << output.error().classic();
}

void ChangeLogTest::DropTable() {
  const auto output = DeleteTable(*database_, context_, {"ttt"});
  ASSERT_TRUE(output) << output.error().classic();
}

void ChangeLogTest::Count(const std::string& key) {
  UpdateItemInput input;
  input.table_name = "ttt";
  input.key = InputOf(R"({"pk":{"S":")" + key + R"("}})");
  input.update_expression = "ADD n :one";
  input.attributes = AttributesOf("", R"({":one":{"N":"1"}})");
  const auto output = UpdateItem(*database_, context_, input);
  ASSERT_TRUE(output) << output.error().classic();
}

void ChangeLogTest::BeginClosing() {
  const auto altered = database_->catalog().Alter("", "ttt", [&](TableDescription& table, WriteBatch& batch) {
    return ReopenShards(*database_, true, table, batch);
  });
  ASSERT_TRUE(altered) << altered.error().classic();
}

bool ChangeLogTest::FinishClosingRings() {
  const std::uint64_t rings = database_->change_signal().rings();
  const auto finished = FinishClosing(*database_, database_->catalog().Find("", "ttt")->description());
  EXPECT_TRUE(finished) << finished.error().classic();
  return database_->change_signal().rings() != rings;
}

}  // namespace tablerock
