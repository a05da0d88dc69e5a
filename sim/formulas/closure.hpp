// How likely an organisation closes: smaller and younger ones more.
#pragma once

#include <algorithm>
#include <cmath>

namespace tessera {

struct ClosureLaw {
  double per_year = 0.006;  // at the reference revenue and an age of 20 years
  double size_exponent = -0.15;
  double age_exponent = -0.35;
  double reference_revenue_usd = 185000.0;
};

// Hazard per month: per_year / 12 * (revenue / reference)^size_exponent * ((age + 1) / 21)^age_exponent. Revenue below
// 1 usd counts as 1, ages below 0 as 0.
inline double closure_hazard_per_month(const ClosureLaw& law, double revenue_usd, double age_years) {
  const double log_size = std::log(std::max(revenue_usd, 1.0) / law.reference_revenue_usd);
  const double log_age = std::log((std::max(age_years, 0.0) + 1.0) / 21.0);
  return law.per_year / 12.0 * std::exp(law.size_exponent * log_size + law.age_exponent * log_age);
}

}  // namespace tessera
