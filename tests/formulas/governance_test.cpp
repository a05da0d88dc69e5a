#include "formulas/governance.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tessera {
namespace {

using enum Governance;

const CoordinationCosts costs{.shared_hours_per_pair = 1.0,
                              .lead_hours_per_link = 3.0,
                              .administration_usd = 1500.0,
                              .administration_hours_per_member = 1.5,
                              .wage_usd_per_hour = 28.0};

TEST(GovernanceFormula, HoursByHand) {
  EXPECT_DOUBLE_EQ(coordination_hours(costs, shared, 5), 10.0);
  EXPECT_DOUBLE_EQ(coordination_hours(costs, lead_organisation, 5), 12.0);
  EXPECT_DOUBLE_EQ(coordination_hours(costs, administrative_organisation, 5), 7.5);
  EXPECT_DOUBLE_EQ(coordination_cost_usd(costs, shared, 5), 280.0);
  EXPECT_DOUBLE_EQ(coordination_cost_usd(costs, administrative_organisation, 5), 1710.0);
}

TEST(GovernanceFormula, OneMemberNeedsNoCoordination) {
  for (const Governance mode : {shared, lead_organisation, administrative_organisation})
    EXPECT_EQ(coordination_hours(costs, mode, 1), 0.0);
  EXPECT_EQ(cheapest_governance(costs, 1), shared);
}

// Shared costs 14 n (n - 1), lead 84 (n - 1), administration 1500 + 42 n: equal at 6 and at 37.7.
TEST(GovernanceFormula, CrossOverSizes) {
  for (int n = 2; n <= 6; ++n) EXPECT_EQ(cheapest_governance(costs, n), shared) << n;
  for (int n = 7; n <= 37; ++n) EXPECT_EQ(cheapest_governance(costs, n), lead_organisation) << n;
  for (int n = 38; n <= 200; ++n) EXPECT_EQ(cheapest_governance(costs, n), administrative_organisation) << n;
}

TEST(GovernanceFormula, NothingIsCheaperThanTheCheapest) {
  for (int n = 1; n <= 100; ++n) {
    double least = 1e300;
    for (const Governance mode : {shared, lead_organisation, administrative_organisation})
      least = std::min(least, coordination_cost_usd(costs, mode, n));
    EXPECT_EQ(coordination_cost_usd(costs, cheapest_governance(costs, n), n), least) << n;
  }
}

}  // namespace
}  // namespace tessera
