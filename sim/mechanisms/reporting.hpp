// Reporting: once a year every organisation is asked with whom it works, and how closely. Surveys of networks are made of
// such answers, so what they find is not the network itself.
//
//   chance of leaving out a tie of level L = min(1, omission * (highest level - L)): closer ties are remembered
//   chance of naming it one level too high or too low (equally often) = level_error, held within none .. highest
//
// Each side answers for itself. A tie below contact is not reported, nor is one with an organisation that has closed.
// Reads: Ties::level, Organisations. Writes: Ties::reported_by_a, reported_by_b; nothing acts on them. Draws: keyed by
// (observer, observed), in months divisible by twelve. Source: thinning by confirmation in
// surveys of policy and emergency networks (1.5 to 5 times fewer ties).
#pragma once

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/ties.hpp"

namespace tessera {

void report_ties(Ties& ties, const Organisations& organisations, const ReportingParameters& parameters,
                 const MechanismDraws& draws);

// What one side says of a tie of this level; u_omission, u_error: uniform in [0, 1).
Level reported_level(Level level, double u_omission, double u_error, const ReportingParameters& parameters);

}  // namespace tessera
