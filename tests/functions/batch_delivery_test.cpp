#include "functions/batch_delivery.h"

#include <gtest/gtest.h>

#include "changes/stream.h"
#include "json/document.h"

namespace tablerock {
namespace {

constexpr UnixMillis kCreated = 1'000'000;
constexpr std::int64_t kDay = 86'400'000;

std::vector<EventRecord> Records(SequenceNumber first, SequenceNumber last) {
  std::vector<EventRecord> records;
  for (SequenceNumber number = first; number <= last; ++number) records.push_back({number, kCreated, "{}"});
  return records;
}

std::vector<SequenceNumber> NumbersOf(std::span<const EventRecord> records) {
  std::vector<SequenceNumber> numbers;
  numbers.reserve(records.size());
  for (const EventRecord& record : records) numbers.push_back(record.number);
  return numbers;
}

std::string FailuresAt(std::initializer_list<SequenceNumber> numbers) {
  Document failures = Document::array();
  for (const SequenceNumber number : numbers) failures.push_back({{"itemIdentifier", ToWire(number)}});
  return ToText({{"batchItemFailures", failures}});
}

using Numbers = std::vector<SequenceNumber>;

TEST(BatchDeliveryTest, IsFinishedByOneAnswer) {
  BatchDelivery delivery({-1, kDay, false, false}, Records(1, 3));
  EXPECT_EQ(NumbersOf(delivery.next()), (Numbers{1, 2, 3}));
  EXPECT_EQ(delivery.pause().count(), 0);
  EXPECT_FALSE(delivery.OnAnswer("null"));
  EXPECT_TRUE(delivery.finished());
  EXPECT_FALSE(delivery.position());
}

TEST(BatchDeliveryTest, TriesTheWholeBatchAgainUntilItsAttemptsAreOver) {
  BatchDelivery delivery({2, kDay, false, false}, Records(1, 3));
  EXPECT_FALSE(delivery.OnFunctionError());
  EXPECT_EQ(NumbersOf(delivery.next()), (Numbers{1, 2, 3}));
  EXPECT_FALSE(delivery.OnFunctionError());
  const auto discard = delivery.OnFunctionError();
  ASSERT_TRUE(discard);
  EXPECT_EQ(discard->reason, DiscardReason::kRetryAttemptsExhausted);
  EXPECT_EQ(NumbersOf(discard->records), (Numbers{1, 2, 3}));
  EXPECT_EQ(discard->invoke_count, 3);
  EXPECT_TRUE(delivery.finished());
}

TEST(BatchDeliveryTest, GivesUpAtOnceWithoutRetries) {
  BatchDelivery delivery({0, kDay, false, false}, Records(1, 1));
  EXPECT_TRUE(delivery.OnFunctionError());
  EXPECT_TRUE(delivery.finished());
}

TEST(BatchDeliveryTest, PausesLongerFromFailureToFailureUpToALimit) {
  BatchDelivery delivery({-1, kDay, false, false}, Records(1, 1));
  std::chrono::milliseconds before{0};
  for (int i = 0; i < 6; ++i) {
    EXPECT_FALSE(delivery.OnFunctionError());
    EXPECT_GT(delivery.pause(), before);
    before = delivery.pause();
  }
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(delivery.OnFunctionError());
  EXPECT_EQ(delivery.pause(), std::chrono::seconds(30));
}

TEST(BatchDeliveryTest, WhatCouldNotBeRunIsNoAttempt) {
  BatchDelivery delivery({0, kDay, true, false}, Records(1, 2));
  for (int i = 0; i < 5; ++i) delivery.OnNotInvoked();
  EXPECT_EQ(NumbersOf(delivery.next()), (Numbers{1, 2}));
  EXPECT_GT(delivery.pause().count(), 0);
}

TEST(BatchDeliveryTest, SplitsAFailedBatchWithoutSpendingAttempts) {
  BatchDelivery delivery({0, kDay, true, false}, Records(1, 4));
  EXPECT_FALSE(delivery.OnFunctionError());
  EXPECT_EQ(NumbersOf(delivery.next()), (Numbers{1, 2}));
  EXPECT_FALSE(delivery.OnAnswer("{}"));
  EXPECT_EQ(delivery.position(), SequenceNumber{3});
  EXPECT_EQ(NumbersOf(delivery.next()), (Numbers{3, 4}));
  EXPECT_FALSE(delivery.OnFunctionError());
  EXPECT_EQ(NumbersOf(delivery.next()), (Numbers{3}));
  const auto discard = delivery.OnFunctionError();
  ASSERT_TRUE(discard);
  EXPECT_EQ(NumbersOf(discard->records), (Numbers{3}));
  EXPECT_EQ(NumbersOf(delivery.next()), (Numbers{4}));
  EXPECT_FALSE(delivery.OnAnswer("{}"));
  EXPECT_TRUE(delivery.finished());
}

TEST(BatchDeliveryTest, GoesOnAtTheFirstRecordThatTheFunctionNamed) {
  BatchDelivery delivery({1, kDay, false, true}, Records(1, 5));
  EXPECT_FALSE(delivery.OnAnswer(FailuresAt({4, 3})));
  EXPECT_EQ(delivery.position(), SequenceNumber{3});
  EXPECT_EQ(NumbersOf(delivery.next()), (Numbers{3, 4, 5}));
  // Going on is a first failure of what is left; a second one is its last.
  const auto discard = delivery.OnAnswer(FailuresAt({3}));
  ASSERT_TRUE(discard);
  EXPECT_EQ(NumbersOf(discard->records), (Numbers{3, 4, 5}));
  EXPECT_TRUE(delivery.finished());
}

TEST(BatchDeliveryTest, WithoutTheSettingAnAnswerThatNamesRecordsIsASuccess) {
  BatchDelivery delivery({1, kDay, false, false}, Records(1, 2));
  EXPECT_FALSE(delivery.OnAnswer(FailuresAt({2})));
  EXPECT_TRUE(delivery.finished());
}

TEST(BatchDeliveryTest, AnAnswerThatCannotBeUnderstoodFailsTheWholeBatch) {
  for (const char* answer :
       {R"({"batchItemFailures": [{"itemIdentifier": ""}]})", R"({"batchItemFailures": [{"itemIdentifier": null}]})",
        R"({"batchItemFailures": [{"identifier": "100000000000000000001"}]})",
        R"({"batchItemFailures": [{"itemIdentifier": "100000000000000000009"}]})", R"({"batchItemFailures": "none"})",
        "[]", "not JSON"}) {
    BatchDelivery delivery({-1, kDay, false, true}, Records(1, 2));
    EXPECT_FALSE(delivery.OnAnswer(answer));
    ASSERT_FALSE(delivery.finished()) << answer;
    EXPECT_EQ(NumbersOf(delivery.next()), (Numbers{1, 2})) << answer;
  }
}

TEST(BatchDeliveryTest, AnAnswerThatNamesNothingIsASuccess) {
  for (const char* answer : {"", "null", "{}", R"({"batchItemFailures": null})", R"({"batchItemFailures": []})"}) {
    BatchDelivery delivery({-1, kDay, false, true}, Records(1, 2));
    EXPECT_FALSE(delivery.OnAnswer(answer));
    EXPECT_TRUE(delivery.finished()) << answer;
  }
}

TEST(BatchDeliveryTest, GivesUpWhatIsTooOld) {
  std::vector<EventRecord> records = Records(1, 3);
  records[2].creation_time += 30'000;
  BatchDelivery delivery({-1, 60'000, false, false}, std::move(records));
  EXPECT_FALSE(delivery.DiscardExpired(kCreated + 59'999));
  EXPECT_FALSE(delivery.OnFunctionError());
  const auto discard = delivery.DiscardExpired(kCreated + 60'000);
  ASSERT_TRUE(discard);
  EXPECT_EQ(discard->reason, DiscardReason::kRecordAgeExceeded);
  EXPECT_EQ(NumbersOf(discard->records), (Numbers{1, 2}));
  EXPECT_EQ(NumbersOf(delivery.next()), (Numbers{3}));
  EXPECT_TRUE(delivery.DiscardExpired(kCreated + kDay));
  EXPECT_TRUE(delivery.finished());
}

}  // namespace
}  // namespace tablerock
