// Thousands of seeded random operations against a Database and a plain model; tables, indexes, counters and the change
// log compared on the way. The seed is printed; TABLEROCK_SEED repeats a run.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "jobs/job_runner.h"
#include "model_test/comparison.h"
#include "model_test/random_operations.h"
#include "operations/operation_fixture.h"
#include "operations/update_table.h"
#include "operations/update_time_to_live.h"

namespace tablerock {
namespace {

constexpr int kOperations = 4'000;
constexpr int kOperationsBetweenComparisons = 200;
constexpr int kOperationsBetweenTimeToLiveChanges = 330;

std::uint64_t Seed() {
  const char* given = std::getenv("TABLEROCK_SEED");
  return given != nullptr ? std::stoull(given) : std::random_device{}();
}

class ModelTest : public OperationTest {
 protected:
  std::vector<ReferenceIndex> indexes_ = {{"by-group", "g", "r", "ALL", {}},
                                          {"by-group-keys", "g", "n", "KEYS_ONLY", {}},
                                          {"by-group-some", "g", "sk", "INCLUDE", {"v"}},
                                          {"local-r", "pk", "r", "ALL", {}},
                                          {"local-n", "pk", "n", "INCLUDE", {"g"}}};

  CreateTableInput TableInput() {
    CreateTableInput input = TableOf("ttt", "pk:S,sk:N");
    AddGlobalIndex(input, "by-group", "g:S,r:N");
    AddGlobalIndex(input, "by-group-keys", "g:S,n:N", "KEYS_ONLY");
    AddGlobalIndex(input, "by-group-some", "g:S,sk:N", "INCLUDE");
    input.global_secondary_indexes->back().projection.non_key_attributes = {"v"};
    AddLocalIndex(input, "local-r", "pk:S,r:N");
    AddLocalIndex(input, "local-n", "pk:S,n:N", "INCLUDE");
    input.local_secondary_indexes->back().projection.non_key_attributes = {"g"};
    input.stream_specification = StreamSpecificationInput{true, "NEW_AND_OLD_IMAGES"};
    return input;
  }

  // Adds or removes the index "later" and does a part of the work behind it; the rest comes with the operations that
  // follow.
  void ChangeIndex(RandomOperations& operations) {
    const bool present = database_->catalog().Find("", "ttt")->description().FindIndex("later") != nullptr;
    GlobalIndexUpdateInput update;
    if (present) {
      update.remove = DeleteGlobalIndexInput{"later"};
    } else {
      update.create = GlobalSecondaryIndexInput();
      update.create->index_name = "later";
      update.create->key_schema = {{"g", "HASH"}, {"n", "RANGE"}};
      update.create->projection.projection_type = "ALL";
    }
    UpdateTableInput input;
    input.table_name = "ttt";
    input.attribute_definitions = {{"g", "S"}, {"n", "N"}};
    input.global_secondary_index_updates = {update};
    const auto output = UpdateTable(*database_, context_, input);
    ASSERT_TRUE(output) << output.error().classic();
    const std::size_t steps = operations.Pick(3);
    for (std::size_t i = 0; i < steps; ++i) ASSERT_TRUE(jobs_->StepEach());
  }

  bool ExpiryEnabled() { return database_->catalog().Find("", "ttt")->description().time_to_live.has_value(); }

  // Enables or disables time to live, and does a part of the work behind it.
  void ChangeTimeToLive(RandomOperations& operations) {
    const auto output = UpdateTimeToLive(*database_, context_, {"ttt", !ExpiryEnabled(), "e"});
    ASSERT_TRUE(output) << output.error().classic();
    const std::size_t steps = operations.Pick(3);
    for (std::size_t i = 0; i < steps; ++i) ASSERT_TRUE(jobs_->StepEach());
  }

  // Takes the items out of the reference that may have expired by now and are gone from the table; with `all`, each of
  // them has to be gone.
  void TakeExpired(bool all) {
    const std::int64_t now = clock_.Now() / 1000;
    const std::map<Reference::Key, Json> items = reference_.items();
    for (const auto& [key, item] : items) {
      const auto second = Reference::ExpirySecondOf(item);
      if (!ExpiryEnabled() || !second || *second > now) continue;
      const Json keys = {{"pk", item.at("pk")}, {"sk", item.at("sk")}};
      const bool gone = Get("ttt", keys.dump()).empty();
      EXPECT_TRUE(gone || !all) << item;
      if (!gone) continue;
      reference_.Delete(key);
      ++expired_;
    }
  }

  // By some seconds, so that a sweep comes and finds what is due.
  void AdvanceClock(RandomOperations& operations) {
    clock_.Advance(1'000 * (1 + static_cast<std::int64_t>(operations.Pick(60))));
    const auto idle = jobs_->RunUntilIdle();
    ASSERT_TRUE(idle) << idle.error().cause();
    TakeExpired(true);
  }

  void SetUp() override {
    jobs_ = std::make_unique<JobRunner>(*database_);
    clock_.Freeze();
  }

  Reference reference_;
  std::size_t expired_ = 0;
  std::unique_ptr<JobRunner> jobs_;
};

TEST_F(ModelTest, AgreesWithAPlainModelOverThousandsOfOperations) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE("TABLEROCK_SEED=" + std::to_string(seed));
  RecordProperty("seed", std::to_string(seed));
  Create(TableInput());
  RandomOperations operations(*database_, "ttt", reference_, seed);
  Comparison comparison(*database_, "ttt", reference_);
  for (int i = 1; i <= kOperations && !HasFailure(); ++i) {
    operations.DoOne();
    if (i % kOperationsBetweenComparisons == kOperationsBetweenComparisons / 2) ChangeIndex(operations);
    TakeExpired(false);  // a step of the jobs may have swept
    if (i % kOperationsBetweenTimeToLiveChanges == 0) ChangeTimeToLive(operations);
    TakeExpired(false);
    if (i % kOperationsBetweenComparisons != 0) continue;
    AdvanceClock(operations);
    std::vector<ReferenceIndex> indexes = indexes_;
    if (database_->catalog().Find("", "ttt")->description().FindIndex("later") != nullptr) {
      indexes.push_back({"later", "g", "n", "ALL", {}});
    }
    const auto page_limit = static_cast<std::int32_t>(1 + operations.Pick(9));
    comparison.CompareItems(page_limit);
    for (const ReferenceIndex& index : indexes) comparison.CompareIndex(index, page_limit);
    comparison.CompareCounters(indexes);
    comparison.CompareChangeLog();
    comparison.CompareExpiryEntries(ExpiryEnabled());
    EXPECT_EQ(comparison.expiry_records(), expired_);
  }
  EXPECT_GT(expired_, 0U);
}

}  // namespace
}  // namespace tablerock
