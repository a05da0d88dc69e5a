// Everything that the runs of one outcome say of its factors.
#pragma once

#include <optional>

#include "analysis/sensitivity/study.hpp"
#include "base/statistics/elementary_effects.hpp"
#include "base/statistics/regression_indices.hpp"
#include "base/statistics/sobol_indices.hpp"

namespace tessera {

struct OutcomeSensitivity {
  std::string variant, measure, unit;
  std::int32_t month = 0;
  double mean = 0.0;  // over the points
  VarianceSplit split;
  RegressionIndices regression;             // of the means over replicates; without R2 where Morris' trajectories are
                                            // fewer than factors + 3: a line fits nearly anything at so few places
  std::optional<SobolIndices> sobol;        // of Saltelli's design
  std::vector<ElementaryEffects> effects;   // [factor] of Morris' design, else empty

  bool has_replicates() const;  // enough for corrected indices
  bool is_constant() const { return split.of_point_means == 0.0; }
  // More than half of what varies between the means of points is noise: the order of factors would be chance.
  bool is_lost_in_noise() const { return has_replicates() && !(split.noise_share() < 0.5); }
};

// Points that were drawn together: Saltelli's blocks, Morris' trajectories, else 1.
std::size_t resampled_points(const Study& study);

OutcomeSensitivity analyse_outcome(const Study& study, const StudyOutcome& outcome, const BootstrapOptions& options = {});

// One number by which factors are put in order, [factor], comparable between outcomes: the total index; of Morris' design
// the share of a factor's squared mu* in the sum of all; otherwise the squared standardised coefficient. Corrected for
// noise where there are replicates. Not a number where there is none; never below zero.
std::vector<double> weigh_factors(const OutcomeSensitivity& outcome);
// What that number is called.
std::string name_of_weight(DesignKind design);

}  // namespace tessera
