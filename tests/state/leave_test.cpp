#include "state/leave.hpp"

#include <gtest/gtest.h>

#include "base/errors.hpp"
#include "support/small_world.hpp"

namespace tessera {
namespace {

const Parameters parameters = standard_parameters();

World trio() {
  World world = test::make_small_world({}, parameters);
  test::add_partnership(world, {0, 1}, Stage::forming, 1);
  test::add_partnership(world, {0, 1, 2}, Stage::active, 2);
  return world;
}

void leave(World& world, std::uint32_t membership, EndReason reason = EndReason::unmet_expectation) {
  leave_partnership(world.partnerships, world.memberships, world.ties, membership, 7, reason);
}

TEST(Leave, OneOfThreeLeavesTheOthersTogether) {
  World world = trio();
  leave(world, 2);  // organisation 0 of partnership 1
  EXPECT_EQ(world.partnerships.members[1], 2);
  EXPECT_EQ(world.partnerships.most_members[1], 3);
  EXPECT_EQ(world.partnerships.stage[1], static_cast<std::uint8_t>(Stage::active));
  EXPECT_EQ(world.memberships.left_month[2], 7);
  EXPECT_EQ(world.memberships.leave_reason[2], static_cast<std::uint8_t>(EndReason::unmet_expectation));
  EXPECT_EQ(world.memberships.left_month[3], never);
  const std::uint32_t tie01 = find_tie(world.ties, 0, 1), tie12 = find_tie(world.ties, 1, 2);
  EXPECT_EQ(world.ties.common[tie01], 1);  // the forming one is still shared
  EXPECT_EQ(world.ties.former[tie01], 1);
  EXPECT_EQ(world.ties.common[tie12], 1);
  EXPECT_EQ(world.ties.former[tie12], 0);
  EXPECT_EQ(test::wrong_index(world), "");
}

TEST(Leave, APairEndsWithOneExitAndAFormingOneLeavesNoFormerTie) {
  World world = trio();
  leave(world, 0, EndReason::withdrawal);
  EXPECT_EQ(world.partnerships.stage[0], static_cast<std::uint8_t>(Stage::dissolved));
  EXPECT_EQ(world.partnerships.ended_month[0], 7);
  EXPECT_EQ(world.partnerships.end_reason[0], static_cast<std::uint8_t>(EndReason::withdrawal));
  EXPECT_EQ(world.partnerships.members[0], 0);
  EXPECT_EQ(world.memberships.left_month[1], 7);
  const std::uint32_t tie = find_tie(world.ties, 0, 1);
  EXPECT_EQ(world.ties.common[tie], 1);
  EXPECT_EQ(world.ties.former[tie], 0);
  EXPECT_EQ(test::wrong_index(world), "");
}

TEST(Leave, EndingPartsEveryPairOnce) {
  World world = trio();
  end_partnership(world.partnerships, world.memberships, world.ties, 1, 9, EndReason::goal_achieved);
  for (const auto& [one, other, common] : {std::array{0U, 1U, 1U}, {0U, 2U, 0U}, {1U, 2U, 0U}}) {
    const std::uint32_t tie = find_tie(world.ties, one, other);
    EXPECT_EQ(world.ties.common[tie], common);
    EXPECT_EQ(world.ties.former[tie], 1);
  }
  EXPECT_EQ(world.partnerships.live, std::vector<std::uint32_t>{0});
  EXPECT_EQ(test::wrong_index(world), "");
}

TEST(Leave, LeadershipPassesToTheLargest) {
  World world = test::make_small_world({}, parameters);
  test::add_partnership(world, {0, 1, 2, 3}, Stage::active, 2);
  world.partnerships.lead[0] = 0;
  for (std::uint32_t m = 0; m < 4; ++m)
    for (std::size_t r = 0; r < resources; ++r) world.memberships.committed[m * resources + r] = m == 2 ? 9.0 : 4.0;
  world.memberships.committed[3 * resources] = 10.0;  // most money, but less of everything else
  leave(world, 0);
  EXPECT_EQ(world.partnerships.lead[0], 2U);
}

TEST(Leave, AmongEqualsLeadershipPassesToTheLongestStandingAndStaysOnRecord) {
  World world = trio();
  world.partnerships.lead[1] = 0;
  leave(world, 2);
  EXPECT_EQ(world.partnerships.lead[1], 1U);
  end_partnership(world.partnerships, world.memberships, world.ties, 1, 9, EndReason::goal_achieved);
  EXPECT_EQ(world.partnerships.lead[1], 1U);
}

TEST(Leave, WhatHasEndedIsLeftAlone) {
  World world = trio();
  leave(world, 0);
  World after = world;
  leave(after, 0, EndReason::conflict);
  end_partnership(after.partnerships, after.memberships, after.ties, 0, 11, EndReason::conflict);
  EXPECT_EQ(test::changed_fields(world, after), std::set<std::string>{});
}

TEST(Leave, MissingTieIsABrokenPromise) {
  World world = trio();
  world.ties.common[find_tie(world.ties, 0, 2)] = 0;
  EXPECT_THROW(leave(world, 2), BrokenPromise);
}

}  // namespace
}  // namespace tessera
