// A number as DynamoDB keeps it: up to 38 significant digits, magnitude 1E-130 to 9.99…E+125, or zero.
// Canonical: equal numbers have equal text ("1.50" parses to "1.5", "1.5e2" to "150", "-0" to "0") and equal bytes.
// Immutable, cheap to copy, no allocation but for text.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace tablerock {

class Number {
 public:
  Number() = default;  // zero

  // Accepts what the service accepts: optional sign (+ too), digits, fraction, exponent; no spaces. behaviours.md rows
  // 4–7. Errors: ValidationException with the service's text for not numeric, more than 38 digits, overflow, underflow.
  // Time is linear in the text, however large its exponent.
  static Result<Number> Parse(std::string_view text);
  // `canonical` was written by AppendText.
  static Number FromCanonical(std::string_view canonical);

  // Canonical text: plain digits without exponent, as the service returns it. At most 172 bytes.
  void AppendText(std::string& out) const;
  std::string text() const;

  // Exact. Errors as Parse's: overflow, underflow; a result of more than 38 significant digits is "overflow" to the
  // service.
  static Result<Number> Add(const Number& a, const Number& b);
  static Result<Number> Subtract(const Number& a, const Number& b);

  friend std::strong_ordering operator<=>(const Number& a, const Number& b);
  friend bool operator==(const Number& a, const Number& b) {
    return a.coefficient_ == b.coefficient_ && a.exponent_ == b.exponent_ && a.negative_ == b.negative_;
  }

  bool is_zero() const { return coefficient_ == 0; }
  bool is_negative() const { return negative_; }
  // If it is an integer that fits, that integer. For TTL and the like.
  bool ToInt64(std::int64_t& out) const;

  // Order-preserving: memcmp of two encodings orders as the numbers do, no encoding is a prefix of another. 2 to 22
  // bytes. Layout: storage/FORMAT.md.
  void AppendKeyBytes(std::string& out) const;
  // Reads what AppendKeyBytes wrote from the front of `bytes` and removes it. False if the bytes are none.
  static bool ReadKeyBytes(std::string_view& bytes, Number& out);

  // The size that the service charges for the number with this canonical text: one byte, one for each pair of digits
  // (counted from the decimal point, outer pairs 00 left out), and one more if it is negative with fewer than 20 pairs;
  // zero is 1. behaviours.md row 3.
  static std::size_t SizeOf(std::string_view canonical);
  // Orders two canonical texts as numbers, without building them.
  static std::strong_ordering CompareCanonical(std::string_view a, std::string_view b);

 private:
  __extension__ using Coefficient = unsigned __int128;  // below 10^38: fits 127 bits

  enum class Problem { kNone, kNotNumeric, kTooManyDigits, kOverflow, kUnderflow };

  // Reads any number that the service accepts; writes `out` only if there is no problem.
  static Problem Read(std::string_view text, Number& out);
  // Brings coefficient and exponent into the form below and checks the limits.
  static Problem Normalize(Coefficient coefficient, int exponent, bool negative, Number& out);
  static Problem Sum(const Number& a, const Number& b, Number& out);
  // How many digits stand before the decimal point: 3 for 999.5, 0 for 0.5, -1 for 0.05. REQUIRES: not zero.
  int point() const;

  // value = ±coefficient × 10^exponent; the coefficient does not end in zero; zero is {0, 0, false}.
  Coefficient coefficient_ = 0;
  int exponent_ = 0;
  bool negative_ = false;
};

}  // namespace tablerock
