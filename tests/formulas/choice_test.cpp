#include "formulas/choice.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "base/distributions.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

const PairWeights weights{.goal = 1.2, .gain = 2.5, .trust = 4.0, .trust_midpoint = 0.5, .credibility = 0.6,
                          .closure = 0.55, .distance_per_km = 0.1, .load = 0.7, .coordination = 2.0,
                          .sector_difference = -0.15, .already_partner = -1.0};

TEST(ChoiceUtility, AddsEveryTermByHand) {
  const PairTerms terms{.intercept = -2.0, .goal = 0.5, .gain = 0.2, .trust = 0.7, .credibility = 0.4,
                        .common_partners = 3.0, .distance_km = 5.0, .load = 2.0, .coordination = 0.1,
                        .sectors_differ = true, .already_partner = true};
  EXPECT_NEAR(utility(terms, weights),
              -2.0 + 0.6 + 0.5 + 0.8 + 0.24 + 0.55 * std::log(4.0) - 0.5 - 1.4 - 0.2 - 0.15 - 1.0, 1e-14);
  EXPECT_NEAR(utility({}, weights), -4.0 * 0.5, 1e-15);
}

TEST(ChoiceUtility, CosineByHand) {
  EXPECT_DOUBLE_EQ(cosine(std::vector<double>{1.0, 0.0}, std::vector<double>{0.0, 2.0}), 0.0);
  EXPECT_DOUBLE_EQ(cosine(std::vector<double>{3.0, 4.0}, std::vector<double>{6.0, 8.0}), 1.0);
  EXPECT_DOUBLE_EQ(cosine(std::vector<double>{3.0, 4.0}, std::vector<double>{1.0, 0.0}), 0.6);
  EXPECT_EQ(cosine(std::vector<double>{0.0, 0.0}, std::vector<double>{1.0, 0.0}), 0.0);
}

// Explicit error terms: the largest of utility + Gumbel is chosen.
std::vector<std::int64_t> choices(const std::vector<double>& utilities, int count) {
  std::vector<std::int64_t> chosen(utilities.size(), 0);
  for (std::uint64_t chooser = 0; static_cast<int>(chooser) < count; ++chooser) {
    std::size_t best = 0;
    double most = -1e300;
    for (std::size_t k = 0; k < utilities.size(); ++k) {
      Stream stream = Draws(7, 0, 1).of(1).at(Subject{.a = chooser, .b = k});
      const double sum = utilities[k] + gumbel(stream);
      if (sum > most) {
        most = sum;
        best = k;
      }
    }
    ++chosen[best];
  }
  return chosen;
}

std::vector<double> logit_shares(std::vector<double> utilities) {
  for (double& u : utilities) u = std::exp(u);
  return utilities;
}

TEST(ChoiceShares, ExplicitErrorTermsGiveTheMultinomialLogit) {
  std::vector<double> utilities{0.0, -1.0, 0.4, 1.2, -2.5};
  const std::vector<std::int64_t> chosen = choices(utilities, 40000);
  EXPECT_FALSE(check_counts(chosen, logit_shares(utilities)).rejects) << check_counts(chosen, logit_shares(utilities));
  utilities[2] += 0.15;
  EXPECT_TRUE(check_counts(chosen, logit_shares(utilities)).rejects);
}

// Twice as many alternatives of the same kind are chosen, all together, as often as before.
TEST(ChoiceShares, TheNumberOfAlternativesIsNoBenefit) {
  EXPECT_DOUBLE_EQ(alternatives_correction(12.0), 0.0);
  EXPECT_DOUBLE_EQ(alternatives_correction(24.0), -std::log(2.0));
  EXPECT_DOUBLE_EQ(alternatives_correction(0.0), alternatives_correction(1.0));
  for (const std::size_t count : {3UL, 24UL, 48UL}) {
    std::vector<double> utilities(count + 1, -2.0 + alternatives_correction(static_cast<double>(count)));
    utilities[0] = 0.0;
    const std::vector<std::int64_t> chosen = choices(utilities, 20000);
    const double anyone = 12.0 * std::exp(-2.0) / (1.0 + 12.0 * std::exp(-2.0));
    EXPECT_FALSE(check_proportion(20000 - chosen[0], 20000, anyone).rejects) << count;
    EXPECT_TRUE(check_proportion(20000 - chosen[0], 20000, 1.05 * anyone).rejects) << count;
  }
}

}  // namespace
}  // namespace tessera
