#include "run/ensemble.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <exception>
#include <mutex>

#include "base/errors.hpp"
#include "run/replicate.hpp"
#include "run/run.hpp"

namespace tessera {
namespace {

// A run and those that share its first months, in the order in which they part from it; itself last.
using Family = std::vector<std::size_t>;

std::vector<Family> list_families(std::span<const EnsembleRun> runs) {
  std::vector<Family> families(runs.size());
  for (std::size_t k = 0; k < runs.size(); ++k) {
    if (!runs[k].shares) continue;
    const EnsembleRun& first = runs[runs[k].shares->run];
    promise(!first.shares && first.replicate == runs[k].replicate && months_of(*first.scenario) == months_of(*runs[k].scenario),
            "months are shared with a run of the same length and luck that shares none itself");
    families[runs[k].shares->run].push_back(k);
  }
  for (std::size_t k = 0; k < runs.size(); ++k) {
    std::stable_sort(families[k].begin(), families[k].end(), [&](std::size_t one, std::size_t other) {
      return runs[one].shares->branch_month < runs[other].shares->branch_month;
    });
    if (!runs[k].shares) families[k].push_back(k);
  }
  std::erase_if(families, [](const Family& family) { return family.empty(); });
  return families;
}

void show(const EnsembleOptions& options, std::span<const std::size_t> runs, const World& world) {
  if (!options.watch) return;
  for (const std::size_t run : runs) options.watch(run, world);
}

// Goes on to the end of month `until`, for all `runs` that share these months; what failed, or nothing.
std::string go_on(Replicate& replicate, const Scenario& scenario, const MeasurePlan& plan, std::int32_t until,
                  const EnsembleOptions& options, std::span<const std::size_t> runs) {
  try {
    while (replicate.world.month < until) {
      advance_replicate(replicate, scenario, plan);
      show(options, runs, replicate.world);
    }
  } catch (const BrokenPromise& broken) {
    return fmt::format("month {}, replicate {}, seed {}: {}", replicate.world.month, replicate.number,
                       seed_of(scenario), broken.what());
  }
  return "";
}

void run_family(std::vector<EnsembleRecord>& records, std::span<const EnsembleRun> runs,
                std::span<const std::size_t> family, const EnsembleOptions& options) {
  const Scenario& scenario = *runs[family.back()].scenario;
  const std::int32_t months = months_of(scenario);
  const MeasurePlan plan = plan_measures(options.measures, scenario.parameters, name_districts(scenario).size());
  Replicate trunk = found_replicate(scenario, plan, runs[family.back()].replicate, nullptr, Hashing::off);
  show(options, family, trunk.world);
  std::string failure;
  for (std::size_t k = 0; k < family.size(); ++k) {
    const EnsembleRun& run = runs[family[k]];
    const std::int32_t shared = run.shares ? std::min(run.shares->branch_month - 1, months) : months;
    if (failure.empty()) failure = go_on(trunk, scenario, plan, shared, options, family.subspan(k));
    Replicate own = k + 1 == family.size() ? std::move(trunk) : trunk;
    EnsembleRecord& record = records[family[k]];
    record.width = plan.width;
    record.failure = failure.empty() ? go_on(own, *run.scenario, plan, months, options, family.subspan(k, 1)) : failure;
    record.rows = std::move(own.rows);
    if (options.completed) options.completed(family[k]);
  }
}

}  // namespace

std::vector<EnsembleRecord> run_ensemble(std::span<const EnsembleRun> runs, const EnsembleOptions& options) {
  std::vector<EnsembleRecord> records(runs.size());
  const std::vector<Family> families = list_families(runs);
  std::exception_ptr first;
  std::mutex lock;
  const int threads = options.threads > 0 ? options.threads : omp_get_num_procs();
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
  for (std::size_t k = 0; k < families.size(); ++k) {
    try {
      run_family(records, runs, families[k], options);
    } catch (...) {
      const std::lock_guard hold(lock);
      if (!first) first = std::current_exception();
    }
  }
  if (first) std::rethrow_exception(first);
  return records;
}

}  // namespace tessera
