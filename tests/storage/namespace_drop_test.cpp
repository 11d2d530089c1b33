// Catalog::DropNamespace on what a namespace has in the store, and the states in which a crash leaves it.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "catalog_fixture.h"
#include "sample_tables.h"
#include "storage/catalog.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

using Keys = std::vector<std::pair<Family, std::string>>;

// Refuses the writes that come after so many.
class RefusingStore final : public Store {
 public:
  explicit RefusingStore(Store& store) : store_(store) {}
  void RefuseAfter(int writes) { writes_left_ = writes; }
  void RefuseNone() { writes_left_ = -1; }

  Result<bool> Get(Family family, std::string_view key, PinnedValue& value, const Snapshot* snapshot) override {
    return store_.Get(family, key, value, snapshot);
  }
  std::unique_ptr<Cursor> NewCursor(Family family, std::string_view lower, std::string_view upper,
                                    const Snapshot* snapshot) override {
    return store_.NewCursor(family, lower, upper, snapshot);
  }
  SnapshotHandle TakeSnapshot() override { return store_.TakeSnapshot(); }
  Result<void> Write(WriteBatch&& batch) override {
    if (writes_left_ == 0) {
      batch.Clear();
      return ApiError::Internal("refused");
    }
    if (writes_left_ > 0) --writes_left_;
    return store_.Write(std::move(batch));
  }
  bool Tidy() override { return store_.Tidy(); }
  void CompactRange(Family family, std::string_view begin, std::string_view end) override {
    store_.CompactRange(family, begin, end);
  }

 private:
  Store& store_;
  int writes_left_ = -1;
};

class NamespaceDropTest : public LoadedCatalogTest {
 protected:
  std::uint32_t Create(const std::string& namespace_name, const std::string& name) {
    const auto table = catalog_->Create(PlainTable(name, namespace_name));
    EXPECT_TRUE(table) << table.error().classic();
    return (*table)->description().id;
  }
  static std::string ShardName(std::uint32_t table_id) {
    const std::string digits = std::to_string(table_id);
    return std::string(10 - digits.size(), '0') + digits + "/0000000001";
  }
  Keys Put(Keys keys) {
    for (const auto& [family, key] : keys) store_.Put(family, key, std::string(16, '\1'));
    return keys;
  }
  static std::string Entry(CatalogKind kind, const std::string& namespace_name, const std::string& name) {
    return CatalogKey(static_cast<std::uint8_t>(kind), namespace_name, name);
  }
  // One key in each place where a table has data.
  Keys PutDataOf(std::uint32_t id, const std::string& namespace_name) {
    return Put({{Family::kItems, TablePrefix(id) + "item"},
                {Family::kIndexes, IndexPrefix(id, 1) + "entry"},
                {Family::kDerived, ExpiryKey(id, 5, "key")},
                {Family::kDerived, TableCountersKey(id)},
                {Family::kDerived, ItemCollectionSizePrefix(id) + "c"},
                {Family::kChanges, ChangeKey(id, 1, 7)},
                {Family::kCatalog, Entry(CatalogKind::kShard, namespace_name, ShardName(id))},
                {Family::kCatalog, Entry(CatalogKind::kDelivery, namespace_name, ShardName(id))},
                {Family::kCatalog, Entry(CatalogKind::kDeliveryPosition, namespace_name, ShardName(id) + "/1")}});
  }
  Keys PutDataOfNamespace(const std::string& name) {
    return Put({{Family::kCatalog, Entry(CatalogKind::kStream, name, "A/2026")},
                {Family::kCatalog, Entry(CatalogKind::kJob, name, "index-backfill/1/1")},
                {Family::kDerived, ClientRequestTokenKey(name, "t")}});
  }
  static void Append(Keys& keys, Keys&& more) { keys.insert(keys.end(), more.begin(), more.end()); }
  void ExpectGone(const Keys& keys) {
    for (const auto& [family, key] : keys) {
      EXPECT_EQ(store_.Get(family, key), std::nullopt)
          << static_cast<int>(family) << " " << testing::PrintToString(key);
    }
  }
  void ExpectThere(const Keys& keys) {
    for (const auto& [family, key] : keys) {
      EXPECT_NE(store_.Get(family, key), std::nullopt)
          << static_cast<int>(family) << " " << testing::PrintToString(key);
    }
  }
  std::size_t Settings() { return catalog_->ListEntries(CatalogKind::kSetting, {}, "catalog/")->size(); }
};

TEST_F(NamespaceDropTest, TakesAwayAllThatIsThereAndNothingElse) {
  Keys gone = PutDataOf(Create("w1", "A"), "w1");
  Append(gone, PutDataOf(Create("w1", "B"), "w1"));
  Append(gone, PutDataOfNamespace("w1"));
  Keys stays;
  for (const char* other : {"", "w", "w10", "w1/eu"}) {
    Append(stays, PutDataOf(Create(other, "A"), other));
    Append(stays, PutDataOfNamespace(other));
  }
  Append(stays, Put({{Family::kCatalog, Entry(CatalogKind::kMapping, "", "uuid")},
                     {Family::kCatalog, Entry(CatalogKind::kMappingPosition, "", "uuid")},
                     {Family::kCatalog, Entry(CatalogKind::kSetting, "", "sequence-high-mark")}}));
  const std::uint64_t changes = catalog_->changes();

  const auto dropped = catalog_->DropNamespace("w1");
  ASSERT_TRUE(dropped) << dropped.error().cause();
  EXPECT_EQ(*dropped, 2U);
  EXPECT_GT(catalog_->changes(), changes) << "who follows tables has to look again";
  ExpectGone(gone);
  ExpectThere(stays);
  EXPECT_EQ(catalog_->TableCount("w1"), 0U);
  EXPECT_EQ(catalog_->Find("w1", "A"), nullptr);
  EXPECT_NE(catalog_->Find("w10", "A"), nullptr);
  EXPECT_EQ(Settings(), 1U) << "only the next id";
  Restart();
  EXPECT_EQ(catalog_->AllTables().size(), 4U);
  ExpectThere(stays);
}

TEST_F(NamespaceDropTest, TheSharedOneKeepsWhatIsNotOfItsTables) {
  Keys gone = PutDataOf(Create("", "A"), "");
  Append(gone, PutDataOfNamespace(""));
  const Keys stays = Put({{Family::kCatalog, Entry(CatalogKind::kMapping, "", "uuid")},
                          {Family::kCatalog, Entry(CatalogKind::kMappingPosition, "", "uuid")}});
  EXPECT_EQ(catalog_->DropNamespace("").value(), 1U);
  ExpectGone(gone);
  ExpectThere(stays);
  const std::uint32_t next = Create("", "A");
  Restart();
  EXPECT_EQ(catalog_->Find("", "A")->description().id, next);
}

TEST_F(NamespaceDropTest, ATableThatWasDeletedLeavesNoLogBehind) {
  const std::uint32_t id = Create("w1", "A");
  ASSERT_TRUE(catalog_->Drop("w1", "A"));
  const Keys log = Put({{Family::kChanges, ChangeKey(id, 1, 7)},
                        {Family::kCatalog, Entry(CatalogKind::kShard, "w1", ShardName(id))},
                        {Family::kCatalog, Entry(CatalogKind::kStream, "w1", "A/2026")}});
  EXPECT_EQ(catalog_->DropNamespace("w1").value(), 0U);
  ExpectGone(log);
}

TEST_F(NamespaceDropTest, AnUnknownOneHasNothing) {
  EXPECT_EQ(catalog_->DropNamespace("w1").value(), 0U);
  EXPECT_EQ(catalog_->DropNamespace("w1").value(), 0U);
  EXPECT_EQ(Settings(), 0U);
}

// The state in which a crash between the two batches leaves the store.
TEST_F(NamespaceDropTest, LoadFinishesADropThatWasCutShort) {
  const std::uint32_t a = Create("w1", "A");
  const std::uint32_t b = Create("w1", "B");
  Keys gone = PutDataOf(a, "w1");
  Append(gone, PutDataOf(b, "w1"));
  Append(gone, PutDataOfNamespace("w1"));
  Keys stays = PutDataOf(Create("w2", "A"), "w2");
  Append(stays, PutDataOfNamespace("w2"));
  WriteBatch batch;
  for (const auto& [name, id] : {std::pair("A", a), std::pair("B", b)}) {
    Catalog::DeleteEntry(batch, CatalogKind::kTable, "w1", name);
    Catalog::PutEntry(batch, CatalogKind::kSetting, "", "catalog/dropped-table/" + std::to_string(id), "{}");
    Catalog::DeleteEntry(batch, CatalogKind::kDelivery, "w1", ShardName(id));
  }
  Catalog::DeleteEntry(batch, CatalogKind::kStream, "w1", "A/2026");
  Catalog::PutEntry(batch, CatalogKind::kSetting, "", "catalog/dropped-namespace/w1", "{}");
  store_.Write(std::move(batch));
  Restart();
  ExpectGone(gone);
  ExpectThere(stays);
  EXPECT_EQ(Settings(), 1U) << "only the next id";
}

TEST_F(NamespaceDropTest, ADiskThatFailsLeavesAllOfIt) {
  RefusingStore refusing(*store_);
  const Keys stays = PutDataOf(Create("w1", "A"), "w1");
  catalog_ = std::move(*Catalog::Load(refusing));
  refusing.RefuseAfter(0);
  EXPECT_FALSE(catalog_->DropNamespace("w1"));
  EXPECT_NE(catalog_->Find("w1", "A"), nullptr);
  ExpectThere(stays);
}

// Else the next start would take what the drop left for the rest of the new tables.
TEST_F(NamespaceDropTest, WhatADiskKeptFromBeingDeletedGoesBeforeTheNextTable) {
  RefusingStore refusing(*store_);
  const std::uint32_t id = Create("w1", "A");
  const Keys gone = Put({{Family::kChanges, ChangeKey(id, 1, 7)},
                         {Family::kCatalog, Entry(CatalogKind::kShard, "w1", ShardName(id))},
                         {Family::kDerived, ClientRequestTokenKey("w1", "t")}});
  catalog_ = std::move(*Catalog::Load(refusing));
  refusing.RefuseAfter(1);
  EXPECT_FALSE(catalog_->DropNamespace("w1"));
  EXPECT_EQ(catalog_->Find("w1", "A"), nullptr);
  EXPECT_FALSE(catalog_->Create(PlainTable("B", "w1")));
  refusing.RefuseNone();
  const std::uint32_t next = Create("w1", "B");
  ExpectGone(gone);
  const Keys stays = PutDataOf(next, "w1");
  Restart();
  EXPECT_NE(catalog_->Find("w1", "B"), nullptr);
  ExpectThere(stays);
}

TEST_F(NamespaceDropTest, DeletesWhatWritesInFlightStillWrote) {
  const std::uint32_t a = Create("w1", "A");
  Create("w1", "B");
  auto a_write = catalog_->BeginWrite("w1", "A");
  auto b_write = catalog_->BeginWrite("w1", "B");
  ASSERT_TRUE(a_write && b_write);
  std::atomic<bool> dropped{false};
  std::thread drop([&] {
    EXPECT_TRUE(catalog_->DropNamespace("w1"));
    dropped = true;
  });
  while (catalog_->TableCount("w1") != 0) std::this_thread::yield();
  EXPECT_FALSE(catalog_->BeginWrite("w1", "A")) << "gone for everybody else";
  EXPECT_FALSE(catalog_->BeginWrite("w1", "B"));
  const Keys late = Put({{Family::kItems, TablePrefix(a) + "late"},
                         {Family::kChanges, ChangeKey(a, 1, 8)},
                         {Family::kDerived, ClientRequestTokenKey("w1", "late")},
                         {Family::kCatalog, Entry(CatalogKind::kShard, "w1", ShardName(a))}});
  b_write.reset();
  EXPECT_FALSE(dropped);
  a_write.reset();
  drop.join();
  ExpectGone(late);
}

// Who lists the tables of a namespace that is dropped sees all of them or none.
TEST_F(NamespaceDropTest, AllTablesGoAtOnceForEverybody) {
  constexpr std::size_t kTables = 8;
  constexpr int kRounds = 50;
  std::atomic<int> phase{0};  // odd while no table is being made
  std::atomic<bool> done{false};
  std::atomic<int> halves{0};
  std::thread reader([&] {
    while (!done) {
      const int before = phase;
      const std::size_t count = catalog_->TableNames("w1", "", 100).size();
      if (before % 2 == 1 && phase == before && count != kTables && count != 0) ++halves;
    }
  });
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < kTables; ++i) Create("w1", "T" + std::to_string(i));
    ++phase;
    EXPECT_EQ(catalog_->DropNamespace("w1").value(), kTables);
    ++phase;
  }
  done = true;
  reader.join();
  EXPECT_EQ(halves, 0);
}

}  // namespace
}  // namespace tablerock
