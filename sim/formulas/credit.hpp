// Whose work a joint outcome is: shares in proportion to marginal product.
#pragma once

#include <span>
#include <vector>

#include "formulas/technology.hpp"

namespace tessera {

// Each member's share of the value of the pooled bundles: value of the pool less value of the pool without it, normalised
// to sum 1. Where nobody's leaving would cost anything, by the worth of what is given. `worth`: [area] value of one unit.
inline std::vector<double> marginal_credits(std::span<const Bundle> bundles, std::span<const double> mix,
                                            std::span<const double> worth, const Technology& technology) {
  Bundle pool{};
  for (const Bundle& bundle : bundles)
    for (std::size_t r = 0; r < resources; ++r) pool[r] += bundle[r];
  const MixValue value(technology.recipes, mix, worth);
  const double joint = value.of(pool, technology.market);
  std::vector<double> credits(bundles.size());
  double total = 0.0;
  for (std::size_t k = 0; k < bundles.size(); ++k) {
    Bundle rest = pool;
    for (std::size_t r = 0; r < resources; ++r) rest[r] -= bundles[k][r];
    const double lost = joint - value.of(rest, technology.market);
    credits[k] = lost > 0.0 ? lost : 0.0;
    total += credits[k];
  }
  if (!(total > 0.0)) {
    for (std::size_t k = 0; k < bundles.size(); ++k) {
      credits[k] = 1e-9 + bundle_worth_usd(bundles[k], technology.prices);
      total += credits[k];
    }
  }
  for (double& credit : credits) credit /= total;
  return credits;
}

}  // namespace tessera
