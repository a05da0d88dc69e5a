// What each mechanism costs. Motivation: to see where a month's time goes, and which mechanism grows with what. Two years of
// a community at the town's density, on one thread; time is the processor's, between the end of one mechanism and the end of
// the next, so that neighbours on the machine disturb it little. Counters: per organisation-month and per tie-month, in
// nanoseconds. `tessera run --timings` says the same of wall time, with measures and writing.
#include <benchmark/benchmark.h>
#include <omp.h>

#include <ctime>
#include <map>
#include <string>

#include "base/draws.hpp"
#include "founding/founding.hpp"
#include "run/month.hpp"
#include "run/replicate.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

constexpr std::int32_t months = 24;

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Sums over all months of one run.
struct Costs {
  std::map<Mechanism, double> seconds;
  double founding_seconds = 0.0, organisation_months = 0.0, tie_months = 0.0;
};

Scenario community_of(std::int64_t organisations) {
  return read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml",
                       {"organisations.count=" + std::to_string(organisations), "community.residents=" + std::to_string(500 * organisations),
                        "community.districts=" + std::to_string(organisations / 20)});
}

Costs measure(std::int64_t organisations) {
  omp_set_num_threads(1);
  const Scenario scenario = community_of(organisations);
  Costs costs;
  double last = processor_seconds();
  const auto lap = [&] {
    const double now = processor_seconds(), passed = now - last;
    last = now;
    return passed;
  };
  World world = found_world(scenario, Draws(seed_of(scenario), 0, 0).of(Mechanism::founding));
  costs.founding_seconds = lap();
  while (world.month < months) {
    const Draws draws(seed_of(scenario), 0, static_cast<std::uint16_t>(world.month + 1));
    lap();
    advance_one_month(world, scenario.parameters, draws, nullptr, nullptr, [&](Mechanism mechanism) { costs.seconds[mechanism] += lap(); });
    for (const std::uint8_t open : world.organisations.active) costs.organisation_months += open;
    costs.tie_months += static_cast<double>(world.ties.count());
  }
  return costs;
}

const Costs& costs_of(std::int64_t organisations) {
  static std::map<std::int64_t, Costs> known;
  const auto found = known.find(organisations);
  return found != known.end() ? found->second : known.emplace(organisations, measure(organisations)).first->second;
}

void report(benchmark::State& state, double seconds, const Costs& costs) {
  for (auto _ : state) state.SetIterationTime(seconds);
  state.counters["ns_per_organisation_month"] = 1e9 * seconds / costs.organisation_months;
  state.counters["ns_per_tie_month"] = 1e9 * seconds / costs.tie_months;
}

// The run is done once for all mechanisms of a size, when the first of them is asked for.
const bool registered = [] {
  for (const std::int64_t organisations : {240, 2000, 20000, 200000}) {
    const std::string size = "/" + std::to_string(organisations);
    const auto add = [&](const std::string& name, const auto& seconds_of) {
      benchmark::RegisterBenchmark((name + size).c_str(), [organisations, seconds_of](benchmark::State& state) {
        const Costs& costs = costs_of(organisations);
        report(state, seconds_of(costs), costs);
      })->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);
    };
    add("founding", [](const Costs& costs) { return costs.founding_seconds; });
    for (const Mechanism mechanism : month_order)
      add(std::string(mechanism_names[static_cast<std::size_t>(mechanism)]), [mechanism](const Costs& costs) { return costs.seconds.at(mechanism); });
    add("month", [](const Costs& costs) {
      double all = 0.0;
      for (const auto& [mechanism, seconds] : costs.seconds) all += seconds;
      return all;
    });
  }
  return true;
}();

}  // namespace
}  // namespace tessera
