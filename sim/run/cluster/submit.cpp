#include "run/cluster/submit.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "base/errors.hpp"
#include "base/program_files.hpp"
#include "results/durable.hpp"
#include "results/writing_right.hpp"
#include "run/cluster/scripts.hpp"
#include "run/cluster/slurm.hpp"
#include "run/sweep_plan.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

std::string text_of(const std::string& path) {
  const std::vector<char> bytes = read_bytes(path);
  return {bytes.begin(), bytes.end()};
}

std::uint64_t count_runs(const Sweep& sweep) { return sweep.points() * sweep.replicates_at_most(); }
// What is shared out: a replicate of all variants at one point of the design.
std::uint64_t count_units(const Sweep& sweep) { return sweep.design_points() * sweep.replicates_at_most(); }

const SlurmPartition* find_partition(const std::vector<SlurmPartition>& partitions, const std::string& name) {
  const auto found = std::find_if(partitions.begin(), partitions.end(), [&](const SlurmPartition& one) {
    return name.empty() ? one.is_default : one.name == name;
  });
  return found == partitions.end() ? nullptr : &*found;
}

void check_partition(const ClusterOptions& options) {
  if (options.partition.find(',') != std::string::npos) return;  // several: Slurm chooses
  const std::vector<SlurmPartition> partitions = read_slurm_partitions();
  const SlurmPartition* partition = find_partition(partitions, options.partition);
  if (partition == nullptr) {
    if (options.partition.empty()) return;  // Slurm will say so if one must be named
    std::string names;
    for (const SlurmPartition& one : partitions) names += (names.empty() ? "" : ", ") + one.name;
    throw InputError(fmt::format("--partition {}: the cluster has none of that name, but {}", options.partition, names));
  }
  if (partition->state != "UP")
    throw InputError(fmt::format("--partition {}: it is {} and takes no jobs now", partition->name, partition->state));
  if (options.time.empty()) return;
  const auto wanted = read_slurm_time(options.time);
  if (!wanted)
    throw InputError(fmt::format("--time {}: say minutes, or hours:minutes:seconds, or days-hours", options.time));
  if (partition->longest_s && *wanted > *partition->longest_s)
    throw InputError(fmt::format("--time {}: partition {} allows {} minutes at most. Give less: a task that reaches its limit "
                                 "writes a checkpoint and goes on in the next", options.time, partition->name, *partition->longest_s / 60));
}

void check_limits(std::uint64_t shards, std::uint64_t units) {
  if (shards == 0) throw InputError("--engine slurm needs --shards N: into how many tasks the runs are shared out");
  if (shards > units)
    throw InputError(fmt::format("--shards {}: the experiment can be divided into {} at most", shards, units));
  const SlurmLimits limits = read_slurm_limits();
  if (limits.highest_index == 0) throw InputError("this cluster allows no job arrays (MaxArraySize is 0); use --shard K/N");
  // The merge is a job too.
  const std::uint64_t most = std::min(limits.highest_index, limits.most_jobs > 0 ? limits.most_jobs - 1 : 0);
  if (shards > most)
    throw InputError(fmt::format("--shards {}: the cluster allows {} tasks (MaxArraySize {}, MaxJobCount {}). Give --shards {} "
                                 "or fewer: a task may hold any number of runs", shards, most, limits.highest_index + 1,
                                 limits.most_jobs, most));
}

void check_options(const ClusterOptions& options) {
  for (const std::string& word : options.sbatch)
    if (!word.starts_with("-") || word == "--")
      throw InputError(fmt::format("--sbatch-option {}: say it as one word with its dashes, as in --sbatch-option=--qos=long", word));
}

void make_folder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder + "/logs", error);
  if (error) throw FileError(fmt::format("the folder {} can not be made: {}", folder, error.message()));
}

// Slurm reads % and backslashes in the whole path of a log as one of its own patterns.
bool knows_paths_of_logs(const std::string& folder) { return folder.find_first_of("%\\") == std::string::npos; }

void write_scripts(const std::string& output, const std::string& folder, std::uint64_t shards, bool rounds) {
  const std::string program = program_path();
  if (program.empty()) throw FileError("the program can not tell where it lies (is there no /proc?), so that no task could start it");
  const ScriptFacts facts{program, name_of(output), shards, !knows_paths_of_logs(folder), rounds};
  write_text(folder + "/task.sh", write_task_script(facts));
  write_text(folder + "/merge.sh", write_merge_script(facts));
}

// Slurm keeps names of jobs in lists of lines.
std::string name_of_job(const std::string& experiment) {
  std::string name = experiment.empty() ? "tessera" : experiment;
  std::replace_if(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; }, ' ');
  return name;
}

std::vector<std::string> common_words(const Submission& submission, const std::string& folder) {
  const ClusterOptions& options = submission.options;
  std::vector<std::string> words{"--job-name=" + name_of_job(submission.experiment), "--chdir=" + folder, "--open-mode=append"};
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) words.push_back(std::string(option) + value);
  };
  add("--partition=", options.partition);
  add("--time=", options.time);
  add("--mem=", options.memory);
  add("--account=", options.account);
  words.insert(words.end(), options.sbatch.begin(), options.sbatch.end());
  return words;
}

std::string submit_tasks(const Submission& submission, const std::string& folder, const std::vector<std::uint64_t>& shards) {
  std::vector<std::string> words = common_words(submission, folder);
  words.insert(words.end(), {"--array=" + write_index_list(shards), knows_paths_of_logs(folder) ? "--output=logs/shard-%a.log" : "--output=/dev/null", "--requeue",
                             "--signal=B:TERM@60", fmt::format("--cpus-per-task={}", submission.options.processors_per_task),
                             folder + "/task.sh"});
  return submit_to_slurm(words);
}

std::string submit_merge(const Submission& submission, const std::string& folder, const std::vector<std::string>& behind) {
  std::vector<std::string> words = common_words(submission, folder);
  words.insert(words.end(), {knows_paths_of_logs(folder) ? "--output=logs/merge.log" : "--output=/dev/null", "--requeue"});
  if (!behind.empty()) words.push_back(fmt::format("--dependency=afterany:{}", fmt::join(behind, ":")));
  words.push_back(folder + "/merge.sh");
  return submit_to_slurm(words);
}

// What was submitted before under this name, or nothing yet. Refuses what would be lost or mixed.
Submission find_submission(const std::string& output, const std::string& frozen, const SubmitRequest& request) {
  std::error_code error;
  if (fs::exists(output, error) && !request.resume)
    throw InputError(fmt::format("{} is there already; name another file with -o, or remove it", request.output));
  Submission before;
  if (is_submitted(output)) before = read_submission(output);
  if (before.jobs.empty()) return {};
  if (!request.resume)
    throw InputError(fmt::format("{} was submitted already: `tessera status {}` says how it stands, --resume submits what is "
                                 "missing", request.output, request.output));
  const std::string submitted = submission_folder(output) + "/sweep.json";
  if (to_text(sweep_from_text(text_of(submitted), submitted)) != frozen)
    throw InputError(fmt::format("{} was submitted for another experiment; name another file with -o", request.output));
  if (request.shards != 0 && request.shards != before.shards)
    throw InputError(fmt::format("--shards {}: it was submitted in {} shards, and goes on in these", request.shards, before.shards));
  return before;
}

ClusterOptions renew(const ClusterOptions& before, const ClusterOptions& now) {
  ClusterOptions options = before;
  for (std::string ClusterOptions::*one : {&ClusterOptions::partition, &ClusterOptions::time, &ClusterOptions::memory, &ClusterOptions::account})
    if (!(now.*one).empty()) options.*one = now.*one;
  if (now.processors_per_task != 1) options.processors_per_task = now.processors_per_task;
  if (!now.sbatch.empty()) options.sbatch = now.sbatch;
  return options;
}

// A task that Slurm could not start waits in the queue for ever.
bool is_on_its_way(const QueuedJob& one) {
  return one.state != "COMPLETING" && one.reason.find("launch failed") == std::string::npos && one.reason != "JobHoldMaxRequeue";
}

// Shards without a whole file, less those that a task in the queue will still make. Once there is a merged file, a further
// round of replicates takes every shard.
std::vector<std::uint64_t> list_missing(const std::string& output, const Submission& submission, bool merged,
                                        const std::vector<QueuedJob>& queue, SubmitReport& report) {
  std::vector<std::uint64_t> missing;
  for (std::uint64_t shard = 1; shard <= submission.shards; ++shard) {
    const bool waits = std::any_of(queue.begin(), queue.end(), [&](const QueuedJob& one) {
      return one.task == shard && is_on_its_way(one);
    });
    std::error_code error;
    if (!merged && fs::exists(shard_path(output, shard, submission.shards), error))
      ++report.whole;
    else if (waits)
      ++report.queued;
    else
      missing.push_back(shard);
  }
  return missing;
}

std::vector<QueuedJob> ask_for_queue(const Submission& submission) {
  const auto queue = read_slurm_queue(list_jobs(submission));
  if (!queue) throw FileError("the queue can not be read (squeue fails), so that it is not known which shards are on their way");
  return *queue;
}

// Jobs in the queue that a new merge waits for, and those that it takes the place of: old merges, tasks that can not start
// or whose shard is there.
struct Standing {
  std::vector<std::string> behind, replaced;
};

Standing sort_queue(const std::string& output, const Submission& submission, const std::vector<QueuedJob>& queue) {
  Standing standing;
  const auto add = [](std::vector<std::string>& list, const std::string& job) {
    if (std::find(list.begin(), list.end(), job) == list.end()) list.push_back(job);
  };
  for (const QueuedJob& one : queue) {
    std::error_code error;
    if (one.task == 0)
      add(standing.replaced, one.job);
    else if (one.state != "COMPLETING" &&
             (!is_on_its_way(one) || fs::exists(shard_path(output, one.task, submission.shards), error)))
      add(standing.replaced, fmt::format("{}_{}", one.job, one.task));
    else
      add(standing.behind, one.job);
  }
  return standing;
}

std::string tell_time() {
  return fmt::format("{:%FT%TZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

void submit_jobs(const std::string& output, Submission& submission, const std::vector<QueuedJob>& queue, SubmitReport& report) {
  Standing standing = sort_queue(output, submission, queue);
  const bool merge_waits = std::any_of(queue.begin(), queue.end(), [](const QueuedJob& one) { return one.task == 0; });
  if (report.submitted.empty() && merge_waits && report.queued > 0) return;  // all is on its way
  cancel_in_slurm(standing.replaced);
  submission.jobs.push_back({"", "", report.submitted, tell_time()});
  SubmittedJobs& jobs = submission.jobs.back();
  if (!report.submitted.empty()) {
    report.tasks = jobs.tasks = submit_tasks(submission, report.folder, report.submitted);
    write_submission(output, submission);
    standing.behind.push_back(jobs.tasks);
  }
  try {
    report.merge = jobs.merge = submit_merge(submission, report.folder, standing.behind);
  } catch (const FileError& error) {
    throw FileError(fmt::format("{}\nThe tasks are in the queue{}; only the merge is not. --resume submits it, or say `tessera "
                                "merge` when they are done", error.what(), jobs.tasks.empty() ? "" : " as job " + jobs.tasks));
  }
  write_submission(output, submission);
}

}  // namespace

std::string shard_path(const std::string& output, std::uint64_t shard, std::uint64_t shards) {
  return name_shard(output, {static_cast<std::uint32_t>(shard), static_cast<std::uint32_t>(shards)});
}

SubmitReport submit_sweep(const Sweep& sweep, const SubmitRequest& request) {
  const std::string output = fs::absolute(request.output).lexically_normal().string();
  SubmitReport report{.folder = submission_folder(output)};
  const std::string frozen = to_text(sweep);
  check_options(request.options);
  Submission submission = find_submission(output, frozen, request);
  submission.options = renew(submission.options, request.options);
  if (submission.shards == 0) {
    submission.shards = request.shards;
    check_limits(submission.shards, count_units(sweep));
  }
  submission.experiment = sweep.name;
  submission.runs = count_runs(sweep);
  std::error_code error;
  const bool rounds = sweep.replicates.fixed == 0, merged = fs::exists(output, error);
  if (merged && !rounds) {
    report.whole = submission.shards;
    return report;
  }
  check_partition(submission.options);
  make_folder(report.folder);
  const WritingRight right(report.folder + "/lock");
  if (is_submitted(output) && read_submission(output).jobs.size() != submission.jobs.size())
    throw InputError(fmt::format("{} was submitted by another program just now", request.output));
  const std::vector<QueuedJob> queue = ask_for_queue(submission);
  report.submitted = list_missing(output, submission, merged, queue, report);
  write_text(report.folder + "/sweep.json", to_text(sweep, SettingsInText::kept));
  write_scripts(output, report.folder, submission.shards, rounds);
  write_submission(output, submission);
  submit_jobs(output, submission, queue, report);
  return report;
}

}  // namespace tessera
