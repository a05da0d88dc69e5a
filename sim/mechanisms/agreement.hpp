// Agreement: a forming partnership signs with a hazard that rises smoothly with trust and falls with divergence.
//
//   hazard = rate * logistic(trust_slope (T - trust_midpoint)) * logistic(divergence_slope (divergence_midpoint - D)),
//            T = mean trust over all ordered pairs of members;  P(sign this month) = 1 - exp(-hazard)
//
// A hard gate would be a cliff (prototype). Signing fixes the purpose (areas below smallest_purpose_share are left
// out), the term, the next review, the formality, the governance mode
// (least expected coordination cost: shared hours grow with pairs, a lead organisation's with links, an administrative
// organisation has a fixed cost in money) and each member's commitments: what it can spare, more of what lies idle. It
// costs every member signing_hours, less what agreement support saves it; support also writes more of it down:
//   hours = signing_hours (1 - support_effect s_i),  formality = F + support_formality s (1 - F),  s = strength of the lever
// An attempt not signed after lapse_after_months ends, reason lapsed_in_forming.
// Reads: Organisations, Ties, Support. Writes: Partnerships (stage, purpose, terms, governance, lead, expected_value), Memberships
// (committed, credit), Organisations::overhead_hours; lapses as in state/leave.hpp. Draws: one uniform per forming
// partnership, keyed by (initiator, target, founded month).
#pragma once

#include "base/draws.hpp"
#include "formulas/technology.hpp"
#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"
#include "state/ties.hpp"

namespace tessera {

void sign_agreements(Partnerships& partnerships, Memberships& memberships, Ties& ties, Organisations& organisations,
                     const Support& support, const Technology& technology, const AgreementParameters& parameters,
                     double review_months, const TrustParameters& trust, const MechanismDraws& draws);

// The signing hazard per month.
double signing_hazard(double mean_trust, double divergence, const AgreementParameters& parameters);

}  // namespace tessera
