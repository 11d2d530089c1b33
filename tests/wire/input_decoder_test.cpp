#include "wire/input_decoder.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "wire/value_echo.h"
#include "wire_cases.h"

namespace tablerock {
namespace {

std::string Shown(const InputDocument& document) {
  std::string text;
  AppendValueEcho(text, InputValue(&document.root()), document.root().shape());
  return text;
}

TEST(InputDecoderTest, DecodesTheCasesOfTheTable) {
  const auto cases = WireCases("decoded_inputs.json");
  ASSERT_FALSE(cases.empty());
  for (const auto& c : cases) {
    SCOPED_TRACE(c["description"].get<std::string>());
    const std::string body = c["body"];
    InputDocument document;
    const auto result = DecodeInput(body, InputShapeOf(c["operation"].get<std::string>()), document);
    ASSERT_TRUE(result) << result.error().classic();
    EXPECT_EQ(Shown(document), c["shown"].get<std::string>());
  }
}

TEST(InputDecoderTest, RefusesWrongJsonAsTheServiceDoes) {
  const auto cases = WireCases("serialization_errors.json");
  ASSERT_GT(cases.size(), 200U);
  for (const auto& c : cases) {
    const std::string body = c["body"];
    SCOPED_TRACE(c["operation"].get<std::string>() + " " + body);
    InputDocument document;
    const auto result = DecodeInput(body, InputShapeOf(c["operation"].get<std::string>()), document);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().type(), ErrorType::kSerialization);
    EXPECT_EQ(result.error().classic(), c["error"].get<std::string>());
  }
}

TEST(InputDecoderTest, KeepsWhatIsWrongWithAValueBesideIt) {
  const std::string body =
      R"({"Item":{"a":{"SS":[]}},"ExpressionAttributeValues":{":a":{"S":"x"},":b":{"N":"x"},":c":{}}})";
  InputDocument document;
  ASSERT_TRUE(DecodeInput(body, kPutItemInput, document));
  EXPECT_EQ(document.root()["Item"].attributes().findings.error->classic(),
            "One or more parameter values were invalid: An string set  may not be empty");
  const auto values = document.root()["ExpressionAttributeValues"].entries();
  ASSERT_EQ(values.size(), 3U);
  EXPECT_FALSE(values[0].value.attribute_value().findings.error);
  EXPECT_EQ(values[1].value.attribute_value().findings.error->classic(),
            "The parameter cannot be converted to a numeric value: x");
  EXPECT_TRUE(values[2].value.attribute_value().findings.error);
}

TEST(InputDecoderTest, FindsMembersInAnyOrderOfAsking) {
  const std::string body = R"({"TableName":"t","ReturnValues":"NONE","ConditionExpression":"c"})";
  InputDocument document;
  ASSERT_TRUE(DecodeInput(body, kPutItemInput, document));
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(document.root()["ConditionExpression"].text(), "c");
    EXPECT_EQ(document.root()["ReturnValues"].text(), "NONE");
    EXPECT_FALSE(document.root()["Item"]);
    EXPECT_EQ(document.root()["TableName"].text(), "t");
  }
}

TEST(InputDecoderTest, KeepsTheLaterOfManyEqualKeys) {
  std::string body = R"({"ExpressionAttributeNames":{)";
  for (int i = 0; i < 100; ++i) body += "\"#" + std::to_string(i % 40) + "\":\"" + std::to_string(i) + "\",";
  body.back() = '}';
  body += '}';
  InputDocument document;
  ASSERT_TRUE(DecodeInput(body, kPutItemInput, document));
  const auto names = document.root()["ExpressionAttributeNames"].entries();
  ASSERT_EQ(names.size(), 40U);
  EXPECT_EQ(names[19].value.text(), "99");
  EXPECT_EQ(names[20].value.text(), "60");
}

// Any one byte of a good request changed, cut or doubled: decoded or refused, never more.
TEST(InputDecoderTest, TakesDamagedBodies) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const auto cases = WireCases("constraints.json");
  constexpr std::string_view kBytes = "{}[]\",:\\0123456789-.eE tfn\x01\xC3";
  for (int round = 0; round < 20'000; ++round) {
    const auto& c = cases[random() % cases.size()];
    std::string body = c["body"];
    const std::size_t position = random() % body.size();
    switch (random() % 3) {
      case 0:
        body[position] = kBytes[random() % kBytes.size()];
        break;
      case 1:
        body.erase(position, 1 + random() % 4);
        break;
      default:
        body.insert(position, body.substr(random() % body.size(), random() % 8));
        break;
    }
    InputDocument document;
    const auto result = DecodeInput(body, InputShapeOf(c["operation"].get<std::string>()), document);
    if (result) {
      ASSERT_FALSE(Shown(document).empty());
    } else {
      ASSERT_EQ(result.error().type(), ErrorType::kSerialization);
    }
  }
}

}  // namespace
}  // namespace tablerock
