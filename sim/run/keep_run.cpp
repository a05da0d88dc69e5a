#include "run/keep_run.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <set>

#include "base/errors.hpp"
#include "results/output.hpp"
#include "results/results_file.hpp"
#include "results/whole_file.hpp"
#include "run/run.hpp"
#include "scenario/read.hpp"
#include "scenario/write.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
constexpr std::int32_t usual_snapshots_months = 12;
constexpr std::size_t rows_at_a_time = 12;

void refuse_to_lose(const std::string& results, const KeepOptions& options) {
  std::error_code ignored;
  if (fs::equivalent(results, options.output, ignored))
    throw InputError(fmt::format("{} is the file to be run again: choose another name (-o)", options.output));
  if (options.replace) return refuse_to_replace_what_is_no_result(options.output);
  if (is_begun(part_path(options.output)))
    throw InputError(fmt::format("an unfinished run is at {}: choose another name (-o), or begin anew (--force)", part_path(options.output)));
  if (fs::exists(options.output))
    throw InputError(fmt::format("{} exists already: choose another name (-o), or replace it (--force)", options.output));
}

// The scenario of a point as a scenario of its own: its text is what `run` would read, and the origin of what is no default is
// the file that it was found in.
void complete_scenario(StoredRun& run, const std::string& results) {
  std::string origin = fs::path(results).filename().string();
  if (!run.variant.empty()) {
    run.scenario.name = fmt::format("{}: {}, point {}", run.scenario.name, run.variant, run.point);
    run.scenario.merged_text = write_scenario(run.scenario);
    origin = fmt::format("variant {}, point {} of {}", run.variant, run.point, origin);
  }
  std::set<std::pair<std::string, std::string>> defaults;
  for (const Origin& one : read_scenario_text("tessera = 1\n", "defaults").origins) defaults.emplace(one.path, one.value);
  run.scenario.origins = read_scenario_text(run.scenario.merged_text, results).origins;
  std::erase_if(run.scenario.origins, [&](const Origin& one) { return defaults.contains({one.path, one.value}); });
  for (Origin& one : run.scenario.origins) one.origin = origin;
}

FileDescription describe(const StoredRun& run, const KeepOptions& options) {
  const std::vector<std::string> districts = name_districts(run.scenario);
  return {.path = options.output,
          .scenario = &run.scenario,
          .district_names = districts,
          .seed = seed_of(run.scenario),
          .first_point = run.point,
          .first_replicate = run.replicate,
          .months = months_of(run.scenario),
          .plan = plan_measures(run.scenario.results.measures, run.scenario.parameters, districts.size()),
          .command_line = options.command_line};
}

void hand_over(ResultsFile& file, Replicate& replicate) {
  file.write_months(0, replicate.first_row, replicate.rows, replicate.hashes, replicate.traces);
  replicate.first_row += static_cast<std::int32_t>(replicate.hashes.size());
  replicate.rows.clear();
  replicate.hashes.clear();
  replicate.traces.clear();
}

Replay write_run(ResultsFile file, const StoredRun& run, const MeasurePlan& plan, Progress* progress) {
  const auto begin = Clock::now();
  const std::int32_t every = run.scenario.results.snapshots_every_months > 0 ? run.scenario.results.snapshots_every_months
                                                                             : usual_snapshots_months;
  const std::int32_t months = months_of(run.scenario);
  Replay replay = compare_and_see(run.known, run.scenario, run.replicate, plan, [&](Replicate& replicate) {
    const std::int32_t month = replicate.world.month;
    if (month % every == 0 || month == months) file.write_snapshot(0, replicate.world);
    if (replicate.hashes.size() >= rows_at_a_time || month == months) hand_over(file, replicate);
  }, progress);
  file.finish_replicate(0, RunStatus::complete, "", std::chrono::duration<double>(Clock::now() - begin).count());
  file.finish();
  return replay;
}

// A folder that only this user can look into, and that goes with this object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    path_ = (fs::temp_directory_path() / "tessera-XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr)
      throw FileError(fmt::format("no folder can be made in {}: {}", fs::temp_directory_path().string(), std::strerror(errno)));
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  std::string file(const char* name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace

Replay keep_run(const std::string& results, std::uint32_t point, std::uint32_t replicate, const KeepOptions& options,
                Progress* progress) {
  StoredRun run = read_stored_run(results, point, replicate);
  complete_scenario(run, results);
  refuse_to_lose(results, options);
  make_folder_of(options.output);
  const FileDescription description = describe(run, options);
  ResultsFile file = ResultsFile::create(description);
  try {
    Replay replay = write_run(std::move(file), run, description.plan, progress);
    replay.made_elsewhere = run.made_elsewhere;
    return replay;
  } catch (...) {
    remove_part(part_path(options.output));
    throw;
  }
}

// An open file can still be read when its name is gone, so that nothing is left behind however the program ends.
KeptRun run_again(const std::string& results_path, std::uint32_t point, std::uint32_t replicate, Progress* progress) {
  const TemporaryFolder folder;
  const std::string output = folder.file("run.h5");
  const Replay replay = keep_run(results_path, point, replicate, {.output = output}, progress);
  return {Results::open(output), replay.first_different_month < 0};
}

}  // namespace tessera
