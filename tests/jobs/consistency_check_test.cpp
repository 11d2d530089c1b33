// What `tablerock check` compares: a whole database agrees; each kind of damage is named.
#include "jobs/consistency_check.h"

#include <gtest/gtest.h>

#include <unistd.h>
#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "indexes/expiry_entries.h"
#include "jobs/job_runner.h"
#include "operations/delete_item.h"
#include "operations/delete_table.h"
#include "operations/operation_fixture.h"
#include "operations/table_requests.h"
#include "operations/update_table.h"
#include "operations/update_time_to_live.h"
#include "storage/counter_values.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

constexpr int kItems = 30;

class ConsistencyCheckTest : public OperationTest {
 protected:
  ConsistencyCheckTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tablerock-check-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
    DatabaseOptions options;
    options.data_directory = directory_;
    database_ = std::move(*Database::Open(options, clock_, log_));
    Fill();
  }
  ~ConsistencyCheckTest() override {
    database_.reset();
    std::filesystem::remove_all(directory_);
  }

  void Fill() {
    CreateTableInput input = TableOf("ttt", "pk:S,sk:N");
    AddGlobalIndex(input, "all", "g:S,n:N");
    AddGlobalIndex(input, "keys", "g:S", "KEYS_ONLY");
    AddLocalIndex(input, "local", "pk:S,n:N");
    input.stream_specification = StreamSpecificationInput{true, "NEW_AND_OLD_IMAGES"};
    Create(input);
    ASSERT_TRUE(UpdateTimeToLive(*database_, context_, {"ttt", true, "e"}));
    for (int i = 0; i < kItems; ++i) PutNumbered(i);
    DeleteItemInput deletion;
    deletion.table_name = "ttt";
    deletion.key = InputOf(R"({"pk":{"S":"p0"},"sk":{"N":"0"}})");
    ASSERT_TRUE(DeleteItem(*database_, context_, deletion));
    RunJobs();
  }

  void PutNumbered(int i) {
    const std::string number = std::to_string(i);
    Put("ttt", R"({"pk":{"S":"p)" + std::to_string(i % 4) + R"("},"sk":{"N":")" + number + R"("},"g":{"S":"g)" +
                   std::to_string(i % 3) + R"("},"n":{"N":")" + number + R"("},"e":{"N":"99999999999"}})");
  }

  void RunJobs() {
    JobRunner jobs(*database_);
    ASSERT_TRUE(jobs.RunUntilIdle());
  }

  TableHandle Table() { return database_->catalog().Find("", "ttt"); }
  std::uint32_t IdOf(const std::string& index) { return Table()->description().FindIndex(index)->index_id; }
  ItemKey KeyOf(const std::string& key_json) {
    return EncodeItemKey(Table()->description().id, Table()->description().key_schema, ItemOf(key_json));
  }
  // The first key with that prefix, and its value.
  std::pair<std::string, std::string> First(Family family, const std::string& prefix) {
    const KeyBounds bounds = BoundsOfPrefix(prefix);
    const auto cursor = database_->store().NewCursor(family, bounds.lower, bounds.upper);
    cursor->SeekToFirst();
    EXPECT_TRUE(cursor->Valid());
    return {std::string(cursor->key()), std::string(cursor->value())};
  }
  void Write(const std::function<void(WriteBatch&)>& fill) {
    WriteBatch batch;
    fill(batch);
    ASSERT_TRUE(database_->store().Write(std::move(batch)));
  }

  // One disagreement at least says this.
  void ExpectNamed(const std::string& text) {
    const CheckReport report = CheckConsistency(*database_);
    EXPECT_FALSE(report.agrees());
    EXPECT_TRUE(std::any_of(report.texts().begin(), report.texts().end(),
                            [&](const std::string& told) { return told.find(text) != std::string::npos; }))
        << text << "\nis not told in\n"
        << report.Lines();
  }
  void ExpectAgrees() {
    const CheckReport report = CheckConsistency(*database_);
    EXPECT_TRUE(report.agrees()) << report.Lines();
  }

  std::string directory_;
};

TEST_F(ConsistencyCheckTest, TellsWhatItReadWhereAllAgrees) {
  EXPECT_EQ(CheckConsistency(*database_).Lines(),
            "table ttt: 29 items; index local: 29 entries; index all: 29 entries; index keys: 29 entries; 29 expiry "
            "entries; 31 change records\n1 table: all agrees\n");
}

TEST_F(ConsistencyCheckTest, AgreesWhileIndexesComeAndGo) {
  UpdateTableInput input = UpdateTableInputOf(nlohmann::json::parse(R"({"TableName": "ttt",
    "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
    "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "new", "Projection": {"ProjectionType": "ALL"},
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]}}]})"));
  ASSERT_TRUE(UpdateTable(*database_, context_, input));
  EXPECT_NE(CheckConsistency(*database_).Lines().find("index new: 0 entries (being filled)"), std::string::npos);
  ExpectAgrees();
  RunJobs();
  ExpectAgrees();
  input = UpdateTableInputOf(nlohmann::json::parse(
      R"({"TableName": "ttt", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "all"}}]})"));
  ASSERT_TRUE(UpdateTable(*database_, context_, input));
  ASSERT_TRUE(UpdateTimeToLive(*database_, context_, {"ttt", false, "e"}));
  PutNumbered(3);
  PutNumbered(400);
  ExpectAgrees();
  RunJobs();
  ExpectAgrees();
  ASSERT_TRUE(UpdateTimeToLive(*database_, context_, {"ttt", true, "n"}));
  ExpectAgrees();
  ASSERT_TRUE(DeleteTable(*database_, context_, {"ttt"}));
  ExpectAgrees();
}

TEST_F(ConsistencyCheckTest, NamesAnIndexEntryThatIsMissing) {
  const auto entry = First(Family::kIndexes, IndexPrefix(Table()->description().id, IdOf("keys")));
  Write([&](WriteBatch& batch) { batch.Delete(Family::kIndexes, entry.first); });
  ExpectNamed("table ttt: index keys has no entry of the item {\"pk\":{\"S\":\"p");
  ExpectNamed("index keys has 28 items of");
}

TEST_F(ConsistencyCheckTest, NamesAnIndexEntryThatShowsSomethingElse) {
  const auto entry = First(Family::kIndexes, IndexPrefix(Table()->description().id, IdOf("all")));
  const Item other = ItemOf(R"({"pk":{"S":"p1"},"sk":{"N":"1"},"g":{"S":"g1"},"n":{"N":"77"}})");
  Write([&](WriteBatch& batch) { batch.Put(Family::kIndexes, entry.first, other.bytes()); });
  ExpectNamed("index all shows other attributes of the item");
}

TEST_F(ConsistencyCheckTest, NamesAnIndexEntryOfNoItem) {
  const ItemKey nobody = KeyOf(R"({"pk":{"S":"nobody"},"sk":{"N":"1"}})");
  const Item item = ItemOf(R"({"g":{"S":"g1"}})");
  const auto key = TryEncodeIndexKey(nobody.table_id(), IdOf("keys"),
                                     Table()->description().FindIndex("keys")->key_schema, item, nobody.base_key());
  Write([&](WriteBatch& batch) { batch.Put(Family::kIndexes, *key, {}); });
  ExpectNamed(R"(index keys has an entry that no item has made, of {"pk":{"S":"nobody"},"sk":{"N":"1"}})");
}

TEST_F(ConsistencyCheckTest, NamesEntriesOfAnIndexThatIsNotThere) {
  Write([&](WriteBatch& batch) { batch.Put(Family::kIndexes, IndexPrefix(Table()->description().id, 99) + "x", {}); });
  ExpectNamed("entries of an index that is not there (id 99)");
}

TEST_F(ConsistencyCheckTest, NamesCounters) {
  const std::uint32_t id = Table()->description().id;
  Write([&](WriteBatch& batch) { batch.AddToCounters(TableCountersKey(id), 1, 0); });
  ExpectNamed("the table has 29 items of");
  Write([&](WriteBatch& batch) { batch.AddToCounters(TableCountersKey(id), -1, 0); });
  ExpectAgrees();
  Write([&](WriteBatch& batch) { batch.AddToCounters(IndexCountersKey(id, IdOf("local")), 0, -5); });
  ExpectNamed("index local has 29 items of");
}

TEST_F(ConsistencyCheckTest, NamesTheSizeOfAnItemCollection) {
  const std::string key = ItemCollectionSizeKey(KeyOf(R"({"pk":{"S":"p2"},"sk":{"N":"2"}})"));
  Write([&](WriteBatch& batch) { batch.Put(Family::kDerived, key, std::string(8, '\1')); });
  ExpectNamed("the item collection of {\"pk\":{\"S\":\"p2\"}");
  const std::string other = ItemCollectionSizeKey(KeyOf(R"({"pk":{"S":"p9"},"sk":{"N":"2"}})"));
  Write([&](WriteBatch& batch) { batch.Put(Family::kDerived, other, std::string(8, '\1')); });
  ExpectNamed("sizes of 5 item collections, and 4 item collections");
}

TEST_F(ConsistencyCheckTest, NamesExpiryEntries) {
  const std::uint32_t id = Table()->description().id;
  const auto entry = First(Family::kDerived, ExpiryPrefix(id));
  Write([&](WriteBatch& batch) { batch.Delete(Family::kDerived, entry.first); });
  ExpectNamed("there is no expiry entry of the item");
  const std::string wrong = ExpiryKey(id, 5, ReadExpiryKey(entry.first)->base_key);
  Write([&](WriteBatch& batch) { batch.Put(Family::kDerived, wrong, {}); });
  ExpectNamed("there is an expiry entry that no item has made");
}

TEST_F(ConsistencyCheckTest, NamesItems) {
  const auto item = First(Family::kItems, TablePrefix(Table()->description().id));
  Write([&](WriteBatch& batch) { batch.Put(Family::kItems, item.first, item.second.substr(0, 20)); });
  ExpectNamed("\"sk\":{\"N\":\"");
  ExpectNamed("is damaged");
  const Item other = ItemOf(R"({"pk":{"S":"x"},"sk":{"N":"1"}})");
  Write([&](WriteBatch& batch) { batch.Put(Family::kItems, item.first, other.bytes()); });
  ExpectNamed("has another key than that it stands at");
  Write([&](WriteBatch& batch) { batch.Delete(Family::kItems, item.first); });
  ExpectNamed("index all has an entry that no item has made");
  ExpectNamed("the newest change record of the item");
}

TEST_F(ConsistencyCheckTest, NamesItemsOfNoTable) {
  Write([&](WriteBatch& batch) { batch.Put(Family::kItems, TablePrefix(77) + "x", {}); });
  ExpectNamed("items of a table that is not there (id 77)");
}

TEST_F(ConsistencyCheckTest, NamesRecordsOfTheChangeLog) {
  const TableDescription& table = Table()->description();
  const auto record = First(Family::kChanges, TablePrefix(table.id));
  const std::uint32_t shard = table.open_shards[0].number;
  Write([&](WriteBatch& batch) { batch.Put(Family::kChanges, ChangeKey(table.id, 42, 1), record.second); });
  ExpectNamed("a shard that the catalog does not know (table id 1, shard 42)");
  Write([&](WriteBatch& batch) { batch.Put(Family::kChanges, ChangeKey(table.id, shard, 1), record.second); });
  ExpectNamed("is outside of the shard's sequence numbers");
  Write([&](WriteBatch& batch) { batch.Put(Family::kChanges, record.first, "no record"); });
  ExpectNamed("a record of shard " + table.open_shards[0].shard_id + " is damaged");
}

TEST_F(ConsistencyCheckTest, NamesAnItemThatTheChangeLogKnowsOtherwise) {
  const ItemKey key = KeyOf(R"({"pk":{"S":"p2"},"sk":{"N":"2"}})");
  const Item other = ItemOf(
      R"({"pk":{"S":"p2"},"sk":{"N":"2"},"g":{"S":"g2"},"n":{"N":"2"},"e":{"N":"99999999999"},"x":{"NULL":true}})");
  Write([&](WriteBatch& batch) { batch.Put(Family::kItems, key.bytes(), other.bytes()); });
  ExpectNamed(R"(the newest change record of the item {"pk":{"S":"p2"},"sk":{"N":"2"}} says otherwise)");
}

TEST_F(ConsistencyCheckTest, TellsOfABoundedNumber) {
  const std::uint32_t id = Table()->description().id;
  for (std::uint32_t i = 0; i < 150; ++i) {
    Write([&](WriteBatch& batch) { batch.Put(Family::kIndexes, IndexPrefix(id, 1000 + i), {}); });
  }
  const CheckReport report = CheckConsistency(*database_);
  EXPECT_EQ(report.texts().size(), CheckReport::kTextsMax);
  EXPECT_EQ(report.disagreements(), 150);
  EXPECT_NE(report.Lines().find("and 50 more\n1 table: 150 disagreements\n"), std::string::npos) << report.Lines();
}

}  // namespace
}  // namespace tablerock
