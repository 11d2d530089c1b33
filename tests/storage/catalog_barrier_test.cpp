#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "open_store.h"
#include "sample_tables.h"
#include "storage/catalog.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

const Catalog::Change kNothing = [](TableDescription&, WriteBatch&) -> Result<void> { return {}; };

class CatalogBarrierTest : public testing::Test {
 protected:
  CatalogBarrierTest() : catalog_(std::move(*Catalog::Load(*store_))) {
    EXPECT_TRUE(catalog_->Create(PlainTable("A")));
  }

  // Until another thread has published a version other than `old`: it is then at the barrier or about to be.
  void AwaitOtherVersion(const TableHandle& old) const {
    while (catalog_->Find("", "A").get() == old.get()) std::this_thread::yield();
  }

  OpenStore store_{Place::kMemory};
  std::unique_ptr<Catalog> catalog_;
};

TEST_F(CatalogBarrierTest, AwaitChangeReturnsBehindTheBarrierOfAChangeThatIsUnderWay) {
  catalog_->AwaitChange();  // there is none
  auto write = catalog_->BeginWrite("", "A");
  const TableHandle old = catalog_->Find("", "A");
  std::thread change([&] { EXPECT_TRUE(catalog_->Alter("", "A", kNothing)); });
  AwaitOtherVersion(old);
  std::atomic<bool> released{false};
  std::atomic<bool> waited{false};
  std::thread other([&] {
    catalog_->AwaitChange();
    waited = released.load();
  });
  for (int i = 0; i < 100; ++i) std::this_thread::yield();
  released = true;
  write.reset();
  other.join();
  EXPECT_TRUE(waited);
  change.join();
}

TEST_F(CatalogBarrierTest, AlterWaitsForTheWritesOfTheOldVersion) {
  auto first = catalog_->BeginWrite("", "A");
  auto second = catalog_->BeginWrite("", "A");
  ASSERT_TRUE(first && second);
  const TableHandle old = catalog_->Find("", "A");
  std::atomic<int> in_flight{2};
  std::atomic<int> seen_by_alter{-1};
  std::thread change([&] {
    EXPECT_TRUE(catalog_->Alter("", "A", kNothing));
    seen_by_alter = in_flight.load();
  });
  AwaitOtherVersion(old);
  // New writes see the new version and do not wait for the barrier.
  auto third = catalog_->BeginWrite("", "A");
  ASSERT_TRUE(third);
  EXPECT_NE(third->table().get(), old.get());
  EXPECT_EQ(seen_by_alter, -1);
  --in_flight;
  first.reset();
  EXPECT_EQ(seen_by_alter, -1);
  --in_flight;
  second.reset();
  change.join();
  EXPECT_EQ(seen_by_alter, 0);
}

TEST_F(CatalogBarrierTest, DropDeletesWhatAWriteInFlightStillWrote) {
  auto ticket = catalog_->BeginWrite("", "A");
  ASSERT_TRUE(ticket);
  const TableHandle old = ticket->table();
  const std::string key = TablePrefix(old->description().id) + "late";
  std::thread drop([&] { EXPECT_TRUE(catalog_->Drop("", "A")); });
  AwaitOtherVersion(old);
  EXPECT_FALSE(catalog_->BeginWrite("", "A")) << "the table is gone for everybody else";
  store_.Put(Family::kItems, key, "item");
  ticket.reset();
  drop.join();
  EXPECT_EQ(store_.Get(Family::kItems, key), std::nullopt);
}

TEST_F(CatalogBarrierTest, AMovedTicketCountsOnce) {
  auto ticket = catalog_->BeginWrite("", "A");
  WriteTicket moved = std::move(*ticket);
  ticket.reset();
  WriteTicket assigned;
  assigned = std::move(moved);
  auto other = catalog_->BeginWrite("", "A");
  assigned = std::move(*other);  // releases the first
  assigned = WriteTicket();
  other.reset();
  EXPECT_TRUE(catalog_->Alter("", "A", kNothing)) << "would wait for ever";
}

// Writers note under which version they write; after each change none may be under an older one.
TEST_F(CatalogBarrierTest, NoWriteOfAnOlderVersionIsInFlightAfterAChange) {
  constexpr int kWriters = 3;
  constexpr std::int64_t kChanges = 300;
  std::array<std::atomic<std::int64_t>, kWriters> writing_under{};  // deletion count + 1, or 0 while none is in flight
  std::atomic<bool> done{false};
  std::vector<std::thread> writers;
  writers.reserve(kWriters);
  for (auto& mine : writing_under) {
    writers.emplace_back([&] {
      while (!done) {
        const auto ticket = catalog_->BeginWrite("", "A");
        if (!ticket) continue;
        mine = ticket->table()->description().creation_time + 1;
        mine = 0;
      }
    });
  }
  int violations = 0;
  for (std::int64_t version = 1; version <= kChanges; ++version) {
    const auto altered = catalog_->Alter("", "A", [&](TableDescription& description, WriteBatch&) -> Result<void> {
      description.creation_time = version;
      return {};
    });
    EXPECT_TRUE(altered);
    for (const auto& under : writing_under) {
      const std::int64_t seen = under.load();
      if (seen != 0 && seen - 1 < version) ++violations;
    }
  }
  done = true;
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(violations, 0);
}

TEST_F(CatalogBarrierTest, ThreadsFindTheNewestVersionWhileTablesComeAndGo) {
  std::atomic<bool> done{false};
  std::vector<std::thread> readers;
  readers.reserve(2);
  std::atomic<int> wrong{0};
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      std::int64_t last = 0;
      while (!done) {
        const TableHandle table = catalog_->Find("", "A");
        if (!table || table->description().creation_time < last) ++wrong;
        if (table) last = table->description().creation_time;
        (void)catalog_->TableNames("", "", 10);
      }
    });
  }
  for (std::int64_t version = 1; version <= 200; ++version) {
    EXPECT_TRUE(catalog_->Create(PlainTable("B")));
    EXPECT_TRUE(catalog_->Alter("", "A", [&](TableDescription& description, WriteBatch&) -> Result<void> {
      description.creation_time = version;
      return {};
    }));
    EXPECT_TRUE(catalog_->Drop("", "B"));
  }
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace tablerock
