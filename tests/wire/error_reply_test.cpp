#include "wire/error_reply.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/item_builder.h"

namespace tablerock {
namespace {

class ErrorReplyTest : public testing::Test {
 protected:
  std::string Body(const ApiError& error, Wording wording = Wording::kClassic) {
    response_.body = "what was there before";
    WriteErrorReply(error, wording, log_, response_);
    return response_.body;
  }
  static std::string ItemBytes() {
    ItemBuilder builder;
    builder.Name("pk");
    builder.String("a");
    return builder.TakeItem().bytes();
  }

  std::vector<std::string> lines_;
  Log log_{LogLevel::kInfo, LogFormat::kText, [this](std::string_view line) { lines_.emplace_back(line); }};
  WireResponse response_;
};

TEST_F(ErrorReplyTest, NamesTheExceptionWithItsPrefix) {
  EXPECT_EQ(Body(ApiError::Validation("a \"b\"")),
            R"({"__type":"com.amazon.coral.validate#ValidationException","message":"a \"b\""})");
  EXPECT_EQ(response_.status, 400U);
  EXPECT_EQ(Body(ApiError::ResourceNotFound()),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
            R"("message":"Requested resource not found"})");
}

TEST_F(ErrorReplyTest, HasNoMessageWhereTheServiceHasNone) {
  EXPECT_EQ(Body(ApiError::UnknownOperation()), R"({"__type":"com.amazon.coral.service#UnknownOperationException"})");
  EXPECT_EQ(Body(ApiError::Serialization({})), R"({"__type":"com.amazon.coral.service#SerializationException"})");
}

TEST_F(ErrorReplyTest, SaysMessageWithACapitalWhereTheServiceDoes) {
  EXPECT_EQ(Body(ApiError::Serialization("x")),
            R"({"__type":"com.amazon.coral.service#SerializationException","Message":"x"})");
  EXPECT_EQ(Body(ApiError::TransactionCanceled({CancellationReason{}})),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",)"
            R"("CancellationReasons":[{"Code":"None"}],"Message":"Transaction cancelled, please refer cancellation )"
            R"(reasons for specific reasons [None]"})");
}

TEST_F(ErrorReplyTest, ShowsReasonsInPositionWithTheirItems) {
  const std::string body =
      Body(ApiError::TransactionCanceled({{"None", {}, {}}, {"ConditionalCheckFailed", "failed", ItemBytes()}}));
  EXPECT_NE(body.find(R"("CancellationReasons":[{"Code":"None"},)"
                      R"({"Code":"ConditionalCheckFailed","Item":{"pk":{"S":"a"}},"Message":"failed"}])"),
            std::string::npos)
      << body;
}

TEST_F(ErrorReplyTest, ShowsTheItemThatAConditionSaw) {
  EXPECT_EQ(Body(ApiError::ConditionalCheckFailed(ItemBytes())),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
            R"("Item":{"pk":{"S":"a"}},"message":"The conditional request failed"})");
}

TEST_F(ErrorReplyTest, GivesTheWordingThatIsAskedFor) {
  const ApiError error = ApiError::PrefixedValidation("x");
  EXPECT_NE(Body(error, Wording::kClassic).find(R"("message":"x")"), std::string::npos);
  EXPECT_NE(Body(error, Wording::kCurrent).find(R"("message":"1 validation error detected: x")"), std::string::npos);
}

TEST_F(ErrorReplyTest, LogsTheCauseOfAnInternalErrorAndDoesNotTellIt) {
  response_.operation = "PutItem";
  const std::string body = Body(ApiError::Internal("disk full"));
  EXPECT_EQ(response_.status, 500U);
  EXPECT_EQ(body.find("disk full"), std::string::npos);
  ASSERT_EQ(lines_.size(), 1U);
  EXPECT_NE(lines_[0].find("disk full"), std::string::npos);
  EXPECT_NE(lines_[0].find("PutItem"), std::string::npos);
  Body(ApiError::Validation("x"));
  EXPECT_EQ(lines_.size(), 1U);
}

}  // namespace
}  // namespace tablerock
