// Splitting whole numbers in proportion to weights, exactly.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

// Largest remainder (Hamilton): parts sum to `total`; of equal remainders the first is served first. All parts 0 where
// no weight is positive. Weights are not negative.
std::vector<std::int64_t> apportion(std::int64_t total, std::span<const double> weights);

// Systematic sampling (Madow 1949): parts sum to `total`, each is the floor or the ceiling of its quota and has the
// quota as its mean over a uniform `offset` in [0, 1), so that small weights are not always rounded to nothing. Replaces
// `parts`.
void apportion_at_random(std::vector<std::int64_t>& parts, std::int64_t total, std::span<const double> weights,
                         double offset);

}  // namespace tessera
