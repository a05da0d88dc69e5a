// Utility of working together in a multinomial logit with explicit error terms (McFadden 1974; Snijders 2001).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace tessera {

// What the one who decides sees of an alternative.
struct PairTerms {
  double intercept = 0.0;         // of the kind of alternative, alternatives' number taken off
  double goal = 0.0;              // cosine of missions, or of mission and purpose
  double gain = 0.0;              // relative gain from pooling, -1..1
  double trust = 0.0;             // 0..1
  double credibility = 0.0;       // 0..1
  double common_partners = 0.0;   // count
  double distance_km = 0.0;
  double load = 0.0;              // partnerships the decider already has
  double coordination = 0.0;      // expected coordination hours / spare hours
  bool sectors_differ = false;
  bool already_partner = false;
};

struct PairWeights {
  double goal, gain, trust, trust_midpoint, credibility, closure, distance_per_km, load, coordination, sector_difference,
      already_partner;
};

inline double utility(const PairTerms& t, const PairWeights& w) {
  return t.intercept + w.goal * t.goal + w.gain * t.gain + w.trust * (t.trust - w.trust_midpoint) +
         w.credibility * t.credibility + w.closure * std::log1p(t.common_partners) - w.distance_per_km * t.distance_km -
         w.load * t.load - w.coordination * t.coordination + (t.sectors_differ ? w.sector_difference : 0.0) +
         (t.already_partner ? w.already_partner : 0.0);
}

inline double cosine(std::span<const double> one, std::span<const double> other) {
  double dot = 0.0, one_square = 0.0, other_square = 0.0;
  for (std::size_t a = 0; a < one.size(); ++a) {
    dot += one[a] * other[a];
    one_square += one[a] * one[a];
    other_square += other[a] * other[a];
  }
  const double norms = one_square * other_square;
  return norms > 0.0 ? dot / std::sqrt(norms) : 0.0;
}

// More alternatives must not be a benefit by luck: the expected maximum of k Gumbel terms grows with log k.
inline double alternatives_correction(double alternatives) { return -std::log(std::max(1.0, alternatives) / 12.0); }

}  // namespace tessera
