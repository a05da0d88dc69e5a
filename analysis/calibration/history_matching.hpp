// History matching (Craig et al. 1997; Vernon, Goldstein & Bower 2010): instead of one best point, what is left of the
// space of parameters when all that can not reproduce the targets is ruled out, in waves.
//
// Wave 1 runs a Sobol design over the whole space. After each wave a quadratic surface is fitted to every output
// (emulator.hpp), many candidates are screened by it, and the next wave runs those that are not implausible:
//   implausibility = |mean - middle of what is accepted| / sqrt(variance of the mean + tolerance^2), largest over
//   targets
// A target bounded on one side counts only beyond its bound, with a tenth of the bound as tolerance. Nothing depends on
// the number of threads.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenario/calibration.hpp"

namespace tessera {

inline constexpr double implausible = 3.0;  // three standard deviations hold 95 % of any unimodal law (Pukelsheim 1994)

// An output that is fitted; bounds are infinite where there are none.
struct FittedOutput {
  std::string name;  // "P7 slope of density", "participation at month 120"
  double low = 0.0, high = 0.0;
  double middle = 0.0, tolerance = 0.0;
};

struct MatchedPoint {
  std::uint32_t wave = 1;              // counted from 1
  std::vector<double> values;          // [free]
  std::vector<double> mean;            // [output]; NaN where it can not be said
  std::vector<double> standard_error;  // [output]
  double implausibility = 0.0;         // largest over outputs; infinite if an output can not be said
};

struct HistoryMatch {
  std::vector<FittedOutput> outputs;
  std::vector<MatchedPoint> points;  // in order of waves
  std::size_t best = 0;              // place of the least implausible point
};

struct MatchOptions {
  int threads = 0;
  std::function<void(std::uint64_t points, const std::string& what)> begins;  // a wave; may be empty
  std::function<void()> completed;                                            // one point; may be empty
};

// Throws InputError naming the place of a target that is not known or a parameter that is no number of the scenario.
HistoryMatch match_history(const Calibration& calibration, const MatchOptions& options);

// Of one output: how far mean is from what is accepted, in standard deviations.
double implausibility_of(const FittedOutput& output, double mean, double variance);

// From the unit cube to the range of each free parameter, and rounded where it is whole.
std::vector<double> stretch(const std::vector<FreeParameter>& free, const std::vector<double>& unit);

}  // namespace tessera
