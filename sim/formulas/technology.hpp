// Everything production needs to know that is the same for every producer: recipes, harm, prices, market, coordination.
#pragma once

#include <vector>

#include "formulas/governance.hpp"
#include "formulas/production.hpp"

namespace tessera {

struct Technology {
  std::vector<Recipe> recipes;    // [area]
  std::vector<double> harm;       // [area] weight of one unmet unit
  std::vector<double> service_price_usd;  // [area] of a bought service unit, 0 = no market; empty: none anywhere
  Bundle prices{};                // [resource] usd per unit: what a bundle is worth
  Market market;
  CoordinationCosts coordination;
  double expertise_effect = 0.0;
  double conflict_lost_hours = 0.0;  // share of pooled hours that an open conflict takes
};

inline double bundle_worth_usd(const Bundle& bundle, const Bundle& prices) {
  double worth = 0.0;
  for (std::size_t r = 0; r < resources; ++r) worth += bundle[r] * prices[r];
  return worth;
}

}  // namespace tessera
