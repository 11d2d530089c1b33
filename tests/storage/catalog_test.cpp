#include "storage/catalog.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "catalog_fixture.h"
#include "sample_tables.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

using Names = std::vector<std::string>;

class CatalogTest : public LoadedCatalogTest {
 protected:
  TableHandle Create(std::string name, std::string namespace_name = {}) {
    const auto table = catalog_->Create(PlainTable(std::move(name), std::move(namespace_name)));
    EXPECT_TRUE(table) << table.error().classic();
    return *table;
  }
  // One key in each place where a table has data.
  std::vector<std::pair<Family, std::string>> PutDataOf(std::uint32_t id) {
    std::vector<std::pair<Family, std::string>> keys{{Family::kItems, TablePrefix(id) + "item"},
                                                     {Family::kIndexes, IndexPrefix(id, 1) + "entry"},
                                                     {Family::kDerived, ExpiryKey(id, 5, "key")},
                                                     {Family::kDerived, IndexCountersKey(id, 1)},
                                                     {Family::kDerived, ItemCollectionSizePrefix(id) + "c"},
                                                     {Family::kDerived, TableCountersKey(id)}};
    for (const auto& [family, key] : keys) store_.Put(family, key, std::string(16, '\1'));
    store_.Put(Family::kChanges, TablePrefix(id) + "change", "c");
    return keys;
  }
};

TEST_F(CatalogTest, FindsTheTablesThatWereCreated) {
  EXPECT_EQ(catalog_->Find("", "A"), nullptr);
  const TableHandle table = Create("A");
  EXPECT_EQ(catalog_->Find("", "A").get(), table.get());
  EXPECT_EQ(catalog_->FindById(table->description().id).get(), table.get());
  EXPECT_EQ(catalog_->Find("other", "A"), nullptr);
  EXPECT_EQ(catalog_->FindById(table->description().id + 1), nullptr);
}

TEST_F(CatalogTest, RefusesASecondTableOfTheName) {
  Create("A");
  const auto second = catalog_->Create(PlainTable("A"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().type(), ErrorType::kResourceInUse);
  EXPECT_EQ(second.error().classic(), "Table already exists: A");
  Create("A", "another namespace");
}

TEST_F(CatalogTest, ListsNamesOfOneNamespaceInByteOrder) {
  for (const char* name : {"b", "a", "B", "ab", "c"}) Create(name);
  Create("aa", "other");
  EXPECT_EQ(catalog_->TableNames("", "", 100), (Names{"B", "a", "ab", "b", "c"}));
  EXPECT_EQ(catalog_->TableNames("", "a", 2), (Names{"ab", "b"}));
  EXPECT_EQ(catalog_->TableNames("", "aZ", 1), (Names{"ab"}));
  EXPECT_EQ(catalog_->TableNames("", "c", 100), Names{});
  EXPECT_EQ(catalog_->TableNames("other", "", 100), Names{"aa"});
  EXPECT_EQ(catalog_->TableCount(""), 5U);
  EXPECT_EQ(catalog_->TableCount("none"), 0U);
  EXPECT_EQ(catalog_->AllTables().size(), 6U);
}

TEST_F(CatalogTest, KeepsTablesOverARestart) {
  auto full = FullTable();
  const auto created = catalog_->Create(full);
  ASSERT_TRUE(created);
  Create("Plain");
  Restart();
  EXPECT_EQ(catalog_->AllTables().size(), 2U);
  const TableHandle table = catalog_->Find(full.namespace_name, full.name);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->description().id, (*created)->description().id);
  EXPECT_EQ(table->description().table_uuid, full.table_uuid);
  EXPECT_EQ(table->description().global_indexes.size(), 1U);
}

TEST_F(CatalogTest, NeverUsesATableIdAgain) {
  std::set<std::uint32_t> ids;
  for (int round = 0; round < 5; ++round) {
    EXPECT_TRUE(ids.insert(Create("A")->description().id).second);
    if (round % 2 == 0) {
      ASSERT_TRUE(catalog_->Drop("", "A"));
      Restart();
    } else {
      Restart();
      ASSERT_TRUE(catalog_->Drop("", "A"));
    }
  }
}

TEST_F(CatalogTest, AlterPublishesANewVersionAndLeavesTheOldAsItWas) {
  const TableHandle before = Create("A");
  const auto after = catalog_->Alter("", "A", [](TableDescription& description, WriteBatch& batch) -> Result<void> {
    description.deletion_protection = true;
    Catalog::PutEntry(batch, CatalogKind::kStream, "", "A", "{\"x\":1}");
    return {};
  });
  ASSERT_TRUE(after);
  EXPECT_FALSE(before->description().deletion_protection);
  EXPECT_TRUE((*after)->description().deletion_protection);
  EXPECT_EQ(catalog_->Find("", "A").get(), after->get());
  EXPECT_EQ(catalog_->FindById(before->description().id).get(), after->get());
  Restart();
  EXPECT_TRUE(catalog_->Find("", "A")->description().deletion_protection);
  EXPECT_EQ(*catalog_->GetEntry(CatalogKind::kStream, "", "A"), "{\"x\":1}");
}

TEST_F(CatalogTest, AChangeThatFailsChangesNothing) {
  const TableHandle before = Create("A");
  const Catalog::Change fail = [](TableDescription& description, WriteBatch& batch) -> Result<void> {
    description.deletion_protection = true;
    Catalog::PutEntry(batch, CatalogKind::kStream, "", "A", "{}");
    return ApiError::LimitExceeded("too many");
  };
  EXPECT_EQ(catalog_->Alter("", "A", fail).error().type(), ErrorType::kLimitExceeded);
  EXPECT_EQ(catalog_->Drop("", "A", fail).error().type(), ErrorType::kLimitExceeded);
  EXPECT_EQ(catalog_->Create(PlainTable("B"), fail).error().type(), ErrorType::kLimitExceeded);
  EXPECT_EQ(catalog_->Find("", "A").get(), before.get());
  EXPECT_EQ(catalog_->Find("", "B"), nullptr);
  EXPECT_EQ(*catalog_->GetEntry(CatalogKind::kStream, "", "A"), std::nullopt);
}

TEST_F(CatalogTest, ATableThatIsNotThereIsNotFound) {
  const Catalog::Change nothing = [](TableDescription&, WriteBatch&) -> Result<void> { return {}; };
  for (const auto& result : {catalog_->Alter("", "A", nothing), catalog_->Drop("", "A")}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().classic(), "Requested resource not found: Table: A not found");
  }
  EXPECT_FALSE(catalog_->BeginWrite("", "A"));
}

TEST_F(CatalogTest, CreateGivesTheIdToWhatIsWrittenWithIt) {
  std::uint32_t seen = 0;
  const auto table = catalog_->Create(PlainTable("A"), [&](TableDescription& description, WriteBatch&) -> Result<void> {
    seen = description.id;
    return {};
  });
  ASSERT_TRUE(table);
  EXPECT_NE(seen, 0U);
  EXPECT_EQ((*table)->description().id, seen);
}

TEST_F(CatalogTest, DropDeletesTheDataOfTheTableAlone) {
  const std::uint32_t before = Create("A")->description().id;
  const std::uint32_t dropped = Create("B")->description().id;
  const std::uint32_t behind = Create("C")->description().id;
  const auto gone = PutDataOf(dropped);
  auto stays = PutDataOf(before);
  for (auto& entry : PutDataOf(behind)) stays.push_back(entry);
  const auto last = catalog_->Drop("", "B");
  ASSERT_TRUE(last);
  EXPECT_EQ((*last)->description().id, dropped);
  EXPECT_EQ(catalog_->Find("", "B"), nullptr);
  EXPECT_EQ(catalog_->FindById(dropped), nullptr);
  for (const auto& [family, key] : gone) EXPECT_EQ(store_.Get(family, key), std::nullopt);
  for (const auto& [family, key] : stays) EXPECT_NE(store_.Get(family, key), std::nullopt);
  EXPECT_NE(store_.Get(Family::kChanges, TablePrefix(dropped) + "change"), std::nullopt) << "the change log stays";
  EXPECT_TRUE(catalog_->ListEntries(CatalogKind::kSetting)->size() == 1) << "only the next id";
  Restart();
  EXPECT_EQ(catalog_->TableNames("", "", 10), (Names{"A", "C"}));
}

// The state in which a crash between a table's removal and the deletion of its data leaves the store.
TEST_F(CatalogTest, LoadFinishesADropThatWasCutShort) {
  const std::uint32_t dropped = Create("B")->description().id;
  const auto gone = PutDataOf(dropped);
  const auto stays = PutDataOf(Create("C")->description().id);
  WriteBatch batch;
  Catalog::DeleteEntry(batch, CatalogKind::kTable, "", "B");
  Catalog::PutEntry(batch, CatalogKind::kSetting, "", "catalog/dropped-table/" + std::to_string(dropped), "{}");
  store_.Write(std::move(batch));
  Restart();
  for (const auto& [family, key] : gone) EXPECT_EQ(store_.Get(family, key), std::nullopt);
  for (const auto& [family, key] : stays) EXPECT_NE(store_.Get(family, key), std::nullopt);
  EXPECT_EQ(catalog_->ListEntries(CatalogKind::kSetting)->size(), 1U) << "only the next id";
}

TEST_F(CatalogTest, LoadsCountersOfTablesAndIndexes) {
  const auto table = catalog_->Create(FullTable());
  ASSERT_TRUE(table);
  const std::uint32_t id = (*table)->description().id;
  WriteBatch batch;
  batch.AddToCounters(TableCountersKey(id), 3, 300);
  batch.AddToCounters(IndexCountersKey(id, 2), 2, 200);
  store_.Write(std::move(batch));
  batch.AddToCounters(TableCountersKey(id), -1, -50);
  store_.Write(std::move(batch));
  Restart();
  const TableHandle loaded = catalog_->FindById(id);
  ASSERT_NE(loaded, nullptr);
  EXPECT_EQ(loaded->counters().items.load(), 2);
  EXPECT_EQ(loaded->counters().bytes.load(), 250);
  EXPECT_EQ(loaded->counters(2).items.load(), 2);
  EXPECT_EQ(loaded->counters(2).bytes.load(), 200);
  EXPECT_EQ(loaded->counters(1).items.load(), 0);
}

TEST_F(CatalogTest, CountersGoOnFromVersionToVersion) {
  const auto created = catalog_->Create(FullTable());
  (*created)->counters().items = 5;
  (*created)->counters(2).items = 6;
  const auto altered = catalog_->Alter("course", "Orders", [](TableDescription& table, WriteBatch&) -> Result<void> {
    SecondaryIndex index = table.global_indexes[0];
    index.index_id = 3;
    index.name = "New";
    table.global_indexes.push_back(index);
    return {};
  });
  ASSERT_TRUE(altered);
  EXPECT_EQ((*altered)->counters().items.load(), 5);
  EXPECT_EQ((*altered)->counters(2).items.load(), 6);
  EXPECT_EQ((*altered)->counters(3).items.load(), 0);
  (*created)->counters().items.fetch_add(1);  // a write that began with the older version
  EXPECT_EQ((*altered)->counters().items.load(), 6);
}

TEST_F(CatalogTest, KeepsEntriesByKindNamespaceAndName) {
  WriteBatch batch;
  Catalog::PutEntry(batch, CatalogKind::kJob, "b", "x", "1");
  Catalog::PutEntry(batch, CatalogKind::kJob, "a", "y", "2");
  Catalog::PutEntry(batch, CatalogKind::kJob, "a", "x", "3");
  Catalog::PutEntry(batch, CatalogKind::kJob, "", "ab", "4");
  Catalog::PutEntry(batch, CatalogKind::kBackup, "a", "x", "5");
  store_.Write(std::move(batch));
  const auto entries = catalog_->ListEntries(CatalogKind::kJob);
  ASSERT_TRUE(entries);
  std::string found;
  for (const auto& entry : *entries) found += entry.namespace_name + "/" + entry.name + "=" + entry.json + " ";
  EXPECT_EQ(found, "/ab=4 a/x=3 a/y=2 b/x=1 ");
  EXPECT_EQ(*catalog_->GetEntry(CatalogKind::kBackup, "a", "x"), "5");
  EXPECT_EQ(*catalog_->GetEntry(CatalogKind::kBackup, "a", "y"), std::nullopt);
  Catalog::DeleteEntry(batch, CatalogKind::kBackup, "a", "x");
  store_.Write(std::move(batch));
  EXPECT_EQ(*catalog_->GetEntry(CatalogKind::kBackup, "a", "x"), std::nullopt);
}

TEST_F(CatalogTest, ListsEntriesOfOneNamespaceWhoseNamesBeginAlike) {
  WriteBatch batch;
  for (const char* name : {"a", "a/1", "a/2", "a0", "b/1"})
    Catalog::PutEntry(batch, CatalogKind::kShard, "n", name, "1");
  Catalog::PutEntry(batch, CatalogKind::kShard, "", "a/3", "1");
  Catalog::PutEntry(batch, CatalogKind::kStream, "n", "a/4", "1");
  store_.Write(std::move(batch));
  const auto names = [&](std::string_view prefix) {
    std::string found;
    const auto entries = catalog_->ListEntries(CatalogKind::kShard, "n", prefix);
    for (const auto& entry : *entries) found += entry.name + " ";
    return found;
  };
  EXPECT_EQ(names("a/"), "a/1 a/2 ");
  EXPECT_EQ(names(""), "a a/1 a/2 a0 b/1 ");
  EXPECT_EQ(names("c"), "");
}

TEST_F(CatalogTest, ADamagedTableEntryFailsTheLoad) {
  WriteBatch batch;
  Catalog::PutEntry(batch, CatalogKind::kTable, "", "A", "{");
  store_.Write(std::move(batch));
  const auto loaded = Catalog::Load(*store_);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().type(), ErrorType::kInternalServerError);
}

}  // namespace
}  // namespace tablerock
