// Assessment: each organisation reads how much of each area's need goes unmet where it works, with error; partners'
// readings are averaged for real, and what it believes follows slowly.
//
//   truth[i,a]   = 1 - sum of met / sum of wanted over the districts it reaches (0 where nothing is wanted)
//   impression   = clamp(truth + (1 - survey_effect * needs_assessment) (common_noise_sd * u[home district, a]
//                  + own_noise_sd * z[i, a]) + mission_bias (mission[i,a] - 1 / areas), 0, 1)
//   reading[i,a] = impression + voice (max(0, truth) - impression), voice = min(1, residents_voice + inclusive_voice * inclusive_governance),
//                  the latter in members of signed partnerships only
//   combined     = (1 - partner_weight) reading + partner_weight * mean over its signed partnerships of the mean reading of
//                  the members (its own among them); its reading alone without partnerships
//   perceived   <- perceived + adjustment (combined - perceived)
//
// Wanted is this month's need, met what was delivered last month, as nothing has been delivered yet: where need falls met
// can be more, and then residents lack nothing. The common error is what all organisations at home in one district get wrong
// alike: no number of partners averages it away. Inclusive governance is paid per partnership and reaches no reading of who
// governs nothing jointly.
//
// Reads: Need::wanted, met; Organisations::id, active, district, reach, mission; Partnerships::live, stage; Memberships;
// Support (needs_assessment, inclusive_governance).
// Writes: Organisations::reading, perceived.
// Draws: normals, one per area, from one stream per organisation (number 0) and one per district (number 1).
// Units: shares. Source: errors assumed, see rows; averaging of independent readings is arithmetic.
#pragma once

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/community.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"

namespace tessera {

void assess_need(Organisations& organisations, const Need& need, const Community& community,
                 const Partnerships& partnerships, const Memberships& memberships, const Support& support,
                 const AssessmentParameters& parameters, const MechanismDraws& draws);

}  // namespace tessera
