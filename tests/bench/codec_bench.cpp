// The encodings of items and keys.
#include <benchmark/benchmark.h>

#include <string>

#include "bench/bench_requests.h"
#include "fuzz/json_item.h"
#include "model/item_builder.h"
#include "storage/key_codec.h"

namespace tablerock::bench {
namespace {

constexpr std::uint32_t kTableId = 7;
constexpr std::uint32_t kIndexId = 3;

KeySchema TableSchema() { return {{{"pk", AttributeType::kString}}, {{"sk", AttributeType::kString}}}; }
KeySchema IndexSchema() { return {{{"message_group_uuid", AttributeType::kString}}, {{"sk", AttributeType::kString}}}; }

void BuildItem(benchmark::State& state) {
  const Item item = fuzz::ItemOf(ItemJson(4'711));
  ItemBuilder builder;
  for (auto _ : state) {
    for (const AttributeView attribute : item.attributes()) builder.Attribute(attribute.name, attribute.value);
    benchmark::DoNotOptimize(builder.TakeItem());
  }
}
BENCHMARK(BuildItem);

void FindAttribute(benchmark::State& state) {
  const Item item = fuzz::ItemOf(ItemJson(4'711));
  for (auto _ : state) benchmark::DoNotOptimize(item.Find("sk"));
}
BENCHMARK(FindAttribute);

void CheckStoredItem(benchmark::State& state) {
  const Item item = fuzz::ItemOf(ItemJson(4'711));
  for (auto _ : state) benchmark::DoNotOptimize(CheckEncodedItem(item.bytes()));
}
BENCHMARK(CheckStoredItem);

void EncodeKeyOfItem(benchmark::State& state) {
  const Item item = fuzz::ItemOf(ItemJson(4'711));
  const KeySchema schema = TableSchema();
  for (auto _ : state) benchmark::DoNotOptimize(EncodeItemKey(kTableId, schema, item));
}
BENCHMARK(EncodeKeyOfItem);

void EncodeKeyOfNumbers(benchmark::State& state) {
  const Item item = fuzz::ItemOf(R"({"pk":{"N":"4711"},"sk":{"N":"-1763803230.125"}})");
  const KeySchema schema{{{"pk", AttributeType::kNumber}}, {{"sk", AttributeType::kNumber}}};
  for (auto _ : state) benchmark::DoNotOptimize(EncodeItemKey(kTableId, schema, item));
}
BENCHMARK(EncodeKeyOfNumbers);

void ReadKeyOfItem(benchmark::State& state) {
  const KeySchema schema = TableSchema();
  const ItemKey key = EncodeItemKey(kTableId, schema, fuzz::ItemOf(ItemJson(4'711)));
  ItemBuilder builder;
  for (auto _ : state) {
    benchmark::DoNotOptimize(ReadItemKey(key.bytes(), schema, builder));
    benchmark::DoNotOptimize(builder.TakeItem());
  }
}
BENCHMARK(ReadKeyOfItem);

void EncodeKeyOfIndexEntry(benchmark::State& state) {
  const Item item = fuzz::ItemOf(ItemJson(4'711));
  const KeySchema index_schema = IndexSchema();
  const ItemKey key = EncodeItemKey(kTableId, TableSchema(), item);
  for (auto _ : state) {
    benchmark::DoNotOptimize(TryEncodeIndexKey(kTableId, kIndexId, index_schema, item, key.base_key()));
  }
}
BENCHMARK(EncodeKeyOfIndexEntry);

}  // namespace
}  // namespace tablerock::bench
