#include "mechanisms/volunteering.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <numeric>

#include "formulas/logistic.hpp"
#include "formulas/volunteering.hpp"
#include "support/books.hpp"
#include "support/mechanism_checks.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using test::after;

const Parameters standard = standard_parameters();

test::Mechanic volunteering_of_month(const Parameters& parameters, std::uint16_t month, std::uint64_t seed = 1) {
  return [&parameters, month, seed](World& world) {
    turn_over_volunteers(world.community, world.organisations, world.geography, world.support, world.conditions,
                         parameters.volunteering, parameters.types,
                         Draws(seed, 0, month).of(Mechanism::volunteering));
  };
}

// Attraction as founded, always: the hazard to join is join_per_month.
Parameters steady_parameters() {
  Parameters parameters = standard;
  parameters.volunteering.invitation_exponent = 0.0;
  parameters.volunteering.fit_weight = 0.0;
  return parameters;
}

std::int64_t volunteering_now(const Community& community) {
  std::int64_t sum = 0;
  for (std::size_t d = 0; d < community.districts; ++d)
    sum += community.people[d * people_classes] + community.people[d * people_classes + 1];
  return sum;
}

std::int64_t adults_of(const Community& community) {
  return std::accumulate(community.adults.begin(), community.adults.end(), std::int64_t{0});
}

TEST(Volunteering, WritesWhatItDeclares) {
  World world = test::make_small_world({}, standard);
  std::fill(world.organisations.hours_use.begin(), world.organisations.hours_use.end(), 1.5);
  std::fill(world.community.volunteer_hours_last_year.begin(), world.community.volunteer_hours_last_year.end(), 5.0);
  std::set<std::string> within_year, at_year_end;
  for (const char* name : {"volunteers", "reach_volunteers", "morale", "volunteers_joined", "volunteers_left",
                           "volunteer_hours", "available"})
    within_year.insert(std::string("organisations.") + name);
  within_year.insert("community.people");
  at_year_end = within_year;
  within_year.insert("community.volunteer_hours_this_year");
  at_year_end.insert({"community.volunteer_hours_last_year", "community.participation", "community.survey_retention"});
  EXPECT_EQ(test::changed_fields(world, after(world, volunteering_of_month(standard, 5))), within_year);
  EXPECT_EQ(test::changed_fields(world, after(world, volunteering_of_month(standard, 12))), at_year_end);
}

TEST(Volunteering, NobodyMovesAtRateZero) {
  Parameters parameters = standard;
  parameters.volunteering.join_per_month = parameters.volunteering.quit_per_month = 0.0;
  parameters.volunteering.effectiveness = 0.0;
  parameters.volunteering.hours_low = parameters.volunteering.hours_middle = 0.0;
  parameters.volunteering.hours_high = parameters.volunteering.hours_core = 0.0;
  const World world = test::make_small_world({}, parameters);  // morale is usual, hours are used as offered
  EXPECT_EQ(test::changed_fields(world, after(world, volunteering_of_month(parameters, 5))), std::set<std::string>{});
}

TEST(Volunteering, HoursByHand) {
  Parameters parameters = standard;
  parameters.volunteering.join_per_month = parameters.volunteering.quit_per_month = 0.0;
  World world = test::make_small_world({.organisations = 2}, parameters);
  world.organisations.volunteers = {4, 3, 2, 1, 0, 0, 0, 2};
  world.organisations.available[1] = 100.0;
  const World next = after(world, volunteering_of_month(parameters, 5));
  const VolunteeringParameters& p = parameters.volunteering;
  const double first = 4 * p.hours_low + 3 * p.hours_middle + 2 * p.hours_high + p.hours_core;
  EXPECT_NEAR(next.organisations.volunteer_hours[0], p.effectiveness * first, 1e-12);
  EXPECT_NEAR(next.organisations.available[1], 100.0 + p.effectiveness * first, 1e-12);
  EXPECT_NEAR(next.community.volunteer_hours_this_year[0], first + 2 * p.hours_core, 1e-12);
  const World year_end = after(next, volunteering_of_month(parameters, 12));
  EXPECT_NEAR(year_end.community.volunteer_hours_last_year[0], 2.0 * (first + 2 * p.hours_core), 1e-12);
  EXPECT_EQ(year_end.community.volunteer_hours_this_year[0], 0.0);
}

TEST(Volunteering, MoraleFollowsUse) {
  Parameters parameters = standard;
  parameters.volunteering.morale_adjustment_per_month = 0.5;
  World world = test::make_small_world({.organisations = 3}, parameters);
  world.organisations.hours_use = {1.0, 2.0, 0.5};
  const World next = after(world, volunteering_of_month(parameters, 5));
  const VolunteeringParameters& p = parameters.volunteering;
  EXPECT_NEAR(next.organisations.morale[0], p.morale_usual, 1e-15);
  EXPECT_NEAR(next.organisations.morale[1], p.morale_usual - 0.5 * p.overuse_weight, 1e-15);
  EXPECT_NEAR(next.organisations.morale[2], p.morale_usual - 0.25 * p.underuse_weight, 1e-15);
}

TEST(Volunteering, TheSurveyReadsTheFlagsAndMovesThemOn) {
  Parameters parameters = standard;
  parameters.volunteering.join_per_month = parameters.volunteering.quit_per_month = 0.0;
  World world = test::make_small_world({.districts = 1, .organisations = 1, .reach = 0, .volunteers_per_class = 0}, parameters);
  world.community.adults = {100};
  world.community.people = {3, 7, 60, 5, 10, 15};
  world.organisations.volunteers[0] = world.organisations.reach_volunteers[0] = 10;
  const World next = after(world, volunteering_of_month(parameters, 12));
  EXPECT_NEAR(next.community.participation[0], 0.30, 1e-15);              // 3 + 7 + 5 + 15
  EXPECT_NEAR(next.community.survey_retention[0], 22.0 / 32.0, 1e-15);  // 7 + 15 of 7 + 15 + 10
  EXPECT_EQ(next.community.people, (std::vector<std::int64_t>{0, 10, 70, 0, 20, 0}));
  world.community.people = {10, 0, 90, 0, 0, 0};
  EXPECT_TRUE(std::isnan(after(world, volunteering_of_month(parameters, 12)).community.survey_retention[0]));
}

TEST(Volunteering, SameForAnyNumberOfThreads) {
  const World world = test::make_small_world({.districts = 50, .organisations = 3000, .residents_per_cell = 5000}, standard);
  EXPECT_EQ(test::difference_between_threads(world, volunteering_of_month(standard, 12)), "");
}

TEST(Volunteering, AStrangerMovesNoOther) {
  const World world = test::make_small_world({.organisations = 60}, standard);
  EXPECT_EQ(test::fields_moved_by_a_stranger(world, standard, volunteering_of_month(standard, 1)), std::set<std::string>{});
}

TEST(Volunteering, TheClosedAttractNobody) {
  World world = test::make_small_world({.districts = 1, .organisations = 3, .reach = 0, .volunteers_per_class = 0}, standard);
  world.organisations.active[2] = 0;
  Parameters parameters = standard;
  parameters.volunteering.join_per_month = 1.0;
  const World next = after(world, volunteering_of_month(parameters, 1));
  EXPECT_EQ(volunteers_of(next.organisations, 2), 0);
  EXPECT_GT(volunteers_of(next.organisations, 0), 0);
  EXPECT_EQ(test::missing_people(next), "");
}

RC_GTEST_PROP(Volunteering, NobodyIsLost, ()) {
  Parameters parameters = standard;
  for (const ParameterRow& row : parameter_table())
    if (row.name.starts_with("volunteering."))
      row.value(parameters) = row.lowest + (row.highest - row.lowest) * *rc::gen::inRange(0, 1001) / 1000.0;
  World world = test::make_small_world({.organisations = 30, .residents_per_cell = 100}, parameters);
  for (std::size_t i = 0; i < world.organisations.count(); ++i)
    world.organisations.hours_use[i] = *rc::gen::inRange(0, 40) / 10.0;
  for (std::uint16_t month = 8; month <= 16; ++month) {
    volunteering_of_month(parameters, month)(world);
    RC_ASSERT(test::missing_people(world) == "");
  }
}

// Joiners choose among those who reach them in proportion to attraction, and hours classes by their shares.
TEST(Volunteering, JoinersChooseInProportion) {
  Parameters parameters = standard;
  parameters.volunteering.join_per_month = 1.0;
  World world = test::make_small_world(
      {.districts = 1, .organisations = 4, .reach = 0, .residents_per_cell = 100000, .volunteers_per_class = 0}, parameters);
  world.organisations.perceived.assign(world.organisations.perceived.size(), 0.5);
  const World next = after(world, volunteering_of_month(parameters, 1));
  std::vector<std::int64_t> by_organisation(4), by_class(hours_classes);
  std::vector<double> attraction(4);
  const VolunteeringParameters& p = parameters.volunteering;
  for (std::size_t i = 0; i < 4; ++i) {
    by_organisation[i] = volunteers_of(next.organisations, i);
    for (std::size_t c = 0; c < hours_classes; ++c) by_class[c] += next.organisations.volunteers[i * hours_classes + c];
    attraction[i] = volunteer_attraction({parameters.types[i].volunteer_pull, 0.0, world.organisations.credibility[i],
                                          world.organisations.visibility[i], 0.0, 1.0},
                                         {p.invitation_exponent, p.standing_weight, p.fit_weight});
  }
  EXPECT_FALSE(check_counts(by_organisation, attraction).rejects) << check_counts(by_organisation, attraction);
  attraction[0] *= 1.05;
  EXPECT_TRUE(check_counts(by_organisation, attraction).rejects);  // power twin: one 5 % more attractive
  std::vector<double> shares{p.share_low, p.share_middle, p.share_high, 1.0 - p.share_low - p.share_middle - p.share_high};
  EXPECT_FALSE(check_counts(by_class, shares).rejects) << check_counts(by_class, shares);
  shares[3] *= 1.05;
  EXPECT_TRUE(check_counts(by_class, shares).rejects);  // power twin
}

TEST(Volunteering, QuittersLeaveEveryClassAlike) {
  Parameters parameters = standard;
  parameters.volunteering.join_per_month = 0.0;
  parameters.volunteering.quit_per_month = 0.3;
  World world = test::make_small_world({.districts = 3, .organisations = 1, .volunteers_per_class = 0}, parameters);
  world.organisations.volunteers = {40000, 30000, 20000, 10000};
  world.organisations.reach_volunteers = {70000, 30000};
  world.community.adults = {80000, 40000, 10};
  world.community.people = {70000, 0, 10000, 0, 0, 0, 0, 30000, 10000, 0, 0, 0, 0, 0, 10, 0, 0, 0};
  const World next = after(world, volunteering_of_month(parameters, 5));
  EXPECT_EQ(test::missing_people(next), "");
  const std::int64_t quitters = next.organisations.volunteers_left[0];
  EXPECT_FALSE(check_proportion(quitters, 100000, 0.3).rejects) << check_proportion(quitters, 100000, 0.3);
  EXPECT_TRUE(check_proportion(quitters, 100000, 0.31).rejects);  // power twin
  std::vector<std::int64_t> lost;
  for (std::size_t c = 0; c < hours_classes; ++c)
    lost.push_back(world.organisations.volunteers[c] - next.organisations.volunteers[c]);
  EXPECT_FALSE(check_counts(lost, std::vector<double>{4, 3, 2, 1}).rejects);
  EXPECT_TRUE(check_counts(lost, std::vector<double>{4.3, 3, 2, 1}).rejects);  // power twin
  EXPECT_FALSE(check_proportion(70000 - next.organisations.reach_volunteers[0], quitters, 0.7).rejects);
  EXPECT_TRUE(check_proportion(70000 - next.organisations.reach_volunteers[0], quitters, 0.72).rejects);  // power twin
}

// Closed forms at constant morale and attraction: with p = 1 - exp(-join) and quit chance q, the stock settles at
// p / (p + q). A survey year has twelve months in which hours are given, eleven turnovers lie between them.
struct Survey {
  double stock, participation, retention;
};

Survey closed_form(double join, double quit) {
  const double p = chance_of_hazard(join), stock = p / (p + quit);
  const double joins_in_11 = 1.0 - std::pow(1.0 - p, 11), joins_in_12 = 1.0 - std::pow(1.0 - p, 12);
  const double this_year = stock + (1.0 - stock) * joins_in_11;
  const double again = stock * ((1.0 - quit) + quit * joins_in_11) + (this_year - stock) * joins_in_12;
  return {stock, this_year, again / this_year};
}

TEST(Volunteering, StationaryStockParticipationAndRetention) {
  const Parameters parameters = steady_parameters();
  World world = test::make_small_world(
      {.districts = 20, .organisations = 100, .residents_per_cell = 3334, .volunteers_per_class = 0}, parameters);
  std::int64_t survey_volunteers = 0, survey_before = 0, survey_again = 0;
  for (std::uint16_t month = 1; month <= 10 * 12; ++month) {
    volunteering_of_month(parameters, month)(world);
    if (month != 9 * 12 && month != 10 * 12) continue;
    survey_before = survey_volunteers;
    survey_volunteers = survey_again = 0;
    for (std::size_t d = 0; d < 20; ++d) {
      const double volunteers = world.community.participation[d] * static_cast<double>(world.community.adults[d]);
      survey_volunteers += std::llround(volunteers);
    }
  }
  double weighted = 0.0;  // districts have equal adults; volunteers of the year before stand in for the weights
  for (const double retention : world.community.survey_retention) weighted += retention / 20.0;
  survey_again = std::llround(weighted * static_cast<double>(survey_before));

  const VolunteeringParameters& p = parameters.volunteering;
  const Survey expected = closed_form(p.join_per_month, p.quit_per_month);
  const std::int64_t adults = adults_of(world.community), now = volunteering_now(world.community);
  EXPECT_GT(adults, 200000);
  EXPECT_FALSE(check_proportion(now, adults, expected.stock).rejects) << check_proportion(now, adults, expected.stock);
  EXPECT_TRUE(check_proportion(now, adults, expected.stock * 1.03).rejects);  // power twin: 3 % off
  EXPECT_FALSE(check_proportion(survey_volunteers, adults, expected.participation).rejects)
      << check_proportion(survey_volunteers, adults, expected.participation);
  EXPECT_TRUE(check_proportion(survey_volunteers, adults, expected.participation * 1.03).rejects);  // power twin
  EXPECT_FALSE(check_proportion(survey_again, survey_before, expected.retention).rejects)
      << check_proportion(survey_again, survey_before, expected.retention);
  EXPECT_TRUE(check_proportion(survey_again, survey_before, expected.retention + 0.02).rejects);  // power twin
  EXPECT_NEAR(expected.participation, 0.28, 0.01);  // P5
  EXPECT_NEAR(expected.retention, 0.64, 0.01);
  const double hours = world.community.volunteer_hours_last_year[0] / static_cast<double>(survey_volunteers);
  EXPECT_GT(hours, 50.0);  // P5: mean hours of who volunteered at any time in the year
  EXPECT_LT(hours, 70.0);
}

// Persons who joined and left in one month of many districts alike.
std::pair<std::int64_t, std::int64_t> turnover(const World& world, const Parameters& parameters) {
  const World next = after(world, volunteering_of_month(parameters, 5));
  const auto& o = next.organisations;
  return {std::accumulate(o.volunteers_joined.begin(), o.volunteers_joined.end(), std::int64_t{0}),
          std::accumulate(o.volunteers_left.begin(), o.volunteers_left.end(), std::int64_t{0})};
}

TEST(Volunteering, ACentreOfNoStrengthAndFactorsOfOneChangeNoBit) {
  World world = test::make_small_world({}, standard);
  const World plain = after(world, volunteering_of_month(standard, 5));
  world.support.of(Lever::volunteer_centre).of.assign(world.organisations.count(), 0.0);
  world.conditions.join_factor.assign(world.community.districts, 1.0);
  EXPECT_EQ(test::changed_fields(plain, after(world, volunteering_of_month(standard, 5))), std::set<std::string>{});
}

TEST(Volunteering, ACentreRecruitsAndRetainsWhereItIs) {
  Parameters parameters = steady_parameters();
  parameters.volunteering.centre_recruitment = 0.5;
  parameters.volunteering.centre_retention = 0.4;
  parameters.volunteering.morale_weight = 0.0;
  World world = test::make_small_world({.districts = 200, .organisations = 2000, .reach = 0}, parameters);
  const auto [joined, left] = turnover(world, parameters);
  Strength& centre = world.support.of(Lever::volunteer_centre);
  centre.everywhere = 0.6;
  const auto [more, fewer] = turnover(world, parameters);
  EXPECT_NEAR(static_cast<double>(more) / static_cast<double>(joined), 1.3, 0.03);
  EXPECT_NEAR(static_cast<double>(fewer) / static_cast<double>(left), 0.76, 0.03);
  centre.of.assign(2000, 0.0);
  for (std::size_t i = 0; i < 2000; ++i)
    if (world.organisations.district[i] == 0) centre.of[i] = 1.0;
  const World next = after(world, volunteering_of_month(parameters, 5));
  world.support = {};
  const World plain = after(world, volunteering_of_month(parameters, 5));
  for (std::size_t i = 0; i < 2000; ++i)
    if (world.organisations.district[i] != 0) {
      EXPECT_EQ(next.organisations.volunteers_joined[i], plain.organisations.volunteers_joined[i]);
      EXPECT_EQ(next.organisations.volunteers_left[i], plain.organisations.volunteers_left[i]);
    }
}

TEST(Volunteering, ASlumpStopsJoiningWhereItIs) {
  World world = test::make_small_world({.districts = 4, .organisations = 24, .reach = 0}, standard);
  world.conditions.join_factor = {1.0, 0.0, 1.0, 0.0};
  std::array<std::int32_t, 4> joined{};
  for (std::uint16_t month = 1; month <= 11; ++month) {
    const World next = after(world, volunteering_of_month(standard, month));
    for (std::size_t i = 0; i < 24; ++i) joined[next.organisations.district[i]] += next.organisations.volunteers_joined[i];
  }
  EXPECT_GT(joined[0], 0);
  EXPECT_EQ(joined[1] + joined[3], 0);
}

}  // namespace
}  // namespace tessera
