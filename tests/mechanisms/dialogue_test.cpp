#include "mechanisms/dialogue.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/chain_world.hpp"

namespace tessera {
namespace {

void talk(World& world, const Parameters& parameters) {
  hold_dialogue(world.partnerships, world.memberships, world.ties, world.organisations, test::technology_of(parameters),
                parameters.dialogue, parameters.agreement, parameters.trust, world.month);
}

test::Mechanic dialogue(const Parameters& parameters) {
  return [parameters](World& world) { talk(world, parameters); };
}

// Two organisations that want different things, in a forming partnership; equal voices, strangers to each other.
struct Pair {
  Parameters parameters = standard_parameters();
  World world;
  std::size_t areas = 0;
  Pair() {
    parameters.dialogue.voice_equality = 1.0;
    world = test::make_chain_world({.organisations = 2, .districts = 1, .active = 0, .forming = 1, .members = 2},
                                   parameters);
    areas = world.community.areas;
    world.partnerships.communication[0] = 0.6;
    world.organisations.credibility = {0.5, 0.5};
    for (auto* evidence : {&world.ties.good_ab, &world.ties.bad_ab, &world.ties.good_ba, &world.ties.bad_ba})
      evidence->assign(1, 0.0);
    for (std::size_t i = 0; i < 2; ++i)
      for (std::size_t a = 0; a < areas; ++a)
        world.organisations.mission[i * areas + a] = world.memberships.position[i * areas + a] = a == i ? 1.0 : 0.0;
  }
};

TEST(Dialogue, OneMonthByHand) {
  Pair pair;
  talk(pair.world, pair.parameters);
  const double trust = pair.parameters.trust.prior_mean, s = pair.parameters.dialogue.stubbornness;
  const double own = 1.0 + 0.6 * (s + (1.0 - s) / (1.0 + trust) - 1.0);
  EXPECT_NEAR(pair.world.memberships.position[0], own, 1e-14);
  EXPECT_NEAR(pair.world.memberships.position[1], 1.0 - own, 1e-14);
  EXPECT_NEAR(pair.world.partnerships.purpose[0], 0.5, 1e-14);
  EXPECT_NEAR(pair.world.partnerships.divergence[0], own - 0.5, 1e-14);
}

TEST(Dialogue, MeetingsCostHoursAndLeaveEvidence) {
  Pair pair;
  const std::vector<double> before = pair.world.organisations.overhead_hours;
  talk(pair.world, pair.parameters);
  const double hours = 0.5 * pair.parameters.dialogue.meeting_hours * pair.parameters.agreement.shared_hours_per_pair;
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_NEAR(pair.world.organisations.overhead_hours[i] - before[i], hours, 1e-14);
  const double counts = pair.parameters.dialogue.evidence, impression = pair.parameters.dialogue.impression;
  for (const auto* good : {&pair.world.ties.good_ab, &pair.world.ties.good_ba}) EXPECT_EQ((*good)[0], counts * impression);
  for (const auto* bad : {&pair.world.ties.bad_ab, &pair.world.ties.bad_ba})
    EXPECT_EQ((*bad)[0], counts * (1.0 - impression));
  EXPECT_EQ(pair.world.ties.last_contact_month[0], pair.world.month);
}

TEST(Dialogue, VoiceFollowsWhatCouldBeCommittedUnlessAllAreEqual) {
  Pair pair;
  for (std::size_t r = 0; r < resources; ++r) pair.world.organisations.available[r] = 0.0;
  World unequal = pair.world;
  talk(pair.world, pair.parameters);
  EXPECT_NEAR(pair.world.partnerships.purpose[0], pair.world.partnerships.purpose[1], 1e-14);
  pair.parameters.dialogue.voice_equality = 0.0;
  talk(unequal, pair.parameters);
  EXPECT_LT(unequal.partnerships.purpose[0], 0.3);
}

TEST(Dialogue, FacilitationBringsPositionsCloserAndPoorCommunicationSlowsThem) {
  Pair plain, facilitated, silent;
  facilitated.world.partnerships.facilitation[0] = 1.0;
  silent.world.partnerships.communication[0] = 0.1;
  for (Pair* pair : {&plain, &facilitated, &silent}) talk(pair->world, pair->parameters);
  EXPECT_LT(facilitated.world.partnerships.divergence[0], plain.world.partnerships.divergence[0]);
  EXPECT_GT(silent.world.partnerships.divergence[0], plain.world.partnerships.divergence[0]);
}

TEST(Dialogue, TrustedMembersPullHarder) {
  Pair strangers, friends;
  test::set_evidence(friends.world, 0, 1, 20.0, 0.0);
  for (Pair* pair : {&strangers, &friends}) talk(pair->world, pair->parameters);
  EXPECT_LT(friends.world.memberships.position[0], strangers.world.memberships.position[0]);
}

TEST(Dialogue, PositionsAndPurposeStayShares) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({.forming = 10, .members = 5}, parameters);
  for (int month = 0; month < 12; ++month) talk(world, parameters);
  const std::size_t areas = world.community.areas;
  for (const auto* shares : {&world.memberships.position, &world.partnerships.purpose})
    for (std::size_t row = 0; row < shares->size() / areas; ++row) {
      double sum = 0.0;
      for (std::size_t a = 0; a < areas; ++a) {
        EXPECT_GE((*shares)[row * areas + a], 0.0);
        sum += (*shares)[row * areas + a];
      }
      EXPECT_NEAR(sum, 1.0, 1e-12);
    }
}

TEST(Dialogue, ChangesWhatItDeclaresOnly) {
  const Parameters parameters = standard_parameters();
  const World before = test::make_chain_world({}, parameters);
  const std::set<std::string> declared{"memberships.position", "partnerships.purpose", "partnerships.divergence",
                                       "organisations.overhead_hours", "ties.good_ab", "ties.bad_ab", "ties.good_ba",
                                       "ties.bad_ba", "ties.last_contact_month"};
  const World after = test::after(before, dialogue(parameters));
  EXPECT_EQ(test::changed_fields(before, after), declared);
  EXPECT_EQ(test::wrong_index(after), "");
  EXPECT_EQ(test::wrong_common(after), "");
}

TEST(Dialogue, SilentFreeAndWithoutImpressionLeavesOnlyTheDateOfContact) {
  Parameters parameters = standard_parameters();
  parameters.dialogue.meeting_hours = parameters.dialogue.evidence = 0.0;
  World before = test::make_chain_world({}, parameters);
  for (double& quality : before.partnerships.communication) quality = 0.0;
  talk(before, parameters);  // purpose and divergence are read off positions
  before.month = 25;
  EXPECT_EQ(test::changed_fields(before, test::after(before, dialogue(parameters))),
            std::set<std::string>{"ties.last_contact_month"});
}

TEST(Dialogue, RunningPartnershipsDoNotTalk) {
  const Parameters parameters = standard_parameters();
  const World before = test::make_chain_world({.forming = 0}, parameters);
  EXPECT_EQ(test::changed_fields(before, test::after(before, dialogue(parameters))), std::set<std::string>{});
}

TEST(Dialogue, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  const Parameters parameters = standard_parameters();
  const World world = test::make_chain_world(
      {.organisations = 2600, .districts = 40, .active = 100, .forming = 2300, .members = 3}, parameters);
  EXPECT_EQ(test::difference_between_threads(world, dialogue(parameters)), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, parameters, dialogue(parameters)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
