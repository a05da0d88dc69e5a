#include "base/statistics/joint_bootstrap.hpp"

#include <gtest/gtest.h>
#include <omp.h>

#include <cmath>
#include <numeric>

namespace tessera {
namespace {

const std::vector<double> sample{3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.5};

double weighted_mean(std::span<const double> weights) {
  return std::inner_product(weights.begin(), weights.end(), sample.begin(), 0.0) /
         std::accumulate(weights.begin(), weights.end(), 0.0);
}

TEST(JointBootstrap, GivesTheIntervalsOfOneStatisticAtATime) {
  const BootstrapOptions options{.resamples = 500, .seed = 3};
  const auto both = joint_bootstrap(10, options, [](std::span<const double> weights) {
    return std::vector<double>{weighted_mean(weights), -weighted_mean(weights)};
  });
  const BootstrapInterval alone = percentile_interval(10, [](std::span<const std::uint32_t> rows) {
    double sum = 0.0;
    for (const std::uint32_t row : rows) sum += sample[row];
    return sum / static_cast<double>(rows.size());
  }, options);
  EXPECT_NEAR(both[0].value, alone.estimate, 1e-12);
  EXPECT_NEAR(both[0].lower, alone.lower, 1e-12);
  EXPECT_NEAR(both[0].upper, alone.upper, 1e-12);
  EXPECT_NEAR(both[1].lower, -alone.upper, 1e-12);
  EXPECT_LT(both[0].lower, both[0].value);
}

TEST(JointBootstrap, LeavesOutResamplesWithoutAValueAndSaysNothingWhereTheyAreMost) {
  const auto estimates = joint_bootstrap(10, {.resamples = 400}, [](std::span<const double> weights) {
    const double mean = weighted_mean(weights);
    return std::vector<double>{mean, weights[0] > 0.0 ? mean : std::nan(""), weights[0] == 1.0 ? mean : std::nan("")};
  });
  EXPECT_FALSE(std::isnan(estimates[1].lower));  // in 65 % of them
  EXPECT_TRUE(std::isnan(estimates[2].lower));   // in 39 %
  EXPECT_FALSE(std::isnan(estimates[2].value));
  EXPECT_TRUE(std::isnan(joint_bootstrap(10, {.resamples = 0}, [](auto) { return std::vector<double>{1.0}; })[0].lower));
}

TEST(JointBootstrap, DoesNotDependOnTheNumberOfThreads) {
  const int threads = omp_get_max_threads();
  std::vector<std::vector<double>> ends;
  for (const int number : {1, 2, 7}) {
    omp_set_num_threads(number);
    const auto mean = joint_bootstrap(10, {.resamples = 300}, [](auto weights) { return std::vector<double>{weighted_mean(weights)}; });
    ends.push_back({mean[0].lower, mean[0].upper});
  }
  omp_set_num_threads(threads);
  EXPECT_EQ(ends[0], ends[1]);
  EXPECT_EQ(ends[0], ends[2]);
}

}  // namespace
}  // namespace tessera
