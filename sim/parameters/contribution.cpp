#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> contribution_rows() {
  static constexpr std::array rows{
      ParameterRow{"contribution.reciprocity", "share", 0.96, 0, 1,
                   "How much of what the others are believed to give is matched.",
                   "conditional cooperation, Fehr & Gaechter 2000",
                   [](Parameters& p) -> double& { return p.contribution.reciprocity; }},
      ParameterRow{"contribution.accountability", "share", 0.8, 0, 1,
                   "How much full formality binds.",
                   "assumed: with formality 0.5 gives willingness 0.8",
                   [](Parameters& p) -> double& { return p.contribution.accountability; }},
      ParameterRow{"contribution.temptation", "share", 0.04, 0, 1,
                   "Share withheld where nobody notices.",
                   "assumed: slow decay of giving without accountability",
                   [](Parameters& p) -> double& { return p.contribution.temptation; }},
      ParameterRow{"contribution.first_belief", "share", 0.8, 0, 1,
                   "What a new member believes the others will give of what they promise.",
                   "assumed: newcomers give the benefit of the doubt (first rounds of public-goods games: 0.4 to 0.6 of an endowment, not of a promise)",
                   [](Parameters& p) -> double& { return p.contribution.first_belief; }},
      ParameterRow{"contribution.belief_adjustment_per_month", "per month", 0.3, 0.01, 1,
                   "Speed at which beliefs follow what was seen.",
                   "assumed: a few months",
                   [](Parameters& p) -> double& { return p.contribution.belief_adjustment_per_month; }},
      ParameterRow{"contribution.own_obligations", "share", 0.1, 0, 1,
                   "Share of every resource that is never given away.",
                   "assumed: own obligations come first",
                   [](Parameters& p) -> double& { return p.contribution.own_obligations; }},
      ParameterRow{"contribution.measurement_effect", "share", 0.3, 0, 1,
                   "Share of what is missing in accountability that full shared measurement adds.",
                   "assumed: what is seen is kept, Fehr & Gaechter 2000 on monitoring",
                   [](Parameters& p) -> double& { return p.contribution.measurement_effect; }},
  };
  return rows;
}

}  // namespace tessera
