#include "analysis/claims/rounds.hpp"

#include <algorithm>

namespace tessera {

std::uint32_t next_round(const ReplicateRule& rule, std::uint32_t done) {
  constexpr std::uint32_t first = 20;
  if (rule.fixed > 0) return rule.fixed;
  return std::min(rule.most, done == 0 ? first : 2 * done);
}

bool narrow_enough(const Effect& effect, double until_half_width) {
  if (effect.pairs < 2) return true;
  return 0.5 * (effect.upper - effect.lower) <= until_half_width * effect.spread;
}

}  // namespace tessera
