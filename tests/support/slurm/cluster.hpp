// A real Slurm for a test: controller, nodes and munge in namespaces of their own (processes, network, mounts, names), with
// a bare Debian as root folder. Nothing of it outlives the test, however that ends. Needs root.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "support/commands.hpp"

namespace tessera {

class Cluster {
 public:
  // Why there can be none here; empty if there can. Makes the Debian folder in the build folder once.
  static std::string refuse(const std::filesystem::path& source, const std::filesystem::path& build);

  // folder: an empty one of the test's, /mnt of the cluster. Waits until all nodes are idle; throws std::runtime_error.
  Cluster(const std::filesystem::path& source, const std::filesystem::path& build, const std::filesystem::path& folder, int nodes);
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  // In the cluster, in /mnt/sweep, which is its own, as the ordinary user `researcher`.
  Said run(const std::vector<std::string>& words) const;
  Said run_as_root(const std::vector<std::string>& words) const;

  // Ends a node's daemon without a word; what runs there goes on as an orphan that nobody can reach, its keeper is dead too.
  void kill_node(int node) const;
  void start_node(int node) const;
  void kill_controller() const;
  void start_controller() const;
  // Ends with signal 9 every process of the job on the cluster whose command line holds the text. Returns how many.
  int kill_processes(const std::string& text) const;
  // One line per job or array task that is pending or running: "ID STATE REASON NODE".
  std::string queue() const;
  // Slurm holds a requeued job back for two minutes; not here.
  void hurry() const;

 private:
  Said enter(const std::vector<std::string>& words, bool as_root) const;

  std::filesystem::path folder_;
  int keeper_ = 0, first_ = 0;
};

}  // namespace tessera
