// Statistical checks shared by all tests. Each compares a sample with a stated truth, two-sided, at one small alpha, so
// that a fixed seed passes unless something is wrong. A test asks twice:
//
//   EXPECT_FALSE(check_mean(sample, truth).rejects) << check_mean(sample, truth);
//   EXPECT_TRUE(check_mean(sample, truth * 1.05).rejects);   // power twin: a truth that is wrong by 5 % is seen
//
// Without the twin a check may be one that can not fail.
#pragma once

#include <cstdint>
#include <functional>
#include <ostream>
#include <span>

namespace tessera {

inline constexpr double check_alpha = 1e-6;

struct Check {
  double statistic = 0.0;
  double p_value = 1.0;  // two-sided
  bool rejects = false;  // p_value < check_alpha
};

std::ostream& operator<<(std::ostream& out, const Check& check);

// Mean of independent values against `truth`; the standard error is estimated (Student's t). Needs 2 values or more;
// values that do not vary reject unless they equal the truth.
Check check_mean(std::span<const double> sample, double truth);
// An estimate with a known standard error against `truth` (normal).
Check check_estimate(double estimate, double standard_error, double truth);
// Variance of independent values against `truth`. Large samples of any distribution with a fourth moment: the standard
// error of the sample variance is estimated from it.
Check check_variance(std::span<const double> sample, double truth);
// Variance of independent normal values against `truth` (chi-square), exact at any size.
Check check_normal_variance(std::span<const double> sample, double truth);
// Successes in independent trials against the chance of one (exact binomial).
Check check_proportion(std::int64_t successes, std::int64_t trials, double chance);
// Counts per cell against the expected shares, which are normalised (Pearson's chi-square). Cells that expect fewer than
// 5 are pooled. Also rejects a fit that is too good to be random. A count where the share is 0 rejects.
Check check_counts(std::span<const std::int64_t> counts, std::span<const double> shares);
// Independent values against a continuous distribution function (Kolmogorov and Smirnov, n >= 40; Stephens 1970).
Check check_distribution(std::span<const double> sample, const std::function<double(double)>& cumulative);

}  // namespace tessera
