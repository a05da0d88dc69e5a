#include "run/sweep_forecast.hpp"

#include <omp.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>

#include "results/batch_file.hpp"
#include "results/sweep_files.hpp"
#include "run/sweep_unit.hpp"

namespace tessera {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double pilot_s = 4.0;
constexpr std::uint64_t most_pilots = 64;
constexpr double file_bytes_at_least = 3e6;  // names, attributes and scales, whatever the runs

double peak_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024.0;
}

// Runs of a shard in all.
std::uint64_t count_units(const Sweep& sweep, Shard shard) {
  const UnitRange range = units_of_shard(sweep, shard);
  return range.end - range.begin;
}

}  // namespace

SweepForecast forecast_sweep(const Sweep& sweep, Shard shard, int threads) {
  const FileLayout layout = describe_sweep(sweep, shard, "");
  const MeasurePlan plan = plan_measures_of(sweep);
  SweepForecast forecast{.design_points = sweep.design_points(),
                         .variants = sweep.variants.size(),
                         .points = sweep.points(),
                         .replicates = sweep.replicates_at_most(),
                         .runs = count_units(sweep, shard) * sweep.variants.size()};
  forecast.cores = threads > 0 ? threads : omp_get_num_procs();
  UnitHooks hooks;
  double slowest = 0.0;
  hooks.is_done = [](std::uint64_t) { return false; };
  hooks.find_saved = [](std::uint64_t) { return std::nullopt; };
  hooks.save = [](const Batch&, const World&) {};
  hooks.keep = [&](const Batch& finished) {
    forecast.pilot_runs += finished.runs.size();
    for (const RunRecord& record : finished.records) slowest = std::max(slowest, record.wall_s);
  };
  const double memory_before = peak_memory_bytes();
  SweepWorker worker(sweep, plan, hooks);
  const UnitRange range = units_of_shard(sweep, shard);
  const std::uint64_t units = range.end - range.begin, pilots = std::min(most_pilots, units);
  const auto begin = Clock::now();
  double spent = 0.0;
  for (std::uint64_t k = 0; k < pilots && spent < pilot_s; ++k) {
    const std::uint64_t number = range.begin + units * k / pilots;
    worker.run({number / sweep.replicates_at_most(), static_cast<std::uint32_t>(number % sweep.replicates_at_most())});
    spent = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  const double per_thread = peak_memory_bytes() - memory_before;
  forecast.run_s = spent / static_cast<double>(std::max<std::uint64_t>(1, forecast.pilot_runs));
  forecast.run_s_slowest = slowest;
  forecast.core_hours = forecast.run_s * static_cast<double>(forecast.runs) / 3600.0;
  forecast.wall_s = forecast.run_s * static_cast<double>(forecast.runs) / forecast.cores;
  forecast.disk_bytes = file_bytes_at_least + static_cast<double>(forecast.runs) * static_cast<double>(shape_of(layout).run_bytes());
  forecast.memory_bytes = memory_before + per_thread * forecast.cores + static_cast<double>(forecast.runs) / 8.0;
  return forecast;
}

}  // namespace tessera
