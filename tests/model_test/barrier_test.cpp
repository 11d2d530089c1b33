// A write is held between "version read" and "commit" while an index, a stream and a delete go through: the change
// waits for it, and what it began misses nothing that the held write did.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "jobs/job_runner.h"
#include "operations/delete_table.h"
#include "operations/item_keys.h"
#include "operations/item_write.h"
#include "operations/operation_fixture.h"
#include "operations/scan.h"
#include "operations/update_table.h"
#include "operations/update_time_to_live.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

// A put that has read its table's version, holds its item's lock and waits to be let go on.
class HeldPut {
 public:
  HeldPut(Database& database, std::string_view item_json)
      : item_(ItemOf(item_json)),
        put_(ItemMutation::Put(item_)),
        ticket_(database.catalog().BeginWrite("", "ttt")),
        write_{ticket_->table().get(), *KeyOfItem(ticket_->table()->description(), item_), &put_, "ttt"} {
    unit_.emplace(database, std::span(&write_, 1), std::span(&applied_, 1));
    locked_ = unit_->Lock().has_value();
  }

  // Commits, and releases lock and version.
  void Finish() {
    EXPECT_TRUE(locked_);
    EXPECT_TRUE(unit_->Apply(0));
    EXPECT_TRUE(unit_->Commit());
    unit_.reset();
    ticket_.reset();
  }

 private:
  const Item item_;
  const ItemMutation put_;
  std::optional<WriteTicket> ticket_;
  const ItemWrite write_;
  AppliedWrite applied_;
  std::optional<WriteUnit> unit_;
  bool locked_ = false;
};

class BarrierTest : public OperationTest {
 protected:
  void SetUp() override { CreateTableWithKeys("ttt", "pk:S"); }

  // Starts `change` on another thread, lets it publish its version, sees that it waits, and finishes the held put.
  template <typename Change>
  void HoldPutThrough(const Change& change) {
    HeldPut held(*database_, R"({"pk":{"S":"held"},"g":{"S":"x"},"e":{"N":"4102444800"}})");
    const TableHandle before = database_->catalog().Find("", "ttt");
    std::atomic<bool> done{false};
    std::thread changer([&] {
      change();
      done = true;
    });
    while (database_->catalog().Find("", "ttt") == before) std::this_thread::yield();
    EXPECT_FALSE(done) << "the change did not wait for the write in flight";
    held.Finish();
    changer.join();
  }
};

TEST_F(BarrierTest, AnIndexThatIsAddedHasTheItemOfAWriteThatBeganBefore) {
  Put("ttt", R"({"pk":{"S":"early"},"g":{"S":"x"}})");
  HoldPutThrough([&] {
    UpdateTableInput input;
    input.table_name = "ttt";
    input.attribute_definitions = {{"g", "S"}};
    GlobalIndexUpdateInput update;
    update.create = GlobalSecondaryIndexInput();
    update.create->index_name = "by-g";
    update.create->key_schema = {{"g", "HASH"}};
    update.create->projection.projection_type = "ALL";
    input.global_secondary_index_updates = {update};
    const auto output = UpdateTable(*database_, context_, input);
    ASSERT_TRUE(output) << output.error().classic();
  });
  ASSERT_TRUE(JobRunner(*database_).RunUntilIdle());
  ScanInput scan;
  scan.table_name = "ttt";
  scan.index_name = "by-g";
  const auto output = Scan(*database_, context_, scan);
  ASSERT_TRUE(output) << output.error().classic();
  EXPECT_EQ(output->count, 2U);
}

TEST_F(BarrierTest, AStreamThatIsSwitchedOnBeginsBehindAWriteThatBeganBefore) {
  HoldPutThrough([&] {
    UpdateTableInput input;
    input.table_name = "ttt";
    input.stream_specification = StreamSpecificationInput{true, "NEW_IMAGE"};
    ASSERT_TRUE(UpdateTable(*database_, context_, input));
  });
  Put("ttt", R"({"pk":{"S":"behind"}})");
  const auto cursor = database_->store().NewCursor(Family::kChanges, "", "");
  std::size_t records = 0;
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) ++records;
  EXPECT_EQ(records, 1U) << "of the write behind the switch alone";
}

TEST_F(BarrierTest, AWriteThatIsOvertakenBeforeItHoldsItsLockBeginsAgain) {
  const Item item = ItemOf(R"({"pk":{"S":"late"}})");
  const ItemMutation put = ItemMutation::Put(item);
  const TableHandle before = database_->catalog().Find("", "ttt");
  const ItemWrite write{before.get(), *KeyOfItem(before->description(), item), &put, "ttt"};
  UpdateTableInput input;
  input.table_name = "ttt";
  input.stream_specification = StreamSpecificationInput{true, "NEW_IMAGE"};
  ASSERT_TRUE(UpdateTable(*database_, context_, input));
  AppliedWrite applied;
  WriteUnit unit(*database_, {&write, 1}, {&applied, 1});
  const auto locked = unit.Lock();
  ASSERT_FALSE(locked);
  EXPECT_EQ(locked.error().type(), ErrorType::kTableChanged);
}

TEST_F(BarrierTest, TimeToLiveThatIsEnabledFindsTheItemOfAWriteThatBeganBefore) {
  clock_.Freeze();
  HoldPutThrough([&] { ASSERT_TRUE(UpdateTimeToLive(*database_, context_, {"ttt", true, "e"})); });
  JobRunner jobs(*database_);
  ASSERT_TRUE(jobs.RunUntilIdle());
  EXPECT_NE(Get("ttt", R"({"pk":{"S":"held"}})"), "");
  clock_.Set(4'102'444'800'000);
  ASSERT_TRUE(jobs.RunUntilIdle());
  EXPECT_EQ(Get("ttt", R"({"pk":{"S":"held"}})"), "");
}

TEST_F(BarrierTest, TimeToLiveThatIsDisabledLeavesNoEntryOfAWriteThatBeganBefore) {
  ASSERT_TRUE(UpdateTimeToLive(*database_, context_, {"ttt", true, "e"}));
  HoldPutThrough([&] { ASSERT_TRUE(UpdateTimeToLive(*database_, context_, {"ttt", false, "e"})); });
  ASSERT_TRUE(JobRunner(*database_).RunUntilIdle());
  const KeyBounds entries = BoundsOfPrefix(ExpiryPrefix(database_->catalog().Find("", "ttt")->description().id));
  const auto cursor = database_->store().NewCursor(Family::kDerived, entries.lower, entries.upper);
  cursor->SeekToFirst();
  EXPECT_FALSE(cursor->Valid());
}

TEST_F(BarrierTest, ADeletedTableLeavesNothingOfAWriteThatBeganBefore) {
  HoldPutThrough([&] { ASSERT_TRUE(DeleteTable(*database_, context_, {"ttt"})); });
  for (const Family family : {Family::kItems, Family::kIndexes, Family::kDerived}) {
    const auto cursor = database_->store().NewCursor(family, "", "");
    cursor->SeekToFirst();
    EXPECT_FALSE(cursor->Valid());
  }
}

}  // namespace
}  // namespace tablerock
