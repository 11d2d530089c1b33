#include "wire/constraint_check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "wire/input_decoder.h"
#include "wire_cases.h"

namespace tablerock {
namespace {

// Ids are those of aws-messages.json, row numbers those of behaviours.md.
TEST(ConstraintCheckTest, ReportsTheViolationsOfTheTableInBothWordings) {
  const auto cases = WireCases("constraints.json");
  ASSERT_GT(cases.size(), 70U);
  for (const auto& c : cases) {
    SCOPED_TRACE(c["description"].get<std::string>());
    const InputShape& shape = InputShapeOf(c["operation"].get<std::string>());
    const std::string body = c["body"];
    InputDocument document;
    ASSERT_TRUE(DecodeInput(body, shape, document));
    const auto result = CheckConstraints(shape, document.root());
    ASSERT_EQ(!result, c.contains("classic"));
    if (result) continue;
    const std::string classic = c["classic"];
    EXPECT_EQ(result.error().type(), ErrorType::kValidation);
    EXPECT_EQ(result.error().text(Wording::kClassic), classic);
    EXPECT_EQ(result.error().text(Wording::kCurrent), c.value("current", classic));
  }
}

TEST(ConstraintCheckTest, EveryOperationIsDeclaredOnce) {
  EXPECT_EQ(InputShapes().size(), 61U);
  for (const InputShape* shape : InputShapes()) EXPECT_EQ(&InputShapeOf(shape->operation), shape);
}

TEST(ConstraintCheckTest, BoundsWhatItEchoes) {
  std::string body = R"({"RequestItems":{)";
  for (int table = 0; table < 2000; ++table) {
    body += (table == 0 ? "\"t" : ",\"t") + std::to_string(table) + R"(":[{"PutRequest":{"Item":{"a":{"L":[)";
    for (int i = 0; i < 100; ++i) body += R"({"NULL":true},)";
    body += R"({"NULL":true}]}}}})";
    for (int i = 0; i < 25; ++i) body += ",{}";
    body += ']';
  }
  body += "}}";
  InputDocument document;
  ASSERT_TRUE(DecodeInput(body, kBatchWriteItemInput, document));
  const auto result = CheckConstraints(kBatchWriteItemInput, document.root());
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().classic().starts_with("10 validation errors detected: "));
  EXPECT_LT(result.error().classic().size(), 1'000'000U);
}

std::size_t DepthOf(const Shape& shape) {
  std::size_t below = 0;
  for (const Member& member : MembersOf(shape)) below = std::max(below, DepthOf(member.shape));
  if (shape.element != nullptr) below = std::max(below, DepthOf(*shape.element));
  return below + 1;
}

TEST(ConstraintCheckTest, NoInputIsDeeperThanTheDecoderTakes) {
  for (const InputShape* shape : InputShapes())
    EXPECT_LT(DepthOf(shape->structure), kShapeDepthMax) << shape->operation;
}

TEST(ConstraintCheckTest, PatternsMatchTheWholeText) {
  EXPECT_TRUE(kNamePattern.matches("aZ0_.-"));
  EXPECT_FALSE(kNamePattern.matches(""));
  EXPECT_FALSE(kNamePattern.matches("a b"));
  EXPECT_TRUE(kBucketPattern.matches("a-b.c"));
  EXPECT_FALSE(kBucketPattern.matches("a"));
  EXPECT_FALSE(kBucketPattern.matches("a-"));
  EXPECT_TRUE(kAccountPattern.matches("123456789012"));
  EXPECT_FALSE(kAccountPattern.matches("12345678901"));
  EXPECT_TRUE(kCsvDelimiterPattern.matches("\t"));
  EXPECT_FALSE(kCsvDelimiterPattern.matches(";;"));
  EXPECT_TRUE(kCsvHeaderPattern.matches(""));
  EXPECT_FALSE(kCsvHeaderPattern.matches("a,b"));
  EXPECT_TRUE(kImportTokenPattern.matches("0123456789abcdef"));
  EXPECT_FALSE(kImportTokenPattern.matches("0123456789ABCDEF"));
  EXPECT_FALSE(kNoDollarPattern.matches("a$"));
  EXPECT_FALSE(kPrintablePattern.matches("\n"));
  EXPECT_FALSE(kRoleArnPattern.matches(std::string_view("\0", 1)));
  EXPECT_TRUE(kRoleArnPattern.matches("arn:é\n"));
}

}  // namespace
}  // namespace tablerock
