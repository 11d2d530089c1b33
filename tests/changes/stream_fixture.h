// StreamTest: a table "ttt" (pk S) with a stream, on a clock that stands still, and consumers of the stream.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "changes/change_log_fixture.h"
#include "changes/stream.h"
#include "operations/get_records.h"

namespace tablerock {

class StreamTest : public ChangeLogTest {
 protected:
  StreamTest() : ChangeLogTest("pk:S", "NEW_IMAGE") { clock_.Freeze(); }

  void PutKey(const std::string& key) { Put("ttt", R"({"pk":{"S":")" + key + R"("}})"); }
  // Of the newest stream.
  std::string Arn();
  // All shards, read by pages of `limit`.
  std::vector<Shard> Shards(const std::string& arn, std::int64_t limit = 100);
  std::string IteratorOf(const std::string& arn, const std::string& shard_id, const std::string& type = "TRIM_HORIZON",
                         std::optional<std::string> number = {});
  // The shard's records from the iterator on; true in `ended` if it is closed and this is its end.
  std::vector<StreamRecord> ReadOn(std::string iterator, bool* ended = nullptr, std::int64_t limit = 1'000);
  std::vector<std::string> KeysOf(const std::string& arn);
  // Records that are on disk, whoever still sees them.
  std::size_t CountLogRecords();
};

// A consumer as those of the service are: finds shards by DescribeStream, reads a shard when its parent is read to the
// end, and takes each iterator from the answer before.
class StreamConsumer {
 public:
  StreamConsumer(Database& database, RequestContext context, std::string arn)
      : database_(database), context_(std::move(context)), arn_(std::move(arn)) {}

  // One look at the shards, and one GetRecords for each whose turn it is. True if there was a record, or the end of
  // one.
  bool Poll(std::int64_t limit);

  struct Seen {
    std::string key;
    std::int64_t n = 0;  // "n" of the new image; 0: none
  };
  const std::vector<Seen>& seen() const { return seen_; }
  std::size_t shard_count() const { return shards_.size(); }
  const std::string& error() const { return error_; }

 private:
  struct Progress {
    std::string parent_shard_id;
    std::string iterator;  // empty: not begun, or ended
    bool ended = false;
  };
  bool FindShards();

  Database& database_;
  RequestContext context_;
  std::string arn_;
  std::map<std::string, Progress> shards_;  // by id
  std::vector<Seen> seen_;
  std::string error_;
};

// What a stream should show of items that were only counted up, from 1 on: "" or what is wrong.
std::string WrongInCounts(const std::vector<StreamConsumer::Seen>& seen,
                          const std::map<std::string, std::int64_t>& expected);

}  // namespace tablerock
