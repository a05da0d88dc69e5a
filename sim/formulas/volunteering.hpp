// How attractive an organisation is to the free residents of a district it serves, and how likely a volunteer quits.
#pragma once

#include <cmath>

#include "formulas/logistic.hpp"

namespace tessera {

struct Recruiter {
  double pull = 1.0;          // of the type, weight
  double volunteers = 0.0;    // already there, persons
  double credibility = 0.5;   // share 0..1
  double visibility = 0.5;    // share 0..1
  double fit = 0.0;           // mission-weighted unmet share above the plain mean over areas, -1..1; 0 = no better than even
  double reach_weight = 1.0;  // of the district, share 0..1
};

struct AttractionWeights {
  double invitation_exponent = 0.3;
  double standing_weight = 0.5;
  double fit_weight = 0.5;
};

// pull * (1 + volunteers)^invitation * (credibility * visibility)^standing * (1 + fit_weight * fit) * reach weight; never
// below 0. A competing hazard up to a constant: only its share in the district's sum and that sum's growth since founding count.
inline double volunteer_attraction(const Recruiter& recruiter, const AttractionWeights& weights) {
  const double fit = 1.0 + weights.fit_weight * recruiter.fit;
  if (fit <= 0.0) return 0.0;
  return recruiter.pull * recruiter.reach_weight * fit *
         std::pow(1.0 + recruiter.volunteers, weights.invitation_exponent) *
         std::pow(recruiter.credibility * recruiter.visibility, weights.standing_weight);
}

// Chance to quit within a month: the usual chance moved on the logit scale by morale above or below the usual.
inline double quit_chance(double usual_chance, double morale_weight, double morale_above_usual) {
  if (usual_chance <= 0.0) return 0.0;
  if (usual_chance >= 1.0) return 1.0;
  return logistic(logit(usual_chance) - morale_weight * morale_above_usual);
}

}  // namespace tessera
