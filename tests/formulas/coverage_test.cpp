#include "formulas/coverage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/draws.hpp"

namespace tessera {
namespace {

// Share of a need met by producers who each serve this share of it.
double covered(const std::vector<double>& shares, double overlap) {
  double served = 0.0, missed = 1.0;
  for (const double share : shares) {
    served += std::min(1.0, share);
    missed *= 1.0 - std::min(1.0, share);
  }
  return coverage(served, missed, overlap);
}

TEST(Coverage, ManySmallStrangersLeaveAPoissonShareUnmet) {
  for (const double output : {0.2, 1.0, 2.5}) {  // Y / n
    double error = 1e300;
    for (const int strangers : {10, 100, 1000, 100000}) {
      const double met = covered(std::vector<double>(static_cast<std::size_t>(strangers), output / strangers), 1.0);
      const double now = std::abs(met - (1.0 - std::exp(-output)));
      EXPECT_LT(now, error);
      error = now;
    }
    EXPECT_LT(error, 1e-5);
  }
}

TEST(Coverage, OnePartnershipServesNobodyTwice) {
  for (const double overlap : {0.0, 0.3, 1.0})
    for (const double output : {0.0, 0.4, 1.0, 3.0})
      EXPECT_DOUBLE_EQ(covered({output}, overlap), std::min(1.0, output)) << overlap;
}

TEST(Coverage, PerfectReferralAddsUp) {
  EXPECT_DOUBLE_EQ(covered({0.25, 0.5}, 0.0), 0.75);
  EXPECT_DOUBLE_EQ(covered({0.75, 0.5}, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(covered({0.25, 0.5}, 1.0), 1.0 - 0.75 * 0.5);
  EXPECT_DOUBLE_EQ(covered({0.25, 0.5}, 0.5), 0.5 * (0.75 + 0.625));
}

TEST(Coverage, StaysWithinItsBoundsAndFallsWithOverlap) {
  Stream stream = Draws(1, 0, 1).of(1).at(1);
  for (int k = 0; k < 500; ++k) {
    std::vector<double> shares(1 + stream.below(6));
    double total = 0.0;
    for (double& share : shares) total += std::min(1.0, share = 1.3 * stream.uniform());
    double before = 2.0;
    for (const double overlap : {0.0, 0.5, 1.0}) {
      const double met = covered(shares, overlap);
      EXPECT_GE(met, *std::max_element(shares.begin(), shares.end()) > 1.0 ? 1.0 - 1e-12 : 0.0);
      EXPECT_LE(met, std::min(1.0, total) + 1e-12);
      EXPECT_LE(met, before + 1e-12);
      before = met;
    }
  }
}

}  // namespace
}  // namespace tessera
