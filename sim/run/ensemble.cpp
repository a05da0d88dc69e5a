#include "run/ensemble.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <exception>
#include <mutex>

#include "base/errors.hpp"
#include "run/replicate.hpp"
#include "run/run.hpp"

namespace tessera {
namespace {

EnsembleRecord run_one(const EnsembleRun& run, std::size_t number, const EnsembleOptions& options) {
  const Scenario& scenario = *run.scenario;
  const MeasurePlan plan = plan_measures(options.measures, scenario.parameters, name_districts(scenario).size());
  EnsembleRecord record{.width = plan.width};
  Replicate replicate = found_replicate(scenario, plan, run.replicate, nullptr, Hashing::off);
  const auto watch = [&] {
    if (options.watch) options.watch(number, replicate.world);
  };
  watch();
  try {
    while (replicate.world.month < months_of(scenario)) {
      advance_replicate(replicate, scenario, plan);
      watch();
    }
  } catch (const BrokenPromise& broken) {
    record.failure = fmt::format("month {}, replicate {}, seed {}: {}", replicate.world.month + 1, run.replicate,
                                 seed_of(scenario), broken.what());
  }
  record.rows = std::move(replicate.rows);
  return record;
}

}  // namespace

std::vector<EnsembleRecord> run_ensemble(std::span<const EnsembleRun> runs, const EnsembleOptions& options) {
  std::vector<EnsembleRecord> records(runs.size());
  std::exception_ptr first;
  std::mutex lock;
  const int threads = options.threads > 0 ? options.threads : omp_get_num_procs();
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
  for (std::size_t k = 0; k < runs.size(); ++k) {
    try {
      records[k] = run_one(runs[k], k, options);
      if (options.completed) options.completed(k);
    } catch (...) {
      const std::lock_guard hold(lock);
      if (!first) first = std::current_exception();
    }
  }
  if (first) std::rethrow_exception(first);
  return records;
}

}  // namespace tessera
