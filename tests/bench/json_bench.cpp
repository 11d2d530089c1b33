// JSON of items: straight into the stored encoding, and straight out of it.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/bench_requests.h"
#include "fuzz/json_item.h"
#include "json/reader.h"
#include "json/writer.h"

namespace tablerock::bench {
namespace {

// An attribute of each datatype, nested ones too; 0.4 KB.
constexpr std::string_view kManyTypes =
    R"({"pk":{"S":"user#4711"},"sk":{"S":"2026-11-22T10:15:30Z"},"count":{"N":"42"},"ratio":{"N":"-0.000123"},)"
    R"("payload":{"B":"AAECAwQFBgcICQoLDA0ODw=="},"active":{"BOOL":true},"gone":{"NULL":true},)"
    R"("tags":{"SS":["red","green","blue"]},"scores":{"NS":["1","2.5","-7"]},"parts":{"BS":["AAE=","AgM="]},)"
    R"("list":{"L":[{"S":"a"},{"N":"1"},{"M":{"x":{"N":"1"}}}]},"map":{"M":{"city":{"S":"Zürich"},"zip":{"N":"8001"}}}})";

// `kind` 0: 1 KB, most of it one string; 1: all datatypes.
std::string JsonOfKind(std::int64_t kind) { return kind == 0 ? ItemJson(4'711) : std::string(kManyTypes); }

void DecodeItem(benchmark::State& state) {
  const std::string json = JsonOfKind(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(fuzz::DecodeItem(json));
  state.SetBytesProcessed(static_cast<std::int64_t>(json.size()) * state.iterations());
}
BENCHMARK(DecodeItem)->ArgName("datatypes")->Arg(0)->Arg(1);

void WriteItem(benchmark::State& state) {
  const Item item = fuzz::ItemOf(JsonOfKind(state.range(0)));
  std::string out;
  for (auto _ : state) {
    out.clear();
    JsonWriter(out).Item(item);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(out.size()) * state.iterations());
}
BENCHMARK(WriteItem)->ArgName("datatypes")->Arg(0)->Arg(1);

void CheckJson(benchmark::State& state) {
  const std::string json = JsonOfKind(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(IsJson(json));
  state.SetBytesProcessed(static_cast<std::int64_t>(json.size()) * state.iterations());
}
BENCHMARK(CheckJson)->ArgName("datatypes")->Arg(0)->Arg(1);

}  // namespace
}  // namespace tablerock::bench
