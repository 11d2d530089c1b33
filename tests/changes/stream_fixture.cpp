#include "changes/stream_fixture.h"

#include <charconv>

#include "operations/describe_stream.h"
#include "operations/get_shard_iterator.h"
#include "storage/key_codec.h"

namespace tablerock {

std::string StreamTest::Arn() {
  return StreamArn(context_, "ttt", database_->catalog().Find("", "ttt")->description().latest_stream_label);
}

std::vector<Shard> StreamTest::Shards(const std::string& arn, std::int64_t limit) {
  std::vector<Shard> shards;
  DescribeStreamInput input;
  input.stream_arn = arn;
  input.limit = limit;
  do {
    auto page = DescribeStream(*database_, context_, input);
    EXPECT_TRUE(page) << page.error().classic();
    if (!page) return shards;
    EXPECT_LE(page->shards.size(), static_cast<std::size_t>(limit));
    shards.insert(shards.end(), page->shards.begin(), page->shards.end());
    input.exclusive_start_shard_id = page->last_evaluated_shard_id;
  } while (input.exclusive_start_shard_id);
  return shards;
}

std::string StreamTest::IteratorOf(const std::string& arn, const std::string& shard_id, const std::string& type,
                                   std::optional<std::string> number) {
  const auto output = GetShardIterator(*database_, context_, {arn, shard_id, type, std::move(number)});
  EXPECT_TRUE(output) << output.error().classic();
  return output ? output->shard_iterator : std::string();
}

std::vector<StreamRecord> StreamTest::ReadOn(std::string iterator, bool* ended, std::int64_t limit) {
  std::vector<StreamRecord> records;
  for (;;) {
    auto page = GetRecords(*database_, context_, {iterator, limit});
    EXPECT_TRUE(page) << page.error().classic();
    if (!page) return records;
    const bool empty = page->records.empty();
    for (StreamRecord& record : page->records) records.push_back(std::move(record));
    if (ended != nullptr) *ended = !page->next_shard_iterator;
    if (empty || !page->next_shard_iterator) return records;
    iterator = *page->next_shard_iterator;
  }
}

std::vector<std::string> StreamTest::KeysOf(const std::string& arn) {
  std::vector<std::string> keys;
  for (const Shard& shard : Shards(arn)) {
    const auto records = ReadOn(IteratorOf(arn, shard.shard_id));
    keys.reserve(keys.size() + records.size());
    for (const StreamRecord& record : records) {
      keys.emplace_back(record.change.keys.Find("pk")->text());
    }
  }
  return keys;
}

std::size_t StreamTest::CountLogRecords() {
  const auto cursor = database_->store().NewCursor(Family::kChanges, {}, {});
  std::size_t count = 0;
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) ++count;
  return count;
}

// ---- consumer

bool StreamConsumer::FindShards() {
  DescribeStreamInput input;
  input.stream_arn = arn_;
  input.limit = 50;
  do {
    auto page = DescribeStream(database_, context_, input);
    if (!page) {
      error_ = page.error().classic();
      return false;
    }
    for (const Shard& shard : page->shards) shards_[shard.shard_id].parent_shard_id = shard.parent_shard_id;
    input.exclusive_start_shard_id = page->last_evaluated_shard_id;
  } while (input.exclusive_start_shard_id);
  return true;
}

bool StreamConsumer::Poll(std::int64_t limit) {
  if (!FindShards()) return false;
  bool found = false;
  for (auto& [shard_id, progress] : shards_) {
    if (progress.ended) continue;
    const auto parent = shards_.find(progress.parent_shard_id);
    if (parent != shards_.end() && !parent->second.ended) continue;
    if (progress.iterator.empty()) {
      const auto begun = GetShardIterator(database_, context_, {arn_, shard_id, "TRIM_HORIZON", {}});
      if (!begun) {
        error_ = begun.error().classic();
        return false;
      }
      progress.iterator = begun->shard_iterator;
    }
    const auto page = GetRecords(database_, context_, {progress.iterator, limit});
    if (!page) {
      error_ = page.error().classic();
      return false;
    }
    found = found || !page->records.empty() || !page->next_shard_iterator;
    for (const StreamRecord& record : page->records) {
      Seen seen{std::string(record.change.keys.Find("pk")->text()), 0};
      if (const auto n = record.change.new_image.empty() ? std::nullopt : record.change.new_image.Find("n")) {
        const std::string_view digits = n->text();
        std::from_chars(digits.data(), digits.data() + digits.size(), seen.n);
      }
      seen_.push_back(std::move(seen));
    }
    progress.iterator = page->next_shard_iterator.value_or("");
    progress.ended = !page->next_shard_iterator;
  }
  return found;
}

std::string WrongInCounts(const std::vector<StreamConsumer::Seen>& seen,
                          const std::map<std::string, std::int64_t>& expected) {
  std::map<std::string, std::int64_t> counts;
  for (const StreamConsumer::Seen& record : seen) {
    std::int64_t& count = counts[record.key];
    if (record.n != count + 1) {
      return record.key + " shows " + std::to_string(record.n) + " behind " + std::to_string(count);
    }
    ++count;
  }
  for (const auto& [key, n] : expected) {
    if (counts[key] != n) return key + " ends at " + std::to_string(counts[key]) + ", not " + std::to_string(n);
  }
  return counts.size() == expected.size() ? std::string() : "records of items that were not written";
}

}  // namespace tablerock
