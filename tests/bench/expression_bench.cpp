// Expressions: text to syntax (which requests share by a cache), placeholders, and their work on an item of 1 KB.
#include <benchmark/benchmark.h>

#include <optional>
#include <string>
#include <utility>

#include "bench/bench_requests.h"
#include "expressions/condition_expression.h"
#include "expressions/projection_expression.h"
#include "expressions/update_expression.h"
#include "fuzz/json_item.h"

namespace tablerock::bench {
namespace {

constexpr std::string_view kCondition =
    "attribute_exists(pk) AND #n BETWEEN :low AND :high AND NOT begins_with(sk, :s)";
constexpr std::string_view kUpdate = "SET #n = #n + :one, seen = if_not_exists(seen, :zero), flag = :f REMOVE outdated";
constexpr std::string_view kProjection = "pk, sk, #n, message_group_uuid, absent.part[1]";
constexpr std::string_view kValues =
    R"({"low":{"N":"1"},"high":{"N":"10000"},"s":{"S":"x"},"one":{"N":"1"},"zero":{"N":"0"},"f":{"BOOL":false}})";

// What requests bring along, and an item.
struct Fixture {
  Fixture() {
    const Item item_of_values = fuzz::ItemOf(kValues);
    for (const AttributeView attribute : item_of_values.attributes()) {
      values->push_back({":" + std::string(attribute.name), AttributeValue(attribute.value)});
    }
  }
  ExpressionPlaceholders placeholders() const { return ExpressionPlaceholders::Create(names, values).value(); }

  Item item = fuzz::ItemOf(ItemJson(4'711));
  Item key = fuzz::ItemOf(KeyJson(4'711));
  std::optional<NamePlaceholders> names = NamePlaceholders{{"#n", "n"}};
  std::optional<ValuePlaceholders> values = ValuePlaceholders();
};

void ParseConditionText(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(ParseConditionSyntax(ExpressionKind::kCondition, kCondition));
}
BENCHMARK(ParseConditionText);

void ResolveConditionPlaceholders(benchmark::State& state) {
  const Fixture fixture;
  const auto syntax = ParseConditionSyntax(ExpressionKind::kCondition, kCondition).value();
  for (auto _ : state) {
    ExpressionPlaceholders placeholders = fixture.placeholders();
    benchmark::DoNotOptimize(ResolveCondition(syntax, placeholders));
  }
}
BENCHMARK(ResolveConditionPlaceholders);

void EvaluateCondition(benchmark::State& state) {
  const Fixture fixture;
  ExpressionPlaceholders placeholders = fixture.placeholders();
  const ConditionExpression condition = ParseCondition(ExpressionKind::kCondition, kCondition, placeholders).value();
  if (!condition.Evaluate(fixture.item)) state.SkipWithError("the condition does not hold");
  for (auto _ : state) benchmark::DoNotOptimize(condition.Evaluate(fixture.item));
}
BENCHMARK(EvaluateCondition);

void ParseUpdateText(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(ParseUpdateSyntax(kUpdate));
}
BENCHMARK(ParseUpdateText);

void ApplyUpdate(benchmark::State& state) {
  const Fixture fixture;
  ExpressionPlaceholders placeholders = fixture.placeholders();
  const UpdateExpression update = ParseUpdate(kUpdate, placeholders).value();
  if (!update.Apply(fixture.item, fixture.key)) state.SkipWithError("the update is refused");
  for (auto _ : state) benchmark::DoNotOptimize(update.Apply(fixture.item, fixture.key));
}
BENCHMARK(ApplyUpdate);

void ParseProjectionText(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(ParseProjectionSyntax(kProjection));
}
BENCHMARK(ParseProjectionText);

void ApplyProjection(benchmark::State& state) {
  const Fixture fixture;
  ExpressionPlaceholders placeholders = fixture.placeholders();
  const ProjectionExpression projection = ParseProjection(kProjection, placeholders).value();
  for (auto _ : state) benchmark::DoNotOptimize(projection.Apply(fixture.item));
}
BENCHMARK(ApplyProjection);

}  // namespace
}  // namespace tablerock::bench
