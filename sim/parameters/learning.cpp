#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> learning_rows() {
  static constexpr std::array rows{
      ParameterRow{"learning.diffusion_per_month", "per month", 0.02, 0, 1,
                   "Share of the distance to the best partner that a member learns in a competence, when all of its hours are joint.",
                   "assumed: years of joint work",
                   [](Parameters& p) -> double& { return p.learning.diffusion_per_month; }},
      ParameterRow{"learning.loss_per_month", "per month", 0.01, 0, 1,
                   "Share of what was learnt that is lost, as staff change.",
                   "assumed: staff stay about eight years",
                   [](Parameters& p) -> double& { return p.learning.loss_per_month; }},
      ParameterRow{"learning.practice_per_year", "per year", 0.1, 0, 10,
                   "Rate of new practices of an organisation whose room has full competence.",
                   "assumed: one in ten years",
                   [](Parameters& p) -> double& { return p.learning.practice_per_year; }},
      ParameterRow{"learning.practice_step", "share", 0.1, 0, 1,
                   "Share of missing expertise that a new practice gives for good, in its area.",
                   "assumed: small steps",
                   [](Parameters& p) -> double& { return p.learning.practice_step; }},
      ParameterRow{"learning.practice_spread_per_month", "per month", 0.02, 0, 1,
                   "Rate at which a practice known to a contact that shares information is taken over.",
                   "assumed: years",
                   [](Parameters& p) -> double& { return p.learning.practice_spread_per_month; }},
      ParameterRow{"learning.training_expertise", "per month", 0.01, 0, 1,
                   "Share of missing expertise that full capacity building adds.",
                   "assumed: delayed, lost again as staff change",
                   [](Parameters& p) -> double& { return p.learning.training_expertise; }},
      ParameterRow{"learning.training_capability", "per month", 0.03, 0, 1,
                   "Share of missing capability that full capacity building adds.",
                   "assumed: two years to most of it",
                   [](Parameters& p) -> double& { return p.learning.training_capability; }},
      ParameterRow{"learning.experience", "per month", 0.005, 0, 1,
                   "Share of missing capability that working in a signed partnership adds.",
                   "assumed: slower than training",
                   [](Parameters& p) -> double& { return p.learning.experience; }},
      ParameterRow{"learning.failure", "share", 0.05, 0, 1,
                   "Share of missing capability that members learn from a partnership that failed.",
                   "assumed: learning from failure, size unknown",
                   [](Parameters& p) -> double& { return p.learning.failure; }},
      ParameterRow{"learning.propensity_weight", "exponent", 0.25, 0, 5,
                   "How propensity follows the log of benefit over the outside option.",
                   "assumed: weak; at a square root the mean propensity rose by a third within ten years, and degree with it (P7)",
                   [](Parameters& p) -> double& { return p.learning.propensity_weight; }},
      ParameterRow{"learning.propensity_adjustment_per_month", "per month", 0.03, 0, 1,
                   "Speed at which it follows.",
                   "assumed: three years",
                   [](Parameters& p) -> double& { return p.learning.propensity_adjustment_per_month; }},
  };
  return rows;
}

}  // namespace tessera
