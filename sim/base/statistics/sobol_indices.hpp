// Sobol's indices of a function of independent factors from runs at the points of Saltelli's design (designs.hpp).
//
// First order: the share of the variance that a factor explains alone, mean of f(B) (f(AB_i) - f(A)) (Saltelli et al.
// 2010, table 2 (b)). Total: the share that would remain if all others were known, mean of (f(A) - f(AB_i))^2 / 2 (Jansen
// 1999). Second order: what two explain together beyond each alone, mean of f(BA_i) f(AB_k) - f(A) f(B), less both first
// orders (Saltelli 2002). Each also with A and B exchanged, and the mean of both.
//
// `raw` are the indices of the means over replicates, whose noise counts as variance. `corrected` are those of the
// expected outcome: every product is taken between different replicates, so that the noise of one meets only that of
// another and drops out of the mean, also where neighbouring points share it. They need two replicates at each point.
#pragma once

#include <cstdint>
#include <vector>

#include "base/statistics/joint_bootstrap.hpp"
#include "base/statistics/variance_split.hpp"

namespace tessera {

struct SobolSet {
  Estimate variance;             // of the outcome, squared unit
  std::vector<Estimate> first;   // [dimension] shares of the variance
  std::vector<Estimate> total;   // [dimension]
  std::vector<Estimate> second;  // [pair] (0,1), (0,2), ... (1,2), ...
};

struct SobolIndices {
  SobolSet raw, corrected;
  std::int64_t samples = 0, whole_samples = 0;  // blocks; those with a run at every point
};

// Place of the pair i < k among those of all dimensions.
constexpr std::size_t pair_place(std::size_t i, std::size_t k, std::size_t dimensions) {
  return i * dimensions - i * (i + 1) / 2 + k - i - 1;
}

// runs: at all points of the design, in its order; split: of the same runs. A sample with missing points is left out of
// the means that need them. Intervals resample whole blocks. Not a number where the variance is not above zero.
SobolIndices sobol_indices(const Replicated& runs, const VarianceSplit& split, std::size_t dimensions,
                           const BootstrapOptions& options);

}  // namespace tessera
