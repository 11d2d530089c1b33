#include "indexes/index_entries.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "indexes/index_projection.h"
#include "model/item_builder.h"
#include "storage/database.h"
#include "storage/key_bounds.h"

namespace tablerock {
namespace {

// Attributes of one letter: key "p" of the table, "g" and "n" of the indexes, "i" included, "o" not projected.
using Letters = std::map<std::string, std::string>;

Item ItemOf(const Letters& letters) {
  ItemBuilder builder;
  for (const auto& [name, text] : letters) {
    builder.Attribute(name, name == "n" ? AttributeValue::Number(text) : AttributeValue::String(text));
  }
  return builder.TakeItem();
}

Letters LettersOf(ItemView item) {
  Letters letters;
  for (const AttributeView attribute : item.attributes()) letters[std::string(attribute.name)] = attribute.value.text();
  return letters;
}

std::unique_ptr<Database> OpenInMemory(Clock& clock, const Log& log) {
  DatabaseOptions options;
  options.in_memory = true;
  return std::move(*Database::Open(options, clock, log));
}

class IndexEntriesTest : public testing::Test {
 protected:
  IndexEntriesTest() : database_(OpenInMemory(clock_, log_)) {
    table_.id = 7;
    table_.key_schema.partition_key = {{"p", AttributeType::kString}};
    AddIndex("all", {ProjectionType::kAll, {}});
    AddIndex("keys", {ProjectionType::kKeysOnly, {}});
    AddIndex("some", {ProjectionType::kInclude, {"i"}});
  }

  void AddIndex(const char* name, Projection projection) {
    SecondaryIndex index;
    index.index_id = table_.next_index_id++;
    index.name = name;
    index.key_schema.partition_key = {{"g", AttributeType::kString}};
    index.key_schema.sort_key = {{"n", AttributeType::kNumber}};
    index.projection = std::move(projection);
    table_.global_indexes.push_back(std::move(index));
  }

  ItemKey KeyOf(const Letters& letters) { return EncodeItemKey(table_.id, table_.key_schema, ItemOf(letters)); }

  // Changes `previous` into `next` (nothing: no item). Returns the changes by index name.
  std::map<std::string, IndexChange> Change(const std::optional<Letters>& previous,
                                            const std::optional<Letters>& next) {
    const Item before = previous ? ItemOf(*previous) : Item();
    const Item after = next ? ItemOf(*next) : Item();
    WriteBatch batch;
    IndexChangeSummary summary;
    EXPECT_TRUE(AppendIndexChanges(database_->store(), table_, KeyOf(previous ? *previous : *next),
                                   previous ? before.view() : ItemView(), next ? after.view() : ItemView(), batch,
                                   summary));
    EXPECT_EQ(batch.empty(), summary.changes.empty());
    EXPECT_TRUE(database_->store().Write(std::move(batch)));
    std::map<std::string, IndexChange> changes;
    for (const IndexChange& change : summary.changes) changes[change.index->name] = change;
    return changes;
  }

  std::vector<Letters> EntriesOf(const std::string& index_name) {
    const SecondaryIndex& index = *table_.FindIndex(index_name);
    const KeyBounds bounds = BoundsOfPrefix(IndexPrefix(table_.id, index.index_id));
    const auto cursor = database_->store().NewCursor(Family::kIndexes, bounds.lower, bounds.upper);
    IndexEntryReader reader(table_, index);
    std::vector<Letters> entries;
    for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
      entries.push_back(LettersOf(reader.Read(cursor->key(), cursor->value())));
    }
    return entries;
  }

  Clock clock_;
  Log log_{LogLevel::kError};
  std::unique_ptr<Database> database_;
  TableDescription table_;
};

const Letters kItem = {{"p", "a"}, {"g", "x"}, {"n", "1.5"}, {"i", "in"}, {"o", "out"}};

TEST_F(IndexEntriesTest, ShowWhatTheIndexProjects) {
  Change({}, kItem);
  EXPECT_EQ(EntriesOf("all"), std::vector<Letters>{kItem});
  EXPECT_EQ(EntriesOf("keys"), (std::vector<Letters>{{{"p", "a"}, {"g", "x"}, {"n", "1.5"}}}));
  EXPECT_EQ(EntriesOf("some"), (std::vector<Letters>{{{"p", "a"}, {"g", "x"}, {"n", "1.5"}, {"i", "in"}}}));
}

TEST_F(IndexEntriesTest, AreChargedByWhatTheIndexProjects) {
  const auto changes = Change({}, kItem);
  const std::size_t keys_bytes =
      2 + 2 + (1 + 3);  // names of one byte, values of one, and 1.5: one byte and one each side
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes.at("all").put_bytes, keys_bytes + 3 + 4);
  EXPECT_EQ(changes.at("keys").put_bytes, keys_bytes);
  EXPECT_EQ(changes.at("some").put_bytes, keys_bytes + 3);
  for (const auto& [name, change] : changes) {
    EXPECT_EQ(change.deleted_bytes, 0U) << name;
    EXPECT_EQ(change.items_delta, 1) << name;
    EXPECT_EQ(change.bytes_delta, static_cast<std::int64_t>(change.put_bytes)) << name;
  }
}

TEST_F(IndexEntriesTest, AreNotWrittenWhenTheSameItemIsPutAgain) {
  Change({}, kItem);
  EXPECT_TRUE(Change(kItem, kItem).empty());
}

TEST_F(IndexEntriesTest, AreNotWrittenForAChangeOutsideTheProjection) {
  Change({}, kItem);
  Letters changed = kItem;
  changed["o"] = "another";
  const auto changes = Change(kItem, changed);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes.at("all").put_bytes, ItemOf(changed).size_bytes());
  EXPECT_EQ(changes.at("all").items_delta, 0);
  EXPECT_EQ(changes.at("all").bytes_delta, 4);
  EXPECT_EQ(EntriesOf("all"), std::vector<Letters>{changed});
}

TEST_F(IndexEntriesTest, AreChargedByTheLargerSizeWhenChangedInPlace) {
  Change({}, kItem);
  Letters changed = kItem;
  changed.erase("i");
  const auto changes = Change(kItem, changed);
  EXPECT_EQ(changes.at("some").put_bytes, IndexEntrySizeBytes(table_, *table_.FindIndex("some"), ItemOf(kItem)));
  EXPECT_EQ(changes.at("some").deleted_bytes, 0U);
  EXPECT_EQ(changes.at("some").bytes_delta, -3);
  EXPECT_FALSE(changes.contains("keys"));
}

TEST_F(IndexEntriesTest, AreDeletedAndPutWhenTheKeyMoves) {
  Change({}, kItem);
  Letters moved = kItem;
  moved["n"] = "20";
  const auto changes = Change(kItem, moved);
  ASSERT_EQ(changes.size(), 3U);
  for (const auto& [name, change] : changes) {
    EXPECT_GT(change.deleted_bytes, 0U) << name;
    EXPECT_GT(change.put_bytes, 0U) << name;
    EXPECT_EQ(change.items_delta, 0) << name;
    EXPECT_EQ(EntriesOf(name).size(), 1U) << name;
  }
  EXPECT_EQ(EntriesOf("all"), std::vector<Letters>{moved});
}

TEST_F(IndexEntriesTest, GoWhenTheItemLeavesTheIndex) {
  Change({}, kItem);
  Letters without = kItem;
  without.erase("g");
  const auto changes = Change(kItem, without);
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes.at("all").deleted_bytes, ItemOf(kItem).size_bytes());
  EXPECT_EQ(changes.at("all").put_bytes, 0U);
  EXPECT_EQ(changes.at("all").items_delta, -1);
  EXPECT_TRUE(EntriesOf("keys").empty());
  EXPECT_EQ(Change(without, kItem).at("keys").items_delta, 1);
}

TEST_F(IndexEntriesTest, GoWithTheItem) {
  Change({}, kItem);
  EXPECT_EQ(Change(kItem, {}).size(), 3U);
  for (const char* name : {"all", "keys", "some"}) EXPECT_TRUE(EntriesOf(name).empty()) << name;
}

TEST_F(IndexEntriesTest, AreNotKeptForAnIndexThatIsBeingDeleted) {
  table_.global_indexes[0].status = IndexStatus::kDeleting;
  EXPECT_FALSE(Change({}, kItem).contains("all"));
}

TEST_F(IndexEntriesTest, OfABackfillStandOnceHoweverOftenTheyAreAppended) {
  const SecondaryIndex& index = table_.global_indexes[0];
  for (const bool is_first : {true, false}) {
    WriteBatch batch;
    IndexChange change;
    const Item item = ItemOf(kItem);
    const auto appended = AppendIndexEntry(database_->store(), table_, index, KeyOf(kItem), item, batch, change);
    ASSERT_TRUE(appended);
    EXPECT_EQ(*appended, is_first);
    EXPECT_EQ(change.items_delta, is_first ? 1 : 0);
    EXPECT_TRUE(database_->store().Write(std::move(batch)));
  }
  EXPECT_EQ(EntriesOf("all"), std::vector<Letters>{kItem});
}

TEST_F(IndexEntriesTest, OfABackfillLeaveOutItemsOfAnotherType) {
  ItemBuilder builder;
  builder.Attribute("p", AttributeValue::String("a"));
  builder.Attribute("g", AttributeValue::Number("1"));
  builder.Attribute("n", AttributeValue::Number("1"));
  WriteBatch batch;
  IndexChange change;
  const auto appended = AppendIndexEntry(database_->store(), table_, table_.global_indexes[0], KeyOf({{"p", "a"}}),
                                         builder.TakeItem(), batch, change);
  ASSERT_TRUE(appended);
  EXPECT_FALSE(*appended);
  EXPECT_TRUE(batch.empty());
}

// An item from before the index is changed or deleted before the backfill comes to it.
TEST_F(IndexEntriesTest, AreCountedExactlyWhileAnIndexIsBackfilling) {
  for (SecondaryIndex& index : table_.global_indexes) index.backfilling = true;
  Letters moved = kItem;
  moved["g"] = "y";
  std::int64_t items = 0;
  std::int64_t bytes = 0;
  const auto count = [&](const std::map<std::string, IndexChange>& changes) {
    if (!changes.contains("some")) return;
    items += changes.at("some").items_delta;
    bytes += changes.at("some").bytes_delta;
  };
  count(Change(kItem, moved));
  EXPECT_EQ(items, 1);
  count(Change(moved, kItem));
  EXPECT_EQ(items, 1);
  count(Change(kItem, {}));
  EXPECT_EQ(items, 0);
  EXPECT_EQ(bytes, 0);
  EXPECT_TRUE(Change(kItem, {}).empty());
}

}  // namespace
}  // namespace tablerock
