#include "core/api_error.h"

#include <gtest/gtest.h>

#include "core/result.h"

namespace tablerock {
namespace {

TEST(ApiErrorTest, GivesTheTextOfTheWordingThatIsAsked) {
  const ApiError plain = ApiError::Validation("text");
  EXPECT_EQ(plain.text(Wording::kClassic), "text");
  EXPECT_EQ(plain.text(Wording::kCurrent), "text");
  const ApiError prefixed = ApiError::PrefixedValidation("text");
  EXPECT_EQ(prefixed.text(Wording::kClassic), "text");
  EXPECT_EQ(prefixed.text(Wording::kCurrent), "1 validation error detected: text");
}

TEST(ApiErrorTest, JoinsConstraintViolationsAndCountsThem) {
  const ApiError one = ApiError::Constraints({"a"}, {"b"});
  EXPECT_EQ(one.text(Wording::kClassic), "1 validation error detected: a");
  EXPECT_EQ(one.text(Wording::kCurrent), "1 validation error detected: b");
  EXPECT_EQ(ApiError::Constraints({"a", "b"}, {}).classic(), "2 validation errors detected: a; b");
}

TEST(ApiErrorTest, NamesTheReasonsOfACancelledTransactionInPosition) {
  const ApiError error =
      ApiError::TransactionCanceled({{}, {"ConditionalCheckFailed", "The conditional request failed", "x"}});
  EXPECT_EQ(
      error.classic(),
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]");
  ASSERT_EQ(error.cancellation_reasons().size(), 2U);
  EXPECT_EQ(error.cancellation_reasons()[1].item_bytes, "x");
}

TEST(ApiErrorTest, PutsTextAroundBothWordings) {
  const ApiError error = ApiError::PrefixedValidation("b").WithPrefix("a").WithSuffix("c");
  EXPECT_EQ(error.text(Wording::kClassic), "abc");
  EXPECT_EQ(error.text(Wording::kCurrent), "1 validation error detected: abc");
}

// What `__type` says before the name; behaviours.md row 67.
TEST(ApiErrorTest, KnowsThePrefixOfEachKindOfException) {
  EXPECT_EQ(TraitsOf(ErrorType::kValidation).prefix, "com.amazon.coral.validate#");
  EXPECT_EQ(TraitsOf(ErrorType::kSerialization).prefix, "com.amazon.coral.service#");
  EXPECT_EQ(TraitsOf(ErrorType::kResourceNotFound).prefix, "com.amazonaws.dynamodb.v20120810#");
  EXPECT_EQ(TraitsOf(ErrorType::kInternalServerError).http_status, 500U);
  EXPECT_EQ(TraitsOf(ErrorType::kInternalServerError).name, "InternalServerError");
}

TEST(ApiErrorTest, KnowsHowATransactionTellsIt) {
  const auto error = ApiError::Validation("wrong").WithPrefix("It is ");
  EXPECT_FALSE(error.RefusesTransaction(Wording::kCurrent));
  const auto alone = error.Told(InTransaction::kAlone).WithSuffix("!");
  EXPECT_EQ(alone.classic(), "It is wrong!");
  EXPECT_TRUE(alone.RefusesTransaction(Wording::kClassic));
  EXPECT_TRUE(alone.RefusesTransaction(Wording::kCurrent));
  const auto limit = error.Told(InTransaction::kAsItemLimit);
  EXPECT_FALSE(limit.RefusesTransaction(Wording::kClassic));
  EXPECT_TRUE(limit.RefusesTransaction(Wording::kCurrent));
}

Result<int> Half(int value) {
  if (value % 2 != 0) return ApiError::Validation("odd");
  return value / 2;
}

Result<int> Quarter(int value) {
  TABLEROCK_ASSIGN(const int half, Half(value));
  TABLEROCK_TRY(Half(half));
  return half / 2;
}

TEST(ResultTest, HandsErrorsOnAndValuesThrough) {
  EXPECT_EQ(*Quarter(8), 2);
  EXPECT_EQ(Quarter(6).error().classic(), "odd");
  EXPECT_EQ(Quarter(5).error().classic(), "odd");
}

}  // namespace
}  // namespace tablerock
