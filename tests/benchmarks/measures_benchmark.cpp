// One row of measures of a town. Motivation: measuring must stay below 60 microseconds a month, about 4 % of the month.
#include <benchmark/benchmark.h>

#include "measures/books.hpp"
#include "run/month.hpp"
#include "run/replicate.hpp"
#include "run/run.hpp"
#include "scenario/read.hpp"
#include "state/fields.hpp"
#include "state/trace.hpp"

namespace tessera {
namespace {

const World& grown_town() {
  static const Scenario scenario = read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml", {"run.months=61"});
  static const Replicate replicate = [] {
    const MeasurePlan plan = plan_measures({"coverage"}, scenario.parameters, name_districts(scenario).size());
    Replicate grown = found_replicate(scenario, plan, 0, nullptr);
    while (grown.world.month < 61) advance_replicate(grown, scenario, plan);
    return grown;
  }();
  return replicate.world;
}

void BM_RowOfMeasures(benchmark::State& state) {
  const Parameters parameters = standard_parameters();
  const World& world = grown_town();
  const MeasurePlan plan = plan_measures({"*"}, parameters, world.community.districts);
  std::vector<double> row(plan.width);
  for (auto _ : state) take_measures(row, world, parameters, plan, state.range(0) != 0);
}
BENCHMARK(BM_RowOfMeasures)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);  // 1: with the yearly ones

// One measure of each family costs what the family's pass over the world costs.
constexpr const char* one_of_each_family[] = {"coverage",     "volunteers",    "trust",          "bridging_sectors", "clustering",
                                              "partnerships", "organisations", "revenue_log_sd", "money_imbalance"};
void BM_Family(benchmark::State& state) {
  const char* name = one_of_each_family[state.range(0)];
  const Parameters parameters = standard_parameters();
  const World& world = grown_town();
  const MeasurePlan plan = plan_measures({name}, parameters, world.community.districts);
  std::vector<double> row(plan.width);
  for (auto _ : state) take_measures(row, world, parameters, plan, true);
  state.SetLabel(name);
}
BENCHMARK(BM_Family)->DenseRange(0, 8)->Unit(benchmark::kMicrosecond);

void BM_Books(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(measure_imbalance(grown_town()));
}
BENCHMARK(BM_Books)->Unit(benchmark::kMicrosecond);

void BM_StateHash(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(state_hash(grown_town()));
}
BENCHMARK(BM_StateHash)->Unit(benchmark::kMicrosecond);

void BM_Witnesses(benchmark::State& state) {
  for (auto _ : state)
    for (const Mechanism mechanism : month_order) benchmark::DoNotOptimize(witness(grown_town(), mechanism));
}
BENCHMARK(BM_Witnesses)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tessera
