// Pattern-oriented validation (Grimm et al. 2005, Science 310:987): what a pattern is, and the statistics that measure
// it.
//
// A run is tallied into sums; sums of runs with the same luck stand side by side, those of different luck are added up.
// A statistic is a function of the added sums, so that shares and rates are those of all runs together, and a mean over
// runs is a sum over a count. Its interval comes from leaving out one replicate at a time (estimate.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "scenario/scenario.hpp"
#include "state/world.hpp"

namespace tessera {

struct Pattern {
  std::string_view id;  // "P7"
  std::string_view statement;
  std::string_view source;
};

// Communities that are simulated for patterns; each replicate of a setting has one run per community.
enum class Setting : std::uint8_t { town, sizes, nonprofits, recession };
inline constexpr std::size_t settings = 4;
inline constexpr std::array<std::string_view, settings> setting_names{"town", "sizes", "nonprofits", "recession"};

// What is seen of one run at month 0, 12, 24, ... and at its last month.
struct Observation {
  const World& world;
  const Scenario& scenario;
  std::uint32_t replicate;
  bool last;
};

struct Tally {
  Setting setting;
  std::size_t width;  // sums per run
  void (*add)(std::span<double> sums, const Observation& seen);
};

// How an estimate is judged: not at all; by lying in the accepted range; by its whole interval lying there; by its
// upper bound lying below the lower bound of the statistic before it in the table.
enum class Judged : std::uint8_t { report_only, by_estimate, by_interval, below_the_one_before };
// What stands beside the sums of a model: nothing, or those of the null model without trust, replicate by replicate.
enum class Beside : std::uint8_t { nothing, no_trust };
inline constexpr double unbounded_range = 1e300;  // an accepted range without an end

struct Statistic {
  std::string_view pattern;  // id
  std::string_view name;
  std::string_view unit;
  std::string_view definition;
  Judged judged;
  double lowest, highest;  // accepted, ends included
  const Tally* tally;
  // sums: [run of the setting][Tally::width]; NaN where it can not be said
  double (*value)(std::span<const double> sums);
  Beside beside = Beside::nothing;
};

std::span<const Pattern> pattern_table();
std::span<const Statistic> statistic_table();

// The part of a whole; NaN where there is no whole.
inline double share_of(double part, double whole) {
  return whole > 0.0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

// Adds a value of one run to a pair (sum, count); what is no number is left out.
inline void add_value(std::span<double> sums, std::size_t place, double value) {
  if (!(value == value)) return;
  sums[place] += value;
  sums[place + 1] += 1.0;
}

}  // namespace tessera
