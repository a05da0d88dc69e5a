// What writing costs. Motivation: the model waits for writing for at most 3 % of a run, and the file of a run is made in less
// time than its months take. A town's 120 months with all measures: their way into the part file, with the flush that makes
// them survive a kill, and the making of the whole file with its digests. Compare with BM_Town of run_benchmark.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <optional>

#include "measures/measures.hpp"
#include "results/results_file.hpp"
#include "run/replicate.hpp"
#include "run/run.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

class TownToFile {
 public:
  TownToFile()
      : folder_(std::filesystem::temp_directory_path() / "tessera_writing_benchmark"),
        scenario_(read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml", {"run.replicates=1"})),
        districts_(name_districts(scenario_)),
        plan_(plan_measures({"*"}, scenario_.parameters, districts_.size())),
        replicate_(found_replicate(scenario_, plan_, 0, nullptr)) {
    std::filesystem::create_directories(folder_);
    while (replicate_.world.month < months_of(scenario_)) advance_replicate(replicate_, scenario_, plan_);
  }
  TownToFile(const TownToFile&) = delete;
  TownToFile& operator=(const TownToFile&) = delete;
  ~TownToFile() { std::filesystem::remove_all(folder_); }

  ResultsFile create() const {
    return ResultsFile::create({.path = (folder_ / "town.h5").string(), .scenario = &scenario_, .district_names = districts_,
                                .seed = seed_of(scenario_), .months = months_of(scenario_), .plan = plan_});
  }
  void write_months(ResultsFile& file) const {
    file.write_months(0, 0, replicate_.rows, replicate_.hashes, replicate_.traces);
    file.finish_replicate(0, RunStatus::complete, "", 1.0);
    file.flush();
  }
  void write_snapshot(ResultsFile& file) const { file.write_snapshot(0, replicate_.world); }
  double bytes() const { return static_cast<double>(replicate_.rows.size() * sizeof(double)); }

 private:
  std::filesystem::path folder_;
  Scenario scenario_;
  std::vector<std::string> districts_;
  MeasurePlan plan_;
  Replicate replicate_;
};

void count_bytes(benchmark::State& state, const TownToFile& town) {
  state.counters["bytes"] = benchmark::Counter(town.bytes() * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void BM_BeginFile(benchmark::State& state) {
  const TownToFile town;
  for (auto _ : state) town.create();
}
BENCHMARK(BM_BeginFile)->Unit(benchmark::kMillisecond);

void BM_MonthsToPart(benchmark::State& state) {
  const TownToFile town;
  ResultsFile file = town.create();
  for (auto _ : state) town.write_months(file);
  count_bytes(state, town);
}
BENCHMARK(BM_MonthsToPart)->Unit(benchmark::kMillisecond);

void BM_Snapshot(benchmark::State& state) {
  const TownToFile town;
  ResultsFile file = town.create();
  for (auto _ : state) town.write_snapshot(file);
}
BENCHMARK(BM_Snapshot)->Unit(benchmark::kMillisecond);

void BM_PartToWhole(benchmark::State& state) {
  const TownToFile town;
  for (auto _ : state) {
    state.PauseTiming();
    std::optional<ResultsFile> file(town.create());
    town.write_months(*file);
    state.ResumeTiming();
    file->finish();
  }
  count_bytes(state, town);
}
BENCHMARK(BM_PartToWhole)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tessera
