// The money of one organisation in one month, as pure functions.
#pragma once

#include <algorithm>
#include <cmath>

namespace tessera {

// Stationary spread of log income by size: sd * (yearly revenue / reference)^exponent. Revenue below 1 usd counts as 1.
inline double income_noise_sd(double sd, double exponent, double revenue_usd, double reference_usd) {
  if (exponent == 0.0 || sd == 0.0) return sd;
  return sd * std::pow(std::max(revenue_usd, 1.0) / reference_usd, exponent);
}

// One month of AR(1) noise in log income with stationary standard deviation `sd`; z is standard normal.
inline double next_income_noise(double noise, double persistence, double sd, double z) {
  return persistence * noise + sd * std::sqrt(1.0 - persistence * persistence) * z;
}

// Income relative to its base; mean 1 in the stationary state whatever the spread.
inline double income_factor(double noise, double sd) { return std::exp(noise - 0.5 * sd * sd); }

// How donations and fees respond to standing (credibility * visibility) relative to the mean of peers, within 0.5 to 2;
// 1 without peers.
inline double standing_factor(double own, double peers_mean, double elasticity) {
  if (!(peers_mean > 0.0) || elasticity == 0.0) return 1.0;
  return std::clamp(std::pow(own / peers_mean, elasticity), 0.5, 2.0);
}

// Costs an organisation would like per month: expected income, more with reserves above the target, less below.
inline double desired_costs(double expected_income, double reserve_months, double target_months, double horizon_months) {
  return expected_income * std::clamp(1.0 + (reserve_months - target_months) / horizon_months, 0.6, 1.4);
}

// What planned costs are spent on.
struct CostSplit {
  double wages = 0.0;
  double service_money = 0.0;  // usd for services other than wages; not paid here
  double volunteer_support = 0.0;
  double core = 0.0;  // the rest: rent, administration, work outside the modelled areas; never below 0
};

inline CostSplit split_costs(double cost_level, double service_share, double wage_share, double service_overhead,
                             double volunteer_support) {
  const double budget = service_share * cost_level;
  CostSplit split{.wages = budget * wage_share,
                  .service_money = budget * (1.0 - wage_share) * (1.0 - service_overhead),
                  .volunteer_support = volunteer_support};
  split.core = std::max(0.0, cost_level - split.wages - split.service_money - split.volunteer_support);
  return split;
}

}  // namespace tessera
