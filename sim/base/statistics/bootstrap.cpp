#include "base/statistics/bootstrap.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/draws.hpp"
#include "base/errors.hpp"
#include "base/statistics/quantiles.hpp"

namespace tessera {
namespace {

constexpr std::uint16_t bootstrap_rows = 1021;  // beyond the numbers of mechanisms

struct Resampled {
  BootstrapInterval interval;   // without its ends if it is sound
  std::vector<double> values;   // [resample]
};

Resampled resample(std::uint32_t rows, const RowStatistic& statistic, const BootstrapOptions& options) {
  promise(options.confidence > 0.0 && options.confidence < 1.0 && options.resamples > 0,
          "bootstrap: confidence within 0..1, one resample or more");
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  std::vector<std::uint32_t> all(rows);
  std::iota(all.begin(), all.end(), 0U);
  Resampled result{{rows > 0 ? statistic(all) : unknown, unknown, unknown, BootstrapState::sound}, {}};
  BootstrapInterval& interval = result.interval;
  if (std::isnan(interval.estimate)) interval.state = BootstrapState::no_value;
  else if (rows < 3) interval.state = BootstrapState::too_few_rows;
  if (interval.state != BootstrapState::sound) return result;

  result.values.resize(options.resamples);
  for (std::uint64_t k = 0; k < options.resamples; ++k) result.values[k] = statistic(draw_rows(rows, k, options.seed));
  if (std::any_of(result.values.begin(), result.values.end(), [](double x) { return std::isnan(x); })) {
    interval.state = BootstrapState::not_always;
  } else if (std::all_of(result.values.begin(), result.values.end(), [&](double x) { return x == interval.estimate; })) {
    interval.state = BootstrapState::does_not_vary;
    interval.lower = interval.upper = interval.estimate;
  }
  return result;
}

// Skewness of the statistic by leaving out one row after another; NaN if it has no value without one of them.
double find_acceleration(std::uint32_t rows, const RowStatistic& statistic) {
  std::vector<std::uint32_t> others(rows - 1);
  std::iota(others.begin(), others.end(), 1U);
  std::vector<double> without(rows);
  for (std::uint32_t k = 0; k < rows; ++k) {
    without[k] = statistic(others);
    if (k + 1 < rows) others[k] = k;  // next, without row k + 1
  }
  const double mean = std::accumulate(without.begin(), without.end(), 0.0) / static_cast<double>(rows);
  double squares = 0.0, cubes = 0.0;
  for (const double value : without) {
    const double apart = mean - value;
    squares += apart * apart;
    cubes += apart * apart * apart;
  }
  return squares == 0.0 ? 0.0 : cubes / (6.0 * std::pow(squares, 1.5));
}

// Normal score of the share of resamples below the estimate; kept finite where all lie on one side.
double find_bias(std::span<const double> values, double estimate) {
  double below = 0.0;
  for (const double value : values) below += value < estimate ? 1.0 : value == estimate ? 0.5 : 0.0;
  return boost::math::quantile(boost::math::normal(), (below + 0.5) / (static_cast<double>(values.size()) + 1.0));
}

// Share of the resamples that stands for the normal score z.
double shift_share(double z, double bias, double acceleration) {
  const double moved = bias + z, shrink = 1.0 - acceleration * moved;
  if (shrink <= 0.0) return moved > 0.0 ? 1.0 : 0.0;
  return boost::math::cdf(boost::math::normal(), bias + moved / shrink);
}

void set_ends(Resampled& resampled, double lower_share, double upper_share) {
  const std::vector<double> ends = quantiles(resampled.values, std::array{lower_share, upper_share});
  resampled.interval.lower = ends[0];
  resampled.interval.upper = ends[1];
}

}  // namespace

std::vector<std::uint32_t> draw_rows(std::uint32_t rows, std::uint64_t k, std::uint64_t seed) {
  Stream stream = Draws(seed, 0, 0).of(bootstrap_rows).at(k);
  std::vector<std::uint32_t> drawn(rows);
  for (std::uint32_t& row : drawn) row = static_cast<std::uint32_t>(stream.below(rows));
  return drawn;
}

BootstrapInterval percentile_interval(std::uint32_t rows, const RowStatistic& statistic, const BootstrapOptions& options) {
  Resampled resampled = resample(rows, statistic, options);
  if (resampled.interval.state != BootstrapState::sound) return resampled.interval;
  const double tail = 0.5 * (1.0 - options.confidence);
  set_ends(resampled, tail, 1.0 - tail);
  return resampled.interval;
}

BootstrapInterval bca_interval(std::uint32_t rows, const RowStatistic& statistic, const BootstrapOptions& options) {
  Resampled resampled = resample(rows, statistic, options);
  if (resampled.interval.state != BootstrapState::sound) return resampled.interval;
  const double acceleration = find_acceleration(rows, statistic);
  if (std::isnan(acceleration)) {
    resampled.interval.state = BootstrapState::not_always;
    return resampled.interval;
  }
  const double bias = find_bias(resampled.values, resampled.interval.estimate);
  const double z = boost::math::quantile(boost::math::normal(), 0.5 * (1.0 + options.confidence));
  set_ends(resampled, shift_share(-z, bias, acceleration), shift_share(z, bias, acceleration));
  return resampled.interval;
}

}  // namespace tessera
