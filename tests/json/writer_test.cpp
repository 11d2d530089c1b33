#include "json/writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "model/item_builder.h"

namespace tablerock {
namespace {

void WriteAllKinds(std::string& out) {
  JsonWriter json(out);
  json.BeginObject();
  json.Member("a");
  json.Integer(-1);
  json.Key("b");
  json.BeginArray();
  json.BeginObject();
  json.EndObject();
  json.BeginArray();
  json.EndArray();
  json.String("{[:");
  json.String("x");
  json.Bool(true);
  json.Bool(false);
  json.Null();
  json.EndArray();
  json.Member("c");
  json.BeginObject();
  json.EndObject();
  json.EndObject();
}

TEST(JsonWriterTest, PutsCommasWhereTheyBelong) {
  std::string out = "before,";
  WriteAllKinds(out);
  EXPECT_EQ(out, R"(before,{"a":-1,"b":[{},[],"{[:","x",true,false,null],"c":{}})");
}

TEST(JsonWriterTest, EscapesWhatJsonWantsEscapedAndNothingElse) {
  std::string out;
  JsonWriter(out).String("\"\\/\b\f\n\r\t\x01\x1F\x7F é 日本 🜁");
  EXPECT_EQ(out, R"("\"\\/\b\f\n\r\t\u0001\u001f)"
                 "\x7F é 日本 🜁\"");
}

TEST(JsonWriterTest, TakesTextsOfAnySize) {
  for (std::size_t size = 0; size < 20'000; size = size * 5 / 4 + 1) {
    for (const char c : {'x', '\n', '\x01'}) {
      const std::string text(size, c);
      std::string out = "[";
      {
        JsonWriter json(out);
        json.String(text);
        json.Integer(7);
        json.Key(text);
        json.Null();
      }
      std::string expected = nlohmann::json(text).dump();
      ASSERT_EQ(out, "[" + expected + ",7," + expected + ":null");
    }
  }
}

TEST(JsonWriterTest, EscapesAtAnyPositionOfLongTexts) {
  for (std::size_t size = 1; size < 140; ++size) {
    for (std::size_t position = 0; position < size; ++position) {
      std::string text(size, 'x');
      text[position] = '"';
      std::string out;
      JsonWriter(out).String(text);
      ASSERT_EQ(nlohmann::json::parse(out).get<std::string>(), text);
    }
  }
}

TEST(JsonWriterTest, WritesNumbersAsTheServiceDoes) {
  const auto epoch = [](UnixMillis time) {
    std::string out;
    JsonWriter(out).EpochSeconds(time);
    return out;
  };
  EXPECT_EQ(epoch(1'479'499'740'123), "1479499740.123");
  EXPECT_EQ(epoch(1'479'499'740'120), "1479499740.12");
  EXPECT_EQ(epoch(1'479'499'740'003), "1479499740.003");
  EXPECT_EQ(epoch(1'479'499'740'000), "1479499740");
  EXPECT_EQ(epoch(0), "0");
  const auto real = [](double value) {
    std::string out;
    JsonWriter(out).Double(value);
    return out;
  };
  EXPECT_EQ(real(0), "0.0");
  EXPECT_EQ(real(0.5), "0.5");
  EXPECT_EQ(real(40), "40.0");
}

TEST(JsonWriterTest, WritesEveryDatatypeFromItsBytes) {
  ItemBuilder builder;
  builder.Name("s\"");
  builder.String("a\nb");
  builder.Name("n");
  builder.Number("-1.5");
  builder.Name("b");
  builder.Binary(std::string_view("\0\xFF", 2));
  builder.Name("t");
  builder.Bool(true);
  builder.Name("f");
  builder.Bool(false);
  builder.Name("z");
  builder.Null();
  builder.Name("l");
  builder.BeginList();
  builder.String("");
  builder.BeginMap();
  builder.EndMap();
  builder.BeginList();
  builder.EndList();
  builder.EndList();
  builder.Name("ss");
  EXPECT_TRUE(builder.Set(AttributeType::kStringSet, {"b", "a"}));
  builder.Name("ns");
  EXPECT_TRUE(builder.Set(AttributeType::kNumberSet, {"10", "9"}));
  builder.Name("bs");
  EXPECT_TRUE(builder.Set(AttributeType::kBinarySet, {"x", ""}));
  const Item item = builder.TakeItem();
  std::string out;
  JsonWriter(out).Item(item);
  EXPECT_EQ(out, R"({"b":{"B":"AP8="},"bs":{"BS":["","eA=="]},"f":{"BOOL":false},)"
                 R"("l":{"L":[{"S":""},{"M":{}},{"L":[]}]},"n":{"N":"-1.5"},"ns":{"NS":["9","10"]},)"
                 R"("s\"":{"S":"a\nb"},"ss":{"SS":["a","b"]},"t":{"BOOL":true},"z":{"NULL":true}})");
}

}  // namespace
}  // namespace tablerock
