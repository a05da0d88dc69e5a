#include "mechanisms/meeting.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <utility>

#include "support/mechanism_checks.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using test::after;

const Parameters standard = standard_parameters();

test::Mechanic meeting_of_month(const Parameters& parameters, std::uint16_t month, std::uint64_t seed = 1) {
  return [&parameters, month, seed](World& world) {
    meet_at_events(world.ties, world.organisations, world.support, parameters.meeting, Draws(seed, 0, month).of(Mechanism::meeting));
  };
}

// n organisations in one district, all of whom attend.
World everybody_attends(std::uint32_t n, Parameters& parameters, double encounters) {
  parameters.meeting.attendance_per_month = 1.0;
  parameters.meeting.encounters = encounters;
  return test::make_small_world({.districts = 1, .organisations = n, .reach = 0}, parameters);
}

TEST(Meeting, WritesTiesOnly) {
  const World world = test::make_small_world({.organisations = 60}, standard);
  const World next = after(world, meeting_of_month(standard, 4));
  EXPECT_EQ(test::changed_fields(world, next),
            (std::set<std::string>{"ties.a", "ties.b", "ties.good_ab", "ties.bad_ab", "ties.good_ba", "ties.bad_ba",
                                   "ties.last_contact_month", "ties.common", "ties.former", "ties.joint_hours", "ties.level", "ties.reported_by_a",
                                   "ties.reported_by_b"}));
  EXPECT_EQ(test::wrong_index(next), "");
}

TEST(Meeting, EachPairMeetsOnceAndBothTakeTheSameEvidence) {
  Parameters parameters = standard;
  for (std::uint32_t n = 1; n <= 9; ++n) {
    const World next = after(everybody_attends(n, parameters, 2), meeting_of_month(parameters, 4));
    EXPECT_EQ(next.ties.count(), n < 5 ? n * (n - 1) / 2 : 2 * n) << n;
    for (std::size_t t = 0; t < next.ties.count(); ++t) {
      EXPECT_NEAR(next.ties.good_ab[t], parameters.meeting.evidence * parameters.meeting.impression, 1e-15);
      EXPECT_NEAR(next.ties.bad_ab[t], parameters.meeting.evidence * (1.0 - parameters.meeting.impression), 1e-15);
      EXPECT_EQ(next.ties.good_ab[t], next.ties.good_ba[t]);
      EXPECT_EQ(next.ties.bad_ab[t], next.ties.bad_ba[t]);
      EXPECT_EQ(next.ties.last_contact_month[t], 4);
    }
  }
}

TEST(Meeting, AKnownPairKeepsItsTie) {
  Parameters parameters = standard;
  const World world = everybody_attends(4, parameters, 3);
  const World next = after(after(world, meeting_of_month(parameters, 4)), meeting_of_month(parameters, 5));
  EXPECT_EQ(next.ties.count(), 6U);
  EXPECT_NEAR(next.ties.good_ab[0], 2.0 * parameters.meeting.evidence * parameters.meeting.impression, 1e-15);
  EXPECT_EQ(next.ties.last_contact_month[0], 5);
}

TEST(Meeting, ZeroChangesNothing) {
  for (double MeetingParameters::* rate : {&MeetingParameters::attendance_per_month, &MeetingParameters::encounters}) {
    Parameters parameters = standard;
    parameters.meeting.*rate = 0.0;
    const World world = test::make_small_world({}, parameters);
    EXPECT_EQ(test::changed_fields(world, after(world, meeting_of_month(parameters, 1))), std::set<std::string>{});
  }
}

TEST(Meeting, TheClosedStayAway) {
  Parameters parameters = standard;
  World world = everybody_attends(6, parameters, 5);
  world.organisations.active[2] = 0;
  const World next = after(world, meeting_of_month(parameters, 1));
  EXPECT_EQ(next.ties.count(), 10U);
  EXPECT_EQ(next.ties.of.size(2), 0U);
}

TEST(Meeting, SameForAnyNumberOfThreads) {
  const World world = test::make_small_world({.districts = 50, .organisations = 3000}, standard);
  EXPECT_EQ(test::difference_between_threads(world, meeting_of_month(standard, 3)), "");
}

TEST(Meeting, AStrangerMovesNoOther) {
  const World world = test::make_small_world({.organisations = 60}, standard);
  EXPECT_EQ(test::fields_moved_by_a_stranger(world, standard, meeting_of_month(standard, 1)), std::set<std::string>{});
  World larger = world;
  test::add_organisation(larger, standard, founding_id(0, 999999), 0, test::add_empty_district(larger), 0);
  const World one = after(world, meeting_of_month(standard, 1)), other = after(larger, meeting_of_month(standard, 1));
  EXPECT_GT(one.ties.count(), 0U);
  EXPECT_EQ(one.ties.a, other.ties.a);
  EXPECT_EQ(one.ties.b, other.ties.b);
}

// Who goes hangs on who it is, not on its place in an array: the same organisations in another order meet alike.
TEST(Meeting, TheOrderOfOrganisationsMovesNobody) {
  World world = test::make_small_world({.organisations = 60}, standard), turned = world;
  std::reverse(turned.organisations.id.begin(), turned.organisations.id.end());
  const auto met = [](const World& of) {  // pairs of numbers
    std::set<std::pair<std::uint64_t, std::uint64_t>> pairs;
    for (std::size_t t = 0; t < of.ties.count(); ++t)
      pairs.insert(std::minmax(of.organisations.id[of.ties.a[t]], of.organisations.id[of.ties.b[t]]));
    return pairs;
  };
  for (World* one : {&world, &turned}) {  // all can go to the one event
    std::fill(one->organisations.reach_district.begin(), one->organisations.reach_district.end(), 0U);
    meeting_of_month(standard, 1)(*one);
  }
  EXPECT_GT(met(world).size(), 3U);
  EXPECT_EQ(met(world), met(turned));
}

// Attendance, and that every other organisation is met alike.
TEST(Meeting, AttendanceAndMixingAreEven) {
  Parameters parameters = standard;
  parameters.meeting.encounters = 1;
  parameters.meeting.attendance_per_month = 1.0;
  const World world = everybody_attends(7, parameters, 1);
  std::vector<std::int64_t> met(6, 0);
  for (std::uint16_t month = 1; month <= 6000; ++month) {
    const World next = after(world, meeting_of_month(parameters, month));
    for (const auto& neighbour : next.ties.of.of(0)) ++met[neighbour.organisation - 1];
  }
  const std::vector<double> even(6, 1.0), skewed{1.2, 1.0, 1.0, 1.0, 1.0, 0.8};
  EXPECT_FALSE(check_counts(met, even).rejects) << check_counts(met, even);
  EXPECT_TRUE(check_counts(met, skewed).rejects);  // power twin: one met 20 % more often
}

TEST(Meeting, AttendanceHappensAtItsRate) {
  // With all encounters everybody at an event meets, and two alone in a district meet if both attend.
  Parameters parameters = standard;
  World world = everybody_attends(2, parameters, 1);
  parameters.meeting.attendance_per_month = 0.4;
  std::int64_t meetings = 0;
  for (std::uint16_t month = 1; month <= 20000; ++month)
    meetings += static_cast<std::int64_t>(after(world, meeting_of_month(parameters, month)).ties.count());
  EXPECT_FALSE(check_proportion(meetings, 20000, 0.16).rejects) << check_proportion(meetings, 20000, 0.16);
  EXPECT_TRUE(check_proportion(meetings, 20000, 0.18).rejects);  // power twin
}

TEST(Meeting, JointEventsOfNoStrengthChangeNoBit) {
  World world = test::make_small_world({.organisations = 60}, standard);
  const World plain = after(world, meeting_of_month(standard, 4));
  world.support.of(Lever::joint_events).of.assign(60, 0.0);
  EXPECT_EQ(test::changed_fields(plain, after(world, meeting_of_month(standard, 4))), std::set<std::string>{});
}

TEST(Meeting, JointEventsLiftTheMoraleOfWhoAttends) {
  Parameters parameters = standard;
  parameters.meeting.event_morale = 0.2;
  World world = everybody_attends(4, parameters, 1);
  world.organisations.active[3] = 0;
  world.organisations.morale = {0.5, 0.9, 0.5, 0.5};
  world.support.of(Lever::joint_events).of = {0.5, 1.0, 0.0, 1.0};
  const World next = after(world, meeting_of_month(parameters, 4));
  EXPECT_DOUBLE_EQ(next.organisations.morale[0], 0.5 + 0.2 * 0.5 * 0.5);
  EXPECT_DOUBLE_EQ(next.organisations.morale[1], 0.92);
  EXPECT_EQ(next.organisations.morale[2], 0.5);
  EXPECT_EQ(next.organisations.morale[3], 0.5);
}

TEST(Meeting, JointEventsRaiseAttendance) {
  Parameters parameters = standard;
  World world = everybody_attends(2, parameters, 1);
  parameters.meeting.attendance_per_month = 0.2;
  parameters.meeting.joint_events_effect = 2.0;
  world.support.of(Lever::joint_events).everywhere = 0.5;
  std::int64_t meetings = 0;
  for (std::uint16_t month = 1; month <= 20000; ++month)
    meetings += static_cast<std::int64_t>(after(world, meeting_of_month(parameters, month)).ties.count());
  EXPECT_FALSE(check_proportion(meetings, 20000, 0.16).rejects) << check_proportion(meetings, 20000, 0.16);
  EXPECT_TRUE(check_proportion(meetings, 20000, 0.18).rejects);  // power twin
}

}  // namespace
}  // namespace tessera
