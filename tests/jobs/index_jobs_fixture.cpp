#include "jobs/index_jobs_fixture.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "indexes/index_projection.h"
#include "operations/create_table.h"
#include "operations/delete_item.h"
#include "operations/describe_table.h"
#include "operations/operation_fixture.h"
#include "operations/put_item.h"
#include "operations/table_requests.h"
#include "operations/update_table.h"
#include "storage/key_bounds.h"

namespace tablerock {

IndexJobsTest::IndexJobsTest() {
  DatabaseOptions options;
  options.in_memory = true;
  Open(options);
}

void IndexJobsTest::Open(const DatabaseOptions& options) {
  database_.reset();
  auto database = Database::Open(options, clock_, log_);
  if (!database) throw std::runtime_error(database.error().cause());
  database_ = std::move(*database);
}

void IndexJobsTest::CreateTable() {
  const auto created = tablerock::CreateTable(*database_, context_, TableOf("the-table", "pk:S"));
  ASSERT_TRUE(created) << created.error().classic();
}

TableReport IndexJobsTest::Describe() {
  const auto output = DescribeTable(*database_, context_, {"the-table"});
  EXPECT_TRUE(output) << output.error().classic();
  return output ? output->table : TableReport();
}

std::string IndexJobsTest::Update(const std::string& request_json) {
  UpdateTableInput input = UpdateTableInputOf(nlohmann::json::parse(request_json));
  input.table_name = "the-table";
  const auto output = UpdateTable(*database_, context_, input);
  if (output) return "";
  return std::string(TraitsOf(output.error().type()).name) + ": " + output.error().classic();
}

void IndexJobsTest::AddIndex() {
  ASSERT_EQ(Update(R"({
    "AttributeDefinitions": [{"AttributeName": "g", "AttributeType": "S"}, {"AttributeName": "n", "AttributeType": "N"}],
    "GlobalSecondaryIndexUpdates": [{"Create": {
      "IndexName": "gsi1", "Projection": {"ProjectionType": "KEYS_ONLY"},
      "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"}]}}]})"),
            "");
}

std::string IndexJobsTest::DeleteIndex(const std::string& index_name) {
  return Update(R"({"GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": ")" + index_name + R"("}}]})");
}

void IndexJobsTest::Put(const std::string& item_json) {
  PutItemInput input;
  input.table_name = "the-table";
  input.item = InputOf(item_json);
  const auto put = PutItem(*database_, context_, input);
  ASSERT_TRUE(put) << put.error().classic();
}

void IndexJobsTest::PutNumbered(int i) {
  const std::string number = std::to_string(i);
  Put(R"({"pk":{"S":"item-)" + number + R"("},"g":{"S":"group-)" + std::to_string(i % 7) + R"("},"n":{"N":")" + number +
      R"("},"data":{"S":"not projected"}})");
}

void IndexJobsTest::Delete(const std::string& partition_key) {
  DeleteItemInput input;
  input.table_name = "the-table";
  input.key = InputOf(R"({"pk":{"S":")" + partition_key + R"("}})");
  const auto deleted = DeleteItem(*database_, context_, input);
  ASSERT_TRUE(deleted) << deleted.error().classic();
}

std::multiset<std::string> IndexJobsTest::EntriesOf(std::uint32_t index_id) {
  std::multiset<std::string> entries;
  const TableHandle table = database_->catalog().Find("", "the-table");
  const TableDescription& description = table->description();
  const KeyBounds bounds = BoundsOfPrefix(IndexPrefix(description.id, index_id));
  const auto cursor = database_->store().NewCursor(Family::kIndexes, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
    if (description.global_indexes.empty()) {
      entries.insert("an entry of no index");
      continue;
    }
    IndexEntryReader reader(description, description.global_indexes.front());
    entries.insert(JsonOf(reader.Read(cursor->key(), cursor->value())));
  }
  EXPECT_TRUE(cursor->status());
  return entries;
}

void IndexJobsTest::ExpectIndexAgrees() {
  const TableHandle table = database_->catalog().Find("", "the-table");
  const TableDescription& description = table->description();
  ASSERT_EQ(description.global_indexes.size(), 1U);
  const SecondaryIndex& index = description.global_indexes.front();
  EXPECT_EQ(index.status, IndexStatus::kActive);
  EXPECT_FALSE(index.backfilling);

  std::multiset<std::string> expected;
  std::int64_t expected_bytes = 0;
  const KeyBounds bounds = BoundsOfPrefix(TablePrefix(description.id));
  const auto cursor = database_->store().NewCursor(Family::kItems, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
    const ItemView item(cursor->value());
    const auto group = item.Find("g");
    const auto number = item.Find("n");
    if (!group || group->type() != AttributeType::kString || !number || number->type() != AttributeType::kNumber) {
      continue;
    }
    const Item entry = ProjectForIndex(description, index, item);
    expected.insert(JsonOf(entry));
    expected_bytes += static_cast<std::int64_t>(entry.size_bytes());
  }
  EXPECT_EQ(EntriesOf(index.index_id), expected);
  EXPECT_EQ(table->counters(index.index_id).items.load(), static_cast<std::int64_t>(expected.size()));
  EXPECT_EQ(table->counters(index.index_id).bytes.load(), expected_bytes);
}

std::size_t IndexJobsTest::CountJobs() { return database_->catalog().ListEntries(CatalogKind::kJob)->size(); }

}  // namespace tablerock
