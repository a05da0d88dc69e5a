#include <gtest/gtest.h>

#include <cmath>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfVolunteers, CountPersonsHoursAndSurveys) {
  World world = tiny_world();
  Organisations& o = world.organisations;
  o.volunteers = {10, 5, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0};
  o.morale = {0.4, 0.8, 0.0};
  o.volunteers_joined = {3, 1, 0};
  o.volunteers_left = {2, 0, 0};
  o.reach_volunteers = {15, 5, 0};
  Community& c = world.community;
  c.people = {10, 5, 105, 0, 0, 0, 5, 0, 235, 0, 0, 0};
  c.participation = {0.2, 0.1};
  c.survey_retention = {0.5, 0.75};
  c.volunteer_hours_last_year = {2880.0};
  const Values values = measure(world);
  EXPECT_EQ(one(values, "volunteers"), 20.0);
  EXPECT_EQ(at(values, "volunteers_by_district", 0), 15.0);
  EXPECT_EQ(at(values, "volunteers_by_district", 1), 5.0);
  EXPECT_EQ(at(values, "volunteers_by_sector", index(Sector::business)), 15.0);
  EXPECT_EQ(at(values, "volunteers_by_sector", index(Sector::nonprofit)), 5.0);
  EXPECT_DOUBLE_EQ(one(values, "volunteer_share"), 20.0 / 360.0);
  EXPECT_DOUBLE_EQ(one(values, "participation"), 48.0 / 360.0);
  EXPECT_DOUBLE_EQ(one(values, "retention"), (24.0 * 0.5 + 24.0 * 0.75) / 48.0);
  EXPECT_EQ(one(values, "volunteers_joined"), 4.0);
  EXPECT_EQ(one(values, "volunteers_left"), 2.0);
  EXPECT_DOUBLE_EQ(one(values, "volunteer_hours"), 10 * 2.0 + 5 * 5.0 + 4 * 12.0 + 30.0);
  EXPECT_DOUBLE_EQ(one(values, "volunteer_hours_mean"), 123.0 / 20.0);
  EXPECT_EQ(one(values, "volunteer_hours_median"), 2.0);
  EXPECT_DOUBLE_EQ(one(values, "volunteer_hours_per_year"), 60.0);
  EXPECT_DOUBLE_EQ(one(values, "morale"), (15 * 0.4 + 5 * 0.8) / 20.0);
  EXPECT_EQ(one(values, "volunteer_imbalance"), 0.0);
}

TEST(MeasuresOfVolunteers, SurveysAreUnknownBeforeTheirYears) {
  World world = tiny_world();
  world.community.participation.assign(2, std::nan(""));
  world.community.survey_retention.assign(2, std::nan(""));
  EXPECT_TRUE(std::isnan(one(measure(world), "participation")));
  EXPECT_TRUE(std::isnan(one(measure(world), "retention")));
  world.community.participation.assign(2, 0.25);
  EXPECT_DOUBLE_EQ(one(measure(world), "participation"), 0.25);
  EXPECT_TRUE(std::isnan(one(measure(world), "retention")));
}

}  // namespace
}  // namespace tessera
