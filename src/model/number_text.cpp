// What can be told of a number from its canonical text alone.
#include <algorithm>

#include "model/number.h"

namespace tablerock {
namespace {

// Which pair of digits the digit at `place` belongs to; places 0 and 1 (units, tens) are pair 0, -1 and -2 are pair -1.
int PairOf(int place) { return place >= 0 ? place / 2 : (place - 1) / 2; }

struct CanonicalText {
  explicit CanonicalText(std::string_view text) : magnitude(text), negative(text.front() == '-') {
    if (negative) magnitude.remove_prefix(1);
  }
  std::string_view magnitude;
  bool negative;
};

std::strong_ordering CompareMagnitudes(std::string_view a, std::string_view b) {
  const std::size_t a_integer = std::min(a.find('.'), a.size());
  const std::size_t b_integer = std::min(b.find('.'), b.size());
  if (a_integer != b_integer) return a_integer <=> b_integer;  // no leading zeros: the longer is the greater
  return a <=> b;                                              // the points are in line, so digits decide
}

}  // namespace

std::size_t Number::SizeOf(std::string_view canonical) {
  const CanonicalText text(canonical);
  const std::string_view digits = text.magnitude;
  if (digits == "0") return 1;
  const std::size_t point = std::min(digits.find('.'), digits.size());
  int first = static_cast<int>(point) - 1;  // place of the first significant digit
  int last = 0;                             // and of the last
  if (point == digits.size()) {
    last = first - static_cast<int>(digits.find_last_not_of('0'));
  } else {
    last = static_cast<int>(point) + 1 - static_cast<int>(digits.size());
    if (digits.front() == '0') first = 1 - static_cast<int>(digits.find_first_not_of('0', 2));
  }
  const int pairs = PairOf(first) - PairOf(last) + 1;
  return static_cast<std::size_t>(1 + pairs + (text.negative && pairs < 20 ? 1 : 0));
}

std::strong_ordering Number::CompareCanonical(std::string_view a, std::string_view b) {
  const CanonicalText x(a);
  const CanonicalText y(b);
  if (x.negative != y.negative) return x.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  return x.negative ? CompareMagnitudes(y.magnitude, x.magnitude) : CompareMagnitudes(x.magnitude, y.magnitude);
}

}  // namespace tablerock
