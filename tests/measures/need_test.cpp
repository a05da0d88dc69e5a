#include <gtest/gtest.h>

#include <cmath>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

// cells: area 0: d0g0 d0g1 d1g0 d1g1, then area 1

World needy_world() {
  World world = tiny_world();
  world.need.fresh = {10, 10, 20, 20, 5, 5, 5, 5};
  world.need.wanted = {20, 20, 40, 40, 10, 10, 10, 10};
  world.need.met = {10, 0, 20, 10, 10, 5, 10, 5};
  world.need.delivered = {20, 0, 20, 20, 20, 5, 10, 5};
  return world;
}

TEST(MeasuresOfNeed, SumOverTheirAxes) {
  const Values values = measure(needy_world());
  EXPECT_DOUBLE_EQ(one(values, "need_fresh"), 80.0);
  EXPECT_DOUBLE_EQ(one(values, "need_wanted"), 160.0);
  EXPECT_DOUBLE_EQ(one(values, "need_met"), 70.0);
  EXPECT_DOUBLE_EQ(one(values, "need_delivered"), 100.0);
  EXPECT_DOUBLE_EQ(at(values, "need_wanted_by_area", 0), 120.0);
  EXPECT_DOUBLE_EQ(at(values, "need_wanted_by_area", 1), 40.0);
  EXPECT_DOUBLE_EQ(at(values, "need_met_by_area", 0), 40.0);
  EXPECT_DOUBLE_EQ(at(values, "need_met_by_area", 1), 30.0);
}

TEST(MeasuresOfNeed, CoverageAndItsGaps) {
  const Values values = measure(needy_world());
  EXPECT_DOUBLE_EQ(one(values, "coverage"), 70.0 / 160.0);
  EXPECT_DOUBLE_EQ(one(values, "coverage_of_fresh_need"), 70.0 / 80.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_area", 0), 40.0 / 120.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_area", 1), 30.0 / 40.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_group", 0), 50.0 / 80.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_group", 1), 20.0 / 80.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_district", 0), 25.0 / 60.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_district", 1), 45.0 / 100.0);
  EXPECT_DOUBLE_EQ(one(values, "inclusion_gap"), 30.0 / 80.0);
  EXPECT_DOUBLE_EQ(one(values, "harm_weighted_unmet"), 3.0 * 80.0 + 1.0 * 10.0);
  EXPECT_DOUBLE_EQ(one(values, "harm_weighted_unmet_share"), 250.0 / (3.0 * 120.0 + 40.0));
  EXPECT_DOUBLE_EQ(one(values, "duplication"), 0.3);
}

TEST(MeasuresOfNeed, NothingWantedHasNoCoverageAndNoDuplication) {
  const Values values = measure(tiny_world());
  EXPECT_TRUE(std::isnan(one(values, "coverage")));
  EXPECT_TRUE(std::isnan(one(values, "inclusion_gap")));
  EXPECT_EQ(one(values, "duplication"), 0.0);
}

TEST(MeasuresOfNeed, EfficiencyCountsServicesAndNotTheShop) {
  World world = needy_world();
  Organisations& o = world.organisations;
  o.money_book_usd[index(MoneyEntry::core_costs)] = 1e6;
  o.money_book_usd[index(MoneyEntry::wages)] = 100.0;
  o.money_book_usd[money_entries + index(MoneyEntry::service_money)] = 200.0;
  o.goods_book_usd[index(GoodsEntry::used)] = 50.0;
  o.goods_book_usd[index(GoodsEntry::perished)] = 70.0;
  o.staff_hours = {20.0, 10.0, 1000.0};
  o.volunteer_hours = {5.0, 0.0, 0.0};
  o.active[2] = 0;
  const Values values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "service_cost"), 350.0);
  EXPECT_DOUBLE_EQ(one(values, "service_hours"), 35.0);
  EXPECT_DOUBLE_EQ(one(values, "efficiency_per_usd"), 70.0 / 350.0);
  EXPECT_DOUBLE_EQ(one(values, "efficiency_per_hour"), 2.0);
}

TEST(MeasuresOfNeed, JointShareIsWhatPartnershipsMet) {
  World world = needy_world();
  add_partnership(world, {0, 1}, 10, 12);
  world.partnerships.met = {6.0, 1.0};
  EXPECT_DOUBLE_EQ(one(measure(world), "joint_share"), 0.1);
}

}  // namespace
}  // namespace tessera
