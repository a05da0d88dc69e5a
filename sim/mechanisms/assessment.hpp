// Assessment: each organisation reads how much of each area's need goes unmet where it works, with error; partners'
// readings are averaged for real, and what it believes follows slowly.
//
//   truth[i,a]   = 1 - sum of met / sum of wanted over the districts it reaches (0 where nothing is wanted)
//   reading[i,a] = clamp(truth + common_noise_sd * u[home district, a] + own_noise_sd * z[i, a], 0, 1)
//   combined     = (1 - partner_weight) reading + partner_weight * mean over its signed partnerships of the mean reading of
//                  the members (its own among them); its reading alone without partnerships
//   perceived   <- perceived + adjustment (combined - perceived)
//
// Wanted is this month's need, met what was delivered last month, as nothing has been delivered yet. The common error is
// what all organisations at home in one district get wrong alike: no number of partners averages it away.
//
// Reads: Need::wanted, met; Organisations::id, active, district, reach; Partnerships::live, stage; Memberships.
// Writes: Organisations::reading, perceived.
// Draws: normals, one per area, from one stream per organisation (number 0) and one per district (number 1).
// Units: shares. Source: errors assumed, see rows; averaging of independent readings is arithmetic.
#pragma once

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/community.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"

namespace tessera {

void assess_need(Organisations& organisations, const Need& need, const Community& community,
                 const Partnerships& partnerships, const Memberships& memberships, const AssessmentParameters& parameters,
                 const MechanismDraws& draws);

}  // namespace tessera
