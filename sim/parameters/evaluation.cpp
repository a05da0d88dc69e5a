#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> evaluation_rows() {
  static constexpr std::array rows{
      ParameterRow{"evaluation.review_months", "month", 12, 1, 120,
                   "Months between reviews.",
                   "assumed: yearly",
                   [](Parameters& p) -> double& { return p.evaluation.review_months; }, true},
      ParameterRow{"evaluation.smoothing_per_month", "per month", 0.1, 0.01, 1,
                   "Weight of the newest month in outcomes and satisfaction.",
                   "assumed: most of a year",
                   [](Parameters& p) -> double& { return p.evaluation.smoothing_per_month; }},
      ParameterRow{"evaluation.outside_noise_sd", "log", 0.3, 0, 2,
                   "Error of the guess what own resources would have achieved alone.",
                   "assumed: few measure it (Yankey et al. 1999: 47 % have criteria)",
                   [](Parameters& p) -> double& { return p.evaluation.outside_noise_sd; }},
      ParameterRow{"evaluation.mission_discount", "share", 0.4, 0, 1,
                   "How much less outcomes outside the own mission count.",
                   "assumed: as the prototype",
                   [](Parameters& p) -> double& { return p.evaluation.mission_discount; }},
      ParameterRow{"evaluation.comparison_slope", "logit", 2.0, 0, 20,
                   "Steepness of satisfaction in log outcome over what it is compared with.",
                   "assumed: twice as good as the outside option gives 0.8",
                   [](Parameters& p) -> double& { return p.evaluation.comparison_slope; }},
      ParameterRow{"evaluation.expectation_weight", "share", 0.3, 0, 1,
                   "Weight of the comparison with expectations beside that with the outside option.",
                   "assumed: less than half",
                   [](Parameters& p) -> double& { return p.evaluation.expectation_weight; }},
      ParameterRow{"evaluation.expectation_adjustment", "share", 0.5, 0, 1,
                   "Share of the way expectations move to what was achieved, at a review.",
                   "assumed: members learn what to expect",
                   [](Parameters& p) -> double& { return p.evaluation.expectation_adjustment; }},
      ParameterRow{"evaluation.exit_slope", "logit", 10, 0, 100,
                   "Steepness of leaving in satisfaction.",
                   "assumed: set on P4",
                   [](Parameters& p) -> double& { return p.evaluation.exit_slope; }},
      ParameterRow{"evaluation.exit_threshold", "share", 0.15, 0, 1,
                   "Satisfaction at which half leave at the end of a term.",
                   "assumed: set on P4",
                   [](Parameters& p) -> double& { return p.evaluation.exit_threshold; }},
      ParameterRow{"evaluation.within_term_weight", "share", 0.5, 0, 1,
                   "Chance of leaving at a review within the term, relative.",
                   "assumed: agreements bind",
                   [](Parameters& p) -> double& { return p.evaluation.within_term_weight; }},
      ParameterRow{"evaluation.goal_achieved_per_month", "per month", 0.0012, 0, 1,
                   "Hazard that the goal is reached or no longer needed.",
                   "HCAP 2012: a third of the ends; 3 to 8 % end per year (Feinberg et al. 2008)",
                   [](Parameters& p) -> double& { return p.evaluation.goal_achieved_per_month; }},
      ParameterRow{"evaluation.recalibration", "share", 0.3, 0, 1,
                   "Share of the way the purpose moves to where need is, at a review.",
                   "assumed: moderate",
                   [](Parameters& p) -> double& { return p.evaluation.recalibration; }},
  };
  return rows;
}

}  // namespace tessera
