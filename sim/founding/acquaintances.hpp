// Who knows whom when the run begins: drawn acquaintances, and the ties that a scenario describes.
//
// Each synthetic organisation knows about founding.known_organisations others: districts in its reach and organisations
// at home there are picked by jump consistent hashing of keyed words, so that a further organisation disturbs few picks.
// Described organisations draw acquaintances too, unless the scenario describes ties. A tie holds known_evidence counts
// both ways, of which known_trust are good; the last contact was 0 to 6 months ago.
//
// A described tie's evidence comes from its trust, if given, or from its level.
#pragma once

#include "base/draws.hpp"
#include "scenario/scenario.hpp"
#include "state/world.hpp"

namespace tessera {

// Writes Ties; needs Organisations and Geography.
void found_ties(World& world, const Scenario& scenario, const MechanismDraws& draws);

// What a described tie of a level starts with. Assumed: stronger collaboration is older and better known.
struct TieStart {
  double evidence = 0.0;            // counts, each side
  double good_share = 0.0;          // of that evidence
  double months_since_contact = 0;  // Indiana 2010: contact frequency rises with the level (correlation 0.70)
};
TieStart start_of_level(int level);

// Good evidence, of `counts` in all, at which trust is nearest to the value wished.
double good_evidence_for(double trust, double counts, double prior, double prior_counts);

}  // namespace tessera
