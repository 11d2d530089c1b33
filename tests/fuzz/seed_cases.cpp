#include "fuzz/seed_cases.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tablerock::fuzz {
namespace {

constexpr std::string_view kSeparator = "\n-----\n";
constexpr std::string_view kHex = "hex ";

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string BytesOf(std::string_view text) {
  if (!text.starts_with(kHex)) return std::string(text);
  std::string bytes;
  int high = -1;
  for (const char c : text.substr(kHex.size())) {
    const int digit = HexDigit(c);
    if (digit < 0) continue;
    if (high >= 0) bytes += static_cast<char>(high * 16 + digit);
    high = high >= 0 ? -1 : digit;
  }
  return bytes;
}

}  // namespace

std::vector<std::string> ReadSeedCases(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (text.empty()) throw std::runtime_error("no cases in " + file);
  std::string_view rest = text;
  if (rest.ends_with('\n')) rest.remove_suffix(1);
  std::vector<std::string> cases;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = rest.find(kSeparator);
    cases.push_back(BytesOf(rest.substr(0, end)));
    if (end != std::string_view::npos) rest.remove_prefix(end + kSeparator.size());
  }
  return cases;
}

}  // namespace tablerock::fuzz
