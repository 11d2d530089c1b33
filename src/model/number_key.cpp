// The order-preserving bytes of a number: an exponent byte, a byte a pair of digits, a terminator. Drawn in
// storage/FORMAT.md.
#include <array>

#include "core/limits.h"
#include "model/decimal_digits.h"
#include "model/number.h"

namespace tablerock {
namespace {

// Persisted (storage/FORMAT.md): never change these.
constexpr unsigned kZeroByte = 0x80;
constexpr int kExponentBias = 0xC0;
constexpr char kPositiveEnd = 0;    // below every pair's byte of a positive number
constexpr char kNegativeEnd = 102;  // above every pair's byte of a negative number
constexpr unsigned kPairsMax = 20;

// A pair as its byte stands for it: 1 to 100 rising, or for a negative number 101 to 2 falling.
char PairByte(unsigned pair, bool negative) { return static_cast<char>(negative ? 101 - pair : pair + 1); }

}  // namespace

void Number::AppendKeyBytes(std::string& out) const {
  std::array<char, 2 + kPairsMax> bytes;
  std::size_t size = 0;
  if (is_zero()) {
    out += static_cast<char>(kZeroByte);
    out += kPositiveEnd;
    return;
  }
  // Digits in pairs, counted from the decimal point: an odd number of digits before it begins with half a pair.
  std::array<char, 42> digits;
  digits[0] = '0';
  const std::size_t count = decimal::WriteDigits(coefficient_, digits.data() + 1);
  const int before_point = static_cast<int>(count) + exponent_;
  const bool half_first = before_point % 2 != 0;
  const char* p = digits.data() + (half_first ? 0 : 1);
  const char* const end = digits.data() + 1 + count;
  digits[1 + count] = '0';  // a last half pair
  const int exponent_byte = kExponentBias + (before_point + (half_first ? 1 : 0)) / 2;
  bytes[size++] = static_cast<char>(negative_ ? exponent_byte ^ 0xFF : exponent_byte);
  for (; p < end; p += 2) bytes[size++] = PairByte(static_cast<unsigned>((p[0] - '0') * 10 + (p[1] - '0')), negative_);
  bytes[size++] = negative_ ? kNegativeEnd : kPositiveEnd;
  out.append(bytes.data(), size);
}

bool Number::ReadKeyBytes(std::string_view& bytes, Number& out) {
  if (bytes.size() < 2) return false;
  const auto first = static_cast<std::uint8_t>(bytes[0]);
  if (first == kZeroByte && bytes[1] == kPositiveEnd) {
    bytes.remove_prefix(2);
    out = Number();
    return true;
  }
  const bool negative = first < kZeroByte;
  const std::size_t end = bytes.find(negative ? kNegativeEnd : kPositiveEnd, 1);
  if (end == std::string_view::npos || end == 1 || end > 1 + kPairsMax) return false;
  const std::string_view pairs = bytes.substr(1, end - 1);
  const auto pair_at = [&](std::size_t i) {
    const auto byte = static_cast<std::uint8_t>(pairs[i]);
    return negative ? 101U - byte : byte - 1U;  // past 99 if it is no pair
  };
  const unsigned front = pair_at(0);
  const unsigned back = pair_at(pairs.size() - 1);
  if (front == 0 || back == 0) return false;  // not canonical
  const bool half_last = back % 10 == 0;
  const int digits = static_cast<int>(2 * pairs.size()) - (front < 10 ? 1 : 0) - (half_last ? 1 : 0);
  if (digits > static_cast<int>(limits::kNumberSignificantDigitsMax)) return false;
  Coefficient coefficient = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const unsigned pair = pair_at(i);
    if (pair > 99) return false;
    const bool half = half_last && i + 1 == pairs.size();
    coefficient = coefficient * (half ? 10 : 100) + (half ? pair / 10 : pair);
  }
  const int before_point =
      2 * (static_cast<int>(negative ? first ^ 0xFFU : first) - kExponentBias) - (front < 10 ? 1 : 0);
  if (before_point - 1 > limits::kNumberExponentMax || before_point - 1 < limits::kNumberExponentMin) return false;
  out.coefficient_ = coefficient;
  out.exponent_ = before_point - digits;
  out.negative_ = negative;
  bytes.remove_prefix(end + 1);
  return true;
}

}  // namespace tablerock
