#include "json/attribute_value_decoder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "json/writer.h"

namespace tablerock {
namespace {

// Gives the decoder what stands in the outermost object of a document.
class InnerObject final : public JsonHandler {
 public:
  InnerObject(AttributeValueDecoder& decoder, bool item) : decoder_(decoder), item_(item) {}
  bool BeginObject() override {
    if (begun_) return decoder_.BeginObject();
    begun_ = true;
    item_ ? decoder_.BeginItem() : decoder_.BeginValue();
    return true;
  }
  bool Key(std::string_view name, bool stable) override { return decoder_.Key(name, stable); }
  bool EndObject() override { return decoder_.EndObject(); }
  bool BeginArray() override { return decoder_.BeginArray(); }
  bool EndArray() override { return decoder_.EndArray(); }
  bool String(std::string_view text, bool stable) override { return decoder_.String(text, stable); }
  bool Number(const JsonNumber& number) override { return decoder_.Number(number); }
  bool Bool(bool value) override { return decoder_.Bool(value); }
  bool Null() override { return decoder_.Null(); }

 private:
  AttributeValueDecoder& decoder_;
  bool item_;
  bool begun_ = false;
};

struct Decoded {
  std::string json;  // of the item or value
  std::string serialization_error;
  std::optional<ApiError> error;
  bool nested_too_deep = false;
  std::size_t size_bytes = 0;
};

Decoded Decode(AttributeValueDecoder& decoder, std::string_view document, bool item) {
  InnerObject handler(decoder, item);
  const JsonOutcome outcome = ReadJson(document, handler);
  Decoded decoded;
  if (outcome == JsonOutcome::kStopped) {
    decoded.serialization_error = decoder.serialization_error().classic();
    return decoded;
  }
  EXPECT_EQ(outcome, JsonOutcome::kComplete);
  EXPECT_TRUE(decoder.done());
  if (item) {
    DecodedItem result = decoder.TakeItem();
    EXPECT_TRUE(CheckEncodedItem(result.item.bytes()) || result.findings.nested_too_deep) << document;
    JsonWriter(decoded.json).Item(result.item);
    decoded.size_bytes = result.item.size_bytes();
    decoded.error = std::move(result.findings.error);
    decoded.nested_too_deep = result.findings.nested_too_deep;
  } else {
    DecodedValue result = decoder.TakeValue();
    JsonWriter(decoded.json).AttributeValue(result.value);
    decoded.error = std::move(result.findings.error);
    decoded.nested_too_deep = result.findings.nested_too_deep;
  }
  return decoded;
}

Decoded Decode(std::string_view document, bool item = true) {
  Arena arena;
  AttributeValueDecoder decoder(arena);
  return Decode(decoder, document, item);
}

nlohmann::ordered_json Cases(const char* name) {
  std::ifstream file(std::string(TABLEROCK_TEST_DATA) + "/json/" + name);
  return nlohmann::ordered_json::parse(file);
}

// Every case: what stands at attribute "a" of an item, and what comes of it.
TEST(AttributeValueDecoderTest, DecodesTheCasesOfTheTable) {
  const nlohmann::ordered_json cases = Cases("attribute_values.json");
  ASSERT_GT(cases.size(), 80U);
  for (const auto& c : cases) {
    SCOPED_TRACE(c["description"].get<std::string>());
    const std::string value = c["json"];
    const Decoded item = Decode("{\"a\":" + value + ",\"b\":{\"N\":\"1\"}}");
    EXPECT_EQ(item.serialization_error, c.value("serialization_error", ""));
    if (c.contains("serialization_error")) continue;
    EXPECT_EQ(item.error.has_value(), c.contains("classic"));
    if (c.contains("classic") && item.error) {
      const std::string classic = c["classic"];
      EXPECT_EQ(item.error->type(), ErrorType::kValidation);
      EXPECT_EQ(item.error->text(Wording::kClassic), classic);
      EXPECT_EQ(item.error->text(Wording::kCurrent), c.value("current", classic));
      continue;
    }
    const std::string stored = c.value("stored", value);
    EXPECT_EQ(item.json, "{\"a\":" + stored + ",\"b\":{\"N\":\"1\"}}");
    EXPECT_EQ(Decode(value, false).json, stored) << "as a value alone";
  }
}

TEST(AttributeValueDecoderTest, KeepsTheFirstErrorOfTheDocument) {
  const Decoded decoded = Decode(R"({"a":{"N":"x"},"b":{"SS":[]},"c":{}})");
  ASSERT_TRUE(decoded.error);
  EXPECT_EQ(decoded.error->classic(), "The parameter cannot be converted to a numeric value: x");
}

TEST(AttributeValueDecoderTest, GoesOnAfterAWrongValueToFindWrongJson) {
  EXPECT_EQ(Decode(R"({"a":{"N":"x"},"b":{"S":1}})").serialization_error, "NUMBER_VALUE cannot be converted to String");
}

TEST(AttributeValueDecoderTest, SortsAttributesAndKeepsTheLaterOfTwoWithOneName) {
  const Decoded decoded =
      Decode(R"({"b":{"S":"1"},"a":{"M":{"y":{"NULL":true},"x":{"N":"2"},"y":{"S":""}}},"b":{"S":"3"}})");
  EXPECT_EQ(decoded.json, R"({"a":{"M":{"x":{"N":"2"},"y":{"S":""}}},"b":{"S":"3"}})");
}

TEST(AttributeValueDecoderTest, NotesValuesBelowMoreThan31ListsAndMaps) {
  const auto nested = [](int containers, std::string value) {
    for (int i = 0; i < containers; ++i) {
      value = i % 2 != 0 ? R"({"M":{"a":)" + value + "}}" : R"({"L":[)" + value + "]}";
    }
    return "{\"v\":" + value + "}";
  };
  EXPECT_FALSE(Decode(nested(31, R"({"S":"x"})")).nested_too_deep);
  EXPECT_TRUE(Decode(nested(32, R"({"S":"x"})")).nested_too_deep);
  EXPECT_FALSE(Decode(nested(31, R"({"SS":["x"]})")).nested_too_deep);
  EXPECT_TRUE(Decode(nested(31, R"({"M":{}})")).nested_too_deep);
  EXPECT_TRUE(Decode(nested(31, R"({"L":[]})")).nested_too_deep);
  const std::string deep = nested(70, R"({"S":"x"})");
  EXPECT_EQ(Decode(deep).json, deep) << "what is too deep is decoded all the same: not every operation minds";
}

TEST(AttributeValueDecoderTest, RefusesAttributeNamesOfNoAndOfTooManyBytes) {
  EXPECT_EQ(Decode(R"({"":{"S":"x"}})").error->classic(), "Empty attribute name");
  EXPECT_FALSE(Decode(R"({"a":{"M":{"":{"S":"x"}}}})").error);
  const auto named = [](std::size_t size) { return "{\"" + std::string(size, 'n') + R"(":{"S":"x"}})"; };
  EXPECT_FALSE(Decode(named(65'535)).error);
  EXPECT_TRUE(Decode(named(65'536)).error);
}

TEST(AttributeValueDecoderTest, DecodesOneAfterAnother) {
  Arena arena;
  AttributeValueDecoder decoder(arena);
  EXPECT_TRUE(Decode(decoder, R"({"a":{"SS":["x","x"]},"b":{"S":"a","N":"1"}})", true).error);
  const Decoded value = Decode(decoder, R"({"L":[{"SS":["\u0061","b"]},{"NS":["1.0","2e1"]}]})", false);
  EXPECT_FALSE(value.error);
  EXPECT_EQ(value.json, R"({"L":[{"SS":["a","b"]},{"NS":["1","20"]}]})");
  EXPECT_EQ(Decode(decoder, R"({})", true).json, "{}");
}

TEST(AttributeValueDecoderTest, CountsTheSizeThatTheServiceCharges) {
  // Name and value: 1+1, 1+2 ("12" is one pair of digits), 1 + (3 + 1+1+1).
  EXPECT_EQ(Decode(R"({"s":{"S":"x"},"n":{"N":"12"},"m":{"M":{"k":{"S":"v"}}}})").size_bytes, 2U + 3U + 7U);
}

}  // namespace
}  // namespace tablerock
