// What one variant changes against another, run by run on the same luck.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace tessera {

struct Effect {
  double estimate = std::numeric_limits<double>::quiet_NaN();      // treatment minus baseline, mean over pairs
  double lower = std::numeric_limits<double>::quiet_NaN();         // of the 95 % interval
  double upper = std::numeric_limits<double>::quiet_NaN();
  double baseline_mean = std::numeric_limits<double>::quiet_NaN();
  double spread = std::numeric_limits<double>::quiet_NaN();        // sd of the baseline between replicates
  double standardised = std::numeric_limits<double>::quiet_NaN();  // estimate / spread
  double p = std::numeric_limits<double>::quiet_NaN();             // two-sided, of the paired t
  double p_holm = std::numeric_limits<double>::quiet_NaN();        // within its family
  double q = std::numeric_limits<double>::quiet_NaN();             // Benjamini-Hochberg, within its family
  std::int64_t pairs = 0;
  std::int64_t missing = 0;  // pairs in which one value does not exist
};

// base and other: one value per replicate, on the same luck. Where the baseline does not vary, the spread is that of the
// treatment; where neither does, an effect is infinitely large and none is 0. p_holm and q are left to the family.
Effect estimate_effect(std::span<const double> base, std::span<const double> other);

// The effect of one comparison less that of another, replicate by replicate: whether a gain is larger here than there.
// The spread is that of `base`; baseline_mean is the other comparison's effect.
Effect estimate_interaction(std::span<const double> base, std::span<const double> other, std::span<const double> base_there,
                            std::span<const double> other_there);

// Fills p_holm and q over a family of effects. `not_run` more members count as if they had p = 1.
void adjust_family(const std::vector<Effect*>& family, std::size_t not_run);

}  // namespace tessera
