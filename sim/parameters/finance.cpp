#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> finance_rows() {
  static constexpr std::array rows{
      ParameterRow{"finance.noise_persistence", "per month", 0.97, 0, 0.999,
                   "Persistence of income noise (AR(1) in logs).",
                   "assumed: shocks to income last about three years",
                   [](Parameters& p) -> double& { return p.finance.noise_persistence; }},
      ParameterRow{"finance.noise_sd", "log", 0.30, 0, 1.5,
                   "Stationary spread of log income at the reference revenue.",
                   "assumed: set by the share of deficit years (29 to 36 %, IRS 990 2021) and closures",
                   [](Parameters& p) -> double& { return p.finance.noise_sd; }},
      ParameterRow{"finance.noise_size_exponent", "exponent", -0.30, -0.5, 0,
                   "Income noise changes with revenue to this power.",
                   "Brown et al. 2013: no effect of the recession at 1 million usd and above; size set so that closures fall with revenue and incomes stay as unequal as they are (P1, P3)",
                   [](Parameters& p) -> double& { return p.finance.noise_size_exponent; }},
      ParameterRow{"finance.standing_elasticity", "elasticity", 0.3, 0, 2,
                   "Donations and fees respond to credibility times visibility relative to peers to this power.",
                   "assumed: a weak effect",
                   [](Parameters& p) -> double& { return p.finance.standing_elasticity; }},
      ParameterRow{"finance.economy_elasticity", "elasticity", 1.0, 0, 3,
                   "Income responds to the index of the economy to this power.",
                   "assumed: proportional",
                   [](Parameters& p) -> double& { return p.finance.economy_elasticity; }},
      ParameterRow{"finance.cost_adjustment_per_month", "per month", 0.15, 0.01, 1,
                   "Share of the gap between planned and desired costs closed each month.",
                   "assumed: half of a gap within five months; set with income_smoothing_per_month by closures (Brown et al. 2013; Bielefeld 1994)",
                   [](Parameters& p) -> double& { return p.finance.cost_adjustment_per_month; }},
      ParameterRow{"finance.fixed_share", "share", 0.25, 0, 1,
                   "Share of the founding costs that can not be cut.",
                   "assumed: rent and core staff",
                   [](Parameters& p) -> double& { return p.finance.fixed_share; }},
      ParameterRow{"finance.reserve_horizon_months", "month", 36, 1, 240,
                   "Months over which a gap in reserves is meant to be closed.",
                   "assumed: boards act over years",
                   [](Parameters& p) -> double& { return p.finance.reserve_horizon_months; }},
      ParameterRow{"finance.income_smoothing_per_month", "per month", 0.3, 0.01, 1,
                   "Weight of the newest month in expected income.",
                   "assumed: about a quarter of memory, as boards see quarterly accounts; longer memory means later cuts and more closures",
                   [](Parameters& p) -> double& { return p.finance.income_smoothing_per_month; }},
      ParameterRow{"finance.service_overhead", "share", 0.15, 0, 0.9,
                   "Share of non-wage service budgets that is overhead.",
                   "IRS 990 e-filings 2021: median programme expense ratio 0.86",
                   [](Parameters& p) -> double& { return p.finance.service_overhead; }},
      ParameterRow{"finance.wage_usd_per_hour", "usd per hour", 28, 1, 500,
                   "Cost of one staff hour.",
                   "assumed: about the mean hourly cost in US social services; value of a volunteer hour 2023: 33.5",
                   [](Parameters& p) -> double& { return p.finance.wage_usd_per_hour; }},
      ParameterRow{"finance.volunteer_support_usd", "usd per person and month", 8, 0, 500,
                   "Cost of supporting one volunteer.",
                   "assumed: supervision, insurance, expenses",
                   [](Parameters& p) -> double& { return p.finance.volunteer_support_usd; }},
  };
  return rows;
}

}  // namespace tessera
