#include "run/sweep_run.hpp"

#include <fmt/format.h>
#include <omp.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <exception>
#include <limits>
#include <mutex>

#include "base/errors.hpp"
#include "base/threads.hpp"
#include "results/checkpoint.hpp"
#include "results/sweep_files.hpp"
#include "results/sweep_store.hpp"
#include "run/failure.hpp"
#include "run/rounds.hpp"
#include "run/spread.hpp"
#include "run/stop.hpp"
#include "run/sweep_unit.hpp"

namespace tessera {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t most_failures_told = 10;
constexpr std::size_t runs_at_a_time = 32;  // that a thread hands over together
constexpr double hand_over_s = 1.0;         // or after this time

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// One call of run_sweep: what all its threads share.
class SweepRun {
 public:
  SweepRun(const Sweep& sweep, const SweepOptions& options);
  SweepSummary go();

 private:
  std::uint64_t count_units() const { return fixed() ? range_.end - range_.begin : units_.size(); }
  SweepUnit unit(std::uint64_t k) const;
  bool fixed() const { return sweep_.replicates.fixed > 0; }
  void list_round();
  void collect_what_is_there();
  bool is_whole(std::uint64_t design_point, std::uint32_t replicates) const;
  bool plan_next_round();
  void run_units();
  void work();
  void keep(const Batch& finished);
  std::optional<SavedRun> find_saved(std::uint64_t run);
  void save(const Batch& so_far, const World& world);
  void save_failed(std::uint64_t run, const World& before);
  CheckpointLabel label(std::uint64_t run) const;
  void collect(const Batch& batch);

  const Sweep& sweep_;
  const SweepOptions& options_;
  const MeasurePlan plan_;
  const FileLayout layout_;
  const UnitRange range_;
  std::vector<std::uint32_t> rounds_;             // [design point] replicates wanted so far; empty if they are fixed
  std::vector<SweepUnit> units_;                  // of this round
  std::vector<std::vector<std::vector<double>>> values_;  // [design point][variant][replicate] of the rule's measure
  std::vector<bool> over_;                        // [run of the sweep] what rounds may be judged on
  RuleValue rule_value_;

  SweepStore store_;
  std::mutex lock_;  // guards the store and what follows
  SweepSummary summary_;
  std::size_t saved_failures_ = 0;
  std::exception_ptr fatal_;
  std::atomic<std::uint64_t> next_{0};
  std::atomic<bool> ended_early_{false};
  int threads_ = 1;
};

SweepRun::SweepRun(const Sweep& sweep, const SweepOptions& options)
    : sweep_(sweep),
      options_(options),
      plan_(plan_measures_of(sweep)),
      layout_(describe_sweep(sweep, options.shard, options.command_line)),
      range_(units_of_shard(sweep, options.shard)),
      store_({options.shard.count == 1 ? options.output : name_shard(options.output, options.shard), layout_, sweep,
              options.writer, options.replace, options.resume}) {
  summary_.output = options.shard.count == 1 ? options.output : name_shard(options.output, options.shard);
  threads_ = options.threads > 0 ? options.threads : omp_get_num_procs();
  if (fixed()) return;
  rule_value_ = find_rule_value(sweep_, plan_);
  rounds_.assign(sweep_.design_points(), next_round(sweep_.replicates, 0));
  over_.resize(sweep_.points() * sweep_.replicates.most);
  values_.assign(sweep_.design_points(), std::vector(sweep_.variants.size(),
                                                     std::vector(sweep_.replicates.most, std::numeric_limits<double>::quiet_NaN())));
}

SweepUnit SweepRun::unit(std::uint64_t k) const {
  if (!fixed()) return units_[k];
  const std::uint64_t number = range_.begin + k;
  return {number / sweep_.replicates.fixed, static_cast<std::uint32_t>(number % sweep_.replicates.fixed)};
}

// Rounds deal replicates out to shards in turn.
void SweepRun::list_round() {
  units_.clear();
  for (std::uint64_t point = 0; point < rounds_.size(); ++point)
    for (std::uint32_t replicate = 0; replicate < rounds_[point]; ++replicate)
      if (replicate % options_.shard.count == options_.shard.number - 1) units_.push_back({point, replicate});
}

void SweepRun::collect(const Batch& batch) {
  for (std::size_t k = 0; k < batch.runs.size(); ++k) {
    if (!is_over(batch.records[k].status)) continue;
    over_[batch.runs[k]] = true;
    if (batch.records[k].status != RunStatus::complete) continue;
    const std::uint64_t point = batch.runs[k] / sweep_.replicates.most, replicate = batch.runs[k] % sweep_.replicates.most;
    values_[point / sweep_.variants.size()][point % sweep_.variants.size()][replicate] = rule_value_.of(batch.rows, k);
  }
}

// What rounds are judged on, of all shards: this store's runs if it has all, else the merged file.
void SweepRun::collect_what_is_there() {
  if (fixed()) return;
  if (options_.shard.count == 1) return store_.visit([&](const Batch& batch) { collect(batch); });
  if (access(options_.output.c_str(), F_OK) != 0) return;
  const WholeSweep merged(options_.output);
  if (merged.layout().experiment != layout_.experiment)
    throw InputError(fmt::format("{} holds another experiment than its shards; choose another name (-o)", options_.output));
  for (const RunRange& range : list_blocks(merged.layout())) collect(merged.read(range, layout_));
}

// Whether the first so many replicates are over at all variants: half a round says nothing of the next.
bool SweepRun::is_whole(std::uint64_t design_point, std::uint32_t replicates) const {
  for (std::uint64_t variant = 0; variant < sweep_.variants.size(); ++variant) {
    const auto first = over_.begin() + static_cast<std::ptrdiff_t>((design_point * sweep_.variants.size() + variant) * sweep_.replicates.most);
    if (!std::all_of(first, first + replicates, [](bool over) { return over; })) return false;
  }
  return true;
}

// Whether some design point wants more replicates. What is there may be rounds ahead.
bool SweepRun::plan_next_round() {
  bool more = false;
  for (std::uint64_t point = 0; point < rounds_.size(); ++point) {
    const std::uint32_t before = rounds_[point];
    while (is_whole(point, rounds_[point])) {
      const std::uint32_t next = replicates_wanted(sweep_.replicates, values_[point], rounds_[point]);
      if (next == rounds_[point]) break;
      rounds_[point] = next;
    }
    more = more || rounds_[point] > before;
  }
  return more;
}

CheckpointLabel SweepRun::label(std::uint64_t run) const {
  return {hash_scenario(layout_.experiment) + run / sweep_.replicates_at_most(), sweep_.seed,
          static_cast<std::uint32_t>(run % sweep_.replicates_at_most())};
}

std::optional<SavedRun> SweepRun::find_saved(std::uint64_t run) {
  if (!options_.resume) return std::nullopt;
  auto found = store_.find_unfinished(run);
  if (!found) return std::nullopt;
  try {
    World world = read_checkpoint(found->checkpoint, label(run));
    if (world.month + 1 != found->batch.records[0].months) return std::nullopt;
    return SavedRun{std::move(world), std::move(found->batch)};
  } catch (const FileError&) {
    return std::nullopt;  // not whole: the run begins anew
  }
}

void SweepRun::save(const Batch& so_far, const World& world) {
  const std::uint64_t run = so_far.runs.at(0);
  write_checkpoint(store_.checkpoint_path(run), world, label(run));
  store_.keep_unfinished(so_far);
}

// What breaks one run may break thousands: a few states are enough to see it.
void SweepRun::save_failed(std::uint64_t run, const World& before) {
  {
    const std::lock_guard hold(lock_);
    if (saved_failures_ == most_failures_told) return;
    ++saved_failures_;
  }
  const CheckpointLabel labelled = label(run);
  write_checkpoint(failed_state_path(summary_.output, run / sweep_.replicates_at_most(), labelled.replicate), before, labelled);
}

void SweepRun::keep(const Batch& finished) {
  const std::lock_guard hold(lock_);
  store_.keep(finished);
  if (!fixed() && options_.shard.count == 1) collect(finished);
  for (std::size_t k = 0; k < finished.runs.size(); ++k) {
    const RunRecord& record = finished.records[k];
    summary_.run_s += record.wall_s;
    if (record.status == RunStatus::complete) {
      ++summary_.complete;
    } else {
      ++summary_.failed;
      if (summary_.failures.size() < most_failures_told)
        summary_.failures.push_back({finished.runs[k] / sweep_.replicates_at_most(),
                                     static_cast<std::uint32_t>(finished.runs[k] % sweep_.replicates_at_most()), record.message});
    }
  }
  if (options_.progress != nullptr) options_.progress->add_months(finished.runs.size() * static_cast<std::uint64_t>(sweep_.months));
}

void SweepRun::work() {
  Batch ready;
  auto handed_over = Clock::now();
  const auto hand_over = [&] {
    if (!ready.runs.empty()) keep(ready);
    ready = {};
    handed_over = Clock::now();
  };
  UnitHooks hooks;
  hooks.is_done = [&](std::uint64_t run) {
    const std::lock_guard hold(lock_);
    return store_.is_done(run);
  };
  hooks.find_saved = [&](std::uint64_t run) {
    const std::lock_guard hold(lock_);
    return find_saved(run);
  };
  hooks.save = [&](const Batch& so_far, const World& world) { save(so_far, world); };
  hooks.save_failed = [&](std::uint64_t run, const World& before) { save_failed(run, before); };
  hooks.keep = [&](const Batch& finished) {
    ready.append(finished, 0);
    if (ready.runs.size() >= runs_at_a_time || seconds_since(handed_over) > hand_over_s) hand_over();
  };
  try {
    SweepWorker worker(sweep_, plan_, hooks);
    const std::uint64_t count = count_units();
    for (std::uint64_t k = next_++; k < count && !ended_early_ && stop_signal() == 0; k = next_++) worker.run(unit(k));
    hand_over();
    const std::lock_guard hold(lock_);
    summary_.shared_months += worker.shared_months();
    summary_.taken_up += worker.taken_up();
  } catch (...) {
    const std::lock_guard hold(lock_);
    if (!fatal_) fatal_ = std::current_exception();
    ended_early_ = true;
  }
}

void SweepRun::run_units() {
  next_ = 0;
  const Scenario first = SweepPoints(sweep_).scenario(0);
  const auto organisations = static_cast<std::size_t>(first.parameters.founding.organisations) + first.organisations.size();
  const auto units = static_cast<std::uint32_t>(std::min<std::uint64_t>(count_units(), std::numeric_limits<std::uint32_t>::max()));
  const bool across = choose_spread(units, organisations, threads_) == Spread::across_replicates;
  const int team = across ? std::min(threads_, static_cast<int>(std::min<std::uint32_t>(units, 4096))) : 1;
  promise_threads(threads_);
  omp_set_num_threads(threads_);
  if (team > 1) {
#pragma omp parallel num_threads(team)
    work();
  } else {
    work();
  }
}

SweepSummary SweepRun::go() {
  const auto begin = Clock::now();
  summary_.done_before = store_.done();
  if (options_.replace) remove_failed_states(summary_.output);
  summary_.failed_before = store_.failed();
  collect_what_is_there();
  plan_next_round();
  do {
    list_round();
    const std::uint64_t variants = sweep_.variants.size(), months = static_cast<std::uint64_t>(sweep_.months);
    summary_.wanted = count_units() * variants;
    if (options_.progress != nullptr) options_.progress->begin(summary_.wanted * months, store_.done() * months, sweep_.name);
    run_units();
    if (fatal_) std::rethrow_exception(fatal_);
  } while (stop_signal() == 0 && options_.shard.count == 1 && plan_next_round());
  if (options_.progress != nullptr) options_.progress->end();
  summary_.was_complete = summary_.complete + summary_.failed == 0 && store_.done() >= summary_.wanted;
  const bool between_rounds = options_.shard.count == 1 && plan_next_round();
  if (stop_signal() != 0 && (store_.done() < summary_.wanted || between_rounds)) {
    summary_.stopped_by = stop_signal();
    store_.flush();
  } else {
    store_.finish();
  }
  summary_.wall_s = seconds_since(begin);
  return std::move(summary_);
}

}  // namespace

SweepSummary run_sweep(const Sweep& sweep, const SweepOptions& options) { return SweepRun(sweep, options).go(); }

}  // namespace tessera
