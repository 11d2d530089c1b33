#include "storage/counter_values.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace tablerock {
namespace {

std::string BytesOfHex(const std::string& hex) {
  std::string bytes;
  std::string digits;
  for (const char c : hex) {
    if (c == ' ') continue;
    digits += c;
    if (digits.size() < 2) continue;
    bytes += static_cast<char>(std::stoi(digits, nullptr, 16));
    digits.clear();
  }
  return bytes;
}

// The rows `| what | `input` | `hex` |` of FORMAT.md.
TEST(CounterValuesTest, AreWrittenAsTheExamplesOfTheFormat) {
  std::ifstream format(TABLEROCK_SOURCE_DIR "/src/storage/FORMAT.md");
  std::string line;
  while (std::getline(format, line) && line != "<!-- examples: counters-value -->") continue;
  int examples = 0;
  while (std::getline(format, line) && line.starts_with('|')) {
    const auto input_begin = line.find('`');
    if (input_begin == std::string::npos) continue;
    const auto input_end = line.find('`', input_begin + 1);
    const auto hex_begin = line.find('`', input_end + 1);
    const auto input = nlohmann::json::parse(line.substr(input_begin + 1, input_end - input_begin - 1));
    const std::string bytes = BytesOfHex(line.substr(hex_begin + 1, line.find('`', hex_begin + 1) - hex_begin - 1));
    const CounterValues values{input.at("items").get<std::int64_t>(), input.at("bytes").get<std::int64_t>()};
    std::string written;
    AppendCounterValues(written, values);
    EXPECT_EQ(written, bytes) << line;
    EXPECT_EQ(ReadCounterValues(bytes), values) << line;
    ++examples;
  }
  EXPECT_GT(examples, 0);
}

TEST(CounterValuesTest, OfAnotherLengthAreNone) {
  EXPECT_EQ(ReadCounterValues(""), std::nullopt);
  EXPECT_EQ(ReadCounterValues(std::string(15, '\0')), std::nullopt);
  EXPECT_EQ(ReadCounterValues(std::string(17, '\0')), std::nullopt);
}

}  // namespace
}  // namespace tablerock
