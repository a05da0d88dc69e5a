#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> conflict_rows() {
  static constexpr std::array rows{
      ParameterRow{"conflict.base", "logit", -6.3, -20, 5,
                   "Logit of the monthly hazard of open conflict, all else zero.",
                   "assumed: gives 0.1 to 0.3 conflicts per partnership and year in the default town",
                   [](Parameters& p) -> double& { return p.conflict.base; }},
      ParameterRow{"conflict.divergence", "logit", 5, 0, 50,
                   "Weight of the divergence of positions.",
                   "assumed: goals that differ are the first cause named",
                   [](Parameters& p) -> double& { return p.conflict.divergence; }},
      ParameterRow{"conflict.communication", "logit", 1.5, 0, 50,
                   "Weight of what is missing in communication.",
                   "assumed: none measured",
                   [](Parameters& p) -> double& { return p.conflict.communication; }},
      ParameterRow{"conflict.stress", "logit", 1.5, 0, 50,
                   "Weight of promises that members can not keep.",
                   "assumed: none measured",
                   [](Parameters& p) -> double& { return p.conflict.stress; }},
      ParameterRow{"conflict.asymmetry", "logit", 1, 0, 50,
                   "Weight of the largest member's share beyond an equal one.",
                   "assumed: none measured",
                   [](Parameters& p) -> double& { return p.conflict.asymmetry; }},
      ParameterRow{"conflict.facilitation", "logit", 1.5, 0, 50,
                   "Fall under full facilitation.",
                   "assumed: halves conflicts at 0.6, as the prototype",
                   [](Parameters& p) -> double& { return p.conflict.facilitation; }},
      ParameterRow{"conflict.lost_hours", "share", 0.3, 0, 1,
                   "Share of pooled hours lost while a conflict is open.",
                   "assumed: a third of the time goes into it",
                   [](Parameters& p) -> double& { return p.conflict.lost_hours; }},
      ParameterRow{"conflict.evidence", "count", 0.3, 0, 5,
                   "Evidence a month of open conflict gives each pair.",
                   "assumed: as a month of delivery",
                   [](Parameters& p) -> double& { return p.conflict.evidence; }},
      ParameterRow{"conflict.impression", "share", 0.2, 0, 1,
                   "Share of that evidence that is good.",
                   "assumed: mostly bad",
                   [](Parameters& p) -> double& { return p.conflict.impression; }},
      ParameterRow{"conflict.resolution_per_month", "per month", 0.05, 0, 5,
                   "Rate at which members resolve a conflict by themselves.",
                   "assumed: one in three within half a year with fading",
                   [](Parameters& p) -> double& { return p.conflict.resolution_per_month; }},
      ParameterRow{"conflict.mediation_per_month", "per month", 0.35, 0, 5,
                   "Rate added by full mediation.",
                   "assumed: settlement of 0.5 to 0.8 is a prior",
                   [](Parameters& p) -> double& { return p.conflict.mediation_per_month; }},
      ParameterRow{"conflict.mediation_delay_months", "month", 0, 0, 60,
                   "Months a conflict is open before a mediator comes.",
                   "assumed: at once",
                   [](Parameters& p) -> double& { return p.conflict.mediation_delay_months; }, true},
      ParameterRow{"conflict.fade_per_month", "per month", 0.1, 0, 5,
                   "Rate at which a conflict fades.",
                   "assumed: as the prototype",
                   [](Parameters& p) -> double& { return p.conflict.fade_per_month; }},
      ParameterRow{"conflict.exit_per_month", "per month", 0.05, 0, 5,
                   "Rate at which the least satisfied member leaves over it.",
                   "assumed: as the prototype",
                   [](Parameters& p) -> double& { return p.conflict.exit_per_month; }},
      ParameterRow{"conflict.convergence", "share", 0.5, 0, 1,
                   "Share of the distance from the purpose that members give up when a conflict is resolved.",
                   "assumed: the dialogue on purpose is opened again",
                   [](Parameters& p) -> double& { return p.conflict.convergence; }},
  };
  return rows;
}

}  // namespace tessera
