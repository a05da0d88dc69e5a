#include "run/cluster/slurm.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>

#include "base/errors.hpp"
#include "base/process.hpp"

namespace tessera {
namespace {

std::string trim(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::string ask(const std::vector<std::string>& words, const std::string& purpose) {
  const ProcessAnswer answer = run_process(words);
  if (!answer.found)
    throw FileError(fmt::format("{} is not here, and {} needs Slurm: go where it is (a login node), or share the experiment "
                                "out by --shard (scenarios/README.md)", words[0], purpose));
  if (answer.exit_code != 0)
    throw FileError(fmt::format("{}: Slurm refused. {} says: {}", purpose, words[0], trim(answer.err + answer.out)));
  return answer.out;
}

std::optional<std::uint64_t> read_whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

// "MaxArraySize            = 1001" of scontrol show config.
std::uint64_t find_number(const std::string& config, const std::string& name, std::uint64_t otherwise) {
  std::istringstream lines(config);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos && trim(line.substr(0, equals)) == name)
      return read_whole_number(trim(line.substr(equals + 1))).value_or(otherwise);
  }
  return otherwise;
}

}  // namespace

SlurmLimits read_slurm_limits() {
  const std::string config = ask({"scontrol", "show", "config"}, "reading the cluster's limits");
  const std::uint64_t size = find_number(config, "MaxArraySize", 1001);
  return {size == 0 ? 0 : size - 1, find_number(config, "MaxJobCount", 10000)};
}

std::vector<SlurmPartition> read_slurm_partitions() {
  std::istringstream lines(ask({"scontrol", "--oneliner", "show", "partition"}, "reading the cluster's partitions"));
  std::vector<SlurmPartition> partitions;
  for (std::string line; std::getline(lines, line);) {
    std::map<std::string, std::string> facts;
    for (const std::string& word : split(line, ' '))
      if (const std::size_t equals = word.find('='); equals != std::string::npos)
        facts.emplace(word.substr(0, equals), word.substr(equals + 1));
    if (facts["PartitionName"].empty()) continue;
    partitions.push_back({facts["PartitionName"], facts["State"], facts["Default"] == "YES", read_slurm_time(facts["MaxTime"])});
  }
  return partitions;
}

std::optional<std::uint64_t> read_slurm_time(const std::string& text) {
  const std::size_t dash = text.find('-');
  const bool has_days = dash != std::string::npos;
  std::vector<std::uint64_t> numbers;
  for (const std::string& part : split(has_days ? text.substr(dash + 1) : text, ':')) {
    const auto number = read_whole_number(part);
    if (!number || *number > 100'000'000) return std::nullopt;
    numbers.push_back(*number);
  }
  const auto days = has_days ? read_whole_number(text.substr(0, dash)) : 0;
  if (!days || *days > 100'000'000 || numbers.size() > 3) return std::nullopt;
  if (!has_days && numbers.size() < 3) numbers.insert(numbers.begin(), 0);  // minutes come first, without days
  numbers.resize(3);
  return ((*days * 24 + numbers[0]) * 60 + numbers[1]) * 60 + numbers[2];
}

std::optional<std::vector<QueuedJob>> read_slurm_queue(const std::vector<std::string>& jobs) {
  if (jobs.empty()) return std::vector<QueuedJob>();
  const ProcessAnswer answer =
      run_process({"squeue", "--noheader", "--array", fmt::format("--jobs={}", fmt::join(jobs, ",")), "--format=%F|%K|%T|%r"});
  if (!answer.found) return std::nullopt;
  if (answer.exit_code != 0) {
    if (answer.err.find("Invalid job id") != std::string::npos) return std::vector<QueuedJob>();  // over and forgotten
    return std::nullopt;
  }
  std::vector<QueuedJob> queued;
  std::istringstream lines(answer.out);
  for (std::string line; std::getline(lines, line);) {
    const auto parts = split(line, '|');
    if (parts.size() == 4) queued.push_back({trim(parts[0]), read_whole_number(trim(parts[1])).value_or(0), parts[2], parts[3]});
  }
  return queued;
}

std::string submit_to_slurm(const std::vector<std::string>& words) {
  std::vector<std::string> all{"sbatch", "--parsable"};
  all.insert(all.end(), words.begin(), words.end());
  const std::string out = trim(ask(all, "submitting a job"));
  const std::string job = out.substr(out.rfind('\n') == std::string::npos ? 0 : out.rfind('\n') + 1);
  const std::string number = job.substr(0, job.find(';'));  // behind it the cluster's name, if there are several
  if (!read_whole_number(number)) throw FileError(fmt::format("sbatch was to say a job's number, but said: {}", out));
  return number;
}

void cancel_in_slurm(const std::vector<std::string>& jobs) {
  if (jobs.empty()) return;
  std::vector<std::string> words{"scancel"};
  words.insert(words.end(), jobs.begin(), jobs.end());
  ask(words, "cancelling jobs");
}

std::string write_index_list(const std::vector<std::uint64_t>& ascending) {
  std::string list;
  for (std::size_t k = 0; k < ascending.size();) {
    std::size_t last = k;
    while (last + 1 < ascending.size() && ascending[last + 1] == ascending[last] + 1) ++last;
    list += list.empty() ? "" : ",";
    list += last == k ? fmt::format("{}", ascending[k]) : fmt::format("{}-{}", ascending[k], ascending[last]);
    k = last + 1;
  }
  return list;
}

}  // namespace tessera
