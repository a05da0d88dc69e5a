#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> credibility_rows() {
  static constexpr std::array rows{
      ParameterRow{"credibility.adjustment_per_month", "per month", 0.04, 0, 1,
                   "Speed at which standing follows its causes.",
                   "assumed: two years",
                   [](Parameters& p) -> double& { return p.credibility.adjustment_per_month; }},
      ParameterRow{"credibility.outcome_weight", "share", 0.2, 0, 1,
                   "Rise of credibility for outcomes per cost twice those of peers, and fall for half, where people see them.",
                   "assumed: weak, so that standing does not even out incomes (P1)",
                   [](Parameters& p) -> double& { return p.credibility.outcome_weight; }},
      ParameterRow{"credibility.association_weight", "share", 0.2, 0, 1,
                   "Weight of partners' mean credibility beside the own record.",
                   "assumed: moderate",
                   [](Parameters& p) -> double& { return p.credibility.association_weight; }},
      ParameterRow{"credibility.visibility_association", "share", 0.15, 0, 1,
                   "Share of the public that the best-known partner has beyond the organisation's own that now knows it too.",
                   "assumed: moderate",
                   [](Parameters& p) -> double& { return p.credibility.visibility_association; }},
      ParameterRow{"credibility.relations_effect", "share", 0.3, 0, 1,
                   "Share of what is missing in visibility that full public relations add.",
                   "assumed: none measured",
                   [](Parameters& p) -> double& { return p.credibility.relations_effect; }},
      ParameterRow{"credibility.stories_effect", "multiple", 1, 0, 20,
                   "Rise of the outcome weight under full success stories.",
                   "assumed: doubles what people see",
                   [](Parameters& p) -> double& { return p.credibility.stories_effect; }},
  };
  return rows;
}

}  // namespace tessera
