#include "formulas/credit.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace tessera {
namespace {

// One area that needs money and hours in equal value; other resources are not needed.
Technology two_inputs() {
  Technology technology;
  technology.prices = {1.0, 20.0, 1.0, 0.1};
  technology.market = {1000.0, 1000.0, 0.1};
  technology.recipes = {make_recipe({20.0, 1.0, 0.0, 0.0}, 0.5, technology.prices, 1000.0, 1000.0)};
  technology.harm = {1.0};
  return technology;
}

std::vector<double> credits(const std::vector<Bundle>& bundles) {
  const Technology technology = two_inputs();
  return marginal_credits(bundles, std::vector<double>{1.0}, technology.harm, technology);
}

TEST(Credit, SumsToOne) {
  const std::vector<double> shares = credits({{100.0, 3.0, 0.0, 0.0}, {0.0, 20.0, 9.0, 0.0}, {40.0, 1.0, 0.0, 5.0}});
  EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0, 1e-14);
  for (const double share : shares) EXPECT_GT(share, 0.0);
}

TEST(Credit, ClonesShareEquallyAndOrderDoesNotMatter) {
  const Bundle rich{100.0, 3.0, 0.0, 0.0}, busy{10.0, 20.0, 0.0, 0.0};
  for (const double share : credits({busy, busy, busy, busy})) EXPECT_NEAR(share, 0.25, 1e-12);
  const std::vector<double> one = credits({rich, busy}), other = credits({busy, rich});
  EXPECT_NEAR(one[0], other[1], 1e-14);
  EXPECT_NEAR(one[1], other[0], 1e-14);
}

TEST(Credit, TheMissingInputIsWorthMost) {
  // Plenty of money without hours: who brings the hours makes all the difference, and so does the one with the money.
  const std::vector<double> shares = credits({{2000.0, 1.0, 0.0, 0.0}, {1000.0, 0.0, 0.0, 0.0}, {0.0, 30.0, 0.0, 0.0}});
  EXPECT_GT(shares[2], shares[0]);
  EXPECT_GT(shares[0], shares[1]);
}

TEST(Credit, NobodysGiftToAPoolThatMakesNothingCountsByWorth) {
  const std::vector<double> shares = credits({{30.0, 0.0, 0.0, 0.0}, {10.0, 0.0, 0.0, 0.0}});
  EXPECT_NEAR(shares[0], 0.75, 1e-9);
  const std::vector<double> empty = credits({{}, {}, {}});
  for (const double share : empty) EXPECT_NEAR(share, 1.0 / 3.0, 1e-12);
}

}  // namespace
}  // namespace tessera
