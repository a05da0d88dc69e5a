#include "formulas/governance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>

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

// Shared = lead at n = 2 lead / shared; lead = administration at n = (fixed / wage + lead) / (lead - administration hours).
TEST(GovernanceFormula, CrossOverSizesOfSeveralCostsAndTheirClosedForm) {
  struct Case {
    double shared, lead, fixed_usd, administration;
    int first_lead, first_administration;
  };
  for (const Case& c : {Case{1, 3, 1500, 1.5, 7, 38}, Case{2, 6, 2000, 1, 7, 16}, Case{2, 5, 4000, 1, 6, 37},
                        Case{1, 2.5, 4000, 0.5, 6, 73}}) {
    const CoordinationCosts of{c.shared, c.lead, c.fixed_usd, c.administration, 28.0};
    EXPECT_EQ(first_size_of(of, lead_organisation, 200), c.first_lead);
    EXPECT_EQ(first_size_of(of, administrative_organisation, 200), c.first_administration);
    EXPECT_EQ(first_size_of(of, lead_organisation, 200), static_cast<int>(std::floor(2.0 * c.lead / c.shared)) + 1);
    EXPECT_EQ(first_size_of(of, administrative_organisation, 200),
              static_cast<int>(std::floor((c.fixed_usd / 28.0 + c.lead) / (c.lead - c.administration))) + 1);
  }
}

TEST(GovernanceFormula, SensitivityOfTheCrossOverSizes) {
  const auto sizes = [](CoordinationCosts changed) {
    return std::pair{first_size_of(changed, lead_organisation, 500), first_size_of(changed, administrative_organisation, 500)};
  };
  EXPECT_EQ(sizes(costs), (std::pair{7, 38}));
  CoordinationCosts changed = costs;
  changed.shared_hours_per_pair = 2.0;  // dearer pairs: a lead sooner, administration as before
  EXPECT_EQ(sizes(changed), (std::pair{4, 38}));
  changed = costs;
  changed.lead_hours_per_link = 6.0;  // dearer links: a lead later, administration much sooner
  EXPECT_EQ(sizes(changed), (std::pair{13, 14}));
  changed = costs;
  changed.administration_usd = 3000.0;  // twice the fixed cost: twice the size, nearly
  EXPECT_EQ(sizes(changed), (std::pair{7, 74}));
  changed = costs;
  changed.wage_usd_per_hour = 14.0;  // hours at half the price are the same
  EXPECT_EQ(sizes(changed), (std::pair{7, 74}));
  changed = costs;
  changed.administration_hours_per_member = 3.0;  // no slope gained: never
  EXPECT_EQ(sizes(changed), (std::pair{7, 0}));
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
