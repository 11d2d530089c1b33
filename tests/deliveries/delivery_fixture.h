// DeliveryTest: a table "ttt" (pk S) with a Kinesis destination whose endpoint is the test itself, on a steady clock
// that the test moves.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "changes/change_log_fixture.h"
#include "deliveries/delivery_follower.h"
#include "json/document.h"

namespace tablerock {

inline constexpr const char* kStreamArn = "arn:aws:kinesis:us-east-1:123456789012:stream/changes";

// A stream that keeps what it takes; what it does not take, `refuses` says.
class FakeStream : public KinesisClient {
 public:
  PutRecordsOutcome PutRecords(const std::string& stream_arn, std::span<const DeliveryRecord* const> records) override;

  // By the number of the record within all that came, from 1 on, and what it is.
  std::function<bool(std::size_t number, const Document& record)> refuses = [](std::size_t, const Document&) {
    return false;
  };
  bool down = false;

  std::vector<Document> taken;
  std::vector<std::size_t> call_sizes;
  std::size_t seen = 0;
  bool same_item_twice = false;  // within one call
};

class DeliveryTest : public ChangeLogTest {
 protected:
  DeliveryTest();

  // A database in memory, after closing the one that is open, with the table.
  void Open(std::uint32_t stream_shards);
  void Enable(std::string_view table_name = "ttt");
  void Disable();

  // The newest delivery's follower from what the catalog says; also stands for a server that is started again.
  void Follow();
  // One step; the follower knows of changes to its delivery.
  void Step();
  // Steps until there is nothing to do before a time that is to come, which it waits for `pauses` times.
  void Run(int pauses = 0);
  std::vector<Delivery> Deliveries();
  // Of each item, the new values of "n" in the order in which the stream took them; 0: removed.
  std::map<std::string, std::vector<int>> Taken() const;

  FakeStream stream_;
  std::unique_ptr<DeliveryFollower> follower_;
  SteadyClock::time_point now_ = SteadyClock::now();
  std::optional<SteadyClock::time_point> wake_at_;  // what the last step said
};

}  // namespace tablerock
