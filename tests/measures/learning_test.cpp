#include <gtest/gtest.h>

#include <cmath>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfLearning, ReadWhatOpenOrganisationsKnow) {
  World world = tiny_world(3);
  Organisations& o = world.organisations;
  o.active[2] = 0;
  o.closed_month[2] = 10;
  o.practices = {2, 1, 0, 3, 9, 9};
  o.new_practices = {1, 0, 1};
  o.capability = {0.2, 0.4, 0.9};
  o.propensity = {0.5, 2.0, 9.0};
  std::fill_n(o.expertise.begin(), competences, 0.9);  // of 0, in area 0, which is three quarters of its mission
  const Values values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "new_practices"), 50.0);
  EXPECT_DOUBLE_EQ(one(values, "practices_known"), 3.0);
  EXPECT_NEAR(one(values, "expertise"), (0.75 * 0.9 + 0.25 * 0.5 + 0.5) / 2.0, 1e-15);
  EXPECT_NEAR(one(values, "capability"), 0.3, 1e-15);
  EXPECT_DOUBLE_EQ(one(values, "propensity"), 1.25);
}

TEST(MeasuresOfLearning, ReadCredibilityBySizeAndItsSpread) {
  World world = tiny_world(4);
  world.organisations.revenue_usd = {5e4, 5e4, 5e5, 5e6};
  world.organisations.credibility = {0.2, 0.4, 0.6, 0.8};
  const Values values = measure(world);
  EXPECT_NEAR(at(values, "credibility_by_size_class", 0), 0.3, 1e-15);
  EXPECT_NEAR(at(values, "credibility_by_size_class", 2), 0.8, 1e-15);
  EXPECT_NEAR(one(values, "credibility_sd"), std::sqrt(0.05), 1e-12);
}

TEST(MeasuresOfLearning, ComparePerceivedWithTrueNeedWhereSomethingIsWanted) {
  World world = tiny_world(2);  // 0 serves district 0, 1 serves district 1
  world.need.wanted[world.community.cell(0, 0, 0)] = 100.0;
  world.need.wanted[world.community.cell(0, 0, 1)] = 100.0;
  world.need.met[world.community.cell(0, 0, 1)] = 60.0;  // unmet .7 in district 0
  world.need.wanted[world.community.cell(1, 1, 0)] = 10.0;
  world.organisations.perceived = {0.5, 0.0, 0.0, 0.9};
  EXPECT_NEAR(one(measure(world), "allocation_error"), (0.2 + 0.1) / 2.0, 1e-15);
}

TEST(MeasuresOfLearning, VarietyIsWhatTheBestKnowBeyondTheMean) {
  World world = tiny_world(3);
  add_partnership(world, {0, 1}, 0, 1);
  add_partnership(world, {1, 2}, 0, never);  // forming: no room yet
  EXPECT_EQ(one(measure(world), "expertise_variety"), 0.0);  // clones
  const std::size_t areas = world.community.areas;
  world.organisations.expertise[0] = 0.9;                               // 0 in the first competence of area 0
  world.organisations.expertise[areas * competences + 1] = 0.9;         // 1 in the second
  const double best = (0.9 + 0.9 + 0.5 + 0.5) / 4.0, mean = (0.9 + 0.5 + 0.5 + 0.5) / 4.0;
  EXPECT_NEAR(one(measure(world), "expertise_variety"), 0.75 * (best - mean), 1e-15);
}

}  // namespace
}  // namespace tessera
