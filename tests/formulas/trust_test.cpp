#include "formulas/trust.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera {
namespace {

TEST(TrustFormula, PriorWithoutEvidenceAndByHandWithIt) {
  EXPECT_DOUBLE_EQ(trust_from_evidence(0.0, 0.0, 0.5, 8.0), 0.5);
  EXPECT_DOUBLE_EQ(trust_from_evidence(6.0, 2.0, 0.5, 8.0), 10.0 / 16.0);
}

TEST(TrustFormula, FixedPointIsWhereMonthsLead) {
  const double forgetting = 0.97, weight = 0.3, negativity = 2.0, prior = 0.55, counts = 8.0;
  for (const double success : {0.0, 0.35, 0.8, 1.0}) {
    double good = 0.0, bad = 5.0;  // wherever it starts
    for (int month = 0; month < 2000; ++month) {
      good = forgetting * good + weight * success;
      bad = forgetting * bad + negativity * weight * (1.0 - success);
    }
    const double settled = trust_from_evidence(good, bad, prior, counts);
    EXPECT_NEAR(trust_fixed_point(success, forgetting, weight, negativity, prior, counts), settled, 1e-12) << success;
    EXPECT_GT(std::abs(trust_fixed_point(success, forgetting, 1.1 * weight, negativity, prior, counts) - settled), 1e-3);
  }
}

TEST(TrustFormula, MoreSuccessIsMoreTrust) {
  double before = -1.0;
  for (double success = 0.0; success <= 1.0; success += 0.05) {
    const double now = trust_fixed_point(success, 0.97, 0.3, 2.0, 0.5, 8.0);
    EXPECT_GT(now, before);
    before = now;
  }
}

TEST(TrustFormula, InstitutionalTrustRisesWithCredibilityWithinBounds) {
  EXPECT_DOUBLE_EQ(institutional_trust(0.5, 0.5, 0.2), 0.5);
  EXPECT_DOUBLE_EQ(institutional_trust(1.0, 0.5, 0.2), 0.6);
  EXPECT_DOUBLE_EQ(institutional_trust(1.0, 0.9, 1.0), 0.98);
  EXPECT_DOUBLE_EQ(institutional_trust(0.0, 0.1, 1.0), 0.02);
}

}  // namespace
}  // namespace tessera
