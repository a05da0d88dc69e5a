// What straight lines say of factors, from runs at points of any design that moves them apart.
//
// Standardised regression coefficients: the outcome's standard deviations per standard deviation of a factor, the others
// held, by least squares (Saltelli et al. 2008, section 1.2.5). Partial rank correlation: how well the ranks of a factor
// go with those of the outcome, the others' ranks taken out of both: for bent but one-way effects (Iman & Conover 1979;
// Marino et al. 2008). R2 says what share of the variance each model explains: where both are small, trust neither.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/statistics/joint_bootstrap.hpp"

namespace tessera {

struct RegressionIndices {
  std::vector<Estimate> standardised;  // [dimension]
  std::vector<Estimate> partial_rank;  // [dimension] -1..1
  Estimate r2, rank_r2;                // shares of the variance, 0..1
  std::int64_t points = 0;             // used
};

// points: [point][dimension] in any scale; outcomes: [point], those that are not numbers are left out. unit: points that
// were drawn together (Saltelli's blocks, Morris' trajectories; else 1) and are resampled together; with more than 512
// of them, every 512th go together. Intervals of rank measures keep the ranks of the whole sample. A factor that does not
// vary has no indices; neither has any if factors move in step, or points are fewer than factors + 3.
RegressionIndices regression_indices(const std::vector<std::vector<double>>& points, std::span<const double> outcomes,
                                     std::size_t unit, const BootstrapOptions& options);

// Places 1..n in rising order; equal values share the mean of theirs.
std::vector<double> ranks(std::span<const double> values);

}  // namespace tessera
