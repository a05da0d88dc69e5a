#include <gtest/gtest.h>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfOrganisations, CountsEntriesAndExits) {
  World world = tiny_world(5);
  Organisations& o = world.organisations;
  o.founded_month = {-400, -120, 60, -500, -10};
  o.revenue_usd = {5e4, 5e5, 5e6, 5e4, 2e6};
  o.active = {1, 1, 1, 0, 0};
  o.closed_month = {never, never, never, 60, 40};
  o.closure_reason[3] = static_cast<std::uint8_t>(ClosureReason::insolvent);
  const Values values = measure(world);
  EXPECT_EQ(one(values, "organisations"), 3.0);
  EXPECT_EQ(at(values, "organisations_by_sector", index(Sector::business)), 1.0);
  EXPECT_EQ(values.at("organisations_by_size_class"), (std::vector<double>{1, 1, 1}));
  EXPECT_EQ(values.at("organisations_by_age_class"), (std::vector<double>{1, 1, 1}));  // 0, 15 and 38 years
  EXPECT_EQ(one(values, "entries"), 1.0);
  EXPECT_EQ(one(values, "exits"), 1.0);
  EXPECT_EQ(values.at("exits_by_size_class"), (std::vector<double>{1, 0, 0}));
  EXPECT_EQ(values.at("exits_by_age_class"), (std::vector<double>{0, 0, 1}));
  EXPECT_EQ(at(values, "exits_by_reason", index(ClosureReason::insolvent)), 1.0);
  EXPECT_DOUBLE_EQ(at(values, "access_by_group", 1), 0.25);
  EXPECT_DOUBLE_EQ(one(values, "credibility"), 0.5);
}

TEST(MeasuresOfOrganisations, ReadReservesAndBooks) {
  World world = tiny_world(4);
  Organisations& o = world.organisations;
  o.money_usd = {1000.0, 4000.0, 8000.0, 9000.0};
  o.money_book_usd[index(MoneyEntry::donations)] = 60.0;
  o.money_book_usd[index(MoneyEntry::fees)] = 40.0;
  o.money_book_usd[index(MoneyEntry::core_costs)] = 120.0;
  o.money_book_usd[money_entries + index(MoneyEntry::grants)] = 10.0;
  o.goods_book_usd[index(GoodsEntry::perished)] = 7.0;
  o.goods_book_usd[goods_entries + index(GoodsEntry::used)] = 21.0;
  o.staff_hours = {400.0, 0.0, 0.0, 80.0};
  o.available[index(Resource::hours)] = 300.0;
  o.available[resources + index(Resource::hours)] = 100.0;
  o.idle[index(Resource::hours)] = 0.2;
  const Values values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "reserve_months_median"), 6.0);
  EXPECT_DOUBLE_EQ(one(values, "thin_reserves_share"), 0.25);
  EXPECT_DOUBLE_EQ(one(values, "deficit_share"), 0.25);
  EXPECT_DOUBLE_EQ(one(values, "funding_concentration"), (0.52 + 1.0) / 2.0);
  EXPECT_DOUBLE_EQ(one(values, "income"), 110.0);
  EXPECT_DOUBLE_EQ(one(values, "spending"), 120.0);
  EXPECT_DOUBLE_EQ(at(values, "income_by_sector", index(Sector::business)), 100.0);
  EXPECT_DOUBLE_EQ(one(values, "jobs"), 3.0);
  EXPECT_DOUBLE_EQ(at(values, "idle_by_resource", index(Resource::hours)), 60.0 / 400.0);
  EXPECT_DOUBLE_EQ(one(values, "goods_perished_share"), 0.25);
  EXPECT_DOUBLE_EQ(at(values, "money_booked", index(MoneyEntry::fees)), 40.0);
  EXPECT_DOUBLE_EQ(at(values, "goods_booked", index(GoodsEntry::perished)), 7.0);
}

}  // namespace
}  // namespace tessera
