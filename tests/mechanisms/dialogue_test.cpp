#include "mechanisms/dialogue.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/chain_world.hpp"

namespace tessera {
namespace {

void talk(World& world, const Parameters& parameters) {
  hold_dialogue(world.partnerships, world.memberships, world.ties, world.organisations, world.support, test::technology_of(parameters),
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
    parameters.dialogue.communication_adjustment_per_month = 0.0;
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
  facilitated.world.support.of(Lever::facilitation).of = {1.0, 0.5};
  silent.world.partnerships.communication[0] = 0.1;
  for (Pair* pair : {&plain, &facilitated, &silent}) talk(pair->world, pair->parameters);
  EXPECT_LT(facilitated.world.partnerships.divergence[0], plain.world.partnerships.divergence[0]);
  EXPECT_GT(silent.world.partnerships.divergence[0], plain.world.partnerships.divergence[0]);
  EXPECT_EQ(facilitated.world.partnerships.facilitation[0], 0.75);
  EXPECT_EQ(plain.world.partnerships.facilitation[0], 0.0);
}

TEST(Dialogue, InclusiveGovernanceMakesVoicesEqualAndTakesTime) {
  Pair plain, inclusive;
  for (Pair* pair : {&plain, &inclusive}) {
    pair->parameters.dialogue.voice_equality = 0.0;
    pair->parameters.dialogue.inclusive_effect = 1.0;
    for (std::size_t r = 0; r < resources; ++r) pair->world.organisations.available[r] = 0.0;
  }
  inclusive.world.support.of(Lever::inclusive_governance).everywhere = 1.0;
  for (Pair* pair : {&plain, &inclusive}) talk(pair->world, pair->parameters);
  EXPECT_LT(plain.world.partnerships.purpose[0], 0.3);
  EXPECT_NEAR(inclusive.world.partnerships.purpose[0], 0.5, 1e-14);
  const double trust = plain.parameters.trust.prior_mean, s = plain.parameters.dialogue.stubbornness;
  const double pace = 0.6 * (1.0 - plain.parameters.dialogue.inclusive_delay);
  EXPECT_NEAR(inclusive.world.memberships.position[0], 1.0 + pace * (s + (1.0 - s) / (1.0 + trust) - 1.0), 1e-14);
}

TEST(Dialogue, CommunicationFollowsItsCausesByHand) {
  Pair pair;
  DialogueParameters& d = pair.parameters.dialogue;
  d.communication_adjustment_per_month = 0.1;
  pair.world.organisations.capability = {0.9, 0.5};
  pair.world.organisations.sector = {0, 1};
  talk(pair.world, pair.parameters);
  const double target = d.communication + 0.2 * d.communication_rise +
                        d.communication_rise * (1.0 / d.routine_months - 1.0 / 3.0) - d.message_loss;
  EXPECT_NEAR(pair.world.partnerships.communication[0], 0.6 + 0.1 * (target - 0.6), 1e-14);
  pair.world.partnerships.communication[0] = 0.6;
  pair.world.support.of(Lever::collaboration_tools).everywhere = 0.5;
  talk(pair.world, pair.parameters);
  const double with_tools = target + 0.5 * d.communication_tools * (1.0 - target);
  EXPECT_NEAR(pair.world.partnerships.communication[0], 0.6 + 0.1 * (with_tools - 0.6), 1e-14);
}

TEST(Dialogue, CollaborationToolsSaveMeetingHours) {
  Pair plain, equipped;
  equipped.world.support.of(Lever::collaboration_tools).everywhere = 0.5;
  const double before = plain.world.organisations.overhead_hours[0];
  for (Pair* pair : {&plain, &equipped}) talk(pair->world, pair->parameters);
  EXPECT_NEAR(equipped.world.organisations.overhead_hours[0] - before,
              (plain.world.organisations.overhead_hours[0] - before) * (1.0 - 0.5 * plain.parameters.agreement.tools_effect),
              1e-14);
}

TEST(Dialogue, RunningPartnershipsMeetByRoutineFromTheirFoundingMonth) {
  Parameters parameters = standard_parameters();
  parameters.dialogue.routine_months = 4.0;
  const World before = test::make_chain_world({.active = 1, .forming = 0, .members = 3}, parameters);  // founded in month 8
  for (const std::int32_t month : {24, 25, 26, 27, 28}) {
    World world = before;
    world.month = month;
    talk(world, parameters);
    const bool meets = month % 4 == 0;
    EXPECT_NEAR(world.organisations.overhead_hours[0] - before.organisations.overhead_hours[0],
                meets ? parameters.dialogue.meeting_hours * parameters.agreement.shared_hours_per_pair : 0.0, 1e-14);
    EXPECT_NEAR(world.ties.good_ab[0] - before.ties.good_ab[0],
                meets ? parameters.dialogue.routine_evidence * parameters.dialogue.impression : 0.0, 1e-14);
  }
}

TEST(Dialogue, DivergenceOfRunningPartnershipsIsTrueAndPositionsStay) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({.active = 3, .forming = 0, .members = 2}, parameters);
  const std::size_t areas = world.community.areas;
  for (std::size_t a = 0; a < areas; ++a) {
    world.partnerships.purpose[a] = world.memberships.position[a] = a == 0 ? 1.0 : 0.0;
    world.memberships.position[areas + a] = a == 1 ? 1.0 : 0.0;
  }
  for (std::size_t r = 0; r < resources; ++r)
    world.memberships.committed[resources + r] = world.memberships.committed[r];
  const std::vector<double> positions = world.memberships.position;
  talk(world, parameters);
  EXPECT_NEAR(world.partnerships.divergence[0], 0.5, 1e-14);  // one member agrees, the other not at all, equal voices
  EXPECT_EQ(world.memberships.position, positions);
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
                                       "partnerships.communication", "organisations.overhead_hours", "ties.good_ab", "ties.bad_ab", "ties.good_ba",
                                       "ties.bad_ba", "ties.last_contact_month"};
  const World after = test::after(before, dialogue(parameters));
  EXPECT_EQ(test::changed_fields(before, after), declared);
  EXPECT_EQ(test::wrong_index(after), "");
  EXPECT_EQ(test::wrong_common(after), "");
}

TEST(Dialogue, SilentFreeAndWithoutImpressionLeavesOnlyTheDateOfContact) {
  Parameters parameters = standard_parameters();
  parameters.dialogue.meeting_hours = parameters.dialogue.evidence = parameters.dialogue.routine_evidence = 0.0;
  parameters.dialogue.communication_adjustment_per_month = 0.0;
  World before = test::make_chain_world({}, parameters);
  for (double& quality : before.partnerships.communication) quality = 0.0;
  talk(before, parameters);  // purpose and divergence are read off positions
  before.month = 25;
  EXPECT_EQ(test::changed_fields(before, test::after(before, dialogue(parameters))),
            std::set<std::string>{"ties.last_contact_month"});
}

TEST(Dialogue, BetweenMeetingsRunningPartnershipsOnlyKeepInTouch) {
  const Parameters parameters = standard_parameters();
  const World before = test::make_chain_world({.forming = 0}, parameters);  // sixteen months old, meeting every third
  EXPECT_EQ(test::changed_fields(before, test::after(before, dialogue(parameters))),
            (std::set<std::string>{"partnerships.communication", "partnerships.divergence"}));
}

TEST(Dialogue, LeversWithoutStrengthChangeNoBit) {
  const Parameters parameters = standard_parameters();
  const World plain = test::make_chain_world({}, parameters);
  World idle = plain;
  for (Strength& lever : idle.support.strength) lever.of.assign(plain.organisations.count(), 0.0);
  EXPECT_EQ(first_difference(test::after(plain, dialogue(parameters)), test::after(idle, dialogue(parameters))), "");
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
