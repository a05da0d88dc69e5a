#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> dialogue_rows() {
  static constexpr std::array rows{
      ParameterRow{"dialogue.stubbornness", "share", 0.45, 0, 1,
                   "Weight of the own mission in a member's position.",
                   "assumed: Friedkin-Johnsen; redundant with the divergence midpoint",
                   [](Parameters& p) -> double& { return p.dialogue.stubbornness; }},
      ParameterRow{"dialogue.facilitation_effect", "share", 0.6, 0, 1,
                   "Share by which full facilitation lowers stubbornness.",
                   "assumed: none measured",
                   [](Parameters& p) -> double& { return p.dialogue.facilitation_effect; }},
      ParameterRow{"dialogue.voice_equality", "share", 0.5, 0, 1,
                   "Weight of members' positions: 0 = by what they commit, 1 = all the same.",
                   "assumed: between the two",
                   [](Parameters& p) -> double& { return p.dialogue.voice_equality; }},
      ParameterRow{"dialogue.meeting_hours", "hour", 1.0, 0, 100,
                   "Hours per link and month that dialogue costs.",
                   "assumed: 1 to 3 hours; no measured figure was found",
                   [](Parameters& p) -> double& { return p.dialogue.meeting_hours; }},
      ParameterRow{"dialogue.evidence", "count", 0.25, 0, 5,
                   "Evidence a month of dialogue gives each pair.",
                   "assumed: smaller than evidence of performance",
                   [](Parameters& p) -> double& { return p.dialogue.evidence; }},
      ParameterRow{"dialogue.impression", "share", 0.7, 0, 1,
                   "Share of that evidence that is good.",
                   "assumed: above the signing midpoint",
                   [](Parameters& p) -> double& { return p.dialogue.impression; }},
      ParameterRow{"dialogue.communication", "share", 0.7, 0, 1,
                   "Quality of communication in a new partnership.",
                   "assumed: moderate",
                   [](Parameters& p) -> double& { return p.dialogue.communication; }},
      ParameterRow{"dialogue.inclusive_effect", "share", 0.7, 0, 1,
                   "Share of the way to equal voices under full inclusive governance.",
                   "assumed: none measured",
                   [](Parameters& p) -> double& { return p.dialogue.inclusive_effect; }},
      ParameterRow{"dialogue.inclusive_delay", "share", 0.3, 0, 1,
                   "Share by which full inclusive governance slows the dialogue.",
                   "assumed: more voices take longer",
                   [](Parameters& p) -> double& { return p.dialogue.inclusive_delay; }},
      ParameterRow{"dialogue.routine_months", "month", 3, 1, 120,
                   "Months between routine meetings of a signed partnership.",
                   "Indiana 2010: quarterly contact is the most frequent",
                   [](Parameters& p) -> double& { return p.dialogue.routine_months; }, true},
      ParameterRow{"dialogue.routine_evidence", "count", 0.15, 0, 5,
                   "Evidence a routine meeting gives each pair.",
                   "assumed: below that of a month of joint delivery",
                   [](Parameters& p) -> double& { return p.dialogue.routine_evidence; }},
      ParameterRow{"dialogue.message_loss", "share", 0.15, 0, 1,
                   "Share of messages lost between members of different sectors.",
                   "assumed: none measured",
                   [](Parameters& p) -> double& { return p.dialogue.message_loss; }},
      ParameterRow{"dialogue.communication_rise", "share", 0.3, 0, 1,
                   "Communication gained per unit of members' mean collaboration capability above 0.5, and by monthly routine over none.",
                   "assumed: moderate",
                   [](Parameters& p) -> double& { return p.dialogue.communication_rise; }},
      ParameterRow{"dialogue.communication_tools", "share", 0.3, 0, 1,
                   "Share of what is missing in communication that full collaboration tools add.",
                   "assumed: none measured",
                   [](Parameters& p) -> double& { return p.dialogue.communication_tools; }},
      ParameterRow{"dialogue.communication_adjustment_per_month", "per month", 0.1, 0.01, 1,
                   "Speed at which communication follows what supports it.",
                   "assumed: most of a year",
                   [](Parameters& p) -> double& { return p.dialogue.communication_adjustment_per_month; }},
  };
  return rows;
}

}  // namespace tessera
