#include "analysis/comparison/effect.hpp"

#include <cmath>

#include "base/statistics/intervals.hpp"
#include "base/statistics/multiple_comparisons.hpp"

namespace tessera {
namespace {

bool known_pair(double base, double other) { return !std::isnan(base) && !std::isnan(other); }

double spread_of(const Moments& base, const Moments& other) {
  const double spread = std::sqrt(base.variance());
  return spread > 0.0 ? spread : std::sqrt(other.variance());
}

double standardise(double estimate, double spread) {
  if (estimate == 0.0) return 0.0;
  return spread > 0.0 ? estimate / spread : std::copysign(std::numeric_limits<double>::infinity(), estimate);
}

}  // namespace

Effect estimate_effect(std::span<const double> base, std::span<const double> other) {
  const Interval interval = paired_difference(base, other);
  Moments of_base, of_other, differences;
  for (std::size_t k = 0; k < base.size(); ++k) {
    if (!known_pair(base[k], other[k])) continue;
    of_base.add(base[k]);
    of_other.add(other[k]);
    differences.add(other[k] - base[k]);
  }
  Effect effect{.estimate = interval.estimate,
                .lower = interval.lower,
                .upper = interval.upper,
                .baseline_mean = of_base.mean(),
                .pairs = interval.count,
                .missing = interval.missing};
  if (interval.count < 2) return effect;
  effect.spread = spread_of(of_base, of_other);
  effect.standardised = standardise(interval.estimate, effect.spread);
  const double error = std::sqrt(differences.variance() / static_cast<double>(interval.count));
  const double statistic = standardise(interval.estimate, error);  // 0 over 0 is no effect
  effect.p = t_p_value(statistic, static_cast<double>(interval.count - 1));
  return effect;
}

Effect estimate_interaction(std::span<const double> base, std::span<const double> other, std::span<const double> base_there,
                            std::span<const double> other_there) {
  std::vector<double> here, there;
  for (std::size_t k = 0; k < base.size(); ++k) {
    here.push_back(other[k] - base[k]);
    there.push_back(other_there[k] - base_there[k]);
  }
  Effect effect = estimate_effect(there, here);
  const Effect usual = estimate_effect(base, other);
  effect.spread = usual.spread;
  effect.standardised = standardise(effect.estimate, effect.spread);
  return effect;
}

void adjust_family(const std::vector<Effect*>& family, std::size_t not_run) {
  std::vector<double> p_values;
  for (const Effect* effect : family) p_values.push_back(effect->p);
  p_values.resize(family.size() + not_run, 1.0);
  const std::vector<double> holm = holm_adjusted(p_values), q = benjamini_hochberg(p_values);
  for (std::size_t k = 0; k < family.size(); ++k) {
    family[k]->p_holm = holm[k];
    family[k]->q = q[k];
  }
}

}  // namespace tessera
