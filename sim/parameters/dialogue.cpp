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
  };
  return rows;
}

}  // namespace tessera
