#include "mechanisms/assessment.hpp"

#include <gtest/gtest.h>

#include "support/mechanism_checks.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using test::after;

const Parameters standard = standard_parameters();

test::Mechanic assessment_of_month(const Parameters& parameters, std::uint16_t month) {
  return [&parameters, month](World& world) {
    assess_need(world.organisations, world.need, world.community, world.partnerships, world.memberships,
                world.support, parameters.assessment, Draws(1, 0, month).of(Mechanism::assessment));
  };
}

Parameters without_error() {
  Parameters parameters = standard;
  parameters.assessment.own_noise_sd = parameters.assessment.common_noise_sd = parameters.assessment.mission_bias = 0.0;
  return parameters;
}

// A share of 0.5 of all needs is met everywhere.
World half_met(const test::SmallWorld& shape) {
  World world = test::make_small_world(shape, standard);
  for (std::size_t cell = 0; cell < world.need.met.size(); ++cell) world.need.met[cell] = 0.5 * world.need.wanted[cell];
  return world;
}

TEST(Assessment, WritesReadingAndPerceivedOnly) {
  const World world = test::make_small_world({}, standard);
  EXPECT_EQ(test::changed_fields(world, after(world, assessment_of_month(standard, 1))),
            (std::set<std::string>{"organisations.reading", "organisations.perceived"}));
}

TEST(Assessment, WithoutErrorReadsTheUnmetShareOfItsReach) {
  const Parameters parameters = without_error();
  const World world = test::make_small_world({}, parameters);
  const World next = after(world, assessment_of_month(parameters, 1));
  const std::uint32_t i = 5, a = 3;
  double wanted = 0.0, met = 0.0;
  for (std::uint32_t row = world.organisations.reach_begin[i]; row < world.organisations.reach_begin[i + 1]; ++row)
    for (std::uint32_t g = 0; g < world.community.groups; ++g) {
      const std::size_t cell = world.community.cell(a, world.organisations.reach_district[row], g);
      wanted += world.need.wanted[cell];
      met += world.need.met[cell];
    }
  const std::size_t slot = i * world.community.areas + a;
  EXPECT_NEAR(next.organisations.reading[slot], 1.0 - met / wanted, 1e-12);
  const double before = world.organisations.perceived[slot];
  EXPECT_NEAR(next.organisations.perceived[slot],
              before + parameters.assessment.adjustment_per_month * (next.organisations.reading[slot] - before), 1e-15);
}

TEST(Assessment, WithoutNeedNothingIsUnmet) {
  const Parameters parameters = without_error();
  World world = test::make_small_world({}, parameters);
  std::fill(world.need.wanted.begin(), world.need.wanted.end(), 0.0);
  std::fill(world.need.met.begin(), world.need.met.end(), 0.0);
  for (const double reading : after(world, assessment_of_month(parameters, 1)).organisations.reading) EXPECT_EQ(reading, 0.0);
}

TEST(Assessment, PartnersReadingsAreAveraged) {
  Parameters parameters = without_error();
  parameters.assessment.adjustment_per_month = 1.0;
  parameters.assessment.partner_weight = 0.4;
  World world = test::make_small_world({.districts = 4, .organisations = 4, .reach = 0}, parameters);
  test::add_partnership(world, {0, 1}, Stage::active);
  test::add_partnership(world, {0, 2, 3}, Stage::under_review);
  test::add_partnership(world, {1, 2}, Stage::forming);  // forming ones share nothing yet
  const World next = after(world, assessment_of_month(parameters, 1));
  const std::size_t areas = world.community.areas;
  const auto reading = [&](std::size_t i) { return next.organisations.reading[i * areas]; };
  const double pair = (reading(0) + reading(1)) / 2.0, trio = (reading(0) + reading(2) + reading(3)) / 3.0;
  EXPECT_NEAR(next.organisations.perceived[0], 0.6 * reading(0) + 0.4 * (pair + trio) / 2.0, 1e-12);
  EXPECT_NEAR(next.organisations.perceived[areas], 0.6 * reading(1) + 0.4 * pair, 1e-12);
  EXPECT_NEAR(next.organisations.perceived[3 * areas], 0.6 * reading(3) + 0.4 * trio, 1e-12);
}

TEST(Assessment, WeightZeroListensToNobody) {
  Parameters parameters = standard;
  parameters.assessment.partner_weight = 0.0;
  const World alone = test::make_small_world({}, parameters);
  World joined = alone;
  test::add_partnerships(joined, 4, 3, 3);
  EXPECT_EQ(after(alone, assessment_of_month(parameters, 1)).organisations.perceived,
            after(joined, assessment_of_month(parameters, 1)).organisations.perceived);
}

TEST(Assessment, AdjustmentZeroChangesNoBelief) {
  Parameters parameters = standard;
  parameters.assessment.adjustment_per_month = 0.0;
  const World world = test::make_small_world({}, parameters);
  EXPECT_EQ(test::changed_fields(world, after(world, assessment_of_month(parameters, 1))),
            std::set<std::string>{"organisations.reading"});
}

TEST(Assessment, TheClosedDoNotAssess) {
  World world = test::make_small_world({}, standard);
  std::fill(world.organisations.active.begin(), world.organisations.active.end(), std::uint8_t{0});
  EXPECT_EQ(test::changed_fields(world, after(world, assessment_of_month(standard, 1))), std::set<std::string>{});
}

TEST(Assessment, SameForAnyNumberOfThreads) {
  World world = test::make_small_world({.districts = 50, .organisations = 3000}, standard);
  test::add_partnerships(world, 500, 4, 2);
  EXPECT_EQ(test::difference_between_threads(world, assessment_of_month(standard, 3)), "");
}

TEST(Assessment, AStrangerMovesNoOther) {
  World world = test::make_small_world({.organisations = 60}, standard);
  test::add_partnerships(world, 10, 4, 3);
  EXPECT_EQ(test::fields_moved_by_a_stranger(world, standard, assessment_of_month(standard, 1)), std::set<std::string>{});
}

// Own errors are independent, common errors are shared by a district: the variance among organisations of one district is
// the own variance, the variance of district means is the common one plus what is left of the own.
TEST(Assessment, ErrorsHaveTheirVariances) {
  Parameters parameters = standard;
  parameters.assessment.own_noise_sd = 0.06;  // small, so that clamping at 0 and 1 does not matter
  parameters.assessment.common_noise_sd = 0.05;
  parameters.assessment.mission_bias = 0.0;
  const std::size_t districts = 2000, each = 10;
  const World next = after(half_met({.districts = districts, .organisations = districts * each, .reach = 0,
                                     .volunteers_per_class = 0}),
                           assessment_of_month(parameters, 1));
  const std::size_t areas = next.community.areas;
  std::vector<double> means, inner;
  for (std::size_t d = 0; d < districts; ++d) {
    double mean = 0.0;
    for (std::size_t k = 0; k < each; ++k) mean += next.organisations.reading[(k * districts + d) * areas] / each;
    means.push_back(mean);
    inner.push_back(next.organisations.reading[d * areas] - next.organisations.reading[(districts + d) * areas]);
  }
  const double own = 0.06 * 0.06, common = 0.05 * 0.05;
  EXPECT_FALSE(check_mean(means, 0.5).rejects) << check_mean(means, 0.5);
  EXPECT_TRUE(check_mean(means, 0.52).rejects);  // power twin
  EXPECT_FALSE(check_normal_variance(means, common + own / each).rejects);
  EXPECT_TRUE(check_normal_variance(means, own / each).rejects);  // power twin: without common error
  EXPECT_FALSE(check_normal_variance(inner, 2.0 * own).rejects);
  EXPECT_TRUE(check_normal_variance(inner, 2.0 * (own + common)).rejects);  // power twin: common error not shared
}

TEST(Assessment, MissionDecidesWhatIsSeen) {
  Parameters parameters = without_error();
  const World world = half_met({});
  const World fair = after(world, assessment_of_month(parameters, 1));
  parameters.assessment.mission_bias = 0.3;
  const World biased = after(world, assessment_of_month(parameters, 1));
  const std::size_t areas = world.community.areas;
  for (std::size_t slot = 0; slot < fair.organisations.reading.size(); ++slot)
    EXPECT_NEAR(biased.organisations.reading[slot] - fair.organisations.reading[slot],
                0.3 * (world.organisations.mission[slot] - 1.0 / static_cast<double>(areas)), 1e-12);
}

// Squared distance of readings from the truth, with and without what sets them right.
double error_of_readings(const World& world, const Parameters& parameters) {
  const World read = after(world, assessment_of_month(parameters, 1));
  double squares = 0.0;
  for (const double reading : read.organisations.reading) squares += (reading - 0.5) * (reading - 0.5);
  return squares / static_cast<double>(read.organisations.reading.size());
}

TEST(Assessment, ResidentsVoiceMovesReadingsToTheTruthBySoMuch) {
  Parameters parameters = standard;
  const World world = half_met({.organisations = 400});
  const double unheard = error_of_readings(world, parameters);
  parameters.assessment.residents_voice = 0.4;
  EXPECT_NEAR(error_of_readings(world, parameters), 0.36 * unheard, 1e-12);
  parameters.assessment.residents_voice = 1.0;
  EXPECT_NEAR(error_of_readings(world, parameters), 0.0, 1e-15);
}

// More was met last month than is wanted now: nobody lacks anything, which is no less than no lack.
TEST(Assessment, ResidentsKnowOfNoLackWhereNeedFell) {
  Parameters parameters = standard;
  parameters.assessment.adjustment_per_month = 1.0;
  World world = half_met({.organisations = 400});
  for (double& met : world.need.met) met *= 3.0;
  for (const double voice : {0.0, 0.4, 1.0}) {
    parameters.assessment.residents_voice = voice;
    const World read = after(world, assessment_of_month(parameters, 1));
    for (const double share : read.organisations.perceived) ASSERT_TRUE(share >= 0.0 && share <= 1.0) << share << ", voice " << voice;
  }
}

// Inclusive governance adds to the voice in its own organisations, as far as they are in a signed partnership.
TEST(Assessment, InclusiveGovernanceIsHeardByMembersOfSignedPartnershipsOnly) {
  Parameters parameters = standard;
  parameters.assessment.inclusive_voice = 1.0;
  World world = half_met({.organisations = 400});
  test::add_partnership(world, {7, 8}, Stage::active);
  test::add_partnership(world, {9, 10}, Stage::forming);
  test::add_partnership(world, {11, 12}, Stage::under_review);
  World included = world;
  std::vector<double>& strength = included.support.of(Lever::inclusive_governance).of;
  strength.assign(400, 1.0);
  strength[8] = strength[12] = 0.0;  // in the same partnerships, but not reached
  const World read = after(included, assessment_of_month(parameters, 1)), plain = after(world, assessment_of_month(parameters, 1));
  const std::size_t areas = world.community.areas;
  for (std::size_t slot = 0; slot < read.organisations.reading.size(); ++slot) {
    const std::size_t i = slot / areas;
    if (i == 7 || i == 11) {
      EXPECT_NEAR(read.organisations.reading[slot], 0.5, 1e-12);
      EXPECT_NE(read.organisations.reading[slot], plain.organisations.reading[slot]);
    } else {
      EXPECT_EQ(read.organisations.reading[slot], plain.organisations.reading[slot]) << i;
    }
  }
}

TEST(Assessment, SurveysLowerErrorsAndNoSurveyChangesNoBit) {
  Parameters parameters = standard;
  parameters.assessment.own_noise_sd = 0.06;
  parameters.assessment.common_noise_sd = 0.05;
  parameters.assessment.mission_bias = 0.0;
  parameters.assessment.survey_effect = 0.7;
  World world = half_met({.organisations = 400});
  const double impressions = error_of_readings(world, parameters);
  world.support.of(Lever::needs_assessment).everywhere = 0.5;
  EXPECT_NEAR(error_of_readings(world, parameters), 0.65 * 0.65 * impressions, 1e-12);
  parameters.assessment.survey_effect = 0.0;
  EXPECT_EQ(error_of_readings(world, parameters), impressions);
}

}  // namespace
}  // namespace tessera
