// Numbers: a counter, a price, and all 38 digits.
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <string_view>

#include "model/number.h"

namespace tablerock::bench {
namespace {

constexpr std::array<std::string_view, 3> kNumbers{"42", "-1999.95", "12345678901234567890123456789012345678"};

std::string_view NumberOf(const benchmark::State& state) { return kNumbers[static_cast<std::size_t>(state.range(0))]; }

// Each with a label, so that a report says which number it was.
void EachNumber(benchmark::internal::Benchmark* benchmark) { benchmark->ArgName("number")->DenseRange(0, 2); }

void ParseNumber(benchmark::State& state) {
  const std::string_view text = NumberOf(state);
  state.SetLabel(std::string(text));
  for (auto _ : state) benchmark::DoNotOptimize(Number::Parse(text));
}
BENCHMARK(ParseNumber)->Apply(EachNumber);

void AddNumbers(benchmark::State& state) {
  const Number number = Number::FromCanonical(NumberOf(state));
  const Number one = Number::FromCanonical("1");
  state.SetLabel(std::string(NumberOf(state)));
  for (auto _ : state) benchmark::DoNotOptimize(Number::Add(number, one));
}
BENCHMARK(AddNumbers)->Apply(EachNumber);

void WriteNumber(benchmark::State& state) {
  const Number number = Number::FromCanonical(NumberOf(state));
  state.SetLabel(std::string(NumberOf(state)));
  std::string out;
  for (auto _ : state) {
    out.clear();
    number.AppendText(out);
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(WriteNumber)->Apply(EachNumber);

void WriteKeyBytesOfNumber(benchmark::State& state) {
  const Number number = Number::FromCanonical(NumberOf(state));
  state.SetLabel(std::string(NumberOf(state)));
  std::string out;
  for (auto _ : state) {
    out.clear();
    number.AppendKeyBytes(out);
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(WriteKeyBytesOfNumber)->Apply(EachNumber);

}  // namespace
}  // namespace tablerock::bench
