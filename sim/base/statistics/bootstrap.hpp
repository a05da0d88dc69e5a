// Intervals for statistics that have no formula: the rows of a sample are drawn anew from themselves (Efron 1979).
//
// A statistic is any function of a list of row numbers, so that what belongs together (both runs of a pair, a cost and its
// gain) is drawn together. Every resample is keyed by its number: the interval depends on nothing but rows and seed.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace tessera {

// Row numbers, with repetitions, to a number; NaN where the statistic has no value.
using RowStatistic = std::function<double(std::span<const std::uint32_t> rows)>;

enum class BootstrapState : std::uint8_t {
  sound,
  does_not_vary,  // the same in every resample: the ends are the estimate
  too_few_rows,   // fewer than three
  no_value,       // of the sample
  not_always      // some resamples have no value, so that an interval of the rest would hold too little
};
inline constexpr std::array<std::string_view, 5> bootstrap_state_names{
    "sound", "the same in every resample", "fewer than three rows", "no value", "some resamples have no value"};

struct BootstrapInterval {
  double estimate;
  double lower, upper;  // NaN unless sound or does_not_vary
  BootstrapState state;
};

struct BootstrapOptions {
  double confidence = 0.95;
  std::uint32_t resamples = 2000;
  std::uint64_t seed = 1;
};

// Row numbers of resample k: `rows` of them, each below `rows`.
std::vector<std::uint32_t> draw_rows(std::uint32_t rows, std::uint64_t k, std::uint64_t seed);

// Between quantiles of the resamples. Too short for skewed statistics and small samples: see bca_interval.
BootstrapInterval percentile_interval(std::uint32_t rows, const RowStatistic& statistic, const BootstrapOptions& options = {});

// Bias-corrected and accelerated (Efron 1987): the quantiles are shifted by how far the resamples lie to one side of the
// estimate and by the skewness of the statistic, as the jackknife sees it. Costs resamples + rows calls.
BootstrapInterval bca_interval(std::uint32_t rows, const RowStatistic& statistic, const BootstrapOptions& options = {});

}  // namespace tessera
