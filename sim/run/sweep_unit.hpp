// The runs of one design point and replicate: from founding to finished rows.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "results/sweep_store.hpp"
#include "run/replicate.hpp"
#include "run/sweep_plan.hpp"

namespace tessera {

// What a stopped program kept of a run that had not ended.
struct SavedRun {
  World world;
  Batch batch;
};

// What a unit asks of whoever runs it. Called on the unit's thread.
struct UnitHooks {
  std::function<bool(std::uint64_t run)> is_done;
  std::function<std::optional<SavedRun>(std::uint64_t run)> find_saved;
  std::function<void(const Batch& finished)> keep;
  std::function<void(const Batch& so_far, const World& world)> save;  // of a run that is stopped
  std::function<void(std::uint64_t run, const World& before)> save_failed;  // as its failing month began; may be empty
  double worth_saving_s = 3.0;                                        // what took less begins anew
};

// Makes the scenarios of a design point once for all its replicates. One thread at a time.
class SweepWorker {
 public:
  SweepWorker(const Sweep& sweep, const MeasurePlan& plan, const UnitHooks& hooks);
  // Runs every variant that is not done; false if it was stopped on the way.
  bool run(const SweepUnit& unit);
  std::uint64_t shared_months() const { return shared_months_; }
  std::uint64_t taken_up() const { return taken_up_; }

 private:
  struct Variant {
    Scenario scenario;
    std::string fault;  // why there is none
  };
  void read_scenarios(std::uint64_t design_point);
  std::uint64_t run_number(const SweepUnit& unit, std::size_t variant) const;
  // The months before branch_month, for the variants that are not done. Stopped on the way it is kept as the beginning of the
  // first of them, which it is.
  std::optional<Replicate> run_up(const SweepUnit& unit, const std::vector<std::size_t>& variants);
  Replicate begin_run_up(const SweepUnit& unit, const std::vector<std::size_t>& variants, std::int32_t months);
  void save(const Replicate& replicate, std::uint64_t run, double wall_s) const;
  bool run_variant(const SweepUnit& unit, std::size_t variant, std::optional<Replicate> begun);
  Batch pack(const Replicate& replicate, std::uint64_t run, const RunRecord& record) const;
  Batch pack_failure(std::uint64_t run, const std::string& message) const;
  void note_failure(const SweepUnit& unit, std::size_t variant, std::int32_t month, const std::string& what) const;
  Replicate take_up(SavedRun saved, std::uint32_t replicate);

  const Sweep& sweep_;
  const MeasurePlan& plan_;
  const UnitHooks& hooks_;
  SweepPoints points_;
  std::vector<std::int32_t> kept_months_;
  std::uint64_t design_point_ = ~std::uint64_t{0};
  std::vector<Variant> variants_;
  std::uint64_t shared_months_ = 0;
  std::uint64_t taken_up_ = 0;  // runs that went on from where they were stopped
  double run_up_s_ = 0.0;
};

}  // namespace tessera
