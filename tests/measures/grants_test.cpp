#include <gtest/gtest.h>

#include <cmath>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

void add_application(World& world, std::int32_t month, Call call, double awarded_usd) {
  Grants& g = world.grants;
  g.month.push_back(month);
  g.call.push_back(static_cast<std::uint8_t>(call));
  g.awarded_usd.push_back(awarded_usd);
}

TEST(GrantsMeasures, ReadTheLogOfTheLastYear) {
  World world = tiny_world();
  add_application(world, 48, Call::operating, 5e6);  // more than a year ago
  for (const double awarded : {100.0, 0.0, 0.0}) add_application(world, 54, Call::operating, awarded);
  add_application(world, 60, Call::operating, 0.0);
  for (const double awarded : {400.0, 0.0}) add_application(world, 60, Call::collaborative, awarded);
  const Parameters parameters = tiny_parameters();
  const Values values = measure(world, parameters);
  EXPECT_EQ(at(values, "grant_applications", index(Call::operating)), 1.0);
  EXPECT_EQ(at(values, "grant_applications", index(Call::collaborative)), 2.0);
  EXPECT_DOUBLE_EQ(one(values, "grant_success"), 2.0 / 6.0);
  EXPECT_DOUBLE_EQ(at(values, "grant_success_by_call", index(Call::operating)), 0.25);
  EXPECT_DOUBLE_EQ(at(values, "grant_success_by_call", index(Call::collaborative)), 0.5);
  EXPECT_NEAR(one(values, "grant_size_mean"), 200.0, 1e-9);
  EXPECT_NEAR(one(values, "grant_size_log_sd"), std::log(4.0) / std::sqrt(2.0), 1e-12);
  EXPECT_DOUBLE_EQ(one(values, "grant_application_hours"), 3.0 * parameters.grants.application_hours);
}

TEST(GrantsMeasures, SayNothingWithoutApplications) {
  const Values values = measure(tiny_world());
  for (const char* name : {"grant_success", "grant_size_mean", "grant_size_log_sd", "award_share"})
    EXPECT_TRUE(std::isnan(one(values, name))) << name;
  EXPECT_EQ(one(values, "partnerships_funded"), 0.0);
}

TEST(GrantsMeasures, ReadMoneyPeopleAndAwards) {
  World world = tiny_world();
  const std::uint32_t p = testing::add_partnership(world, {0, 1}, 10, 12);
  testing::add_partnership(world, {1, 2}, 10, 12);
  world.partnerships.award_end_month[p] = 61;
  world.community.grants_paid_usd = {30.0, 20.0};
  const auto book = [&](std::size_t i, MoneyEntry entry, double usd) {
    world.organisations.money_book_usd[i * money_entries + index(entry)] = usd;
  };
  book(0, MoneyEntry::donations, 90.0);
  book(0, MoneyEntry::awards, 50.0);
  book(1, MoneyEntry::fees, 60.0);
  book(2, MoneyEntry::aid_received, 5.0);
  world.organisations.volunteers_lent = {2, 0, 1};
  const Values values = measure(world);
  EXPECT_EQ(one(values, "partnerships_funded"), 1.0);
  EXPECT_EQ(at(values, "grants_paid", index(Call::collaborative)), 20.0);
  EXPECT_DOUBLE_EQ(at(values, "income_share_by_source", index(Source::donations)), 0.45);
  EXPECT_DOUBLE_EQ(at(values, "income_share_by_source", index(Source::fees)), 0.30);
  EXPECT_DOUBLE_EQ(one(values, "award_share"), 0.25);
  EXPECT_EQ(one(values, "organisations_aided"), 1.0);
  EXPECT_EQ(one(values, "volunteers_lent"), 3.0);
  const double mixed = (90.0 * 90.0 + 50.0 * 50.0) / (140.0 * 140.0);
  EXPECT_DOUBLE_EQ(one(values, "funding_concentration"), (mixed + 1.0) / 2.0);
}

}  // namespace
}  // namespace tessera
