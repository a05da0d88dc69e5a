// What a run puts on disk: rows, snapshots, checkpoints. Any thread may call it; one at a time is served.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "results/checkpoint.hpp"
#include "results/results_file.hpp"
#include "run/replicate.hpp"

namespace tessera {

std::string checkpoint_path(const std::string& output, std::uint32_t replicate);

class Recorder {
 public:
  // `scenario` outlives it.
  Recorder(ResultsFile file, const Scenario& scenario, std::string output);

  bool is_done(std::uint32_t replicate) const;
  bool has_failed(std::uint32_t replicate) const;
  // Where a replicate can go on after it was stopped: its checkpoint, if there is a whole one that can be of this run.
  bool find_checkpoint(std::uint32_t replicate, World& world) const;

  void take_snapshot_if_due(const Replicate& replicate);
  // Rows go to the file and survive a kill from now on.
  void hand_over(Replicate& replicate);
  void write_checkpoint(Replicate& replicate);
  void finish(Replicate& replicate, double wall_s);
  void fail(std::uint32_t replicate, const std::string& message, double wall_s);
  // Saves a world from which a failure can be seen again, in place of its checkpoint; returns the path.
  std::string save_failed(std::uint32_t replicate, const World& world);
  // Nothing more will come: the file becomes whole.
  void close();

 private:
  void write_rows(Replicate& replicate);
  CheckpointLabel label(std::uint32_t replicate) const;
  void remove_checkpoint(std::uint32_t replicate) const;

  std::mutex lock_;
  ResultsFile file_;
  const Scenario& scenario_;
  std::string output_;
  std::uint64_t scenario_hash_, seed_;
  std::int32_t months_, snapshots_every_months_;
};

}  // namespace tessera
