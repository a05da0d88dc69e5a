#include "run/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>

#include "base/errors.hpp"
#include "results/build_facts.hpp"
#include "results/checkpoint.hpp"
#include "results/read.hpp"
#include "run/failure.hpp"
#include "run/month.hpp"
#include "run/replicate.hpp"
#include "run/run.hpp"
#include "scenario/read.hpp"
#include "scenario/sweep.hpp"
#include "vocabulary/mechanism_names.hpp"

namespace tessera {
namespace {

// Bit-identity is promised for the same binary, libm and class of processor.
std::string compare_makers(const Results& results) {
  const BuildFacts& here = build_facts();
  std::string differences;
  const auto compare = [&](const char* name, const std::string& mine) {
    const std::string theirs = results.attribute(name);
    if (theirs != mine) differences += fmt::format("{}{} {} instead of {}", differences.empty() ? "" : "; ", name, mine, theirs);
  };
  compare("version", here.version);
  compare("commit", here.commit);
  compare("compiler", here.compiler);
  compare("libm", here.libm);
  compare("processor", here.processor);
  return differences;
}

// Where a point or replicate stands in the file: a shard holds some of them.
std::uint32_t find_place(const std::vector<std::int32_t>& numbers, std::uint32_t number, const std::string& path, const char* what) {
  const auto found = std::find(numbers.begin(), numbers.end(), static_cast<std::int32_t>(number));
  if (number > static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max()) || found == numbers.end())
    throw InputError(fmt::format("{} holds no {} {}: it has {} to {}", path, what, number, numbers.front(), numbers.back()));
  return static_cast<std::uint32_t>(found - numbers.begin());
}

void require_complete(const Results& results, const std::string& path, std::uint32_t point, std::uint32_t replicate) {
  if (results.status(point, replicate) != RunStatus::complete)
    throw InputError(fmt::format("replicate {} of {} is not complete, so there is nothing to compare with", replicate, path));
}

void read_point(StoredRun& run, const Results& results, const std::string& path) {
  if (!results.is_experiment()) {
    run.scenario = read_scenario_text(results.scenario_text(), path);
    return;
  }
  const Sweep sweep = sweep_from_text(results.attribute("experiment"), path);
  if (run.point >= sweep.points()) throw InputError(fmt::format("the experiment in {} has no point {}", path, run.point));
  run.scenario = SweepPoints(sweep).scenario(run.point);
  run.variant = sweep.variants[run.point % sweep.variants.size()].name;
}

KnownRun read_known(const Results& results, const std::string& path, std::uint32_t point, std::uint32_t replicate) {
  KnownRun known;
  for (const double month : results.read("month").values) known.kept_months.push_back(static_cast<std::int32_t>(month));
  known.hashes = results.state_hashes(point, replicate);
  const auto traces = results.traces(point, replicate);
  if (traces.size() % Trace{}.size() != 0) throw FileError(path + " was written by a program with other mechanisms");
  known.traces.resize(traces.size() / Trace{}.size());
  for (std::size_t k = 0; k < traces.size(); ++k) known.traces[k / Trace{}.size()][k % Trace{}.size()] = traces[k];
  return known;
}

// The first mechanism, in the order of the month, that left something else behind; empty if none did.
std::string first_mechanism(const Trace& one, const Trace& other) {
  const auto differs = [&](Mechanism mechanism) { return one[trace_place(mechanism)] != other[trace_place(mechanism)]; };
  if (differs(Mechanism::founding)) return std::string(mechanism_names[static_cast<std::size_t>(Mechanism::founding)]);
  for (const Mechanism mechanism : month_order)
    if (differs(mechanism)) return std::string(mechanism_names[static_cast<std::size_t>(mechanism)]);
  return {};
}

// Where `again`, in the month it has come to, is not as known, the report says so.
void compare_month(const KnownRun& known, const Replicate& again, Replay& replay) {
  const std::int32_t month = again.world.month;
  replay.mechanism = first_mechanism(again.traces.back(), known.traces.at(static_cast<std::size_t>(month)));
  const auto kept = std::lower_bound(known.kept_months.begin(), known.kept_months.end(), month);
  const bool is_kept = kept != known.kept_months.end() && *kept == month;
  const bool same_state =
      !is_kept || known.hashes.at(static_cast<std::size_t>(kept - known.kept_months.begin())) == again.hashes.back();
  if (replay.mechanism.empty() && same_state) return;
  replay.first_different_month = month;
  if (!replay.mechanism.empty())
    replay.last_same_month = month - 1;
  else
    replay.last_same_month = kept == known.kept_months.begin() ? -1 : *(kept - 1);
}

// Rows of a run in the arrays of the file.
struct StoredPlace {
  std::uint32_t point, replicate;
};

StoredPlace find_run(const Results& results, const std::string& path, std::uint32_t point, std::uint32_t replicate) {
  return {find_place(results.point_numbers(), point, path, "point"),
          find_place(results.replicate_numbers(), replicate, path, "replicate")};
}

StoredRun describe_run(const Results& results, const std::string& path, std::uint32_t point, std::uint32_t replicate) {
  StoredRun run{.point = point, .replicate = replicate};
  read_point(run, results, path);
  run.made_elsewhere = compare_makers(results);
  return run;
}

struct SavedState {
  std::string path;
  CheckpointLabel label;
};

SavedState saved_state_of(const Results& results, const std::string& path, const StoredRun& run) {
  if (!results.is_experiment())
    return {failed_state_path(path, run.replicate),
            {hash_scenario(results.scenario_text()), seed_of(run.scenario), run.replicate}};
  const std::string experiment = results.attribute("experiment");
  return {failed_state_path(path, run.point, run.replicate),
          {hash_scenario(experiment) + run.point, sweep_from_text(experiment, path).seed, run.replicate}};
}

// How many months there are to compare, that of founding included.
std::int32_t count_months(const KnownRun& known, const Scenario& scenario) {
  return static_cast<std::int32_t>(std::min<std::size_t>(known.traces.size(), static_cast<std::size_t>(months_of(scenario)) + 1));
}

// Runs until `go_on` says no, or to the last month.
template <class GoOn>
Replay run_again(const KnownRun& known, const Scenario& scenario, std::uint32_t replicate, const MeasurePlan& plan, Progress* progress,
                 const GoOn& go_on) {
  const std::int32_t months = count_months(known, scenario);
  Replay replay;
  if (progress != nullptr) progress->begin(static_cast<std::uint64_t>(months) - 1, 0, "replay");
  Replicate again = found_replicate(scenario, plan, replicate, nullptr);
  while (true) {
    ++replay.months;
    if (replay.first_different_month < 0) compare_month(known, again, replay);
    if (!go_on(again, replay) || replay.months == months) break;
    advance_replicate(again, scenario, plan);
    if (progress != nullptr) progress->add_months(1);
  }
  if (progress != nullptr) progress->end();
  return replay;
}

}  // namespace

Replay compare_with(const KnownRun& known, const Scenario& scenario, std::uint32_t replicate, Progress* progress) {
  const MeasurePlan plan = plan_measures({"organisations"}, scenario.parameters, name_districts(scenario).size());
  return run_again(known, scenario, replicate, plan, progress,
                   [](const Replicate&, const Replay& replay) { return replay.first_different_month < 0; });
}

Replay compare_and_see(const KnownRun& known, const Scenario& scenario, std::uint32_t replicate, const MeasurePlan& plan,
                       const SeeMonth& see, Progress* progress) {
  return run_again(known, scenario, replicate, plan, progress, [&](Replicate& again, const Replay&) {
    see(again);
    return true;
  });
}

StoredRun read_stored_run(const std::string& path, std::uint32_t point, std::uint32_t replicate) {
  const Results results = Results::open(path);
  const StoredPlace place = find_run(results, path, point, replicate);
  require_complete(results, path, place.point, place.replicate);
  StoredRun run = describe_run(results, path, point, replicate);
  run.known = read_known(results, path, place.point, place.replicate);
  return run;
}

std::optional<StoredRun> find_failed_run(const std::string& path, std::uint32_t point, std::uint32_t replicate) {
  const Results results = Results::open(path);
  const StoredPlace place = find_run(results, path, point, replicate);
  if (results.status(place.point, place.replicate) != RunStatus::failed) return std::nullopt;
  StoredRun run = describe_run(results, path, point, replicate);
  run.status = RunStatus::failed;
  run.message = results.message(place.point, place.replicate);
  return run;
}

FailureReplay replay_failure(const std::string& path, const StoredRun& failed) {
  const Results results = Results::open(path);
  FailureReplay replay{.recorded = failed.message};
  std::optional<World> world;
  const SavedState saved = saved_state_of(results, path, failed);
  if (std::filesystem::exists(saved.path)) try {
      world = read_checkpoint(saved.path, saved.label);
      replay.state = saved.path;
    } catch (const InputError&) {  // of another run of that name: the months are computed from founding
    }
  if (!world) world = rebuild_world(failed.scenario, failed.replicate, 0);
  replay.again = run_to_failure(std::move(*world), failed.scenario, failed.replicate);
  return replay;
}

Replay replay_run(const std::string& path, std::uint32_t point, std::uint32_t replicate, Progress* progress) {
  const StoredRun run = read_stored_run(path, point, replicate);
  Replay replay = compare_with(run.known, run.scenario, replicate, progress);
  replay.made_elsewhere = run.made_elsewhere;
  return replay;
}

}  // namespace tessera
