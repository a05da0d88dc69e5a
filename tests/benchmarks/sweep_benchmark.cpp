// Sweeps against the bare kernel. Motivation: many small runs must cost little more than their months: an experiment of
// village runs of 60 months with the usual output of experiments takes at most 3 % over founding and months alone, on two
// threads, whatever the number of runs. Compare cpu time of Sweep with Kernel in the same table; peak memory is printed as a
// counter. Set TESSERA_SWEEP_RUNS for more runs than 2,000.
#include <benchmark/benchmark.h>
#include <omp.h>
#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "founding/founding.hpp"
#include "measures/books.hpp"
#include "run/month.hpp"
#include "run/replicate.hpp"
#include "run/sweep_run.hpp"

namespace tessera {
namespace {

std::uint32_t count_runs() {
  const char* text = std::getenv("TESSERA_SWEEP_RUNS");
  return text == nullptr ? 2000 : static_cast<std::uint32_t>(std::atoi(text));
}

class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "tessera_sweep_benchmark") { std::filesystem::create_directories(path_); }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

Sweep village_sweep(const Folder& folder, const std::string& more) {
  std::ofstream(folder.file("village.toml")) << "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\n" << more;
  return plan_sweep(read_experiment(folder.file("village.toml")));
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

// Founding and months, as the model is; nothing measured, hashed or kept.
void run_bare(const Scenario& scenario, std::uint32_t replicate) {
  World world = found_world(scenario, Draws(seed_of(scenario), replicate, 0).of(Mechanism::founding));
  check_books(world);
  while (world.month < months_of(scenario)) {
    advance_one_month(world, scenario.parameters, Draws(seed_of(scenario), replicate, static_cast<std::uint16_t>(world.month + 1)));
    check_books(world);
  }
  benchmark::DoNotOptimize(world.organisations.money_usd.data());
}

void BM_Kernel(benchmark::State& state) {
  const Folder folder;
  const Scenario scenario = SweepPoints(village_sweep(folder, "replicates = 2\n")).scenario(0);
  const std::uint32_t runs = count_runs();
  const int threads = static_cast<int>(state.range(0));
  for (auto _ : state) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (std::uint32_t run = 0; run < runs; ++run) run_bare(scenario, run);
  }
}
BENCHMARK(BM_Kernel)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(3)->MeasureProcessCPUTime()->UseRealTime();

void run_sweep_of(benchmark::State& state, const std::string& more) {
  const Folder folder;
  const Sweep sweep = village_sweep(folder, more);
  for (auto _ : state)
    run_sweep(sweep, {.output = folder.file("village.h5"), .threads = static_cast<int>(state.range(0)), .replace = true});
  state.counters["peak_MB"] = peak_megabytes();
}

// As many replicates of one point.
void BM_Sweep(benchmark::State& state) { run_sweep_of(state, "replicates = " + std::to_string(count_runs()) + "\n"); }
BENCHMARK(BM_Sweep)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(3)->MeasureProcessCPUTime()->UseRealTime();

// As many points of a design of ten replicates each.
void BM_SweepOfPoints(benchmark::State& state) {
  run_sweep_of(state, "replicates = 10\n[design]\nkind = \"sobol\"\nsamples = " + std::to_string(count_runs() / 10) +
                          "\n[[factor]]\npath = \"delivery.overlap\"\nlow = 0.499\nhigh = 0.501\n");
}
BENCHMARK(BM_SweepOfPoints)->Arg(2)->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(3)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
}  // namespace tessera
