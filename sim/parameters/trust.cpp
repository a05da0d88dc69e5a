#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> trust_rows() {
  static constexpr std::array rows{
      ParameterRow{"trust.forgetting_per_month", "share", 0.9715, 0.5, 1,
                   "Share of evidence that is left after a month.",
                   "assumed: evidence has a half-life of two years; no measured figure was found",
                   [](Parameters& p) -> double& { return p.trust.forgetting_per_month; }},
      ParameterRow{"trust.weight", "count", 0.3, 0, 5,
                   "Evidence of one month of joint delivery.",
                   "assumed: half-rise of 12 to 24 months (P16)",
                   [](Parameters& p) -> double& { return p.trust.weight; }},
      ParameterRow{"trust.negativity", "multiple", 3, 1, 10,
                   "How much more bad evidence weighs than good.",
                   "Slovic 1993, asymmetry principle; 2 to 5",
                   [](Parameters& p) -> double& { return p.trust.negativity; }},
      ParameterRow{"trust.tolerance", "share", 0.85, 0.1, 1,
                   "Fulfilment that counts as keeping one's word.",
                   "assumed: without tolerance trust can not pass 0.5",
                   [](Parameters& p) -> double& { return p.trust.tolerance; }},
      ParameterRow{"trust.prior_counts", "count", 8, 0.1, 100,
                   "Weight of the institution-based prior.",
                   "assumed: half-rise of 12 to 24 months (P16)",
                   [](Parameters& p) -> double& { return p.trust.prior_counts; }},
      ParameterRow{"trust.prior_mean", "share", 0.5, 0, 1,
                   "Institution-based trust in an organisation of usual credibility.",
                   "assumed: neither trust nor distrust",
                   [](Parameters& p) -> double& { return p.trust.prior_mean; }},
      ParameterRow{"trust.prior_credibility", "share", 0.2, 0, 1,
                   "Rise of that prior per unit of credibility above 0.5.",
                   "assumed: reputation stands in for experience",
                   [](Parameters& p) -> double& { return p.trust.prior_credibility; }},
      ParameterRow{"trust.observation_noise_sd", "share", 0.1, 0, 1,
                   "Error in what a partner sees of fulfilment.",
                   "assumed: falls with transparency",
                   [](Parameters& p) -> double& { return p.trust.observation_noise_sd; }},
      ParameterRow{"trust.transfer", "share", 0.5, 0, 1,
                   "How much of common partners' trust carries over to a stranger.",
                   "assumed: third-party reports are discounted (Josang & Ismail 2002)",
                   [](Parameters& p) -> double& { return p.trust.transfer; }},
      ParameterRow{"trust.joint_hours_smoothing", "per month", 0.2, 0.01, 1,
                   "Weight of the newest month in joint hours of a tie.",
                   "assumed: half a year",
                   [](Parameters& p) -> double& { return p.trust.joint_hours_smoothing; }},
      ParameterRow{"trust.contact_months", "month", 12, 1, 120,
                   "A tie counts as contact for so long after the last one.",
                   "Indiana 2010: contact from yearly on",
                   [](Parameters& p) -> double& { return p.trust.contact_months; }, true},
      ParameterRow{"trust.information_months", "month", 3, 1, 120,
                   "A tie shares information when contact is at least so frequent.",
                   "Indiana 2010: quarterly contact",
                   [](Parameters& p) -> double& { return p.trust.information_months; }, true},
      ParameterRow{"trust.informal_hours", "hour", 1.0, 0, 1000,
                   "Joint hours per month from which a tie is informal collaboration.",
                   "assumed: set so that levels of collaboration are as frequent as in real networks (Indiana 2010)",
                   [](Parameters& p) -> double& { return p.trust.informal_hours; }},
      ParameterRow{"trust.formal_hours", "hour", 4.0, 0, 1000,
                   "Joint hours per month under an agreement from which a tie is formal.",
                   "assumed: set so that levels of collaboration are as frequent as in real networks (Indiana 2010)",
                   [](Parameters& p) -> double& { return p.trust.formal_hours; }},
      ParameterRow{"trust.stale_months", "month", 36, 1, 600,
                   "A tie without contact for so long is forgotten.",
                   "assumed: evidence has faded to a third",
                   [](Parameters& p) -> double& { return p.trust.stale_months; }, true},
  };
  return rows;
}

}  // namespace tessera
