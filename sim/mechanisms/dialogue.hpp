// Dialogue: members of a partnership talk. While it forms they move towards each other; once it runs they meet by routine.
//
// Every live partnership:
//   facilitation   = mean strength of the lever facilitation over its members
//   communication += adjustment * (target - communication); target as in formulas/dialogue.hpp, from members' collaboration
//                    capability, the routine of meetings, how many pairs are of different sectors, and the lever of tools
// Forming:
//   influence_i = sum over members j of T_ij voice_j z_j / sum of T_ij voice_j   (T_ii = 1)
//   z_i        += pace * (s m_i + (1 - s) influence_i - z_i)                     (Friedkin & Johnsen 1990)
//   pace        = communication * (1 - inclusive_delay * inclusive),  s = stubbornness * (1 - facilitation_effect * facilitation)
//   voice_j     = (1 + value of what j could commit)^(1 - e),  e = voice_equality + inclusive_effect * inclusive * (1 - voice_equality)
//   purpose     = voice-weighted mean of z;  divergence = voice-weighted mean total variation of z from purpose
// Running: divergence is read off positions and purpose again, voices by what is committed: reviews, newcomers and leavers
//   have moved it since last month.
//
// Meetings (forming: every month; running: every routine_months, counted from the founding month) cost each member an equal
// part of the coordination hours of the mode at meeting_hours per link, less what tools save, and leave small, mildly good
// contact evidence with every pair.
// Reads: Organisations, Support. Writes: Memberships::position, Partnerships::purpose, divergence, communication,
// facilitation, Organisations::overhead_hours, Ties (evidence, last contact). Draws: none. Units: shares, hours.
#pragma once

#include "formulas/technology.hpp"
#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"
#include "state/ties.hpp"

namespace tessera {

void hold_dialogue(Partnerships& partnerships, Memberships& memberships, Ties& ties, Organisations& organisations,
                   const Support& support, const Technology& technology, const DialogueParameters& parameters,
                   const AgreementParameters& agreement, const TrustParameters& trust, std::int32_t month);

}  // namespace tessera
