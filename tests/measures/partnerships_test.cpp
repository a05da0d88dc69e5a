#include <gtest/gtest.h>

#include <cmath>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfPartnerships, CountStagesSizesAndLives) {
  World world = tiny_world(4);  // month 60
  add_partnership(world, {0, 1, 2}, 10, 12);                                       // standing, 48 months old
  add_partnership(world, {0, 3}, 54, 60);                                          // signed this month
  add_partnership(world, {1, 3}, 60, never);                                       // began this month
  add_partnership(world, {2, 3}, 50, never, 60, EndReason::lapsed_in_forming);     // lapsed this month
  add_partnership(world, {2, 3}, 20, 22, 60, EndReason::conflict);                 // ended this month after 38
  add_partnership(world, {2, 3}, 18, 20, 56, EndReason::withdrawal);               // ended after just 36
  world.partnerships.governance[1] = static_cast<std::uint8_t>(Governance::lead_organisation);
  const Values values = measure(world);
  EXPECT_EQ(one(values, "partnerships"), 2.0);
  EXPECT_EQ(at(values, "partnerships_by_stage", index(Stage::forming)), 1.0);
  EXPECT_EQ(at(values, "partnerships_by_stage", index(Stage::active)), 2.0);
  EXPECT_EQ(at(values, "partnerships_by_stage", index(Stage::dissolved)), 3.0);
  EXPECT_EQ(at(values, "partnerships_by_governance", index(Governance::shared)), 1.0);
  EXPECT_EQ(at(values, "partnerships_by_governance", index(Governance::lead_organisation)), 1.0);
  EXPECT_DOUBLE_EQ(one(values, "partnership_size"), 2.5);
  EXPECT_EQ(one(values, "partnership_size_largest"), 3.0);
  EXPECT_DOUBLE_EQ(one(values, "partnership_age"), 24.0);
  EXPECT_EQ(one(values, "partnerships_formed"), 1.0);
  EXPECT_EQ(one(values, "partnerships_signed"), 1.0);
  EXPECT_EQ(at(values, "partnerships_ended", index(EndReason::lapsed_in_forming)), 1.0);
  EXPECT_EQ(at(values, "partnerships_ended", index(EndReason::conflict)), 1.0);
  EXPECT_EQ(at(values, "partnerships_ended", index(EndReason::withdrawal)), 0.0);
  EXPECT_DOUBLE_EQ(one(values, "formation_time"), 6.0);
  // due: signed in months 13 to 24, i.e. 22 and 20; the one signed in 12 is too old
  EXPECT_DOUBLE_EQ(one(values, "survival_36_months"), 0.5);
  EXPECT_TRUE(std::isnan(one(values, "survival_84_months")));
  EXPECT_TRUE(std::isnan(one(values, "survival_12_months")));  // nobody signed in months 37 to 48
  // standing at month 48: signed 12, 22, 20; two have ended since
  EXPECT_DOUBLE_EQ(one(values, "ending_rate"), 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(one(values, "memberships"), 7.0 / 4.0);
  EXPECT_DOUBLE_EQ(one(values, "partnered_share"), 1.0);
  EXPECT_DOUBLE_EQ(one(values, "willingness"), 0.8);
  EXPECT_DOUBLE_EQ(one(values, "fulfilment"), 0.7);
  EXPECT_DOUBLE_EQ(one(values, "satisfaction"), 0.6);
}

TEST(MeasuresOfPartnerships, LosersAreThoseWhoWouldHaveDoneBetterAlone) {
  World world = tiny_world(4);
  add_partnership(world, {0, 1, 2}, 10, 12);
  add_partnership(world, {0, 3}, 58, never);  // forming: not reviewed
  world.memberships.benefit = {2.0, 0.5, 1.0, 0.0, 0.0};
  world.memberships.outside = {1.0, 1.0, 0.0, 0.0, 0.0};  // the third has not been reviewed
  EXPECT_DOUBLE_EQ(one(measure(world), "losing_share"), 0.5);
}

TEST(MeasuresOfPartnerships, FormingOnesDoNotMakeAnOrganisationPartnered) {
  World world = tiny_world(4);
  add_partnership(world, {0, 1}, 58, never);
  EXPECT_EQ(one(measure(world), "partnered_share"), 0.0);
  EXPECT_DOUBLE_EQ(one(measure(world), "memberships"), 0.5);
}

}  // namespace
}  // namespace tessera
