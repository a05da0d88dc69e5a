#include "command/cluster.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/errors.hpp"
#include "command/subcommand.hpp"
#include "run/cluster/slurm.hpp"
#include "run/cluster/status.hpp"

namespace tessera {
namespace {

using nlohmann::json;

std::string tell_file(const FileState& file) {
  if (!file.trouble.empty()) return "can not be read: " + file.trouble;
  if (file.kind == FileState::Kind::missing) return "not begun";
  const std::string failed = file.failed == 0 ? "" : fmt::format(", {} failed", file.failed);
  const std::string kind = file.kind == FileState::Kind::whole ? "whole" : "begun";
  return fmt::format("{}: {} of {} runs complete{}", kind, file.complete, file.runs, failed);
}

std::string tell_shard(const ShardState& shard) {
  return fmt::format("  shard {:<4} {}{}\n", shard.shard, tell_file(shard.file), shard.queued.empty() ? "" : "; " + shard.queued);
}

template <class Condition>
std::vector<std::uint64_t> list_shards(const SweepState& state, Condition holds) {
  std::vector<std::uint64_t> list;
  for (const ShardState& shard : state.shards)
    if (holds(shard)) list.push_back(shard.shard);
  return list;
}

bool is_whole(const ShardState& shard) { return shard.file.kind == FileState::Kind::whole && shard.file.trouble.empty(); }

std::string advise(const std::string& output, const SweepState& state, const std::vector<std::uint64_t>& missing) {
  if (!missing.empty() && state.submission)
    return state.scheduler_answers ? "  next     the same `tessera experiment` with --resume submits the missing shards again\n" : "";
  if (!missing.empty()) return "  next     run the missing shards: tessera experiment ... --shard K/N --resume\n";
  if (state.shards.empty() && state.file.kind == FileState::Kind::begun)
    return fmt::format("  next     the same `tessera experiment` with --resume goes on; tessera recover {}.part makes a file of what there is\n",
                       output);
  const bool all = !state.shards.empty() && std::all_of(state.shards.begin(), state.shards.end(), is_whole);
  if (!all || !state.merge.empty()) return "";
  return fmt::format("  next     tessera merge with all shards, -o {}\n", output);
}

void print_status(const std::string& output, const SweepState& state, std::ostream& out) {
  if (state.file.kind != FileState::Kind::missing || state.shards.empty()) {
    out << fmt::format("{}: {}\n", output, tell_file(state.file));
    if (state.file.kind == FileState::Kind::whole) return;
  } else {
    out << fmt::format("{}: in {} shards\n", output, state.shard_count);
  }
  const auto whole = list_shards(state, is_whole);
  const auto queued = list_shards(state, [](const ShardState& one) { return !is_whole(one) && !one.queued.empty(); });
  const auto missing = list_shards(state, [](const ShardState& one) { return !is_whole(one) && one.queued.empty(); });
  if (state.shard_count > 0) {
    out << fmt::format("  whole    {} of {}\n", whole.size(), state.shard_count);
    if (!queued.empty()) out << fmt::format("  queued   {} ({})\n", queued.size(), write_index_list(queued));
    if (!missing.empty())
      out << fmt::format("  {}  {} ({})\n", state.submission && !state.scheduler_answers ? "not yet" : "missing", missing.size(),
                         write_index_list(missing));
    for (const ShardState& shard : state.shards)
      if (!is_whole(shard)) out << tell_shard(shard);
  }
  if (state.submission) {
    out << fmt::format("  jobs     {}\n", fmt::join(list_jobs(*state.submission), ", "));
    if (!state.scheduler_answers) out << "  no scheduler answers here: this is what the files say\n";
    if (!state.merge.empty()) out << fmt::format("  merge    {}\n", state.merge);
  }
  out << advise(output, state, missing);
}

json file_as_json(const FileState& file) {
  static constexpr const char* kinds[] = {"missing", "begun", "whole"};
  json text{{"state", kinds[static_cast<std::size_t>(file.kind)]}, {"runs", file.runs}, {"complete", file.complete}, {"failed", file.failed}};
  if (!file.trouble.empty()) text["trouble"] = file.trouble;
  return text;
}

json state_as_json(const std::string& output, const SweepState& state) {
  json shards = json::array();
  for (const ShardState& shard : state.shards) {
    json one = file_as_json(shard.file);
    one["shard"] = shard.shard;
    one["queued"] = shard.queued;
    shards.push_back(one);
  }
  json all = file_as_json(state.file);
  all["file"] = output;
  all["shards"] = shards;
  all["shard_count"] = state.shard_count;
  all["jobs"] = state.submission ? list_jobs(*state.submission) : std::vector<std::string>();
  all["scheduler_answers"] = state.scheduler_answers;
  all["merge"] = state.merge;
  return all;
}

}  // namespace

void add_cluster_options(CLI::App* experiment, const std::shared_ptr<ClusterGiven>& given) {
  const auto add = [&](const char* name, auto& into, const char* says) {
    return experiment->add_option(name, into, says)->group("On a cluster");
  };
  add("--engine", given->engine, "Where it runs: local, or slurm (one job array and a merge behind it)")->check(CLI::IsMember({"local", "slurm"}));
  add("--shards", given->shards, "Slurm: tasks among which the runs are shared out")->check(CLI::Range(std::uint64_t{1}, std::uint64_t{10'000'000}));
  add("--partition", given->options.partition, "Slurm: partition (default: the cluster's)");
  add("--time", given->options.time, "Slurm: time limit of a task, as sbatch takes it; it writes a checkpoint a minute before and goes on");
  add("--cpus-per-task", given->options.processors_per_task, "Slurm: processors, and so threads, of a task")->check(CLI::Range(1, 4096));
  add("--memory", given->options.memory, "Slurm: memory of a task, as sbatch takes it: 4G");
  add("--account", given->options.account, "Slurm: account that is charged");
  add("--sbatch-option", given->options.sbatch, "Slurm: one more option of sbatch as it is, as often as wanted: --sbatch-option=--qos=long")
      ->allow_extra_args(false)
      ->take_all();
}

void refuse_cluster_options(const ClusterGiven& given) {
  const ClusterOptions& o = given.options;
  if (given.shards || !o.partition.empty() || !o.time.empty() || !o.memory.empty() || !o.account.empty() || !o.sbatch.empty() ||
      o.processors_per_task != 1)
    throw InputError("--shards, --partition, --time, --cpus-per-task, --memory, --account and --sbatch-option belong to --engine slurm");
}

int submit_command(const Sweep& sweep, const std::string& output, bool resume, const ClusterGiven& given, std::ostream& out) {
  const SubmitReport report = submit_sweep(sweep, {output, given.shards.value_or(0), given.options, resume});
  if (report.submitted.empty() && report.queued == 0 && report.merge.empty()) {
    out << fmt::format("{} is complete already\n", output);
    return 0;
  }
  if (report.whole > 0) out << fmt::format("{} shards are whole\n", report.whole);
  if (report.queued > 0) out << fmt::format("{} shards are in the queue already\n", report.queued);
  if (!report.tasks.empty())
    out << fmt::format("submitted job {}: {} tasks, one for each shard ({})\n", report.tasks, report.submitted.size(), write_index_list(report.submitted));
  if (!report.merge.empty()) out << fmt::format("submitted job {}: the merge into {}\n", report.merge, output);
  out << fmt::format("scripts and logs: {}\nHow it stands: tessera status {}\n", report.folder, output);
  return 0;
}

int status_command(const std::vector<std::string>& outputs, bool as_json, std::ostream& out) {
  json all = json::array();
  int code = 0;
  for (const std::string& output : outputs) {
    const SweepState state = read_sweep_state(output);
    if (state.file.kind == FileState::Kind::missing && state.shard_count == 0)
      throw InputError(fmt::format("{}: there is no such file, nothing of it in work, and no shard of it", output));
    if (!state.file.trouble.empty()) code = 1;
    if (as_json)
      all.push_back(state_as_json(output, state));
    else
      print_status(output, state, out);
  }
  if (as_json) out << all.dump(2, ' ', false, json::error_handler_t::replace) << "\n";
  return code;
}

int cancel_command(const std::string& output, std::ostream& out) {
  if (!is_submitted(output)) throw InputError(fmt::format("{} was not submitted to a cluster (there is no {})", output, submission_folder(output)));
  const std::vector<std::string> jobs = list_jobs(read_submission(output));
  const auto queue = read_slurm_queue(jobs);
  if (!queue) throw FileError("the queue can not be read: squeue is missing or fails");
  std::vector<std::string> live;
  for (const QueuedJob& one : *queue)
    if (std::find(live.begin(), live.end(), one.job) == live.end()) live.push_back(one.job);
  cancel_in_slurm(live);
  out << (live.empty() ? "none of its jobs is in the queue\n"
                       : fmt::format("cancelled {}; what is done stays, and --resume goes on\n", fmt::join(live, ", ")));
  return 0;
}

void add_cluster(CLI::App& program, Invocation& invocation) {
  const auto outputs = std::make_shared<std::vector<std::string>>();
  const auto as_json = std::make_shared<bool>(false);
  CLI::App* status = add_subcommand(program, "status", "What of a sweep is done, running, failed, missing.", "tessera status results/sweep.h5");
  status->add_option("RESULTS", *outputs, "Results files, there or still to come")->required();
  status->add_flag("--json", *as_json, "Answer as JSON");
  status->callback([=, &invocation] { invocation.exit_code = status_command(*outputs, *as_json, std::cout); });

  const auto output = std::make_shared<std::string>();
  CLI::App* cancel = add_subcommand(program, "cancel", "Take a sweep's jobs out of a cluster's queue.", "tessera cancel results/sweep.h5");
  cancel->add_option("RESULTS", *output, "The results file it was submitted for")->required();
  cancel->callback([=, &invocation] { invocation.exit_code = cancel_command(*output, std::cout); });
}

}  // namespace tessera
