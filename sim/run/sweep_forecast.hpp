// What a sweep will take, from a few of its runs.
#pragma once

#include <cstdint>

#include "run/sweep_plan.hpp"

namespace tessera {

struct SweepForecast {
  std::uint64_t design_points = 0, variants = 0, points = 0;
  std::uint32_t replicates = 0;       // at most, where they are run in rounds
  std::uint64_t runs = 0;
  std::uint64_t pilot_runs = 0;
  double run_s = 0.0;                 // mean of the pilot runs, all in
  double run_s_slowest = 0.0;
  double core_hours = 0.0;
  double wall_s = 0.0;                // on `cores`
  int cores = 1;
  double disk_bytes = 0.0;            // of the whole file, before any compression; twice that while it is put together
  double memory_bytes = 0.0;          // at its peak, on `cores`
};

// Runs a few pilots, spread over the design, for a few seconds. Writes nothing. Throws InputError.
SweepForecast forecast_sweep(const Sweep& sweep, Shard shard, int threads);

}  // namespace tessera
