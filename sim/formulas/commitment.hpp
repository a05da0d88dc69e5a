// What an organisation has to spare for a partnership.
#pragma once

#include <cstddef>
#include <span>

#include "vocabulary/names.hpp"

namespace tessera {

struct CommitmentRule {
  double share = 0.5;                // of what can be spared
  double idle_weight = 0.7;          // how much more of an idle resource
  double membership_damping = 0.7;   // per other membership
};

// available[resource], idle[resource] (share left unused last month), other memberships -> spare amounts per month.
inline Bundle spare_bundle(std::span<const double> available, std::span<const double> idle, double other_memberships,
                           const CommitmentRule& rule) {
  const double attention = rule.share / (1.0 + rule.membership_damping * other_memberships);
  Bundle spare{};
  for (std::size_t r = 0; r < resources; ++r)
    spare[r] = available[r] * attention * (1.0 - rule.idle_weight + rule.idle_weight * idle[r]);
  return spare;
}

}  // namespace tessera
