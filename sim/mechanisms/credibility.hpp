// Credibility: public standing follows outcomes that people can see and the company an organisation keeps.
//
//   outcome_i    = harm-weighted units met: its own, plus its credit's share of what its active partnerships met
//   performance <- performance + pace (outcome / cost - performance), cost = service_share * planned cost,
//                  pace = max(adjustment, 1 / months on record)
//   ratio_i      = log2(performance_i / geometric mean of peers' performance), clamped to -1..1; 0 without a record or peers
//   own_i        = clamp(credibility_base + outcome_weight (1 + stories_effect * strength) visibility_i ratio_i, 0, 1)
//   credibility <- + adjustment (target - credibility),
//                  target = (1 - association_weight) own + association_weight * mean credibility of partners (own alone)
//   visibility  <- + adjustment (target - visibility),
//                  known  = base + visibility_association * max(0, base of the best-known partner - base)
//                  target = known + relations_effect * strength * (1 - known)
//
// Peers are the active organisations of the same type at home in a district within reach. Partners are counted once for
// each active partnership shared. Audiences of partners overlap: it is the best-known one through whom people hear, and
// only what its own public has beyond one's own is news. Publics are those of the founding, or partners would hear back
// through each other what they spread themselves: clones, and whoever is best known, gain no visibility by company. That
// the small and the unknown gain most by association is not written down: it follows, as what company adds is a share of
// the difference.
//
// Reads: Organisations (who, own_met, service_share, cost_level_usd, bases), Partnerships::met, Memberships::credit, Geography::homes,
// Support (success_stories, public_relations). Writes: Organisations::performance, credibility, visibility. Draws: none;
// everybody decides on the state as it stood. Units: shares; harm-weighted units per usd. Source: assumed, see rows.
#pragma once

#include <cstdint>
#include <span>

#include "parameters/parameters.hpp"
#include "state/community.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"

namespace tessera {

// harm: [area] weight of one unit met.
void update_credibility(Organisations& organisations, const Partnerships& partnerships, const Memberships& memberships,
                        const Geography& geography, const Support& support, const CredibilityParameters& parameters,
                        std::span<const double> harm, std::size_t types, std::int32_t month);

// Where credibility goes by one's own record. log_ratio: log2 of performance over peers'.
double earned_credibility(double base, double visibility, double log_ratio, double stories,
                          const CredibilityParameters& parameters);
// Where visibility goes. best_known: base visibility of the best-known partner, 0 without partners.
double visibility_target(double base, double best_known, double relations, const CredibilityParameters& parameters);

}  // namespace tessera
