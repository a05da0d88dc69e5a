#include "base/distributions.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/random/normal_distribution.hpp>
#include <bit>
#include <cmath>
#include <numbers>
#include <vector>

#include "support/statistics.hpp"

namespace tessera {
namespace {

constexpr std::size_t draws = 100000;

// One value per key, as the program draws them: the first of many streams, not many of one stream.
template <class Draw>
std::vector<double> sample_of(const Draw& draw) {
  std::vector<double> sample(draws);
  for (std::size_t k = 0; k < draws; ++k) {
    Stream stream = Draws(20260, 0, 1).of(1).at(k);
    sample[k] = static_cast<double>(draw(stream));
  }
  return sample;
}

// Mean and variance against the truth. The twins are wrong by 12 standard errors of the mean (5 reject) and a tenth of the
// variance.
void expect_moments(const std::vector<double>& sample, double mean, double variance) {
  const double wrong = 12.0 * std::sqrt(variance / draws);
  EXPECT_FALSE(check_mean(sample, mean).rejects) << check_mean(sample, mean);
  EXPECT_TRUE(check_mean(sample, mean + wrong).rejects);
  EXPECT_TRUE(check_mean(sample, mean - wrong).rejects);
  EXPECT_FALSE(check_variance(sample, variance).rejects) << check_variance(sample, variance);
  EXPECT_TRUE(check_variance(sample, 1.1 * variance).rejects);
  EXPECT_TRUE(check_variance(sample, 0.9 * variance).rejects);
}

// Counts of 0, 1, ..., most and above against a discrete distribution.
template <class Distribution>
Check check_discrete(const std::vector<double>& sample, const Distribution& truth, std::size_t most) {
  std::vector<std::int64_t> counts(most + 2, 0);
  for (const double x : sample) ++counts[std::min(static_cast<std::size_t>(x), most + 1)];
  std::vector<double> shares;
  for (std::size_t k = 0; k <= most; ++k) shares.push_back(boost::math::pdf(truth, static_cast<double>(k)));
  shares.push_back(boost::math::cdf(boost::math::complement(truth, static_cast<double>(most))));
  return check_counts(counts, shares);
}

// Normal draws of which one in three streams is begun in the middle of a block, against Boost's own.
TEST(Distributions, NormalIsBoostsBitForBit) {
  std::size_t beyond_one_word = 0;
  for (std::size_t k = 0; k < 300000; ++k) {
    Stream mine = Draws(20261, 0, 1).of(1).at(k);
    if (k % 3 == 0) mine();
    Stream boosts = mine;
    for (int draw = 0; draw < 3; ++draw) {
      const double x = normal(mine);
      ASSERT_EQ(std::bit_cast<std::uint64_t>(x), std::bit_cast<std::uint64_t>(boost::random::normal_distribution<double>()(boosts)));
      beyond_one_word += std::abs(x) > 3.6 ? 1U : 0U;
    }
    ASSERT_EQ(mine(), boosts()) << "another number of words was drawn";
  }
  EXPECT_GT(beyond_one_word, 100U) << "the tail was never drawn";
}

TEST(Distributions, PoissonMoments) {
  for (const double mean : {0.3, 5.0, 40.0, 1e6}) {
    SCOPED_TRACE(mean);
    expect_moments(sample_of([&](Stream& s) { return poisson(s, mean); }), mean, mean);
  }
}

TEST(Distributions, PoissonShape) {
  for (const double mean : {0.3, 5.0, 40.0}) {
    SCOPED_TRACE(mean);
    const auto sample = sample_of([&](Stream& s) { return poisson(s, mean); });
    const auto most = static_cast<std::size_t>(mean + 4.0 * std::sqrt(mean));
    const auto check = check_discrete(sample, boost::math::poisson_distribution<double>(mean), most);
    EXPECT_FALSE(check.rejects) << check;
    EXPECT_TRUE(check_discrete(sample, boost::math::poisson_distribution<double>(mean * 1.05), most).rejects);
    // Same mean, another shape.
    EXPECT_TRUE(check_discrete(sample, boost::math::binomial_distribution<double>(std::ceil(4.0 * mean), mean / std::ceil(4.0 * mean)), most).rejects);
  }
}

TEST(Distributions, BinomialMoments) {
  const struct { std::int64_t trials; double chance; } cases[] = {{1, 0.3}, {10, 0.06}, {12, 0.9}, {100, 0.3}, {2000, 0.28}, {1000000, 0.0125}};
  for (const auto& [trials, chance] : cases) {
    SCOPED_TRACE(trials);
    const auto n = static_cast<double>(trials);
    expect_moments(sample_of([&](Stream& s) { return binomial(s, trials, chance); }), n * chance, n * chance * (1.0 - chance));
  }
}

TEST(Distributions, BinomialShape) {
  const struct { std::int64_t trials; double chance; } cases[] = {{10, 0.06}, {12, 0.9}, {100, 0.3}};
  for (const auto& [trials, chance] : cases) {
    SCOPED_TRACE(trials);
    const auto n = static_cast<double>(trials);
    const auto sample = sample_of([&](Stream& s) { return binomial(s, trials, chance); });
    const auto most = static_cast<std::size_t>(n - 1.0);
    const auto check = check_discrete(sample, boost::math::binomial_distribution<double>(n, chance), most);
    EXPECT_FALSE(check.rejects) << check;
    EXPECT_TRUE(check_discrete(sample, boost::math::binomial_distribution<double>(n, chance * 0.95), most).rejects);
  }
}

TEST(Distributions, Normal) {
  const auto sample = sample_of([](Stream& s) { return normal(s); });
  expect_moments(sample, 0.0, 1.0);
  const auto cumulative = [](double shift) { return [=](double x) { return 0.5 * std::erfc(-(x - shift) / std::numbers::sqrt2); }; };
  EXPECT_FALSE(check_distribution(sample, cumulative(0.0)).rejects) << check_distribution(sample, cumulative(0.0));
  EXPECT_TRUE(check_distribution(sample, cumulative(0.05)).rejects);
}

TEST(Distributions, Gumbel) {
  const auto sample = sample_of([](Stream& s) { return gumbel(s); });
  expect_moments(sample, std::numbers::egamma, std::numbers::pi * std::numbers::pi / 6.0);
  const auto cumulative = [](double scale) { return [=](double x) { return std::exp(-std::exp(-x / scale)); }; };
  EXPECT_FALSE(check_distribution(sample, cumulative(1.0)).rejects) << check_distribution(sample, cumulative(1.0));
  EXPECT_TRUE(check_distribution(sample, cumulative(1.06)).rejects);
}

TEST(Distributions, EdgesNeedNoDraw) {
  Stream stream = Draws(1, 0, 1).of(1).at(1), untouched = stream;
  EXPECT_EQ(poisson(stream, 0.0), 0);
  EXPECT_EQ(poisson(stream, -1.0), 0);
  EXPECT_EQ(binomial(stream, 0, 0.5), 0);
  EXPECT_EQ(binomial(stream, 17, 0.0), 0);
  EXPECT_EQ(binomial(stream, 17, -0.1), 0);
  EXPECT_EQ(binomial(stream, 17, 1.0), 17);
  EXPECT_EQ(binomial(stream, 17, 1.1), 17);
  EXPECT_EQ(stream(), untouched());
}

TEST(Distributions, BinomialStaysWithinItsTrials) {
  for (std::uint64_t id = 0; id < 20000; ++id) {
    Stream stream = Draws(2, 0, 1).of(1).at(id);
    const auto trials = static_cast<std::int64_t>(stream.below(300));
    const std::int64_t drawn = binomial(stream, trials, stream.uniform());
    ASSERT_GE(drawn, 0);
    ASSERT_LE(drawn, trials);
  }
}

}  // namespace
}  // namespace tessera
