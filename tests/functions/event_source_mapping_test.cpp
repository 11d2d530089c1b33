#include "functions/event_source_mapping.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace tablerock {
namespace {

const MappingSource kSource{std::filesystem::temp_directory_path().string(), "EventSourceMappings[0]", false};
constexpr const char* kArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/notes/stream/2026-11-22T14:30:00.123";

Document Settings() {
  return {{"TableName", "notes"},
          {"FunctionName", "f"},
          {"StartingPosition", "LATEST"},
          {"Target", {{"command", {"cat"}}}}};
}

std::string ErrorOf(const Document& document) {
  const auto mapping = ReadMapping(document, kSource);
  return mapping ? "" : mapping.error().classic();
}

TEST(EventSourceMappingTest, HasLambdasDefaults) {
  const auto mapping = ReadMapping(Settings(), kSource);
  ASSERT_TRUE(mapping) << mapping.error().classic();
  EXPECT_EQ(mapping->batch_size, 100);
  EXPECT_EQ(mapping->maximum_batching_window_seconds, 0);
  EXPECT_EQ(mapping->parallelization_factor, 1);
  EXPECT_EQ(mapping->maximum_retry_attempts, -1);
  EXPECT_EQ(mapping->maximum_record_age_seconds, -1);
  EXPECT_TRUE(mapping->enabled);
  EXPECT_EQ(mapping->uuid.size(), 36U);
}

TEST(EventSourceMappingTest, ReadsBackWhatItWrites) {
  Document document = Settings();
  document.erase("TableName");
  document.update({{"EventSourceArn", kArn},
                   {"StartingPosition", "AT_TIMESTAMP"},
                   {"StartingPositionTimestamp", 1'700'000'000.5},
                   {"BatchSize", 5},
                   {"MaximumBatchingWindowInSeconds", 2},
                   {"ParallelizationFactor", 4},
                   {"MaximumRetryAttempts", 3},
                   {"MaximumRecordAgeInSeconds", 60},
                   {"BisectBatchOnFunctionError", true},
                   {"FunctionResponseTypes", {"ReportBatchItemFailures"}},
                   {"FilterCriteria", {{"Filters", {{{"Pattern", R"({"eventName":["INSERT"]})"}}}}}},
                   {"DestinationConfig", {{"OnFailure", {{"Destination", "failed.jsonl"}}}}},
                   {"Enabled", false},
                   {"Target", {{"url", "http://localhost:9000/f"}, {"timeout", 3}}}});
  const auto mapping = ReadMapping(document, kSource);
  ASSERT_TRUE(mapping) << mapping.error().classic();
  EXPECT_EQ(mapping->table_name, "notes");
  EXPECT_EQ(mapping->stream_label, "2026-11-22T14:30:00.123");
  EXPECT_EQ(mapping->region, "eu-central-1");
  EXPECT_EQ(mapping->account, "123456789012");
  EXPECT_EQ(mapping->on_failure_file, std::filesystem::path(kSource.directory) / "failed.jsonl");
  const Document written = MappingToDocument(*mapping);
  const auto again = ReadMapping(written, kSource);
  ASSERT_TRUE(again) << again.error().classic();
  EXPECT_EQ(MappingToDocument(*again), written);
  EXPECT_EQ(written["EventSourceArn"], kArn);
}

TEST(EventSourceMappingTest, ItsUuidFollowsFromSourceAndFunction) {
  const auto uuid_of = [](const char* table, const char* function) {
    Document document = Settings();
    document["TableName"] = table;
    document["FunctionName"] = function;
    return ReadMapping(document, kSource)->uuid;
  };
  EXPECT_EQ(uuid_of("a", "f"), uuid_of("a", "f"));
  EXPECT_NE(uuid_of("a", "f"), uuid_of("a", "g"));
  EXPECT_NE(uuid_of("a", "f"), uuid_of("b", "f"));
}

TEST(EventSourceMappingTest, SaysWhatIsWrongAndWhere) {
  struct Case {
    Document changes;  // a null takes the member away
    const char* error;
  };
  const std::vector<Case> cases = {
      {{{"BatchSize", 0}}, "EventSourceMappings[0].BatchSize: has to be an integer from 1 to 10000, and is 0"},
      {{{"BatchSize", 1.5}}, "EventSourceMappings[0].BatchSize: has to be an integer"},
      {{{"BatchSise", 1}}, "EventSourceMappings[0].BatchSise: is no setting"},
      {{{"ParallelizationFactor", 11}}, "from 1 to 10"},
      {{{"MaximumRecordAgeInSeconds", 59}}, "MaximumRecordAgeInSeconds: has to be -1, or an integer from 60"},
      {{{"MaximumBatchingWindowInSeconds", 301}}, "from 0 to 300"},
      {{{"StartingPosition", "NOW"}}, "TRIM_HORIZON, LATEST or AT_TIMESTAMP"},
      {{{"StartingPosition", "AT_TIMESTAMP"}}, "StartingPositionTimestamp: belongs to AT_TIMESTAMP"},
      {{{"EventSourceArn", kArn}}, "name either a stream by EventSourceArn or a table by TableName"},
      {{{"TableName", nullptr}}, "name either a stream"},
      {{{"FunctionName", nullptr}}, "EventSourceMappings[0].FunctionName: is missing"},
      {{{"Enabled", "yes"}}, "Enabled: has to be true or false"},
      {{{"FunctionResponseTypes", {"All"}}}, "ReportBatchItemFailures only"},
      {{{"FilterCriteria", {{"Filters", {{{"Pattern", "{"}}}}}}}, "FilterCriteria.Filters.Pattern: Invalid filter"},
      {{{"DestinationConfig", {{"OnFailure", {{"Destination", "arn:aws:sqs:x"}}}}}}, "is a file here"},
      {{{"Target", nullptr}}, "Target: is missing"},
      {{{"Target", {{"command", {"cat"}}, {"url", "http://x/"}}}}, "Target: names one of command, python and url"},
      {{{"Target", {{"python", "no-such-file.py"}}}}, "Target.python: there is no file"},
      {{{"Target", {{"url", "https://x/"}}}}, "Target.url: has to begin with http://"},
      {{{"Target", {{"command", {"cat"}}, {"timeout", 901}}}}, "Target.timeout: has to be an integer from 1 to 900"},
  };
  for (const Case& wrong : cases) {
    Document document = Settings();
    document.update(wrong.changes);
    const std::string error = ErrorOf(document);
    EXPECT_NE(error.find(wrong.error), std::string::npos) << wrong.changes << " gave: " << error;
  }
}

TEST(EventSourceMappingTest, ChangesWhatMayBeChanged) {
  const auto mapping = ReadMapping(Settings(), kSource);
  const auto changed = ChangeMapping(*mapping, {{"BatchSize", 7}, {"Enabled", false}}, kSource);
  ASSERT_TRUE(changed) << changed.error().classic();
  EXPECT_EQ(changed->batch_size, 7);
  EXPECT_FALSE(changed->enabled);
  EXPECT_EQ(changed->uuid, mapping->uuid);
  EXPECT_FALSE(ChangeMapping(*mapping, {{"StartingPosition", "TRIM_HORIZON"}}, kSource));
  EXPECT_FALSE(ChangeMapping(*mapping, {{"BatchSize", 0}}, kSource));
}

}  // namespace
}  // namespace tablerock
