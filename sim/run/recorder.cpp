#include "run/recorder.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/errors.hpp"
#include "results/layout.hpp"
#include "run/failure.hpp"
#include "run/month.hpp"
#include "run/run.hpp"

namespace tessera {

std::string checkpoint_path(const std::string& output, std::uint32_t replicate) {
  return fmt::format("{}.part.checkpoint-{}", output, replicate);
}

Recorder::Recorder(ResultsFile file, const Scenario& scenario, std::string output)
    : file_(std::move(file)),
      scenario_(scenario),
      output_(std::move(output)),
      scenario_hash_(hash_scenario(scenario.merged_text)),
      seed_(seed_of(scenario)),
      months_(months_of(scenario)),
      snapshots_every_months_(scenario.results.snapshots_every_months) {}

CheckpointLabel Recorder::label(std::uint32_t replicate) const { return {scenario_hash_, seed_, replicate}; }

bool Recorder::is_done(std::uint32_t replicate) const {
  const RunStatus status = file_.status(replicate);
  return status == RunStatus::complete || status == RunStatus::failed;
}

bool Recorder::has_failed(std::uint32_t replicate) const { return file_.status(replicate) == RunStatus::failed; }

bool Recorder::find_checkpoint(std::uint32_t replicate, World& world) const {
  const std::string path = checkpoint_path(output_, replicate);
  if (!std::filesystem::exists(path) && !std::filesystem::exists(path + ".previous")) return false;
  try {
    world = read_newest_checkpoint(path, label(replicate));
  } catch (const FileError&) {
    return false;  // not whole: the replicate begins anew
  }
  // Without the rows before it, it is of no use.
  return world.month >= 0 && world.month < file_.months_written(replicate) && can_go_on(world, scenario_);
}

void Recorder::take_snapshot_if_due(const Replicate& replicate) {
  if (snapshots_every_months_ <= 0 || !file_.wants_agents(replicate.number)) return;
  const std::int32_t month = replicate.world.month;
  if (month % snapshots_every_months_ != 0 && month != months_) return;
  const Timed timed(replicate.timers, static_cast<std::size_t>(RunTimer::results));
  const std::lock_guard hold(lock_);
  file_.write_snapshot(replicate.number, replicate.world);
}

void Recorder::write_rows(Replicate& replicate) {
  if (replicate.hashes.empty()) return;
  file_.write_months(replicate.number, replicate.first_row, replicate.rows, replicate.hashes, replicate.traces);
  replicate.first_row += static_cast<std::int32_t>(replicate.hashes.size());
  replicate.rows.clear();
  replicate.hashes.clear();
  replicate.traces.clear();
}

void Recorder::hand_over(Replicate& replicate) {
  const Timed timed(replicate.timers, static_cast<std::size_t>(RunTimer::results));
  const std::lock_guard hold(lock_);
  write_rows(replicate);
  file_.flush();
}

void Recorder::write_checkpoint(Replicate& replicate) {
  hand_over(replicate);
  tessera::write_checkpoint(checkpoint_path(output_, replicate.number), replicate.world, label(replicate.number));
}

void Recorder::finish(Replicate& replicate, double wall_s) {
  {
    const Timed timed(replicate.timers, static_cast<std::size_t>(RunTimer::results));
    const std::lock_guard hold(lock_);
    write_rows(replicate);
    file_.finish_replicate(replicate.number, RunStatus::complete, "", wall_s);
    if (std::filesystem::exists(checkpoint_path(output_, replicate.number))) file_.flush();  // else a kill would cost all of it
  }
  remove_checkpoint(replicate.number);
}

void Recorder::fail(std::uint32_t replicate, const std::string& message, double wall_s) {
  const std::lock_guard hold(lock_);
  file_.finish_replicate(replicate, RunStatus::failed, message, wall_s);
}

std::string Recorder::save_failed(std::uint32_t replicate, const World& world) {
  std::string path = failed_state_path(output_, replicate);
  tessera::write_checkpoint(path, world, label(replicate));
  remove_checkpoint(replicate);
  return path;
}

void Recorder::remove_checkpoint(std::uint32_t replicate) const {
  const std::string path = checkpoint_path(output_, replicate);
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  std::filesystem::remove(path + ".previous", ignored);
}

void Recorder::close() { file_.finish(); }

}  // namespace tessera
