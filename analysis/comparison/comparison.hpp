// Variants of an experiment compared with a baseline and with one another, replicate by replicate on the same luck. Pure
// functions of values; where they come from, see values.hpp.
//
// Over several design points a replicate counts once, with its mean over the points, since its luck is the same at all of
// them: the interval speaks of luck, and the points are taken as given.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/comparison/effect.hpp"
#include "base/statistics/bootstrap.hpp"
#include "base/statistics/pairs.hpp"
#include "base/statistics/ratio.hpp"

namespace tessera {

enum class Better : std::uint8_t { higher, lower, neither };
inline constexpr std::array<std::string_view, 3> better_names{"higher", "lower", "neither"};

// What a number of a run is.
struct ComparedOutcome {
  std::string measure;  // "coverage_by_group"
  std::string label;    // as a reader says it: "need met"
  std::string unit;
  std::string axis;     // "group"; empty = of the whole community
  std::string place;    // along the axis: "newcomers"
  std::int32_t first_month = 0, last_month = 0;  // of the kept months that it is the mean of
  Better better = Better::neither;
};

// That number of every run: [variant][design point][replicate]; NaN where a run failed, was not run or has no value.
struct OutcomeValues {
  ComparedOutcome outcome;
  std::vector<std::vector<std::vector<double>>> values;
};

struct VariantComparison {
  std::size_t variant = 0;
  std::size_t points_used = 0;     // design points at which both have a value in some replicate; the others are left out
  Effect effect;                   // variant minus baseline
  BootstrapInterval bootstrap{};   // of the same difference, BCa
  PairingGain pairing;             // what the same luck was worth
  std::uint64_t replicates_needed = 0;  // for the wanted half-width; 0 = can not be said

  double mean() const { return effect.baseline_mean + effect.estimate; }
};

struct OutcomeComparison {
  ComparedOutcome outcome;
  std::vector<VariantComparison> overall;                // every variant but the baseline, in their order
  std::vector<std::vector<VariantComparison>> by_point;  // [design point]; empty if there is one
};

struct ComparisonOptions {
  std::size_t baseline = 0;
  double half_width = 0.0;  // wanted, in the unit of the outcome; 0 = a tenth of the baseline's sd between replicates
  bool each_point = true;   // also at every design point, if there are several
};

OutcomeComparison compare_variants(const OutcomeValues& values, const ComparisonOptions& options);

// p by Holm: over all variants of all these outcomes together; and by point over the points and variants of each outcome.
void adjust_together(std::vector<OutcomeComparison>& outcomes);

// A variant (the baseline too) in its rank.
struct RankedVariant {
  std::size_t variant = 0;
  double mean = 0.0;
  std::vector<std::size_t> alike;  // variants that it can not be told apart from: p by Holm over all pairs is 0.05 or more
};
// Best first, or highest first where neither is better; a variant without a value comes last.
std::vector<RankedVariant> rank_variants(const OutcomeValues& values);

// What one unit of an outcome more (less, where lower is better) cost: difference in spending over difference in outcome.
struct CostPerGain {
  ComparedOutcome outcome;
  std::size_t variant = 0;
  Effect cost;
  Effect gain;                    // in the better direction
  RatioInterval ratio;            // with Fieller's set
  BootstrapInterval bootstrap{};  // of the ratio, BCa

  bool gain_may_be_zero() const { return !(gain.lower > 0.0 || gain.upper < 0.0); }
};
CostPerGain find_cost_per_gain(const OutcomeValues& spending, const OutcomeValues& outcome, std::size_t variant, std::size_t baseline);

}  // namespace tessera
