#include "formulas/apportion.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "base/draws.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

TEST(Apportion, LargestRemainderByHand) {
  EXPECT_EQ(apportion(10, std::vector<double>{1, 1, 1}), (std::vector<std::int64_t>{4, 3, 3}));
  EXPECT_EQ(apportion(7, std::vector<double>{0.6, 0, 0.4}), (std::vector<std::int64_t>{4, 0, 3}));
  EXPECT_EQ(apportion(5, std::vector<double>{0, 0}), (std::vector<std::int64_t>{0, 0}));
  EXPECT_EQ(apportion(0, std::vector<double>{1, 2}), (std::vector<std::int64_t>{0, 0}));
}

TEST(Apportion, PartsSumToTheTotal) {
  Stream stream = MechanismDraws(5, 0, 1, 0).at(1);
  std::vector<std::int64_t> parts;
  for (int round = 0; round < 500; ++round) {
    std::vector<double> weights(1 + stream.below(40));
    for (double& weight : weights) weight = stream.uniform() < 0.2 ? 0.0 : stream.uniform();
    weights.back() += 0.5;
    const auto total = static_cast<std::int64_t>(stream.below(std::uint64_t{1} << stream.below(55)));
    const auto whole = apportion(total, weights);
    ASSERT_EQ(std::accumulate(whole.begin(), whole.end(), std::int64_t{0}), total);
    apportion_at_random(parts, total, weights, stream.uniform());
    ASSERT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), total);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      ASSERT_GE(parts[k], 0);
      if (weights[k] == 0.0) {
        ASSERT_EQ(parts[k] + whole[k], 0);
      }
    }
  }
}

TEST(Apportion, AtRandomTheMeanIsTheQuota) {
  Stream stream = MechanismDraws(6, 0, 1, 0).at(1);
  const std::vector<double> weights{0.3, 5.0, 0.2, 2.5};
  std::vector<std::int64_t> parts;
  std::vector<double> small;
  for (int round = 0; round < 20000; ++round) {
    apportion_at_random(parts, 4, weights, stream.uniform());
    small.push_back(static_cast<double>(parts[0]));
  }
  EXPECT_FALSE(check_mean(small, 0.15).rejects) << check_mean(small, 0.15);
  EXPECT_TRUE(check_mean(small, 0.17).rejects);
}

}  // namespace
}  // namespace tessera
