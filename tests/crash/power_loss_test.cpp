// With --durability power every acknowledged write survives a loss of power at any moment, and no other is half there.
#include <cstdlib>
#include <random>
#include <thread>

#include "crash/disk_fixture.h"

namespace tablerock {
namespace {

constexpr int kThreads = 3;

int Rounds() {
  const char* given = std::getenv("TABLEROCK_CRASH_ROUNDS");
  return given != nullptr ? std::atoi(given) : 20;
}

std::uint64_t Seed() {
  const char* given = std::getenv("TABLEROCK_SEED");
  return given != nullptr ? std::stoull(given) : std::random_device{}();
}

class PowerLossTest : public DiskTest {
 protected:
  std::string NameOf(int thread) const { return std::to_string(round_) + "-" + std::to_string(thread); }
  std::string NameOf(int thread, std::int64_t number) const { return NameOf(thread) + "-" + std::to_string(number); }

  // Each thread writes until something is not acknowledged. How many writes of each were.
  std::vector<std::int64_t> WriteUntilItFails() {
    std::vector<std::int64_t> acknowledged(kThreads, 0);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        for (std::int64_t number = 1;; ++number) {
          if (!PutBoth(NameOf(thread), number).empty() || !Put(NameOf(thread, number), number, 700).empty()) return;
          acknowledged[static_cast<std::size_t>(thread)] = number;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    return acknowledged;
  }

  // How many acknowledged writes are not there.
  std::int64_t CountMissing(const std::vector<std::int64_t>& acknowledged) {
    std::int64_t missing = 0;
    for (int thread = 0; thread < kThreads; ++thread) {
      const std::int64_t count = acknowledged[static_cast<std::size_t>(thread)];
      const std::int64_t both = NumberOf(NameOf(thread) + "-a");
      EXPECT_EQ(both, NumberOf(NameOf(thread) + "-b")) << "half a transaction";
      if (count > 0 && both != count && both != count + 1) ++missing;
      for (std::int64_t number = 1; number <= count; ++number) {
        if (NumberOf(NameOf(thread, number)) != number) ++missing;
      }
    }
    return missing;
  }

  // Works until the power is lost, and opens what that leaves.
  void LosePower(Durability durability, std::uint64_t changes, std::uint64_t seed, bool harsh,
                 std::vector<std::int64_t>& acknowledged) {
    acknowledged.assign(kThreads, 0);
    FaultyDisk disk;
    disk.LosePowerAfter(changes);
    if (Open(&disk, durability)) acknowledged = WriteUntilItFails();
    ASSERT_TRUE(disk.power_is_lost()) << problem_;
    Close();
    disk.DropUnsynced(seed, harsh);
    ASSERT_TRUE(Open(nullptr)) << problem_;
  }

  int round_ = 0;  // each has keys of its own; what earlier ones wrote stays
};

TEST_F(PowerLossTest, KeepsWhatWasAcknowledged) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE("TABLEROCK_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (; round_ < Rounds() && !HasFailure(); ++round_) {
    const std::uint64_t changes = 1 + random() % (random() % 4 == 0 ? 60 : 3000);
    SCOPED_TRACE("round " + std::to_string(round_) + ", after " + std::to_string(changes) + " changes");
    std::vector<std::int64_t> acknowledged;
    LosePower(Durability::kPower, changes, random(), random() % 2 == 0, acknowledged);
    if (HasFailure()) return;
    EXPECT_EQ(CountMissing(acknowledged), 0);
    ExpectAgrees();
  }
}

// The disk of this test does lose what was not synced; what is there agrees all the same.
TEST_F(PowerLossTest, LosesWhatOnlyTheProcessWouldHaveSurvived) {
  std::int64_t missing = 0;
  for (; round_ < 10 && missing == 0 && !HasFailure(); ++round_) {  // right behind a flush nothing is to lose
    std::vector<std::int64_t> acknowledged;
    LosePower(Durability::kProcess, 2000, 1, true, acknowledged);
    if (HasFailure()) return;
    missing = CountMissing(acknowledged);
    ExpectAgrees();
  }
  EXPECT_GT(missing, 0);
}

}  // namespace
}  // namespace tablerock
