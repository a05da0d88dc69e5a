// Learning: expertise passes from better to weaker partners, new practices arise where competences come together and spread
// along ties, collaboration is learnt by doing and by failing, and who gains by partnerships looks for more of them.
//
// A room is where an organisation works: alone, or one of its active partnerships. An area is worked in a room with weight
// w_a (mission alone, purpose jointly); best is the best expertise in the room by competence; share is the share of the
// organisation's hours given there (alone: the rest).
//   expertise <- + sum over joint rooms with w_a > 0 of diffusion * share (best - expertise)
//                + training_expertise * strength (1 - expertise), where the mission lies
//                - loss (expertise - expertise_base)
//   W_ia = sum over rooms of share * w_a * mean over competences of best, Q_i = sum of W_ia
//   a new practice arises with hazard practice_per_year / 12 * Q_i, in an area in proportion to W_ia
//   a practice is taken over, in an area of the mission, with hazard practice_spread times the share of contacts (ties of
//   level information or more, with open organisations) that work by more practices there
//   either raises practices by one, and expertise and expertise_base by practice_step of what is missing
//   capability <- + (training_capability * strength + experience where an active partnership is) (1 - capability),
//                then + failure (1 - capability) once where a membership ended this month by conflict or unmet expectation
//   propensity <- + adjustment (target - propensity), target = propensity_base * (geometric mean over active memberships
//                of benefit / outside)^propensity_weight, within a quarter and four times the base; the base without any
//
// Clones gain nothing: the best among them is what each has. Variety pays, once per organisation and not per partnership.
// Reads: Organisations (who, mission, hours, bases), Partnerships, Memberships, Ties::level, Support (capacity_building).
// Writes: Organisations::expertise, expertise_base, practices, new_practices, capability, propensity.
// Draws: per organisation, one stream for what arises (number 0) and one with a word per area for what spreads (number 1).
// Everybody decides on the state as it stood. Units: shares, per month. Source: assumed, see rows; Hargadon & Sutton 1997
// and Fleming 2001 on recombination; diffusion along ties as Rogers 2003.
#pragma once

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"
#include "state/ties.hpp"

namespace tessera {

void learn_and_innovate(Organisations& organisations, const Partnerships& partnerships, const Memberships& memberships,
                        const Ties& ties, const Support& support, const LearningParameters& parameters,
                        std::size_t areas, const MechanismDraws& draws);

// Where propensity goes. log_ratio: mean log of benefit over outside.
double propensity_target(double base, double log_ratio, double weight);

}  // namespace tessera
