#include "run/run.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>

#include "base/errors.hpp"
#include "base/threads.hpp"
#include "results/output.hpp"
#include "results/read.hpp"
#include "results/whole_file.hpp"
#include "run/failure.hpp"
#include "run/recorder.hpp"
#include "run/replicate.hpp"
#include "run/spread.hpp"
#include "run/stop.hpp"

namespace tessera {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double hand_over_after_s = 2.0;  // what a kill may cost

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// One call of run_scenario: what all its threads share.
class Run {
 public:
  Run(const Scenario& scenario, const RunOptions& options)
      : scenario_(scenario),
        options_(options),
        months_(months_of(scenario)),
        replicates_(replicates_of(scenario)),
        districts_(name_districts(scenario)),
        plan_(plan_measures(scenario.results.measures, scenario.parameters, districts_.size())),
        outcome_plan_(plan_measures(outcome_measures(), scenario.parameters, districts_.size())),
        outcomes_(replicates_) {}

  RunSummary go();

 private:
  FileDescription describe_file() const;
  void open_file();
  void run_all(int threads);
  void run_replicate(std::uint32_t number, Timers* timers);
  Replicate begin_replicate(std::uint32_t number, Timers* timers);
  void advance_to_end(Replicate& replicate);
  void note_outcomes(const Replicate& replicate, std::vector<double>& rows) const;
  void note_failure(std::uint32_t number, std::int32_t month, const std::string& what, double wall_s);
  void report_months(std::uint64_t months) const {
    if (options_.progress != nullptr) options_.progress->add_months(months);
  }

  const Scenario& scenario_;
  const RunOptions& options_;
  const std::int32_t months_;
  const std::uint32_t replicates_;
  const std::vector<std::string> districts_;
  const MeasurePlan plan_, outcome_plan_;

  std::optional<Replicate> first_;  // founded before the file, so that a scenario that can not be founded leaves none
  std::optional<Recorder> recorder_;
  std::mutex lock_;                           // guards what follows
  std::vector<std::vector<double>> outcomes_; // [replicate], empty = not completed in this call
  RunSummary summary_;
  std::exception_ptr fatal_;
  std::atomic<bool> ended_early_{false};
};

FileDescription Run::describe_file() const {
  return {.path = options_.output,
          .scenario = &scenario_,
          .district_names = districts_,
          .seed = seed_of(scenario_),
          .points = 1,
          .replicates = replicates_,
          .months = months_,
          .plan = plan_,
          .command_line = options_.command_line};
}

// A finished file stands for the run only if it is of the same scenario, seed and numbers.
void promise_same_scenario(const Results& finished, const std::string& output, const Scenario& scenario) {
  if (finished.scenario_text() != scenario.merged_text)
    throw InputError(fmt::format(
        "{} holds a finished run of another scenario: choose another name (-o), or replace it (--force)", output));
}

void Run::open_file() {
  const bool unfinished = is_begun(part_path(options_.output));
  if (options_.resume && unfinished) {
    recorder_.emplace(ResultsFile::resume(describe_file()), scenario_, options_.output);
    return;
  }
  if (!options_.replace && unfinished)
    throw InputError(fmt::format("an unfinished run is at {0}.part: go on with it (--resume), or begin anew (--force)",
                                 options_.output));
  if (!options_.replace && std::filesystem::exists(options_.output))
    throw InputError(
        fmt::format("{} exists already: choose another name (-o), or replace it (--force)", options_.output));
  if (options_.replace) refuse_to_replace_what_is_no_result(options_.output);
  Timers timers;
  first_ = found_replicate(scenario_, plan_, 0, options_.timings ? &timers : nullptr);
  summary_.timers.merge(timers);
  promise(first_->world.community.districts == districts_.size(), "founding made another number of districts");
  make_folder_of(options_.output);
  recorder_.emplace(ResultsFile::create(describe_file()), scenario_, options_.output);
  if (options_.replace) remove_failed_states(options_.output);
}

Replicate Run::begin_replicate(std::uint32_t number, Timers* timers) {
  if (number == 0 && first_) {
    Replicate replicate = std::move(*first_);
    replicate.timers = timers;
    first_.reset();
    return replicate;
  }
  World world;
  if (options_.resume && recorder_->find_checkpoint(number, world)) {
    report_months(static_cast<std::uint64_t>(world.month));
    return resume_replicate(std::move(world), number, timers);
  }
  return found_replicate(scenario_, plan_, number, timers);
}

void Run::note_outcomes(const Replicate& replicate, std::vector<double>& rows) const {
  if (replicate.world.month <= months_ - 12) return;
  rows.resize(rows.size() + outcome_plan_.width);
  take_measures(std::span(rows).last(outcome_plan_.width), replicate.world, scenario_.parameters, outcome_plan_,
                replicate.world.month == months_);
}

void Run::advance_to_end(Replicate& replicate) {
  const auto begin = Clock::now();
  auto handed_over = begin;
  std::vector<double> last_rows;
  if (replicate.world.month == 0) recorder_->take_snapshot_if_due(replicate);
  while (replicate.world.month < months_) {
    if (stop_signal() != 0) {
      recorder_->write_checkpoint(replicate);
      ended_early_ = true;
      return;
    }
    advance_replicate(replicate, scenario_, plan_);
    note_outcomes(replicate, last_rows);
    recorder_->take_snapshot_if_due(replicate);
    const std::int32_t every = options_.checkpoint_every_months, month = replicate.world.month;
    if (every > 0 && month % every == 0 && month < months_) {
      recorder_->write_checkpoint(replicate);
      handed_over = Clock::now();
    } else if (seconds_since(handed_over) > hand_over_after_s) {
      recorder_->hand_over(replicate);
      handed_over = Clock::now();
    }
    report_months(1);
  }
  recorder_->finish(replicate, seconds_since(begin));
  const std::lock_guard hold(lock_);
  outcomes_[replicate.number] = summarise_months(last_rows, outcome_plan_);
  ++summary_.complete;
}

void Run::note_failure(std::uint32_t number, std::int32_t month, const std::string& what, double wall_s) {
  std::optional<World> nearest(std::in_place);
  if (!recorder_->find_checkpoint(number, *nearest)) nearest.reset();
  const Failure examined = examine_failure(scenario_, number, month, what, std::move(nearest));
  FailedReplicate failure{.replicate = number, .message = examined.message};
  if (examined.before) try {
      failure.saved_state = recorder_->save_failed(number, *examined.before);
    } catch (const std::exception& error) {
      failure.message += fmt::format(" (the state before could not be saved: {})", error.what());
    }
  recorder_->fail(number, failure.message, wall_s);
  const std::lock_guard hold(lock_);
  summary_.failures.push_back(std::move(failure));
}

void Run::run_replicate(std::uint32_t number, Timers* timers) {
  const auto begin = Clock::now();
  Replicate replicate{.number = number};
  try {
    try {
      replicate = begin_replicate(number, timers);
      advance_to_end(replicate);
    } catch (const FileError&) {
      throw;  // the disk, not the model: nothing more can be recorded
    } catch (const std::bad_alloc&) {
      throw;  // the machine, not the model
    } catch (const std::exception& error) {
      note_failure(number, replicate.world.month, error.what(), seconds_since(begin));
    }
  } catch (...) {
    const std::lock_guard hold(lock_);
    if (!fatal_) fatal_ = std::current_exception();
    ended_early_ = true;
  }
  const std::lock_guard hold(lock_);
  summary_.organisation_months += replicate.organisation_months;
}

void Run::run_all(int threads) {
  std::vector<std::uint32_t> left;
  for (std::uint32_t k = 0; k < replicates_; ++k) {
    if (!recorder_->is_done(k)) left.push_back(k);
    else ++(recorder_->has_failed(k) ? summary_.failed_before : summary_.complete);
  }
  const auto done = replicates_ - static_cast<std::uint32_t>(left.size());
  if (options_.progress != nullptr) {
    const auto months = static_cast<std::uint64_t>(months_);
    options_.progress->begin(replicates_ * months, done * months, scenario_.name);
  }
  const auto organisations = static_cast<std::size_t>(scenario_.parameters.founding.organisations) + scenario_.organisations.size();
  const auto remaining = static_cast<std::uint32_t>(left.size());
  const bool across = choose_spread(remaining, organisations, threads) == Spread::across_replicates;
  const int team = across ? std::min(threads, static_cast<int>(remaining)) : 1;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    Timers timers;
    for (std::size_t k = next++; k < left.size() && !ended_early_ && stop_signal() == 0; k = next++)
      run_replicate(left[k], options_.timings ? &timers : nullptr);
    const std::lock_guard hold(lock_);
    summary_.timers.merge(timers);
  };
  if (team > 1) {
#pragma omp parallel num_threads(team)
    work();
  } else {
    work();
  }
}

RunSummary Run::go() {
  const auto begin = Clock::now();
  const int threads = options_.threads > 0 ? options_.threads : omp_get_max_threads();
  promise_threads(threads);
  omp_set_num_threads(threads);
  if (options_.resume && std::filesystem::exists(options_.output) && !is_begun(part_path(options_.output))) {
    const Results finished = Results::open(options_.output);
    promise_same_scenario(finished, options_.output, scenario_);
    remove_rest(options_.output);
    for (const RunStatus status : finished.statuses(0)) ++(status == RunStatus::complete ? summary_.complete : summary_.failed_before);
    summary_.was_complete = true;
    return std::move(summary_);
  }
  open_file();
  run_all(threads);
  if (options_.progress != nullptr) options_.progress->end();
  if (fatal_) std::rethrow_exception(fatal_);
  if (stop_signal() != 0 && summary_.complete + summary_.failed_before + summary_.failures.size() < replicates_)
    summary_.stopped_by = stop_signal();
  else
    recorder_->close();
  std::erase_if(outcomes_, [](const auto& values) { return values.empty(); });
  summary_.outcomes = summarise_replicates(outcomes_);
  std::sort(summary_.failures.begin(), summary_.failures.end(),
            [](const auto& a, const auto& b) { return a.replicate < b.replicate; });
  summary_.wall_s = seconds_since(begin);
  return std::move(summary_);
}

}  // namespace

RunSummary run_scenario(const Scenario& scenario, const RunOptions& options) { return Run(scenario, options).go(); }

std::vector<std::string> name_districts(const Scenario& scenario) {
  std::vector<std::string> names;
  const auto synthetic = static_cast<std::size_t>(scenario.parameters.community.districts);
  const std::size_t count = synthetic + scenario.districts.size();
  for (std::size_t k = 0; k < count; ++k) names.push_back(name_district(scenario, k));
  return names;
}

}  // namespace tessera
