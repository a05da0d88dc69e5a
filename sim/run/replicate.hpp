// One replicate on its way: a world, and the rows of results that have not been handed over yet.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/timers.hpp"
#include "measures/measures.hpp"
#include "measures/solo_benchmark.hpp"
#include "scenario/scenario.hpp"
#include "state/trace.hpp"
#include "state/world.hpp"

namespace tessera {

// Whether each month's state is hashed and its mechanisms traced; who keeps no file has no use for it.
enum class Hashing : std::uint8_t { off, on };

struct Replicate {
  std::uint32_t number = 0;
  World world;
  std::optional<SoloChain> solo_chain;  // of the month of `world`, where the plan needs it
  std::int32_t first_row = 0;         // month of the first row below
  std::vector<double> rows;           // [row][MeasurePlan::width]
  std::vector<std::uint64_t> hashes;  // [row]; empty without hashing
  std::vector<Trace> traces;          // [month]; empty without hashing
  Hashing hashing = Hashing::on;
  std::int32_t every_months = 1;      // rows and hashes are taken in multiples of this month and in the last one
  double organisation_months = 0.0;
  Timers* timers = nullptr;
};

// A replicate at month 0, its first row taken.
Replicate found_replicate(const Scenario& scenario, const MeasurePlan& plan, std::uint32_t number, Timers* timers,
                          Hashing hashing = Hashing::on, std::int32_t every_months = 1);
// A replicate that goes on after the month of `world`.
Replicate resume_replicate(World world, std::uint32_t number, Timers* timers);

// One month: the mechanisms, the check of the books, a row of results.
void advance_replicate(Replicate& replicate, const Scenario& scenario, const MeasurePlan& plan);

// The world as it was at the end of `month`, computed anew from founding.
World rebuild_world(const Scenario& scenario, std::uint32_t number, std::int32_t month);

std::uint64_t seed_of(const Scenario& scenario);
std::int32_t months_of(const Scenario& scenario);
std::uint32_t replicates_of(const Scenario& scenario);

}  // namespace tessera
