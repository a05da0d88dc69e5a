#include "run/cluster/submission.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/errors.hpp"
#include "results/durable.hpp"

namespace tessera {
namespace {

using nlohmann::json;

constexpr int format_version = 1;

std::string submission_path(const std::string& output) { return submission_folder(output) + "/submission.json"; }

json to_json(const ClusterOptions& options) {
  return {{"partition", options.partition}, {"time", options.time},     {"memory", options.memory},
          {"account", options.account},     {"sbatch", options.sbatch}, {"processors_per_task", options.processors_per_task}};
}

ClusterOptions options_from(const json& stored) {
  return {stored.at("partition"), stored.at("time"), stored.at("memory"), stored.at("account"),
          stored.at("processors_per_task"), stored.at("sbatch")};
}

}  // namespace

std::string submission_folder(const std::string& output) { return output + ".slurm"; }

bool is_submitted(const std::string& output) {
  std::error_code error;
  return std::filesystem::exists(submission_path(output), error);
}

Submission read_submission(const std::string& output) {
  const std::string path = submission_path(output);
  const std::vector<char> bytes = read_bytes(path);
  try {
    const json stored = json::parse(bytes);
    if (stored.at("format_version") != format_version)
      throw FileError(fmt::format("{} was written by another version of Tessera", path));
    Submission submission{stored.at("experiment"), stored.at("shards"), stored.at("runs"), options_from(stored.at("options")), {}};
    for (const json& one : stored.at("jobs"))
      submission.jobs.push_back({one.at("tasks"), one.at("merge"), one.at("shards"), one.at("submitted")});
    return submission;
  } catch (const json::exception& error) {
    throw FileError(fmt::format("{} is damaged: {}", path, error.what()));
  }
}

void write_submission(const std::string& output, const Submission& submission) {
  json jobs = json::array();
  for (const SubmittedJobs& one : submission.jobs)
    jobs.push_back({{"tasks", one.tasks}, {"merge", one.merge}, {"shards", one.shards}, {"submitted", one.submitted}});
  const json stored{{"format_version", format_version}, {"experiment", submission.experiment}, {"shards", submission.shards},
                    {"runs", submission.runs},          {"options", to_json(submission.options)}, {"jobs", jobs}};
  write_text(submission_path(output), stored.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

std::vector<std::string> list_jobs(const Submission& submission) {
  std::vector<std::string> jobs;
  for (const SubmittedJobs& one : submission.jobs)
    for (const std::string& job : {one.tasks, one.merge})
      if (!job.empty()) jobs.push_back(job);
  return jobs;
}

}  // namespace tessera
