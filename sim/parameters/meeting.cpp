#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> meeting_rows() {
  static constexpr std::array rows{
      ParameterRow{"meeting.attendance_per_month", "per month", 0.21, 0, 1,
                   "Chance that an organisation attends a local event.",
                   "assumed: two or three events a year; calibrated on P4, P7, P9 and P24 (analysis/calibration/networks.toml)",
                   [](Parameters& p) -> double& { return p.meeting.attendance_per_month; }},
      ParameterRow{"meeting.encounters", "count", 2, 0, 20,
                   "Others that an attendant seeks out; it is sought out by as many.",
                   "assumed: a few conversations",
                   [](Parameters& p) -> double& { return p.meeting.encounters; }, true},
      ParameterRow{"meeting.evidence", "count", 0.1, 0, 5,
                   "Evidence one meeting gives.",
                   "assumed: smaller than evidence of performance",
                   [](Parameters& p) -> double& { return p.meeting.evidence; }},
      ParameterRow{"meeting.impression", "share", 0.7, 0, 1,
                   "Share of that evidence that is good.",
                   "assumed: meetings are mildly positive",
                   [](Parameters& p) -> double& { return p.meeting.impression; }},
      ParameterRow{"meeting.joint_events_effect", "multiple", 1, 0, 20,
                   "Rise of attendance under full joint events.",
                   "assumed: attendance doubles",
                   [](Parameters& p) -> double& { return p.meeting.joint_events_effect; }},
      ParameterRow{"meeting.event_morale", "share", 0.1, 0, 1,
                   "Share of the way to full morale that a joint event lifts the volunteers of who attends.",
                   "assumed: small; joint events raise commitment in the seed documents, size unknown",
                   [](Parameters& p) -> double& { return p.meeting.event_morale; }},
  };
  return rows;
}

}  // namespace tessera
