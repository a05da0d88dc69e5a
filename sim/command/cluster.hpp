// experiment --engine slurm, status and cancel.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "run/cluster/submit.hpp"

namespace tessera {

// What `experiment` takes for a cluster.
struct ClusterGiven {
  std::string engine = "local";
  std::optional<std::uint64_t> shards;
  ClusterOptions options;
};
void add_cluster_options(CLI::App* experiment, const std::shared_ptr<ClusterGiven>& given);
// Options that belong to Slurm alone, without it: InputError.
void refuse_cluster_options(const ClusterGiven& given);

// Submits and says what was submitted. Returns 0.
int submit_command(const Sweep& sweep, const std::string& output, bool resume, const ClusterGiven& given, std::ostream& out);

// Returns 0; 1 if a file can not be read.
int status_command(const std::vector<std::string>& outputs, bool as_json, std::ostream& out);
// Takes the jobs of a submission out of the queue; what is done stays. Returns 0.
int cancel_command(const std::string& output, std::ostream& out);

}  // namespace tessera
