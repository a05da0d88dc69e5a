#include "analysis/sensitivity/pairs.hpp"

#include <algorithm>

#include "base/statistics/intervals.hpp"

namespace tessera {
namespace {

constexpr double as_normal = 1e9;  // degrees of freedom

// By how much wider each of so many intervals must be for 95 % to hold for all of them.
double widen_for_all(std::size_t intervals) {
  return t_quantile(as_normal, 1.0 - 0.05 / static_cast<double>(intervals)) / t_quantile(as_normal, 0.95);
}

Estimate widen(const Estimate& estimate, double times) {
  return {estimate.value, estimate.value - times * (estimate.value - estimate.lower),
          estimate.value + times * (estimate.upper - estimate.value)};
}

}  // namespace

std::vector<FactorPair> find_clear_pairs(const OutcomeSensitivity& of, std::size_t factors) {
  std::vector<FactorPair> pairs;
  if (!of.sobol || factors < 2) return pairs;
  const SobolSet& set = of.has_replicates() ? of.sobol->corrected : of.sobol->raw;
  const double times = widen_for_all(factors * (factors - 1) / 2);
  for (std::size_t i = 0; i < factors; ++i)
    for (std::size_t k = i + 1; k < factors; ++k) {
      Estimate share = widen(set.second[pair_place(i, k, factors)], times);
      if (!(share.lower > 0.0 && set.total[i].lower > 0.0 && set.total[k].lower > 0.0)) continue;
      share.value = std::min({share.value, set.total[i].value, set.total[k].value});
      share.lower = std::min(share.lower, share.value);
      pairs.push_back({i, k, share});
    }
  std::stable_sort(pairs.begin(), pairs.end(), [](const FactorPair& a, const FactorPair& b) { return a.share.value > b.share.value; });
  return pairs;
}

}  // namespace tessera
