#include "run/sweep_unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>

#include "base/errors.hpp"
#include "run/failure.hpp"
#include "run/stop.hpp"

namespace tessera {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

template <class T>
void copy_into(std::vector<T>& to, std::size_t at, const T* from, std::size_t size) {
  std::copy_n(from, size, to.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

SweepWorker::SweepWorker(const Sweep& sweep, const MeasurePlan& plan, const UnitHooks& hooks)
    : sweep_(sweep), plan_(plan), hooks_(hooks), points_(sweep), kept_months_(sweep.kept_months()) {}

void SweepWorker::read_scenarios(std::uint64_t design_point) {
  if (design_point == design_point_) return;
  variants_.clear();
  for (std::size_t variant = 0; variant < sweep_.variants.size(); ++variant) try {
      variants_.push_back({points_.scenario(design_point * sweep_.variants.size() + variant), ""});
    } catch (const InputError& error) {
      variants_.push_back({{}, error.what()});
    }
  design_point_ = design_point;
}

std::uint64_t SweepWorker::run_number(const SweepUnit& unit, std::size_t variant) const {
  return (unit.design_point * sweep_.variants.size() + variant) * sweep_.replicates_at_most() + unit.replicate;
}

bool SweepWorker::run(const SweepUnit& unit) {
  std::vector<std::size_t> left;
  for (std::size_t variant = 0; variant < sweep_.variants.size(); ++variant)
    if (!hooks_.is_done(run_number(unit, variant))) left.push_back(variant);
  if (left.empty()) return true;
  read_scenarios(unit.design_point);
  std::optional<Replicate> begun = run_up(unit, left);
  if (stop_signal() != 0) return false;
  for (std::size_t k = 0; k < left.size(); ++k) {
    const bool last = k + 1 == left.size();
    if (run_variant(unit, left[k], last ? std::move(begun) : begun)) continue;
    if (begun && !last) save(*begun, run_number(unit, left[k + 1]), run_up_s_);
    return false;
  }
  return true;
}

std::optional<Replicate> SweepWorker::run_up(const SweepUnit& unit, const std::vector<std::size_t>& variants) {
  if (sweep_.branch_month == 0 || variants.size() < 2 || !variants_[variants[0]].fault.empty()) return std::nullopt;
  const Scenario& scenario = variants_[variants[0]].scenario;
  const std::int32_t shared = std::min(sweep_.branch_month - 1, months_of(scenario));
  const auto begin = Clock::now();
  try {
    Replicate trunk = begin_run_up(unit, variants, shared);
    while (trunk.world.month < shared && stop_signal() == 0) advance_replicate(trunk, scenario, plan_);
    run_up_s_ = seconds_since(begin);
    if (stop_signal() != 0) save(trunk, run_number(unit, variants[0]), run_up_s_);
    shared_months_ += static_cast<std::uint64_t>(shared) * (variants.size() - 1);
    return trunk;
  } catch (const FileError&) {
    throw;  // the disk, not the model
  } catch (const std::exception&) {
    return std::nullopt;  // each variant meets it again and records it
  }
}

// What was kept of a variant within the shared months is the run-up of all of them; the furthest will do.
Replicate SweepWorker::begin_run_up(const SweepUnit& unit, const std::vector<std::size_t>& variants, std::int32_t months) {
  std::optional<SavedRun> furthest;
  for (const std::size_t variant : variants) {
    auto saved = hooks_.find_saved(run_number(unit, variant));
    if (saved && saved->world.month <= months && (!furthest || saved->world.month > furthest->world.month)) furthest = std::move(saved);
  }
  if (furthest) return take_up(std::move(*furthest), unit.replicate);
  return found_replicate(variants_[variants[0]].scenario, plan_, unit.replicate, nullptr, Hashing::on, sweep_.every_months);
}

void SweepWorker::save(const Replicate& replicate, std::uint64_t run, double wall_s) const {
  if (wall_s <= hooks_.worth_saving_s) return;
  hooks_.save(pack(replicate, run, {RunStatus::running, replicate.world.month + 1, wall_s, ""}), replicate.world);
}

bool SweepWorker::run_variant(const SweepUnit& unit, std::size_t variant, std::optional<Replicate> begun) {
  const std::uint64_t run = run_number(unit, variant);
  const Variant& own = variants_[variant];
  if (!own.fault.empty()) return hooks_.keep(pack_failure(run, own.fault)), true;
  const auto begin = Clock::now();
  Replicate replicate{.number = unit.replicate};
  try {
    if (auto saved = hooks_.find_saved(run);
        saved && can_go_on(saved->world, own.scenario) && (!begun || saved->world.month > begun->world.month))
      replicate = take_up(std::move(*saved), unit.replicate);
    else if (begun)
      replicate = std::move(*begun);
    else
      replicate = found_replicate(own.scenario, plan_, unit.replicate, nullptr, Hashing::on, sweep_.every_months);
    while (replicate.world.month < months_of(own.scenario)) {
      if (stop_signal() != 0) {
        save(replicate, run, seconds_since(begin) + (begun ? run_up_s_ : 0.0));
        return false;
      }
      advance_replicate(replicate, own.scenario, plan_);
    }
    hooks_.keep(pack(replicate, run, {RunStatus::complete, replicate.world.month + 1, seconds_since(begin), ""}));
  } catch (const FileError&) {
    throw;  // the disk, not the model
  } catch (const std::bad_alloc&) {
    throw;  // the machine
  } catch (const std::exception& error) {
    note_failure(unit, variant, replicate.world.month, error.what());
  }
  return true;
}

void SweepWorker::note_failure(const SweepUnit& unit, std::size_t variant, std::int32_t month, const std::string& what) const {
  const std::uint64_t run = run_number(unit, variant);
  std::optional<World> nearest;
  if (auto saved = hooks_.find_saved(run); saved && can_go_on(saved->world, variants_[variant].scenario)) nearest = std::move(saved->world);
  const Failure failure = examine_failure(variants_[variant].scenario, unit.replicate, month, what, std::move(nearest));
  if (failure.before && hooks_.save_failed) hooks_.save_failed(run, *failure.before);
  hooks_.keep(pack_failure(run, failure.message));
}

// Rows of months that the month axis has; a shorter run leaves the rest empty.
Batch SweepWorker::pack(const Replicate& replicate, std::uint64_t run, const RunRecord& record) const {
  const std::size_t months = static_cast<std::size_t>(sweep_.months) + 1;
  Batch batch;
  batch.runs = {run};
  batch.records = {record};
  batch.rows.assign(kept_months_.size() * plan_.width, std::numeric_limits<double>::quiet_NaN());
  batch.hashes.assign(kept_months_.size(), 0);
  batch.traces.assign(months, Trace{});
  for (std::size_t k = 0; k < kept_months_.size() && k < replicate.hashes.size() && kept_months_[k] <= replicate.world.month; ++k) {
    batch.hashes[k] = replicate.hashes[k];
    copy_into(batch.rows, k * plan_.width, replicate.rows.data() + k * plan_.width, plan_.width);
  }
  copy_into(batch.traces, 0, replicate.traces.data(), std::min(months, replicate.traces.size()));
  return batch;
}

Batch SweepWorker::pack_failure(std::uint64_t run, const std::string& message) const {
  return pack({}, run, {RunStatus::failed, 0, 0.0, message});
}

Replicate SweepWorker::take_up(SavedRun saved, std::uint32_t replicate) {
  ++taken_up_;
  Replicate again = resume_replicate(std::move(saved.world), replicate, nullptr);
  again.every_months = sweep_.every_months;
  const auto months = static_cast<std::size_t>(again.world.month) + 1;
  std::size_t rows = 0;
  while (rows < kept_months_.size() && kept_months_[rows] <= again.world.month) ++rows;
  again.hashes.assign(saved.batch.hashes.begin(), saved.batch.hashes.begin() + static_cast<std::ptrdiff_t>(rows));
  again.rows.assign(saved.batch.rows.begin(), saved.batch.rows.begin() + static_cast<std::ptrdiff_t>(rows * plan_.width));
  again.traces.assign(saved.batch.traces.begin(), saved.batch.traces.begin() + static_cast<std::ptrdiff_t>(months));
  return again;
}

}  // namespace tessera
