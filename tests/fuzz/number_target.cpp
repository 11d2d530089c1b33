// Numbers. Input: two of them, a line each.
#include <string>

#include "fuzz/fuzz_target.h"
#include "model/number.h"

namespace tablerock::fuzz {
namespace {

Number KeptThroughKeyBytes(const Number& number) {
  std::string bytes;
  number.AppendKeyBytes(bytes);
  std::string_view rest = bytes;
  Number read;
  Require(Number::ReadKeyBytes(rest, read) && rest.empty() && read == number, "key bytes read as another number");
  return read;
}

std::string KeyBytesOf(const Number& number) {
  std::string bytes;
  number.AppendKeyBytes(bytes);
  return bytes;
}

void CheckOne(const Number& number) {
  const std::string text = number.text();
  const auto again = Number::Parse(text);
  Require(again && *again == number && again->text() == text, "canonical text reads as another number");
  Require(Number::FromCanonical(text) == number, "canonical text is read in two ways");
  Require(Number::SizeOf(text) >= 1 && Number::SizeOf(text) <= 21, "no number is of that size");
  KeptThroughKeyBytes(number);
}

void CheckTwo(const Number& a, const Number& b) {
  const auto order = a <=> b;
  Require(Number::CompareCanonical(a.text(), b.text()) == order, "texts order otherwise than numbers");
  Require(KeyBytesOf(a).compare(KeyBytesOf(b)) <=> 0 == order, "key bytes order otherwise than numbers");
  const auto sum = Number::Add(a, b);
  const auto mirrored = Number::Add(b, a);
  Require(sum.has_value() == mirrored.has_value() && (!sum || *sum == *mirrored), "the order of a sum matters");
  if (!sum) return;
  CheckOne(*sum);
  const auto back = Number::Subtract(*sum, b);
  Require(!back || *back == a, "taking away again gives another number");
}

void Check(std::string_view text) {
  const auto a = Number::Parse(TakeLine(text));
  if (a) CheckOne(*a);
  const auto b = Number::Parse(TakeLine(text));
  if (a && b) CheckTwo(*a, *b);
  // Bytes that are no key: refused, or a number that keeps.
  std::string_view bytes = text;
  Number read;
  if (Number::ReadKeyBytes(bytes, read)) CheckOne(read);
}

}  // namespace
}  // namespace tablerock::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tablerock::fuzz::Check(tablerock::fuzz::TextOf(data, size));
  return 0;
}
