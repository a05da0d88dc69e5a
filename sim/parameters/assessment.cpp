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
      ParameterRow{"assessment.mission_bias", "share", 0.1, 0, 1,
                   "How much more need an organisation sees where its own mission lies.",
                   "assumed: who works on a problem sees it",
                   [](Parameters& p) -> double& { return p.assessment.mission_bias; }},
      ParameterRow{"assessment.residents_voice", "share", 0, 0, 1,
                   "Share of the way to what residents say, unbiased, in every reading.",
                   "assumed: none without a policy",
                   [](Parameters& p) -> double& { return p.assessment.residents_voice; }},
      ParameterRow{"assessment.inclusive_voice", "share", 0.5, 0, 1,
                   "Residents' voice added by full inclusive governance, in its members' readings.",
                   "assumed: half of the way",
                   [](Parameters& p) -> double& { return p.assessment.inclusive_voice; }},
      ParameterRow{"assessment.survey_effect", "share", 0.7, 0, 1,
                   "Share by which a full needs assessment lowers the errors of a reading.",
                   "assumed: surveys err less than impressions",
                   [](Parameters& p) -> double& { return p.assessment.survey_effect; }},
  };
  return rows;
}

}  // namespace tessera
