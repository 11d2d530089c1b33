#include "jobs/expiry_fixture.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "operations/delete_item.h"
#include "operations/put_item.h"
#include "operations/update_time_to_live.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

std::string KeyJson(const std::string& key) { return R"({"pk":{"S":")" + key + R"("}})"; }

// "a" of {"pk": {"S": "a"}, …}
std::string KeyOf(ItemView item) { return nlohmann::json::parse(JsonOf(item)).at("pk").at("S").get<std::string>(); }

}  // namespace

ExpiryTest::ExpiryTest() {
  clock_.Freeze();
  clock_.Set(kStart * 1000);
  jobs_ = std::make_unique<JobRunner>(*database_);
}

void ExpiryTest::Open(const DatabaseOptions& options) {
  jobs_.reset();
  database_.reset();
  auto database = Database::Open(options, clock_, log_);
  if (!database) throw std::runtime_error(database.error().cause());
  database_ = std::move(*database);
  jobs_ = std::make_unique<JobRunner>(*database_);
}

void ExpiryTest::CreateExpiring() {
  CreateTableWithKeys("ttt", "pk:S");
  ASSERT_EQ(SetTimeToLive(true), "");
  RunJobs();
}

std::string ExpiryTest::SetTimeToLive(bool enabled, const std::string& attribute_name) {
  const auto updated = UpdateTimeToLive(*database_, context_, {"ttt", enabled, attribute_name});
  return updated ? std::string() : updated.error().classic();
}

void ExpiryTest::PutExpiring(const std::string& key, std::int64_t second) {
  Put("ttt", R"({"pk":{"S":")" + key + R"("},"e":{"N":")" + std::to_string(second) + R"("}})");
}

void ExpiryTest::Delete(const std::string& key) {
  DeleteItemInput input;
  input.table_name = "ttt";
  input.key = InputOf(KeyJson(key));
  ASSERT_TRUE(DeleteItem(*database_, context_, input));
}

bool ExpiryTest::Has(const std::string& key) { return !Get("ttt", KeyJson(key)).empty(); }

void ExpiryTest::RunJobs() {
  const auto idle = jobs_->RunUntilIdle();
  ASSERT_TRUE(idle) << idle.error().cause();
}

std::multiset<std::string> ExpiryTest::Entries() {
  std::multiset<std::string> entries;
  const TableHandle table = database_->catalog().Find("", "ttt");
  const KeyBounds bounds = BoundsOfPrefix(ExpiryPrefix(table->description().id));
  const auto cursor = database_->store().NewCursor(Family::kDerived, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
    const auto entry = ReadExpiryKey(cursor->key());
    const auto item_key = ItemKeyOfBaseKey(table->description().id, table->description().key_schema, entry->base_key);
    ItemBuilder builder;
    ReadItemKey(item_key->bytes(), table->description().key_schema, builder);
    entries.insert(std::to_string(entry->epoch_second) + " " + KeyOf(builder.TakeItem()));
  }
  return entries;
}

std::multiset<std::string> ExpiryTest::ExpectedEntries() {
  std::multiset<std::string> entries;
  const TableHandle table = database_->catalog().Find("", "ttt");
  const KeyBounds bounds = BoundsOfPrefix(TablePrefix(table->description().id));
  const auto cursor = database_->store().NewCursor(Family::kItems, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
    const auto item = nlohmann::json::parse(JsonOf(ItemView(cursor->value())));
    if (!item.contains("e") || !item.at("e").contains("N")) continue;
    const auto second = item.at("e").at("N").get<std::string>();
    entries.insert(second + " " + item.at("pk").at("S").get<std::string>());
  }
  return entries;
}

}  // namespace tablerock
