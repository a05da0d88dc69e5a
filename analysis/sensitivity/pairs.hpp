// Which factors act together, so that more can be said than of each alone.
#pragma once

#include "analysis/sensitivity/indices.hpp"

namespace tessera {

struct FactorPair {
  std::size_t one, other;  // places of factors, one < other
  Estimate share;          // of the variance, beyond what each does alone
};

// Pairs that are clearly above nothing, strongest first; none where the design was not Saltelli's. A design of ten factors has
// 45 pairs, of which some intervals of 95 % lie above 0 by chance: intervals here hold for all pairs at once (Bonferroni; each
// side is widened as that of a normal distribution would be). What two factors do together is part of the total index of each,
// so both of these must lie above 0, and the share is no more than either.
std::vector<FactorPair> find_clear_pairs(const OutcomeSensitivity& of, std::size_t factors);

}  // namespace tessera
