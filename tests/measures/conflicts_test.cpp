#include <gtest/gtest.h>

#include <cmath>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfConflicts, CountWhatIsOpenAndHowItEnded) {
  World world = tiny_world(4);  // month 60
  for (const std::int32_t end : {never, never, never, 55})
    add_partnership(world, {0, 1, 2}, 10, 12, end, end == never ? EndReason::none : EndReason::withdrawal);
  add_partnership(world, {0, 3}, 58, never);
  Partnerships& p = world.partnerships;
  p.conflict_month = {60, 40, never, 50, never};  // the last but one was open when the partnership ended
  p.conflicts = {1, 3, 2, 1, 0};
  p.conflicts_resolved = {0, 1, 1, 0, 0};
  p.divergence = {0.1, 0.2, 0.3, 0.9, 0.9};
  p.communication = {0.5, 0.6, 0.7, 0.9, 0.9};
  p.facilitation = {0.0, 0.3, 0.6, 0.9, 0.9};
  p.governance_changes = {0, 1, 2, 9, 0};
  const Values values = measure(world);
  EXPECT_EQ(one(values, "conflicts_open"), 2.0);
  EXPECT_EQ(one(values, "conflicts_opened"), 1.0);
  EXPECT_DOUBLE_EQ(one(values, "conflict_rate"), 12.0 / 3.0);
  EXPECT_DOUBLE_EQ(one(values, "conflicts_resolved"), 2.0 / 5.0);
  EXPECT_DOUBLE_EQ(one(values, "divergence"), 0.2);
  EXPECT_DOUBLE_EQ(one(values, "communication"), 0.6);
  EXPECT_DOUBLE_EQ(one(values, "facilitation"), 0.3);
  EXPECT_DOUBLE_EQ(one(values, "governance_changes"), 1.0);
}

TEST(MeasuresOfConflicts, EmpowermentIsTheVoiceOfCommunityOrganisations) {
  World world = tiny_world(4);
  world.organisations.sector = {static_cast<std::uint8_t>(Sector::community), static_cast<std::uint8_t>(Sector::nonprofit),
                                static_cast<std::uint8_t>(Sector::business), static_cast<std::uint8_t>(Sector::community)};
  add_partnership(world, {1, 2}, 10, 12);  // none of the community in it
  EXPECT_TRUE(std::isnan(one(measure(world), "empowerment")));
  add_partnership(world, {0, 1}, 10, 12);
  add_partnership(world, {0, 1, 3}, 10, 12);
  for (std::size_t m = 0; m < 7; ++m)
    world.memberships.committed[m * resources] = world.organisations.sector[world.memberships.organisation[m]] ==
                                                         static_cast<std::uint8_t>(Sector::community) ? 3.0 : 15.0;
  Parameters parameters = tiny_parameters();
  parameters.dialogue.voice_equality = 0.5;  // voices 2 and 4
  EXPECT_DOUBLE_EQ(one(measure(world, parameters), "empowerment"), 0.5 * (2.0 / 6.0 + 4.0 / 8.0));
  parameters.dialogue.inclusive_effect = 1.0;
  world.support.of(Lever::inclusive_governance).everywhere = 1.0;
  EXPECT_DOUBLE_EQ(one(measure(world, parameters), "empowerment"), 0.5 * (1.0 / 2.0 + 2.0 / 3.0));
}

TEST(MeasuresOfConflicts, AreMissingWithoutPartnerships) {
  const Values values = measure(tiny_world());
  EXPECT_EQ(one(values, "conflicts_open"), 0.0);
  for (const char* name : {"conflict_rate", "conflicts_resolved", "divergence", "communication", "governance_changes", "empowerment"})
    EXPECT_TRUE(std::isnan(one(values, name))) << name;
}

}  // namespace
}  // namespace tessera
