// The clock through the control API, with a database whose background runs on the test's thread.
#include "control/clock_control.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "control/stream_control.h"
#include "core/time_text.h"
#include "jobs/job_runner.h"
#include "operations/operation_fixture.h"
#include "operations/update_time_to_live.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

class ClockControlTest : public OperationTest {
 protected:
  ClockControlTest() : jobs_(*database_) {
    RegisterClockControl(api_, *database_, [this](UnixMillis target) { jobs_.MoveClockForward(target); });
    RegisterStreamControl(api_, *database_);
  }

  Json Ask(const std::string& method, const std::string& path, const std::string& body, int status) {
    const ControlReply reply = api_.Handle({method, path, "", body});
    EXPECT_EQ(reply.status, status) << reply.body;
    return Json::parse(reply.body);
  }
  Json Move(const std::string& change) { return Ask("POST", "/_tablerock/clock", change, 200); }
  std::string Refusal(const std::string& change) {
    return Ask("POST", "/_tablerock/clock", change, 400).at("Message").get<std::string>();
  }

  JobRunner jobs_;
  ControlApi api_;
};

TEST_F(ClockControlTest, ShowsTheClock) {
  clock_.Freeze();
  clock_.Set(1'767'225'600'250);
  const Json shown = Ask("GET", "/_tablerock/clock", "", 200);
  EXPECT_EQ(shown,
            Json::parse(R"({"Time": "2026-01-01T00:00:00.250Z", "EpochSeconds": 1767225600.25, "Frozen": true})"));
}

TEST_F(ClockControlTest, FreezesBeforeItMovesAndLetsRunAfterIt) {
  EXPECT_EQ(Move(R"({"Frozen": true, "Time": "2030-01-01T00:00:00Z"})").at("Time"), "2030-01-01T00:00:00.000Z");
  EXPECT_TRUE(clock_.frozen());
  EXPECT_EQ(Move(R"({"AdvanceSeconds": 1.5})").at("Time"), "2030-01-01T00:00:01.500Z");
  EXPECT_EQ(Move("{}").at("Time"), "2030-01-01T00:00:01.500Z");
  EXPECT_FALSE(Move(R"({"Frozen": false, "AdvanceSeconds": 3600})").at("Frozen").get<bool>());
  EXPECT_FALSE(clock_.frozen());
  EXPECT_GE(clock_.Now(), *ParseTimeText("2030-01-01T01:00:01.500Z"));
}

TEST_F(ClockControlTest, ExpiresTomorrowAtOnce) {
  CreateTableWithKeys("ttt", "pk:S");
  ASSERT_TRUE(UpdateTimeToLive(*database_, context_, {"ttt", true, "e"}));
  Move(R"({"Frozen": true})");
  const std::string tomorrow = std::to_string(clock_.Now() / 1000 + 86'400);
  Put("ttt", R"({"pk":{"S":"a"},"e":{"N":")" + tomorrow + R"("}})");
  Move(R"({"AdvanceSeconds": 86390})");
  EXPECT_NE(Get("ttt", R"({"pk":{"S":"a"}})"), "");
  Move(R"({"AdvanceSeconds": 10})");
  EXPECT_EQ(Get("ttt", R"({"pk":{"S":"a"}})"), "");
}

TEST_F(ClockControlTest, IsNotSetBelowTheHighestStamp) {
  CreateTableInput input = TableOf("ttt", "pk:S");
  input.stream_specification = StreamSpecificationInput{true, "KEYS_ONLY"};
  clock_.Freeze();
  clock_.Set(1'767'225'600'000);
  Create(input);
  EXPECT_EQ(Refusal(R"({"Time": "2025-12-31T23:59:59Z"})"),
            "the clock cannot be set to 2025-12-31T23:59:59.000Z, below the highest stamp in use: "
            "2026-01-01T00:00:00.000Z");
  Move(R"({"AdvanceSeconds": 60})");
  Put("ttt", R"({"pk":{"S":"a"}})");
  EXPECT_EQ(Refusal(R"({"Time": 1767225600})"),
            "the clock cannot be set to 2026-01-01T00:00:00.000Z, below the highest stamp in use: "
            "2026-01-01T00:01:00.000Z");
  EXPECT_EQ(clock_.Now(), 1'767'225'660'000) << "a refused change moves nothing";
  Move(R"({"AdvanceSeconds": 60})");
  EXPECT_EQ(Move(R"({"Time": "2026-01-01T00:01:00Z"})").at("Time"), "2026-01-01T00:01:00.000Z")
      << "back to the highest stamp";
}

TEST_F(ClockControlTest, RefusesWhatIsNoChange) {
  EXPECT_EQ(Refusal("[]"), "the body is not a JSON object");
  EXPECT_EQ(Refusal("{"), "the body is not a JSON object");
  EXPECT_EQ(Refusal(R"({"Frozen": 1})"), "Frozen is true or false");
  EXPECT_EQ(Refusal(R"({"Tme": 1})"), "the clock has no member Tme; it takes Frozen, Time and AdvanceSeconds");
  EXPECT_EQ(Refusal(R"({"Time": 1, "AdvanceSeconds": 1})"), "Time and AdvanceSeconds exclude each other");
  for (const char* change : {R"({"Time": "noon"})", R"({"Time": -1})", R"({"Time": null})", R"({"Time": 1e300})",
                             R"({"Time": "2501-01-01T00:00:00Z"})"}) {
    EXPECT_TRUE(Refusal(change).starts_with("Time is a text like")) << change;
  }
  for (const char* change :
       {R"({"AdvanceSeconds": -0.5})", R"({"AdvanceSeconds": "1"})", R"({"AdvanceSeconds": 1e300})"}) {
    EXPECT_TRUE(Refusal(change).starts_with("AdvanceSeconds is a number of seconds")) << change;
  }
  EXPECT_EQ(Refusal(R"({"AdvanceSeconds": 16000000000})"), "the clock goes to 2500 and no further");
  EXPECT_FALSE(clock_.frozen());
}

TEST_F(ClockControlTest, SplitsAShard) {
  CreateTableInput input = TableOf("ttt", "pk:S");
  input.stream_specification = StreamSpecificationInput{true, "KEYS_ONLY"};
  Create(input);
  const std::string parent = database_->catalog().Find("", "ttt")->description().open_shards.front().shard_id;
  const Json split = Ask("POST", "/_tablerock/streams/split", R"({"TableName": "ttt"})", 200);
  EXPECT_EQ(split.at("ParentShardId"), parent);
  ASSERT_EQ(split.at("ChildShardIds").size(), 2U);
  const auto& open = database_->catalog().Find("", "ttt")->description().open_shards;
  ASSERT_EQ(open.size(), 2U);
  EXPECT_EQ(open.front().shard_id, split.at("ChildShardIds")[0].get<std::string>());

  Ask("POST", "/_tablerock/streams/split", R"({"TableName": "none"})", 404);
  Ask("POST", "/_tablerock/streams/split", R"({"TableName": "ttt", "Namespace": "w1"})", 404);
  Ask("POST", "/_tablerock/streams/split", R"({})", 400);
  Ask("POST", "/_tablerock/streams/split", R"({"Table": "ttt"})", 400);
}

}  // namespace
}  // namespace tablerock
