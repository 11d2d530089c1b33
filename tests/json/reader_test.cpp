#include "json/reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tablerock {
namespace {

// Writes the events down, one letter or word each; stops before the event numbered `stop_at`.
class Recorder final : public JsonHandler {
 public:
  explicit Recorder(std::size_t stop_at = SIZE_MAX) : stop_at_(stop_at) {}
  bool BeginObject() override { return Add("{"); }
  bool Key(std::string_view name, bool stable) override { return Add(std::string(name) + (stable ? ":" : "~:")); }
  bool EndObject() override { return Add("}"); }
  bool BeginArray() override { return Add("["); }
  bool EndArray() override { return Add("]"); }
  bool String(std::string_view text, bool stable) override {
    return Add("'" + std::string(text) + (stable ? "'" : "'~"));
  }
  bool Number(const JsonNumber& number) override {
    return Add((number.is_integer ? "i" : "d") + std::to_string(number.integer));
  }
  bool Bool(bool value) override { return Add(value ? "true" : "false"); }
  bool Null() override { return Add("null"); }

  std::string events;

 private:
  bool Add(std::string event) {
    if (count_++ == stop_at_) return false;
    if (!events.empty()) events += ' ';
    events += event;
    return true;
  }
  std::size_t stop_at_;
  std::size_t count_ = 0;
};

std::string EventsOf(std::string_view document) {
  Recorder recorder;
  EXPECT_EQ(ReadJson(document, recorder), JsonOutcome::kComplete) << document;
  return recorder.events;
}

TEST(JsonReaderTest, TellsTheEventsInTheOrderOfTheDocument) {
  EXPECT_EQ(EventsOf(R"( {"a" : [1, -2.9, "x", true, false, null], "b": {}} )"),
            "{ a: [ i1 d-2 'x' true false null ] b: { } }");
  EXPECT_EQ(EventsOf("[]"), "[ ]");
  EXPECT_EQ(EventsOf("7"), "i7");
}

TEST(JsonReaderTest, SaysWhichTextsDoNotOutliveTheEvent) {
  EXPECT_EQ(EventsOf(R"({"plain": "text", "esc\u0061ped": "a\nb", "empty": ""})"),
            "{ plain: 'text' escaped~: 'a\nb'~ empty: '' }");
}

TEST(JsonReaderTest, PutsLongEscapedTextsTogether) {
  std::string expected;
  std::string escaped;
  for (int i = 0; i < 20'000; ++i) {
    expected += "ab\tc";
    escaped += "ab\\tc";
  }
  EXPECT_EQ(EventsOf("[\"" + escaped + "\",\"x\"]"), "[ '" + expected + "'~ 'x' ]");
}

TEST(JsonReaderTest, ReadsNumbersOfAnySize) {
  EXPECT_EQ(EventsOf("[9223372036854775807, -9223372036854775808, 18446744073709551615]"),
            "[ i9223372036854775807 i-9223372036854775808 i-1 ]");  // the last as far as 64 bits hold it
  EXPECT_EQ(EventsOf("[1e3, 1.0, 1e400, -1e400]"), "[ d1000 d1 d9223372036854775807 d-9223372036854775808 ]");
}

TEST(JsonReaderTest, RefusesWhatIsNotJson) {
  for (const char* document : {"",
                               " ",
                               "{",
                               "}",
                               "{}x",
                               "{} {}",
                               "{'a':1}",
                               "{\"a\":1,}",
                               "[1,]",
                               "{\"a\" 1}",
                               "nul",
                               "01",
                               "+1",
                               ".5",
                               "\"\n\"",
                               "\"\\x\"",
                               "\"\xFF\"",
                               "\"\xC0\x80\"",
                               "\"\xED\xA0\x80\"",
                               "\"\\ud800\"",
                               "/**/{}",
                               "NaN",
                               "\xEF\xBB\xBF{}"}) {
    Recorder recorder;
    EXPECT_EQ(ReadJson(document, recorder), JsonOutcome::kMalformed) << document;
    EXPECT_FALSE(IsJson(document)) << document;
  }
}

TEST(JsonReaderTest, BoundsTheDepth) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(IsJson(nested(kJsonDepthMax)));
  EXPECT_FALSE(IsJson(nested(kJsonDepthMax + 1)));
  EXPECT_FALSE(IsJson(nested(1'000'000)));
}

TEST(JsonReaderTest, StopsWhereTheHandlerSays) {
  Recorder recorder(4);
  EXPECT_EQ(ReadJson(R"({"a": [1, 2, 3]})", recorder), JsonOutcome::kStopped);
  EXPECT_EQ(recorder.events, "{ a: [ i1");
}

}  // namespace
}  // namespace tablerock
