#include "model/number.h"

#include <algorithm>
#include <array>

#include "core/limits.h"
#include "model/decimal_digits.h"

namespace tablerock {
namespace {

using decimal::CountDigits;
using decimal::kPowersOfTen;

constexpr int kDigitsMax = static_cast<int>(limits::kNumberSignificantDigitsMax);
constexpr std::string_view kNotNumeric = "The parameter cannot be converted to a numeric value";
constexpr std::string_view kTooManyDigits = "Attempting to store more than 38 significant digits in a Number";
constexpr std::string_view kOverflow =
    "Number overflow. Attempting to store a number with magnitude larger than supported range";
constexpr std::string_view kUnderflow =
    "Number underflow. Attempting to store a number with magnitude smaller than supported range";

// Only the current wording names the value where it is empty.
ApiError NotNumeric(std::string_view text) {
  const std::string named = std::string(kNotNumeric) + ": " + std::string(text);
  if (!text.empty()) return ApiError::PrefixedValidation(named);
  return {ErrorType::kValidation, std::string(kNotNumeric), "1 validation error detected: " + named};
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The digits before the exponent: their value without leading and trailing zeros, and where the decimal point stands.
struct Mantissa {
  decimal::Uint128 coefficient = 0;  // of the first 38 significant digits
  std::int64_t digits = 0;           // significant ones, however many
  std::int64_t exponent = 0;         // of the last significant digit
};

// Reads digits with at most one point among them from `text` on. Nothing if there is no digit.
bool ReadMantissa(const char*& p, const char* end, Mantissa& out) {
  std::int64_t zeros = 0;     // significant only if another digit follows
  std::int64_t fraction = 0;  // digits behind the point
  bool has_digit = false;
  bool has_point = false;
  for (; p != end; ++p) {
    if (*p == '.' && !has_point) {
      has_point = true;
      continue;
    }
    if (!IsDigit(*p)) break;
    has_digit = true;
    fraction += has_point ? 1 : 0;
    if (*p == '0') {
      zeros += out.digits > 0 ? 1 : 0;
      continue;
    }
    out.digits += zeros + 1;
    if (out.digits <= kDigitsMax) {
      out.coefficient =
          out.coefficient * kPowersOfTen[static_cast<std::size_t>(zeros + 1)] + static_cast<unsigned>(*p - '0');
    }
    zeros = 0;
  }
  out.exponent = zeros - fraction;
  return has_digit;
}

// Reads the digits behind "e", with their sign. Values past any use stop growing, so that nothing overflows.
bool ReadExponent(const char*& p, const char* end, std::int64_t& out) {
  constexpr std::int64_t kEnough = 1'000'000'000'000;
  const bool negative = p != end && *p == '-';
  if (p != end && (*p == '-' || *p == '+')) ++p;
  if (p == end) return false;
  for (; p != end && IsDigit(*p); ++p) out = std::min(out * 10 + (*p - '0'), kEnough);
  if (negative) out = -out;
  return p == end;
}

// An integer of few digits, as most numbers are. False if `text` is anything else.
bool ReadShortInteger(std::string_view text, std::uint64_t& coefficient, int& zeros, bool& negative) {
  negative = text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 18) return false;
  zeros = 0;
  while (text.size() > 1 && text.back() == '0') {
    text.remove_suffix(1);
    ++zeros;
  }
  coefficient = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return false;
    coefficient = coefficient * 10 + static_cast<unsigned>(c - '0');
  }
  return true;
}

}  // namespace

Number::Problem Number::Read(std::string_view text, Number& out) {
  if (text.empty()) return Problem::kNotNumeric;
  std::uint64_t coefficient = 0;
  int zeros = 0;
  bool negative = false;
  if (ReadShortInteger(text, coefficient, zeros, negative)) {
    out.coefficient_ = coefficient;
    out.exponent_ = coefficient == 0 ? 0 : zeros;
    out.negative_ = negative && coefficient != 0;
    return Problem::kNone;
  }

  const char* p = text.data();
  const char* const end = p + text.size();
  negative = *p == '-';
  if (*p == '-' || *p == '+') ++p;
  Mantissa mantissa;
  std::int64_t exponent = 0;
  if (!ReadMantissa(p, end, mantissa)) return Problem::kNotNumeric;
  if (p != end) {
    if (*p != 'e' && *p != 'E') return Problem::kNotNumeric;
    if (!ReadExponent(++p, end, exponent)) return Problem::kNotNumeric;
  }
  if (mantissa.digits == 0) {
    // The service has refused "0e1000" since 2025, which took a zero's exponent for a magnitude; it takes "0e5" as 0.
    if (exponent > limits::kNumberExponentMax) return Problem::kOverflow;
    out = Number();
    return Problem::kNone;
  }
  exponent += mantissa.exponent;
  const std::int64_t magnitude = exponent + mantissa.digits - 1;
  if (magnitude > limits::kNumberExponentMax) return Problem::kOverflow;
  if (magnitude < limits::kNumberExponentMin) return Problem::kUnderflow;
  if (mantissa.digits > kDigitsMax) return Problem::kTooManyDigits;
  out.coefficient_ = mantissa.coefficient;
  out.exponent_ = static_cast<int>(exponent);
  out.negative_ = negative;
  return Problem::kNone;
}

Result<Number> Number::Parse(std::string_view text) {
  Number number;
  switch (Read(text, number)) {
    case Problem::kNone:
      break;
    case Problem::kNotNumeric:
      return NotNumeric(text);
    case Problem::kTooManyDigits:
      return ApiError::PrefixedValidation(std::string(kTooManyDigits));
    case Problem::kOverflow:
      return ApiError::PrefixedValidation(std::string(kOverflow));
    case Problem::kUnderflow:
      return ApiError::PrefixedValidation(std::string(kUnderflow));
  }
  return number;
}

Number Number::FromCanonical(std::string_view canonical) {
  Number number;
  Read(canonical, number);
  return number;
}

int Number::point() const { return CountDigits(coefficient_) + exponent_; }

void Number::AppendText(std::string& out) const {
  std::array<char, 40> buffer;
  const std::string_view digits(buffer.data(), decimal::WriteDigits(coefficient_, buffer.data()));
  if (negative_) out += '-';
  if (exponent_ >= 0) {
    out += digits;
    out.append(static_cast<std::size_t>(exponent_), '0');
    return;
  }
  const int before_point = static_cast<int>(digits.size()) + exponent_;
  if (before_point > 0) {
    out += digits.substr(0, static_cast<std::size_t>(before_point));
    out += '.';
    out += digits.substr(static_cast<std::size_t>(before_point));
  } else {
    out += "0.";
    out.append(static_cast<std::size_t>(-before_point), '0');
    out += digits;
  }
}

std::string Number::text() const {
  std::string text;
  AppendText(text);
  return text;
}

Number::Problem Number::Normalize(Coefficient coefficient, int exponent, bool negative, Number& out) {
  if (coefficient == 0) {
    out = Number();
    return Problem::kNone;
  }
  while (coefficient % 10 == 0) {
    coefficient /= 10;
    ++exponent;
  }
  const int digits = CountDigits(coefficient);
  const int magnitude = digits + exponent - 1;
  if (magnitude > limits::kNumberExponentMax) return Problem::kOverflow;
  if (magnitude < limits::kNumberExponentMin) return Problem::kUnderflow;
  if (digits > kDigitsMax) return Problem::kTooManyDigits;
  out.coefficient_ = coefficient;
  out.exponent_ = exponent;
  out.negative_ = negative;
  return Problem::kNone;
}

Number::Problem Number::Sum(const Number& a, const Number& b, Number& out) {
  if (a.is_zero() || b.is_zero()) {
    out = a.is_zero() ? b : a;
    return Problem::kNone;
  }
  const Number& high = a.exponent_ >= b.exponent_ ? a : b;  // by the place of its last digit
  const Number& low = a.exponent_ >= b.exponent_ ? b : a;
  // Both are brought to the place of low's last digit. Where the places differ, the sum ends in low's last digit, which
  // is not zero, so it has as many digits as the aligned high, less one at most: past 2×10^38 it can only be too long.
  const int shift = high.exponent_ - low.exponent_;
  if (shift > kDigitsMax) return Problem::kTooManyDigits;
  const Coefficient power = kPowersOfTen[static_cast<std::size_t>(shift)];
  if (high.coefficient_ > 2 * kPowersOfTen[kDigitsMax] / power) return Problem::kTooManyDigits;
  const Coefficient aligned = high.coefficient_ * power;
  if (high.negative_ == low.negative_) {
    return Normalize(aligned + low.coefficient_, low.exponent_, high.negative_, out);
  }
  if (aligned >= low.coefficient_) return Normalize(aligned - low.coefficient_, low.exponent_, high.negative_, out);
  return Normalize(low.coefficient_ - aligned, low.exponent_, low.negative_, out);
}

Result<Number> Number::Add(const Number& a, const Number& b) {
  Number sum;
  switch (Sum(a, b, sum)) {
    case Problem::kNone:
      return sum;
    case Problem::kUnderflow:
      return ApiError::Validation(std::string(kUnderflow));
    default:
      break;
  }
  // Also where the magnitude would fit but the digits do not: 1E50 + 1.
  return ApiError::Validation(std::string(kOverflow));
}

Result<Number> Number::Subtract(const Number& a, const Number& b) {
  Number negated = b;
  negated.negative_ = !b.negative_ && !b.is_zero();
  return Add(a, negated);
}

std::strong_ordering operator<=>(const Number& a, const Number& b) {
  const auto sign = [](const Number& n) { return n.is_zero() ? 0 : n.negative_ ? -1 : 1; };
  if (sign(a) != sign(b) || a.is_zero()) return sign(a) <=> sign(b);
  const Number& x = a.negative_ ? b : a;
  const Number& y = a.negative_ ? a : b;
  if (const auto points = x.point() <=> y.point(); points != 0) return points;
  // First digits have the same place, so the longer of the two has the smaller exponent and 38 digits are enough to
  // align.
  const auto align = [](const Number& n, int exponent) {
    return n.coefficient_ * kPowersOfTen[static_cast<std::size_t>(n.exponent_ - exponent)];
  };
  const int exponent = std::min(x.exponent_, y.exponent_);
  return align(x, exponent) <=> align(y, exponent);
}

bool Number::ToInt64(std::int64_t& out) const {
  constexpr auto kMax = static_cast<std::uint64_t>(INT64_MAX);
  if (exponent_ < 0 || point() > 19) return false;
  const Coefficient magnitude = coefficient_ * kPowersOfTen[static_cast<std::size_t>(exponent_)];
  if (magnitude > kMax + (negative_ ? 1 : 0)) return false;
  const auto bits = static_cast<std::uint64_t>(magnitude);
  out = static_cast<std::int64_t>(negative_ ? 0 - bits : bits);
  return true;
}

}  // namespace tablerock
