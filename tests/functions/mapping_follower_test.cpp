// A mapping at work on one shard: batches, windows, failures, positions, filters, lanes.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "functions/follower_fixture.h"

namespace tablerock {
namespace {

using Batches = std::vector<Batch>;

TEST_F(FollowerTest, GivesTheRecordsInBatchesAndInOrder) {
  CreateStreamTable();
  for (const char* sk : {"1", "2", "3", "4", "5"}) PutKey("a", sk);
  Follow({{"BatchSize", 2}});
  EXPECT_EQ(Run(), (Batches{{"1", "2"}, {"3", "4"}, {"5"}}));
  EXPECT_FALSE(wake_at_) << "nothing is to be done before the next write";
  PutKey("a", "6");
  EXPECT_EQ(Run(), (Batches{{"6"}}));
}

TEST_F(FollowerTest, WaitsForABatchToFillAsLongAsItsWindow) {
  CreateStreamTable();
  Follow({{"BatchSize", 3}, {"MaximumBatchingWindowInSeconds", 5}});
  PutKey("a", "1");
  EXPECT_EQ(Run(), Batches());
  ASSERT_TRUE(wake_at_);
  EXPECT_EQ(*wake_at_, now_ + std::chrono::seconds(5));
  now_ += std::chrono::seconds(4);
  PutKey("a", "2");
  EXPECT_EQ(Run(), Batches());
  now_ += std::chrono::seconds(1);
  EXPECT_EQ(Run(), (Batches{{"1", "2"}}));
  for (const char* sk : {"3", "4", "5"}) PutKey("a", sk);
  EXPECT_EQ(Run(), (Batches{{"3", "4", "5"}})) << "a full batch does not wait";
}

TEST_F(FollowerTest, GoesOnAfterTheLastSuccessWhenItIsStartedAgain) {
  CreateStreamTable();
  for (const char* sk : {"1", "2", "3"}) PutKey("a", sk);
  Follow({{"BatchSize", 1}});
  Answer(Step().front(), Succeeded());
  Follow({{"BatchSize", 1}});
  EXPECT_EQ(Run(), (Batches{{"2"}, {"3"}}));
  Follow({{"BatchSize", 1}});
  EXPECT_EQ(Run(), Batches());
}

TEST_F(FollowerTest, RepeatsABatchWhoseSuccessWasNotKept) {
  CreateStreamTable();
  for (const char* sk : {"1", "2", "3"}) PutKey("a", sk);
  Follow({{"BatchSize", 2}});
  EXPECT_EQ(BatchOf(Step().front()), (Batch{"1", "2"}));  // it may have succeeded, and the server ended
  Follow({{"BatchSize", 2}});
  EXPECT_EQ(Run(), (Batches{{"1", "2"}, {"3"}}));
}

TEST_F(FollowerTest, AFailureHoldsUpWhatIsBehindItAndIsTriedAgainAfterAPause) {
  CreateStreamTable();
  PutKey("a", "1");
  PutKey("a", "2");
  Follow({{"BatchSize", 1}});
  int failures = 0;
  const auto fail_twice = [&](const Batch& batch) {
    return batch == Batch{"1"} && ++failures <= 2 ? Failed() : Succeeded();
  };
  EXPECT_EQ(Run(fail_twice), (Batches{{"1"}}));
  ASSERT_TRUE(wake_at_);
  const auto first_pause = *wake_at_ - now_;
  now_ = *wake_at_;
  EXPECT_EQ(Run(fail_twice), (Batches{{"1"}}));
  EXPECT_GT(*wake_at_ - now_, first_pause);
  now_ = *wake_at_;
  EXPECT_EQ(Run(fail_twice), (Batches{{"1"}, {"2"}}));
}

TEST_F(FollowerTest, GivenUpRecordsGoToTheDestination) {
  const auto file = std::filesystem::temp_directory_path() / ("discards-" + std::to_string(::getpid()) + ".jsonl");
  std::filesystem::remove(file);
  CreateStreamTable();
  PutKey("a", "1");
  PutKey("a", "2");
  Follow({{"BatchSize", 1},
          {"MaximumRetryAttempts", 0},
          {"DestinationConfig", {{"OnFailure", {{"Destination", file.string()}}}}}});
  EXPECT_EQ(Run([](const Batch& batch) { return batch == Batch{"1"} ? Failed() : Succeeded(); }),
            (Batches{{"1"}, {"2"}}));
  std::ifstream stream(file);
  std::string line;
  ASSERT_TRUE(std::getline(stream, line));
  const auto report = ParseDocument(line);
  ASSERT_TRUE(report) << line;
  EXPECT_EQ(report->at("requestContext").at("condition"), "RetryAttemptsExhausted");
  EXPECT_EQ(report->at("requestContext").at("approximateInvokeCount"), 1);
  EXPECT_EQ(report->at("requestContext").at("functionArn"), "arn:aws:lambda:us-east-1:000000000000:function:f");
  EXPECT_EQ(report->at("responseContext").at("functionError"), "Unhandled");
  const Document& batch = report->at("DDBStreamBatchInfo");
  EXPECT_EQ(batch.at("batchSize"), 1);
  EXPECT_EQ(batch.at("startSequenceNumber"), batch.at("endSequenceNumber"));
  const auto payload = ParseDocument(report->at("payload").get<std::string>());
  EXPECT_EQ(payload->at("Records").at(0).at("dynamodb").at("Keys").at("sk").at("S"), "1");
  EXPECT_FALSE(std::getline(stream, line)) << line;
  std::filesystem::remove(file);
}

TEST_F(FollowerTest, RecordsOlderThanTheirTimeAreGivenUpUnseen) {
  clock_.Freeze();
  CreateStreamTable();
  PutKey("a", "1");
  clock_.Advance(50'000);
  PutKey("a", "2");
  clock_.Advance(20'000);
  Follow({{"MaximumRecordAgeInSeconds", 60}});
  EXPECT_EQ(Run(), (Batches{{"2"}}));
}

TEST_F(FollowerTest, LatestIsBehindWhatThereWasWhenTheMappingBegan) {
  CreateStreamTable();
  PutKey("a", "1");
  Follow({{"StartingPosition", "LATEST"}});
  PutKey("a", "2");
  EXPECT_EQ(Run(), (Batches{{"2"}}));
  // Written while no server ran the mapping, and still behind where it began.
  Follow({{"StartingPosition", "LATEST"}});
  PutKey("a", "3");
  EXPECT_EQ(Run(), (Batches{{"3"}}));
}

TEST_F(FollowerTest, FollowsATableThatIsMadeLaterFromItsFirstRecord) {
  Follow({{"StartingPosition", "LATEST"}});
  EXPECT_EQ(Run(), Batches());
  EXPECT_EQ(follower_->Report().at("State"), "Creating");
  EXPECT_FALSE(wake_at_);
  CreateStreamTable();
  PutKey("a", "1");
  EXPECT_EQ(Run(), (Batches{{"1"}}));
  EXPECT_EQ(follower_->Report().at("State"), "Enabled");
  EXPECT_EQ(follower_->Report().at("LastProcessingResult"), "OK");
}

TEST_F(FollowerTest, BeginsAtATime) {
  clock_.Freeze();
  CreateStreamTable();
  PutKey("a", "1");
  clock_.Advance(10'000);
  const double from = static_cast<double>(clock_.Now()) / 1000;
  PutKey("a", "2");
  Follow({{"StartingPosition", "AT_TIMESTAMP"}, {"StartingPositionTimestamp", from}});
  EXPECT_EQ(Run(), (Batches{{"2"}}));
}

TEST_F(FollowerTest, PassesOverWhatNoFilterWants) {
  CreateStreamTable();
  for (int i = 0; i < 30; ++i) PutKey(i % 10 == 0 ? "MSG#1" : "GRP#1", std::to_string(i));
  Follow({{"BatchSize", 2},
          {"FilterCriteria",
           {{"Filters", {{{"Pattern", R"({"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"MSG#"}]}}}})"}}}}}}});
  EXPECT_EQ(Run(), (Batches{{"0", "10"}, {"20"}}));
}

TEST_F(FollowerTest, LanesKeepTheOrderOfEachItemAndLoseNothingWhenTheirNumberChanges) {
  CreateStreamTable();
  const auto put_round = [&](int round) {
    for (int item = 0; item < 20; ++item) {
      Put("ttt", ToText({{"pk", {{"S", "p"}}},
                         {"sk", {{"S", std::to_string(item)}}},
                         {"round", {{"N", std::to_string(round)}}}}));
    }
  };
  put_round(1);
  put_round(2);
  Follow({{"ParallelizationFactor", 4}, {"BatchSize", 5}});
  std::map<std::string, int> rounds;
  const auto see = [&](const MappingFollower::Invocation& invocation) {
    const auto event = ParseDocument(invocation.event);
    for (const Document& record : event->at("Records")) {
      const auto item = record.at("dynamodb").at("Keys").at("sk").at("S").get<std::string>();
      const int round = std::stoi(record.at("dynamodb").at("NewImage").at("round").at("N").get<std::string>());
      EXPECT_LE(round, rounds[item] + 1) << "a change of item " << item << " is lost or out of order";
      rounds[item] = std::max(rounds[item], round);
    }
  };
  auto invocations = Step();
  EXPECT_GT(invocations.size(), 1U) << "lanes go side by side";
  see(invocations.front());  // of one lane only is the success kept
  Answer(invocations.front(), Succeeded());
  Follow({{"ParallelizationFactor", 3}, {"BatchSize", 5}});
  for (invocations = Step(); !invocations.empty(); invocations = Step()) {
    for (const auto& invocation : invocations) {
      see(invocation);
      Answer(invocation, Succeeded());
    }
  }
  ASSERT_EQ(rounds.size(), 20U);
  for (const auto& [item, round] : rounds) EXPECT_EQ(round, 2) << item;
  // And with the factor unchanged, nothing is repeated.
  Follow({{"ParallelizationFactor", 3}, {"BatchSize", 5}});
  EXPECT_TRUE(Step().empty());
}

TEST_F(FollowerTest, ADisabledMappingWaitsAndGoesOnWhereItWas) {
  CreateStreamTable();
  Follow({{"BatchSize", 1}});
  PutKey("a", "1");
  EXPECT_EQ(Run(), (Batches{{"1"}}));
  EventSourceMapping mapping = follower_->mapping();
  mapping.enabled = false;
  ASSERT_TRUE(follower_->Change(mapping));
  PutKey("a", "2");
  EXPECT_EQ(Run(), Batches());
  EXPECT_EQ(follower_->Report().at("State"), "Disabled");
  mapping.enabled = true;
  ASSERT_TRUE(follower_->Change(mapping));
  EXPECT_EQ(Run(), (Batches{{"2"}}));
}

TEST_F(FollowerTest, AChangeWaitsForTheCallThatIsRunning) {
  CreateStreamTable();
  Follow({{"BatchSize", 1}});
  for (const char* sk : {"1", "2", "3"}) PutKey("a", sk);
  const auto running = Step();
  EventSourceMapping mapping = follower_->mapping();
  mapping.batch_size = 2;
  ASSERT_TRUE(follower_->Change(mapping));
  EXPECT_TRUE(Step().empty());
  EXPECT_EQ(follower_->Report().at("State"), "Updating");
  Answer(running.front(), Succeeded());
  EXPECT_EQ(Run(), (Batches{{"2", "3"}}));
}

}  // namespace
}  // namespace tablerock
