#include "mechanisms/finance.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formulas/finance.hpp"
#include "support/books.hpp"
#include "support/mechanism_checks.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using test::after;

const Parameters standard = standard_parameters();

test::Mechanic finance_of_month(const Parameters& parameters, std::uint16_t month, double economy = 1.0) {
  return [&parameters, month, economy](World& world) {
    settle_finance(world.organisations, world.geography, economy, world.conditions, parameters.finance,
                   parameters.founding.reference_revenue_usd, parameters.types, Draws(1, 0, month).of(Mechanism::finance));
  };
}

double booked(const World& world, std::size_t i, MoneyEntry entry) {
  return world.organisations.money_book_usd[i * money_entries + static_cast<std::size_t>(entry)];
}

// No noise, no standing: income is its base.
Parameters quiet_parameters() {
  Parameters parameters = standard;
  parameters.finance.noise_sd = 0.0;
  parameters.finance.noise_persistence = 0.0;
  parameters.finance.standing_elasticity = 0.0;
  return parameters;
}

TEST(Finance, WritesWhatItDeclares) {
  World world = test::make_small_world({}, standard);
  std::fill(world.organisations.overhead_hours.begin(), world.organisations.overhead_hours.end(), 5.0);
  std::fill(world.organisations.volunteers_joined.begin(), world.organisations.volunteers_joined.end(), 5);
  std::fill(world.organisations.volunteers_left.begin(), world.organisations.volunteers_left.end(), 5);
  std::set<std::string> declared;
  for (const char* name :
       {"money_opening_usd", "goods_opening_usd", "money_book_usd", "goods_book_usd", "money_usd", "goods_usd",
        "income_noise", "expected_income_usd", "cost_level_usd", "insolvent_months", "available", "staff_hours",
        "overhead_hours", "volunteers_joined", "volunteers_left"})
    declared.insert(std::string("organisations.") + name);
  EXPECT_EQ(test::changed_fields(world, after(world, finance_of_month(standard, 1))), declared);
}

TEST(Finance, AQuietMonthByHand) {
  const Parameters parameters = quiet_parameters();
  World world = test::make_small_world({.organisations = 1, .volunteers_per_class = 0}, parameters);
  Organisations& o = world.organisations;
  o.base_income_usd = {300.0, 200.0, 500.0, 0.0};
  o.expected_income_usd[0] = 800.0;
  o.cost_level_usd[0] = 900.0;
  o.money_usd[0] = 5000.0;
  o.target_reserve_months[0] = 6.0;
  o.revenue_usd[0] = 12000.0;
  o.service_share[0] = 0.8;
  o.wage_share[0] = 0.5;
  const World next = after(world, finance_of_month(parameters, 1));
  const FinanceParameters& p = parameters.finance;
  const double expected = 800.0 + p.income_smoothing_per_month * 200.0;
  const double desired = expected * (1.0 + (6000.0 / 900.0 - 6.0) / p.reserve_horizon_months);
  const double costs = 900.0 + p.cost_adjustment_per_month * (desired - 900.0);
  EXPECT_EQ(booked(next, 0, MoneyEntry::donations), 300.0);
  EXPECT_EQ(booked(next, 0, MoneyEntry::appropriation), 500.0);
  EXPECT_NEAR(next.organisations.expected_income_usd[0], expected, 1e-9);
  EXPECT_NEAR(next.organisations.cost_level_usd[0], costs, 1e-9);
  EXPECT_NEAR(booked(next, 0, MoneyEntry::wages), 0.4 * costs, 1e-9);
  const double service_money = 0.4 * costs * (1.0 - p.service_overhead);
  EXPECT_NEAR(booked(next, 0, MoneyEntry::core_costs), 0.6 * costs - service_money, 1e-9);
  EXPECT_NEAR(next.organisations.available[0], service_money, 1e-9);
  EXPECT_NEAR(next.organisations.staff_hours[0], 0.4 * costs / p.wage_usd_per_hour, 1e-9);
  EXPECT_NEAR(next.organisations.money_usd[0], 6000.0 - costs + service_money, 1e-9);
}

TEST(Finance, FixedCostsCanNotBeCutAndOverdrawnMonthsCount) {
  const Parameters parameters = quiet_parameters();
  World world = test::make_small_world({.organisations = 1, .volunteers_per_class = 0}, parameters);
  Organisations& o = world.organisations;
  std::fill(o.base_income_usd.begin(), o.base_income_usd.end(), 0.0);
  o.money_usd[0] = 0.0;
  o.revenue_usd[0] = 12000.0;
  o.cost_level_usd[0] = 10.0;
  o.expected_income_usd[0] = 0.0;
  const World once = after(world, finance_of_month(parameters, 1)), twice = after(once, finance_of_month(parameters, 2));
  EXPECT_NEAR(once.organisations.cost_level_usd[0], parameters.finance.fixed_share * 1000.0, 1e-9);
  EXPECT_EQ(once.organisations.insolvent_months[0], 1);
  EXPECT_EQ(twice.organisations.insolvent_months[0], 2);
  EXPECT_EQ(twice.organisations.available[0], 0.0);  // nothing set aside from debt
  World saved = twice;
  saved.organisations.money_usd[0] = 1e6;
  EXPECT_EQ(after(saved, finance_of_month(parameters, 3)).organisations.insolvent_months[0], 0);
}

TEST(Finance, GoodsPerishBeforeGiftsArrive) {
  Parameters parameters = quiet_parameters();
  parameters.types[0].goods_perishing_per_month = 0.25;
  World world = test::make_small_world({.organisations = 1}, parameters);
  world.organisations.goods_usd[0] = 400.0;
  world.organisations.goods_income_usd[0] = 50.0;
  const World next = after(world, finance_of_month(parameters, 1));
  EXPECT_NEAR(next.organisations.goods_usd[0], 350.0, 1e-12);
  EXPECT_NEAR(next.organisations.available[static_cast<std::size_t>(Resource::goods)], 350.0, 1e-12);
  EXPECT_NEAR(next.organisations.goods_book_usd[static_cast<std::size_t>(GoodsEntry::perished)], 100.0, 1e-12);
}

TEST(Finance, StandingComparesWithPeersInReachOnly) {
  Parameters parameters = quiet_parameters();
  parameters.finance.standing_elasticity = 1.0;
  World world = test::make_small_world({.districts = 5, .organisations = 4, .reach = 1, .volunteers_per_class = 0}, parameters);
  Organisations& o = world.organisations;
  o.type = {0, 0, 0, 1};
  o.district = {0, 1, 3, 1};
  world = [&] {  // reach: row i serves its district and the next to either side, as built for districts 0, 1, 2, 3
    World moved = world;
    moved.organisations.reach_district = {0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 4};
    moved.organisations.reach_begin = {0, 2, 5, 8, 11};
    rebuild_indexes(moved);
    return moved;
  }();
  world.organisations.credibility = {0.6, 0.5, 0.9, 0.1};
  world.organisations.visibility = {0.5, 0.4, 0.9, 0.1};
  world.organisations.base_income_usd.assign(4 * sources, 100.0);
  World next = after(world, finance_of_month(parameters, 1));
  EXPECT_NEAR(booked(next, 0, MoneyEntry::donations), 150.0, 1e-9);  // 0.30 against its one peer's 0.20
  EXPECT_NEAR(booked(next, 0, MoneyEntry::fees), 150.0, 1e-9);
  EXPECT_EQ(booked(next, 0, MoneyEntry::appropriation), 100.0);
  EXPECT_NEAR(booked(next, 1, MoneyEntry::donations), 100.0 * 0.2 / 0.3, 1e-9);
  EXPECT_EQ(booked(next, 3, MoneyEntry::donations), 100.0);  // alone of its type
  world.organisations.active[1] = 0;
  next = after(world, finance_of_month(parameters, 1));
  EXPECT_EQ(booked(next, 0, MoneyEntry::donations), 100.0);  // the peer has closed
}

TEST(Finance, IncomeFollowsTheEconomy) {
  Parameters parameters = quiet_parameters();
  parameters.finance.economy_elasticity = 2.0;
  const World world = test::make_small_world({}, parameters);
  const World next = after(world, finance_of_month(parameters, 1, 0.9));
  EXPECT_NEAR(booked(next, 0, MoneyEntry::donations), 0.81 * world.organisations.base_income_usd[0], 1e-9);
}

TEST(Finance, TheClosedOnlyHaveTheirBooksOpened) {
  World world = after(test::make_small_world({.organisations = 1}, standard), finance_of_month(standard, 1));
  world.organisations.active[0] = 0;
  world.organisations.money_usd[0] = world.organisations.goods_usd[0] = 0.0;
  const World next = after(world, finance_of_month(standard, 2));
  for (const auto* values : {&next.organisations.money_book_usd, &next.organisations.goods_book_usd,
                             &next.organisations.available, &next.organisations.money_opening_usd})
    for (const double value : *values) EXPECT_EQ(value, 0.0);
  EXPECT_EQ(next.organisations.income_noise, world.organisations.income_noise);
  EXPECT_EQ(next.organisations.cost_level_usd, world.organisations.cost_level_usd);
}

TEST(Finance, SameForAnyNumberOfThreads) {
  const World world = test::make_small_world({.districts = 50, .organisations = 3000}, standard);
  EXPECT_EQ(test::difference_between_threads(world, finance_of_month(standard, 3)), "");
}

TEST(Finance, AStrangerMovesNoOther) {
  const World world = test::make_small_world({.organisations = 60}, standard);
  EXPECT_EQ(test::fields_moved_by_a_stranger(world, standard, finance_of_month(standard, 1)), std::set<std::string>{});
}

RC_GTEST_PROP(Finance, BooksBalance, ()) {
  Parameters parameters = standard;
  for (const ParameterRow& row : parameter_table())
    if (row.name.starts_with("finance."))
      row.value(parameters) = row.lowest + (row.highest - row.lowest) * *rc::gen::inRange(0, 1001) / 1000.0;
  World world = test::make_small_world({.organisations = 30}, parameters);
  for (std::uint16_t month = 1; month <= 6; ++month) {
    finance_of_month(parameters, month, 0.8)(world);
    RC_ASSERT(test::money_gap(world.organisations) < 1e-9);
    RC_ASSERT(test::goods_gap(world.organisations) < 1e-9);
  }
}

// Income keeps its mean and its stationary spread whatever the month.
TEST(Finance, StationaryIncome) {
  Parameters parameters = standard;
  parameters.finance.standing_elasticity = 0.0;
  parameters.finance.noise_persistence = 0.7;
  parameters.finance.noise_size_exponent = 0.0;
  World world = test::make_small_world({.districts = 1, .organisations = 20000, .reach = 0, .volunteers_per_class = 0}, parameters);
  std::fill(world.organisations.income_noise.begin(), world.organisations.income_noise.end(), 0.0);
  world.organisations.base_income_usd.assign(20000 * sources, 0.0);
  for (std::size_t i = 0; i < 20000; ++i) world.organisations.base_income_usd[i * sources + 2] = 1.0;
  for (std::uint16_t month = 1; month <= 40; ++month) finance_of_month(parameters, month)(world);
  std::vector<double> noise, income;
  for (std::size_t i = 0; i < 20000; ++i) {
    noise.push_back(world.organisations.income_noise[i * sources + 2]);
    income.push_back(booked(world, i, MoneyEntry::appropriation));
  }
  const double variance = parameters.finance.noise_sd * parameters.finance.noise_sd;
  EXPECT_FALSE(check_normal_variance(noise, variance).rejects) << check_normal_variance(noise, variance);
  EXPECT_TRUE(check_normal_variance(noise, variance * 1.08).rejects);  // power twin: 4 % off in the spread
  EXPECT_FALSE(check_mean(income, 1.0).rejects) << check_mean(income, 1.0);
  EXPECT_TRUE(check_mean(income, std::exp(0.5 * variance)).rejects);  // power twin: without the correction of the mean
}

TEST(Finance, ShocksTakeIncomeHoursAndSpaceAndNothingElse) {
  const Parameters parameters = quiet_parameters();
  World world = test::make_small_world({.organisations = 3}, parameters);
  const World plain = after(world, finance_of_month(parameters, 1));
  world.conditions.income_factor.assign(3 * sources, 1.0);
  world.conditions.capacity_factor.assign(3, 1.0);
  EXPECT_EQ(test::changed_fields(plain, after(world, finance_of_month(parameters, 1))), std::set<std::string>{});
  world.organisations.base_income_usd[sources + 2] = 1000.0;
  const double before = booked(after(world, finance_of_month(parameters, 1)), 1, MoneyEntry::appropriation);
  world.conditions.income_factor[sources + 2] = 0.7;
  world.conditions.capacity_factor[2] = 0.25;
  const World next = after(world, finance_of_month(parameters, 1));
  EXPECT_DOUBLE_EQ(booked(next, 1, MoneyEntry::appropriation), 0.7 * before);
  EXPECT_EQ(booked(next, 0, MoneyEntry::donations), booked(plain, 0, MoneyEntry::donations));
  EXPECT_DOUBLE_EQ(next.organisations.staff_hours[2], 0.25 * plain.organisations.staff_hours[2]);
  EXPECT_DOUBLE_EQ(next.organisations.available[2 * resources + 3], 0.25 * plain.organisations.available[2 * resources + 3]);
  EXPECT_EQ(booked(next, 2, MoneyEntry::wages), booked(plain, 2, MoneyEntry::wages));
  EXPECT_LT(test::money_gap(next.organisations), 1e-12);
}

}  // namespace
}  // namespace tessera
