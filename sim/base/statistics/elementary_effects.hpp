// Elementary effects (Morris 1991; Campolongo, Cariboni & Saltelli 2007): how much an outcome moves when one factor does,
// at places all over the range of the others.
//
// mu is their mean, mu* the mean of their size, sigma their standard deviation, which tells of bends and of factors
// acting on one another. Noise makes mu* and sigma larger than they are: `corrected` take it out with replicates, which
// share their luck along a trajectory. mu*: every replicate is counted with the sign that the others give, which errs
// downwards, while the raw one errs upwards: the truth lies between. sigma: less the variance among replicates.
#pragma once

#include <cstdint>
#include <vector>

#include "base/statistics/joint_bootstrap.hpp"
#include "base/statistics/variance_split.hpp"

namespace tessera {

// Unit of the outcome per whole range of the factor. Corrected ones need two replicates.
struct ElementaryEffects {
  Estimate mu, mu_star, sigma;
  Estimate corrected_mu_star, corrected_sigma;
  std::int64_t trajectories = 0;  // with this effect, of all those of the design
};

// points: of Morris' design in its order, [point][dimension] in the unit cube; runs: at the same points. A step with a
// missing end is left out. Intervals resample whole trajectories.
std::vector<ElementaryEffects> elementary_effects(const std::vector<std::vector<double>>& points, const Replicated& runs,
                                                  const VarianceSplit& split, const BootstrapOptions& options);

}  // namespace tessera
