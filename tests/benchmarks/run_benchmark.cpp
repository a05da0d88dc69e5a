// Whole runs. Motivation: the limits of the project: a town of 240 organisations over 120 months in 0.2 s on one core,
// a replicate's fixed cost below 1 ms, and a cost per organisation-month that grows by less than 2 x from 1,000 to
// 100,000 organisations at equal density. Counter per_organisation_month (in seconds) is what to compare.
#include <benchmark/benchmark.h>
#include <omp.h>

#include <filesystem>

#include "run/replicate.hpp"
#include "run/run.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

Scenario read(const std::string& name, const std::vector<std::string>& sets) {
  return read_scenario(std::string(TESSERA_SOURCE_DIR "/scenarios/") + name, sets);
}

MeasurePlan full_plan(const Scenario& scenario) {
  return plan_measures({"*"}, scenario.parameters, name_districts(scenario).size());
}

// Founding and all months with measures and hashes, nothing written.
double run_in_memory(const Scenario& scenario, const MeasurePlan& plan) {
  Replicate replicate = found_replicate(scenario, plan, 0, nullptr);
  while (replicate.world.month < months_of(scenario)) {
    advance_replicate(replicate, scenario, plan);
    replicate.rows.clear();
  }
  benchmark::DoNotOptimize(replicate.hashes.data());
  return replicate.organisation_months;
}

void measure_run(benchmark::State& state, const Scenario& scenario, int threads) {
  omp_set_num_threads(threads);
  const MeasurePlan plan = full_plan(scenario);
  double organisation_months = 0.0;
  for (auto _ : state) organisation_months += run_in_memory(scenario, plan);
  state.counters["per_organisation_month"] =
      benchmark::Counter(organisation_months, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void BM_VillageOneMonth(benchmark::State& state) { measure_run(state, read("village.toml", {"run.months=1"}), 1); }
BENCHMARK(BM_VillageOneMonth)->Unit(benchmark::kMillisecond);

void BM_Town(benchmark::State& state) { measure_run(state, read("town.toml", {"run.months=120"}), 1); }
BENCHMARK(BM_Town)->Unit(benchmark::kMillisecond);

// Ten replicates with the results file: what a user waits for.
void BM_TownToFile(benchmark::State& state) {
  const Scenario scenario = read("town.toml", {"run.months=120", "run.replicates=10"});
  const auto folder = std::filesystem::temp_directory_path() / "tessera_run_benchmark";
  std::filesystem::create_directories(folder);
  for (auto _ : state) run_scenario(scenario, {.output = (folder / "town.h5").string(), .threads = 1, .replace = true});
  std::filesystem::remove_all(folder);
}
BENCHMARK(BM_TownToFile)->Unit(benchmark::kMillisecond)->Iterations(1);

// One of the ten years of the metropolis.
void BM_MetropolisYear(benchmark::State& state) {
  measure_run(state, read("metropolis.toml", {"run.months=12"}), static_cast<int>(state.range(0)));
}
BENCHMARK(BM_MetropolisYear)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

// Equal density: 500 residents and 1/20 district per organisation.
void BM_OrganisationMonth(benchmark::State& state) {
  const auto count = state.range(0);
  measure_run(state,
              read("town.toml", {"run.months=12", "organisations.count=" + std::to_string(count),
                                 "community.residents=" + std::to_string(500 * count),
                                 "community.districts=" + std::to_string(count / 20)}),
              1);
}
BENCHMARK(BM_OrganisationMonth)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace tessera
