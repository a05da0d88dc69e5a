// Dialogue: members of a forming partnership move towards each other.
//
//   influence_i = sum over members j of T_ij voice_j z_j / sum of T_ij voice_j   (T_ii = 1)
//   z_i        += communication * (s m_i + (1 - s) influence_i - z_i)            (Friedkin & Johnsen 1990)
//   s           = stubbornness * (1 - facilitation_effect * facilitation)
//   voice_j     = (value of what j could commit)^(1 - voice_equality)
//   purpose     = voice-weighted mean of z;  divergence = voice-weighted mean total variation of z from purpose
//
// Meetings cost each member hours (total of the cheapest governance mode at meeting_hours per link, shared equally) and
// leave small, mildly good contact evidence with every pair.
// Reads: Organisations. Writes: Memberships::position, Partnerships::purpose, divergence,
// Organisations::overhead_hours, Ties (evidence, last contact). Draws: none. Units: shares, hours.
#pragma once

#include "formulas/technology.hpp"
#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/ties.hpp"

namespace tessera {

void hold_dialogue(Partnerships& partnerships, Memberships& memberships, Ties& ties, Organisations& organisations,
                   const Technology& technology, const DialogueParameters& parameters,
                   const AgreementParameters& agreement, const TrustParameters& trust, std::int32_t month);

}  // namespace tessera
