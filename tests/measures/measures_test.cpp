#include "measures/measures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/errors.hpp"
#include "measures/measured.hpp"
#include "state/fields.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasureTable, EveryMeasureSaysWhatItIs) {
  std::set<std::string_view> names;
  const auto axes = axis_names();
  for (const Measure& measure : measure_table()) {
    EXPECT_TRUE(names.insert(measure.name).second) << measure.name << " stands twice";
    EXPECT_FALSE(measure.unit.empty()) << measure.name;
    EXPECT_GE(measure.definition.size(), 15u) << measure.name;
    EXPECT_EQ(measure.definition.back(), '.') << measure.name;
    EXPECT_NE(measure.unit.back(), 's') << measure.name << ": units are singular";
    EXPECT_TRUE(measure.axis.empty() || std::find(axes.begin(), axes.end(), measure.axis) != axes.end()) << measure.name;
  }
  EXPECT_GE(names.size(), 80u);
}

TEST(MeasureTable, EveryAxisHasDistinctLabels) {
  for (const std::string_view axis : axis_names()) {
    const auto labels = axis_labels(axis, standard_parameters(), {"north", "south"});
    EXPECT_GE(labels.size(), 2u) << axis;
    EXPECT_EQ(std::set<std::string>(labels.begin(), labels.end()).size(), labels.size()) << axis;
  }
  EXPECT_THROW(axis_labels("colour", standard_parameters(), {}), BrokenPromise);
}

TEST(MeasurePlan, TakesNamesAndStarsInTableOrder) {
  const Parameters parameters = tiny_parameters();
  const MeasurePlan plan = plan_measures({"volunteers", "coverage_by_*", "coverage"}, parameters, 7);
  std::vector<std::string_view> names;
  for (const Measure* measure : plan.measures) names.push_back(measure->name);
  EXPECT_EQ(names, (std::vector<std::string_view>{"coverage", "coverage_by_area", "coverage_by_group",
                                                  "coverage_by_district", "volunteers"}));
  EXPECT_EQ(plan.size, (std::vector<std::size_t>{1, 2, 2, 7, 1}));
  EXPECT_EQ(plan.offset, (std::vector<std::size_t>{0, 1, 3, 5, 12}));
  EXPECT_EQ(plan.width, 13u);
}

TEST(MeasurePlan, NamesTheNearestForEveryUnknownName) {
  try {
    plan_measures({"covrage", "need_met", "zzz*"}, tiny_parameters(), 2);
    FAIL() << "unknown names were taken";
  } catch (const InputError& error) {
    ASSERT_EQ(error.faults().size(), 2u);
    EXPECT_NE(error.faults()[0].message.find("did you mean 'coverage'"), std::string::npos) << error.what();
    EXPECT_NE(error.faults()[1].message.find("'zzz*'"), std::string::npos);
  }
}

TEST(Measures, APlanOfFewGivesTheSameNumbersAsOneOfAll) {
  World world = tiny_world();
  world.need.wanted.assign(8, 10.0);
  world.need.met.assign(8, 4.0);
  const Parameters parameters = tiny_parameters();
  const MeasurePlan plan = plan_measures({"coverage", "organisations"}, parameters, 2);
  std::vector<double> row(plan.width);
  take_measures(row, world, parameters, plan, false);
  EXPECT_EQ(row, (std::vector<double>{0.4, 3.0}));
}

TEST(Measures, NeverChangeTheWorld) {
  const World world = tiny_world();
  const std::uint64_t before = state_hash(world);
  measure(world, tiny_parameters(), true);
  EXPECT_EQ(state_hash(world), before);
}

TEST(Measures, YearlyOnesAreTakenInDecemberAndAtTheEnd) {
  World world = tiny_world();
  world.month = 61;
  EXPECT_TRUE(std::isnan(one(measure(world), "largest_component")));
  EXPECT_FALSE(std::isnan(one(measure(world, tiny_parameters(), true), "largest_component")));
  world.month = 72;
  EXPECT_FALSE(std::isnan(one(measure(world), "largest_component")));
}

}  // namespace
}  // namespace tessera
