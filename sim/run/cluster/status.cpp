#include "run/cluster/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "base/errors.hpp"
#include "results/left_over.hpp"
#include "results/read.hpp"
#include "results/sweep_store.hpp"
#include "results/whole_file.hpp"
#include "run/cluster/submit.hpp"
#include "run/sweep_plan.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

void count(RunStatus status, FileState& state) {
  if (status == RunStatus::complete) ++state.complete;
  if (status == RunStatus::failed) ++state.failed;
}

void read_whole(const std::string& path, FileState& state) {
  const Results results = Results::open(path);
  for (std::uint32_t point = 0; point < results.points(); ++point)
    for (const RunStatus status : results.statuses(point)) count(status, state);
  state.runs = state.complete + state.failed;  // a shard's file has room for runs of its neighbours
}

std::uint64_t count_runs_of(const SweepLeftOver& left) {
  Shard shard;
  const std::string& text = left.layout.shard;  // "3/7"
  const std::size_t slash = text.find('/');
  if (slash != std::string::npos) {
    std::from_chars(text.data(), text.data() + slash, shard.number);
    std::from_chars(text.data() + slash + 1, text.data() + text.size(), shard.count);
  }
  const UnitRange range = units_of_shard(left.sweep, shard);
  return (range.end - range.begin) * left.sweep.variants.size();
}

void read_part(const std::string& part, FileState& state) {
  if (!is_sweep_part(part)) {
    const LeftOver left = describe_left_over(part);
    state.runs = left.runs.size();
    for (const RunRecord& record : left.runs) count(record.status, state);
    return;
  }
  const SweepLeftOver left = describe_sweep_left_over(part);
  state.runs = count_runs_of(left);
  for (const RunRecord& record : left.records) count(record.status, state);
}

// The N of "x.shard-K-of-N.h5" beside `output`; 0 if the name is another.
std::uint64_t count_of_shards(const std::string& name, const std::string& output) {
  const std::string stem = fs::path(output).stem().string() + ".shard-";
  if (!name.starts_with(stem)) return 0;
  const std::size_t of = name.find("-of-", stem.size());
  if (of == std::string::npos) return 0;
  std::uint64_t shards = 0;
  std::from_chars(name.data() + of + 4, name.data() + name.size(), shards);
  return shards;
}

std::uint64_t find_shards(const std::string& output) {
  std::uint64_t finest = 0;
  std::error_code error;
  const fs::path folder = fs::path(output).parent_path();
  for (const auto& entry : fs::directory_iterator(folder.empty() ? fs::path(".") : folder, error))
    finest = std::max(finest, count_of_shards(entry.path().filename().string(), output));
  return finest;
}

std::string tell(const QueuedJob& job) {
  return job.reason.empty() || job.reason == "None" ? job.state : fmt::format("{} ({})", job.state, job.reason);
}

void ask_scheduler(SweepState& state) {
  const auto queue = read_slurm_queue(list_jobs(*state.submission));
  state.scheduler_answers = queue.has_value();
  if (!queue) return;
  for (const QueuedJob& job : *queue) {
    if (job.task >= 1 && job.task <= state.shards.size()) state.shards[job.task - 1].queued = tell(job);
    for (const SubmittedJobs& jobs : state.submission->jobs)
      if (jobs.merge == job.job) state.merge = tell(job);
  }
}

}  // namespace

FileState read_file_state(const std::string& path) {
  FileState state;
  std::error_code error;
  const bool is_whole = fs::exists(path, error);
  if (!is_whole && !fs::exists(part_path(path), error)) return state;
  state.kind = is_whole ? FileState::Kind::whole : FileState::Kind::begun;
  try {
    if (is_whole)
      read_whole(path, state);
    else
      read_part(part_path(path), state);
  } catch (const FileError& reason) {
    state.trouble = reason.what();
  }
  return state;
}

SweepState read_sweep_state(const std::string& output) {
  SweepState state{.file = read_file_state(output)};
  if (is_submitted(output)) state.submission = read_submission(output);
  state.shard_count = state.submission ? state.submission->shards : find_shards(output);
  if (state.file.kind != FileState::Kind::whole)
    for (std::uint64_t shard = 1; shard <= state.shard_count; ++shard)
      state.shards.push_back({shard, read_file_state(shard_path(output, shard, state.shard_count)), ""});
  if (state.submission) ask_scheduler(state);
  return state;
}

}  // namespace tessera
