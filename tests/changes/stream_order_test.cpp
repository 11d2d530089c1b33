// Writers, splits and readers at the same time: every record once, those of an item in order, whoever reads how.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <random>
#include <ranges>
#include <set>
#include <thread>

#include "changes/change_log.h"
#include "changes/shard_splitting.h"
#include "changes/stream_fixture.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

class StreamOrderTest : public StreamTest {
 protected:
  StreamOrderTest() { clock_.Resume(); }

  static constexpr int kWriters = 3;
  static constexpr int kItems = 40;
  static constexpr int kWritesEach = 1'500;
  static constexpr std::uint32_t kShardsMax = 150;

  static std::string KeyOf(std::uint32_t i) { return "item-" + std::to_string(i); }

  // Writes of several threads to the same items; counts each item's.
  void Write(std::uint32_t seed) {
    std::vector<std::thread> writers;
    writers.reserve(kWriters);
    for (int writer = 0; writer < kWriters; ++writer) {
      writers.emplace_back([this, seed, writer] {
        std::mt19937 random(seed + static_cast<std::uint32_t>(writer));
        for (int i = 0; i < kWritesEach; ++i) {
          const auto item = static_cast<std::uint32_t>(random() % kItems);
          Count(KeyOf(item));
          ++written_[item];
          ++written_in_all_;
        }
        ++writers_done_;
      });
    }
    for (std::thread& writer : writers) writer.join();
  }

  // A change of the shards for every 30 writes or so.
  void SplitAndRoll(std::uint32_t seed) {
    std::mt19937 random(seed);
    for (int next = 0; writers_done_ < kWriters; std::this_thread::yield()) {
      if (written_in_all_ < next) continue;
      next = written_in_all_ + 30;
      const TableHandle table = database_->catalog().Find("", "ttt");
      const auto& shards = table->description().open_shards;
      if (table->description().next_shard_number > kShardsMax) return;
      if (random() % 4 == 0) {
        EXPECT_TRUE(RollShards(*database_, "", "ttt", clock_.Now() - static_cast<std::int64_t>(random() % 100)));
      } else {
        EXPECT_TRUE(SplitShard(*database_, "", "ttt", shards[random() % shards.size()].shard_id));
      }
    }
  }

  std::map<std::string, std::int64_t> Expected() const {
    std::map<std::string, std::int64_t> expected;
    for (std::uint32_t i = 0; i < kItems; ++i) {
      if (written_[i] != 0) expected[KeyOf(i)] = written_[i];
    }
    return expected;
  }

  std::array<std::atomic<std::int64_t>, kItems> written_{};
  std::atomic<int> written_in_all_{0};
  std::atomic<int> writers_done_{0};
};

TEST_F(StreamOrderTest, ShowsEveryRecordOnceAndThoseOfAnItemInOrderWhileShardsSplit) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  CreateStreamTable();
  std::thread splitter([&] { SplitAndRoll(seed); });
  StreamConsumer consumer(*database_, context_, Arn());
  std::thread reader([&] {
    std::mt19937 random(seed);
    bool more = true;
    while (more && consumer.error().empty()) {
      const bool writing = writers_done_ < kWriters;
      more = consumer.Poll(1 + static_cast<std::int64_t>(random() % 100)) || writing;
    }
  });
  Write(seed);
  splitter.join();
  reader.join();
  EXPECT_EQ(consumer.error(), "");
  EXPECT_GT(consumer.shard_count(), 20U);
  EXPECT_EQ(WrongInCounts(consumer.seen(), Expected()), "");
}

// A reader that minds no lineage: what it finds in a child, all before it has to be there in the ancestors by then.
TEST_F(StreamOrderTest, ShowsNothingInAChildBeforeItsParentsRecordsCanBeRead) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  CreateStreamTable();
  const std::string arn = Arn();
  std::thread splitter([&] { SplitAndRoll(seed); });
  std::thread reader([&] {
    while (writers_done_ < kWriters) {
      std::map<std::string, std::int64_t> highest;
      std::map<std::string, std::set<std::int64_t>> found;
      const auto shards = Shards(arn);
      // The newest first: the parents are read after their children.
      for (const auto& shard : std::ranges::reverse_view(shards)) {
        for (const StreamRecord& record : ReadOn(IteratorOf(arn, shard.shard_id))) {
          const std::string key(record.change.keys.Find("pk")->text());
          const std::int64_t n = std::stoll(std::string(record.change.new_image.Find("n")->text()));
          found[key].insert(n);
          highest[key] = std::max(highest[key], n);
        }
      }
      for (const auto& [key, n] : highest) {
        for (std::int64_t i = 1; i <= n; ++i)
          ASSERT_TRUE(found[key].contains(i)) << key << " has " << n << ", not " << i;
      }
    }
  });
  Write(seed);
  splitter.join();
  reader.join();
}

TEST_F(StreamOrderTest, EndsAParentOnlyWhenNoWriteOfItIsInFlight) {
  CreateStreamTable();
  const std::string arn = Arn();
  auto write = database_->catalog().BeginWrite("", "ttt");
  ASSERT_TRUE(write);
  std::thread splitter([&] { EXPECT_TRUE(SplitShard(*database_, "", "ttt", "")); });
  while (Shards(arn).size() < 3) std::this_thread::yield();
  EXPECT_FALSE(Shards(arn)[0].last) << "closing";
  bool ended = true;
  EXPECT_TRUE(ReadOn(IteratorOf(arn, Shards(arn)[0].shard_id), &ended).empty());
  EXPECT_FALSE(ended);

  // The write knows the parent alone, and comes when the children are there.
  const Item item = ItemOf(R"({"pk":{"S":"a"}})");
  const TableDescription& table = write->table()->description();
  SequenceNumber number = 0;
  {
    const auto ticket = database_->sequences().Assign(1);
    ASSERT_TRUE(ticket);
    number = ticket->first();
    WriteBatch batch;
    AppendChange(table, number, clock_.Now(), EncodeItemKey(table.id, table.key_schema, item).bytes(), {{}, item},
                 ChangeOrigin::kUser, batch);
    ASSERT_TRUE(database_->store().Write(std::move(batch)));
  }
  write.reset();
  splitter.join();
  const Shard parent = Shards(arn)[0];
  EXPECT_EQ(parent.last, number);
  EXPECT_EQ(ReadOn(IteratorOf(arn, parent.shard_id), &ended).size(), 1U);
  EXPECT_TRUE(ended);
}

TEST_F(StreamOrderTest, GivesEndsToItsOwnShardsWhenSeveralThreadsSplit) {
  CreateStreamTable();
  CreateTableInput other = TableOf("other", "pk:S");
  other.stream_specification = StreamSpecificationInput{true, std::string("KEYS_ONLY")};
  Create(other);
  std::vector<std::thread> splitters;
  splitters.reserve(4);
  for (int thread = 0; thread < 4; ++thread) {
    splitters.emplace_back([this, thread] {
      for (int i = 0; i < 40; ++i) EXPECT_TRUE(SplitShard(*database_, "", thread % 2 == 0 ? "ttt" : "other", ""));
    });
  }
  for (std::thread& splitter : splitters) splitter.join();
  for (const char* name : {"ttt", "other"}) {
    const TableHandle table = database_->catalog().Find("", name);
    const auto& open = table->description().open_shards;
    EXPECT_EQ(open.size(), 81U);
    for (const Shard& shard : Shards(StreamArn(context_, name, table->description().stream->label))) {
      const bool is_open =
          std::any_of(open.begin(), open.end(), [&](const OpenShard& o) { return o.number == shard.number; });
      EXPECT_EQ(is_open, !shard.last) << shard.shard_id;
    }
  }
}

}  // namespace
}  // namespace tablerock
