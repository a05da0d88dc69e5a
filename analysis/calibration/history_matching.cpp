#include "analysis/calibration/history_matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

#include "analysis/calibration/emulator.hpp"
#include "analysis/calibration/outputs.hpp"
#include "base/statistics/sobol.hpp"

namespace tessera {
namespace {

constexpr std::size_t candidates = 20'000;  // screened per wave
using Unit = std::vector<std::vector<double>>;

double largest_implausibility(const std::vector<FittedOutput>& outputs, const MatchedPoint& point) {
  double largest = 0.0;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    const double variance = point.standard_error[k] * point.standard_error[k];
    const double one = std::isfinite(point.mean[k]) ? implausibility_of(outputs[k], point.mean[k], variance)
                                                    : std::numeric_limits<double>::infinity();
    largest = std::max(largest, one);
  }
  return largest;
}

// One emulator per output, over the points where it can be said; none where those are too few.
struct Surface {
  std::vector<std::unique_ptr<QuadraticEmulator>> of;  // [output]
};

Surface fit_surface(const HistoryMatch& match, const Unit& unit) {
  Surface surface;
  for (std::size_t k = 0; k < match.outputs.size(); ++k) {
    Unit points;
    std::vector<double> values;
    for (std::size_t p = 0; p < match.points.size(); ++p)
      if (std::isfinite(match.points[p].mean[k])) {
        points.push_back(unit[p]);
        values.push_back(match.points[p].mean[k]);
      }
    surface.of.push_back(points.size() > 3 ? std::make_unique<QuadraticEmulator>(points, values) : nullptr);
  }
  return surface;
}

double predicted_implausibility(const Surface& surface, const std::vector<FittedOutput>& outputs,
                                const std::vector<double>& unit) {
  double largest = 0.0;
  for (std::size_t k = 0; k < outputs.size(); ++k)
    if (surface.of[k] != nullptr)
      largest =
          std::max(largest, implausibility_of(outputs[k], surface.of[k]->predict(unit), surface.of[k]->variance()));
  return largest;
}

// The first candidates, in the order of the design, that are not implausible; the least implausible if they are too
// few.
Unit choose_next(const Surface& surface, const std::vector<FittedOutput>& outputs, const Unit& design,
                 std::size_t wanted) {
  std::vector<double> predicted(design.size());
  for (std::size_t k = 0; k < design.size(); ++k) predicted[k] = predicted_implausibility(surface, outputs, design[k]);
  std::vector<std::size_t> order(design.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
    return std::max(predicted[one], implausible) < std::max(predicted[other], implausible);
  });
  Unit chosen;
  for (std::size_t k = 0; k < std::min(wanted, order.size()); ++k) chosen.push_back(design[order[k]]);
  return chosen;
}

class Matching {
 public:
  Matching(const Calibration& calibration, const MatchOptions& options) : calibration_(calibration), options_(options) {
    match_.outputs = list_outputs(calibration);
  }

  void run_wave(std::uint32_t wave, const Unit& design) {
    if (options_.begins) options_.begins(design.size(), fmt::format("wave {} of {}", wave, calibration_.waves));
    std::vector<MatchedPoint> points;
    for (const auto& unit : design) points.push_back({.wave = wave, .values = stretch(calibration_.free, unit)});
    run_points(points, calibration_, options_);
    for (MatchedPoint& point : points) {
      point.implausibility = largest_implausibility(match_.outputs, point);
      match_.points.push_back(std::move(point));
    }
    unit_.insert(unit_.end(), design.begin(), design.end());
  }

  // A design of its own for every wave, so that no candidate is run twice.
  Unit next_design(std::uint32_t wave) const {
    const std::uint64_t seed = calibration_.seed + wave;
    if (wave == 1) return sobol_points(calibration_.free.size(), calibration_.samples, seed);
    return choose_next(fit_surface(match_, unit_), match_.outputs,
                       sobol_points(calibration_.free.size(), candidates, seed), calibration_.samples);
  }

  HistoryMatch finish() {
    const auto best = std::min_element(
        match_.points.begin(), match_.points.end(),
        [](const MatchedPoint& one, const MatchedPoint& other) { return one.implausibility < other.implausibility; });
    match_.best = static_cast<std::size_t>(best - match_.points.begin());
    return std::move(match_);
  }

 private:
  const Calibration& calibration_;
  const MatchOptions& options_;
  HistoryMatch match_;
  Unit unit_;  // [point] as MatchedPoint::values, in the unit cube
};

}  // namespace

double implausibility_of(const FittedOutput& output, double mean, double variance) {
  const bool two_sided = std::isfinite(output.low) == std::isfinite(output.high);
  double distance = std::abs(mean - output.middle);
  if (!two_sided) distance = std::max(0.0, std::isfinite(output.low) ? output.low - mean : mean - output.high);
  if (distance == 0.0) return 0.0;
  return distance / std::sqrt(variance + output.tolerance * output.tolerance);
}

std::vector<double> stretch(const std::vector<FreeParameter>& free, const std::vector<double>& unit) {
  std::vector<double> values;
  for (std::size_t k = 0; k < free.size(); ++k) {
    const FreeParameter& one = free[k];
    const double value =
        one.logarithmic ? one.low * std::pow(one.high / one.low, unit[k]) : one.low + (one.high - one.low) * unit[k];
    values.push_back(one.whole ? std::round(value) : value);
  }
  return values;
}

HistoryMatch match_history(const Calibration& calibration, const MatchOptions& options) {
  Matching matching(calibration, options);
  for (std::uint32_t wave = 1; wave <= calibration.waves; ++wave) matching.run_wave(wave, matching.next_design(wave));
  return matching.finish();
}

}  // namespace tessera
