// How many replicates: rounds of 20, 40, 80 ... until paired intervals are narrow.
#pragma once

#include <cstdint>

#include "analysis/claims/verdict.hpp"
#include "scenario/experiment.hpp"

namespace tessera {

// Replicates after this many; 0 = the first round.
std::uint32_t next_round(const ReplicateRule& rule, std::uint32_t done);

// Whether the half-width of the effect is at most so many sds of the baseline. The effect itself has no say: stopping
// because an effect looks clear would make intervals too short. What has no value can not become narrower.
bool narrow_enough(const Effect& effect, double until_half_width);

}  // namespace tessera
