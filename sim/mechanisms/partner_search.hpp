// Partner search: who asks whom to work together, and who agrees. An actor-oriented choice (Snijders 2001; McFadden 1974)
// with unilateral initiative and reciprocal confirmation.
//
// Opportunity. P = rate * propensity * (rate_base + rate_unmet * mission-weighted perceived unmet share)
//                  / (1 + rate_membership_damping * memberships), for businesses times 1 + incentive_effect * strength.
// Who looks spends diligence_hours * diligence on it.
// Candidates. Up to `candidates` organisations: in reach (a district in reach, an organisation in it), acquaintances,
// partners of partners; all in reach if there are no more than that. With stakeholder mapping, a share mapping_share *
// strength of the places is filled off a map instead: of a few organisations (any district, evenly; an organisation at
// home there), the one that fits best (cosine of missions plus distance in the composition of what both have to spare). For each one alternative: start a partnership of two,
// or (half the time, where there is one) join one of its partnerships or invite it into one's own; with `withdrawal`,
// leave the one the two share.
// Choice. U = intercept + goal cos + gain g + trust (T - midpoint) + credibility c + closure log(1 + common partners)
//            - distance km - load memberships - coordination (hours / spare hours) + sector_difference + already_partner
//            - log(alternatives / 12); "none" has U = 0. Every (chooser, alternative, month) has its own Gumbel draw and
// the largest sum is chosen. Leaving has the utility -U of what is left.
//   g = (V_ij - V_i - V_j) / max(V_ij, V_i + V_j), V = harm- and perception-weighted output from spare resources at one
//   common mix, coordination hours taken off V_ij. Costly, so it is computed only where what the scarcest inputs of both sides
//   allow at most (formulas/production.hpp) and a rough value (formulas/rough_gain.hpp) leave choice or answer open: both
//   are the same.
//   T towards someone known: evidence with the institution-based prior; common partners' trust shifts that prior.
//   Both sides know the gain with an error of their own, appraisal_noise_sd (1 - diligence) times a normal truncated at 3.
// Answer. The one asked (for joining: who leads, or else the acquaintance) agrees with chance
//   logistic(U of its own + answer_intercept), the same gain but for its error; acceptor_trust weighs its evidence. Accepted proposals are applied in the order of a keyed draw.
//
// Reads: Organisations, Geography, Support (stakeholder_mapping, corporate_partnership_incentive). Writes: Partnerships,
// Memberships, Ties (new rows, common, last contact), Organisations::overhead_hours.
// Draws: opportunity and order by searcher; candidates and places on the map by (searcher, place); Gumbel by (searcher,
// candidate, kind); answer by (searcher, candidate); error of the gain by (who sees it, of whom). Units: logits.
#pragma once

#include "base/draws.hpp"
#include "formulas/choice.hpp"
#include "formulas/technology.hpp"
#include "parameters/parameters.hpp"
#include "state/community.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"
#include "state/ties.hpp"

namespace tessera {

// Parameters of other mechanisms that a searcher reckons with.
struct SearchOutlook {
  const AgreementParameters& agreement;  // what would be committed
  const DialogueParameters& dialogue;    // voice, first communication
  const TrustParameters& trust;
  double attention_floor;                // of delivery
  double first_belief;                   // of contribution
};

void search_partners(Partnerships& partnerships, Memberships& memberships, Ties& ties, Organisations& organisations,
                     const Geography& geography, const Support& support, const Technology& technology,
                     const PartnerSearchParameters& parameters, const SearchOutlook& outlook,
                     const MechanismDraws& draws);

PairWeights pair_weights(const PartnerSearchParameters& parameters);
// Chance that an organisation looks for partners this month.
double search_chance(double propensity, double perceived_unmet, double memberships,
                     const PartnerSearchParameters& parameters);

}  // namespace tessera
