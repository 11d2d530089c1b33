#include "functions/follower_fixture.h"

namespace tablerock {

InvocationOutcome Succeeded(std::string answer) {
  InvocationOutcome outcome;
  outcome.answer = std::move(answer);
  return outcome;
}

InvocationOutcome Failed() {
  InvocationOutcome outcome;
  outcome.kind = InvocationOutcome::Kind::kFunctionError;
  outcome.problem = "KeyError: 'NewImage'";
  return outcome;
}

void FollowerTest::PutKey(std::string_view pk, std::string_view sk) {
  Put("ttt", ToText({{"pk", {{"S", pk}}}, {"sk", {{"S", sk}}}}));
}

void FollowerTest::Follow(const Document& settings) {
  Document document = {{"TableName", "ttt"},
                       {"FunctionName", "f"},
                       {"StartingPosition", "TRIM_HORIZON"},
                       {"Target", {{"command", {"true"}}}}};
  document.update(settings);
  auto mapping = ReadMapping(document, {"/", {}, false});
  ASSERT_TRUE(mapping) << mapping.error().classic();
  auto follower = MappingFollower::Make(*database_, store_, *std::move(mapping), false);
  ASSERT_TRUE(follower) << follower.error().classic();
  follower_ = *std::move(follower);
  follower_->Begin({"http://127.0.0.1:1"});
}

std::vector<MappingFollower::Invocation> FollowerTest::Step() {
  std::vector<MappingFollower::Invocation> invocations;
  wake_at_ = follower_->Step(now_, [&](MappingFollower::Invocation i) { invocations.push_back(std::move(i)); });
  return invocations;
}

Batch FollowerTest::BatchOf(const MappingFollower::Invocation& invocation) {
  Batch batch;
  const auto document = ParseDocument(invocation.event);
  EXPECT_TRUE(document);
  for (const Document& record : document->at("Records")) {
    batch.push_back(record.at("dynamodb").at("Keys").at("sk").at("S").get<std::string>());
  }
  EXPECT_EQ(batch.size(), invocation.record_count);
  return batch;
}

void FollowerTest::Answer(const MappingFollower::Invocation& invocation, const InvocationOutcome& outcome) {
  follower_->OnOutcome(*invocation.lane, outcome, now_);
}

std::vector<Batch> FollowerTest::Run(const std::function<InvocationOutcome(const Batch&)>& function) {
  std::vector<Batch> batches;
  for (;;) {
    const auto invocations = Step();
    for (const auto& invocation : invocations) {
      batches.push_back(BatchOf(invocation));
      Answer(invocation, function(batches.back()));
    }
    if (invocations.empty() && (!wake_at_ || *wake_at_ > now_)) return batches;
  }
}

}  // namespace tablerock
