#include "deliveries/delivery_fixture.h"

#include <set>

#include "operations/disable_kinesis_streaming_destination.h"
#include "operations/enable_kinesis_streaming_destination.h"

namespace tablerock {

PutRecordsOutcome FakeStream::PutRecords(const std::string& stream_arn,
                                         std::span<const DeliveryRecord* const> records) {
  EXPECT_EQ(stream_arn, kStreamArn);
  call_sizes.push_back(records.size());
  PutRecordsOutcome outcome;
  if (down) {
    outcome.problem = "down";
    return outcome;
  }
  std::set<std::string> items;
  for (const DeliveryRecord* record : records) {
    same_item_twice = same_item_twice || !items.insert(record->partition_key).second;
    const Document document = Document::parse(record->data);
    const bool is_taken = !refuses(++seen, document);
    outcome.taken.push_back(is_taken);
    if (is_taken) {
      taken.push_back(document);
    } else {
      outcome.problem = "ProvisionedThroughputExceededException: Rate exceeded";
    }
  }
  return outcome;
}

DeliveryTest::DeliveryTest() : ChangeLogTest("pk:S", "KEYS_ONLY") { Open(1); }

void DeliveryTest::Open(std::uint32_t stream_shards) {
  follower_.reset();
  DatabaseOptions options;
  options.in_memory = true;
  options.stream_shards = stream_shards;
  options.kinesis_endpoint = "http://127.0.0.1:1";
  ChangeLogTest::Open(options);
  CreateTable();
}

void DeliveryTest::Enable(std::string_view table_name) {
  const auto output =
      EnableKinesisStreamingDestination(*database_, context_, {std::string(table_name), kStreamArn, std::nullopt});
  ASSERT_TRUE(output) << output.error().classic();
}

void DeliveryTest::Disable() {
  const auto output = DisableKinesisStreamingDestination(*database_, context_, {"ttt", kStreamArn, false});
  ASSERT_TRUE(output) << output.error().classic();
}

std::vector<Delivery> DeliveryTest::Deliveries() {
  auto deliveries = ListDeliveries(*database_);
  EXPECT_TRUE(deliveries);
  return *std::move(deliveries);
}

void DeliveryTest::Follow() {
  auto deliveries = Deliveries();
  ASSERT_FALSE(deliveries.empty());
  auto follower = DeliveryFollower::Make(*database_, std::move(deliveries.back()));
  ASSERT_TRUE(follower);
  follower_ = *std::move(follower);
}

void DeliveryTest::Step() {
  const Delivery& followed = follower_->delivery();
  auto delivery = FindDelivery(*database_, followed.namespace_name, followed.table_id, followed.first_shard);
  ASSERT_TRUE(delivery);
  if (*delivery) follower_->Change(**std::move(delivery));
  wake_at_ = follower_->Step(stream_, now_);
}

void DeliveryTest::Run(int pauses) {
  for (;;) {
    Step();
    if (!wake_at_) return;
    if (*wake_at_ <= now_) continue;
    if (pauses-- == 0) return;
    now_ = *wake_at_;
  }
}

std::map<std::string, std::vector<int>> DeliveryTest::Taken() const {
  std::map<std::string, std::vector<int>> taken;
  for (const Document& record : stream_.taken) {
    const Document& change = record.at("dynamodb");
    const int value = change.contains("NewImage") ? std::stoi(change["NewImage"]["n"]["N"].get<std::string>()) : 0;
    taken[change["Keys"]["pk"]["S"].get<std::string>()].push_back(value);
  }
  return taken;
}

}  // namespace tablerock
