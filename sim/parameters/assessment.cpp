#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> assessment_rows() {
  static constexpr std::array rows{
      ParameterRow{"assessment.own_noise_sd", "share", 0.2, 0, 1,
                   "Error of one organisation's monthly reading of the unmet share.",
                   "assumed: few measure need",
                   [](Parameters& p) -> double& { return p.assessment.own_noise_sd; }},
      ParameterRow{"assessment.common_noise_sd", "share", 0.08, 0, 1,
                   "Error that all readings of a district and area share in a month.",
                   "assumed: else averaging partners' readings would remove all error",
                   [](Parameters& p) -> double& { return p.assessment.common_noise_sd; }},
      ParameterRow{"assessment.partner_weight", "share", 0.5, 0, 1,
                   "Weight of partners' mean reading beside one's own.",
                   "assumed: equal weights",
                   [](Parameters& p) -> double& { return p.assessment.partner_weight; }},
      ParameterRow{"assessment.adjustment_per_month", "per month", 0.2, 0.01, 1,
                   "Weight of the newest reading in what an organisation believes.",
                   "assumed: half a year of memory",
                   [](Parameters& p) -> double& { return p.assessment.adjustment_per_month; }},
  };
  return rows;
}

}  // namespace tessera
