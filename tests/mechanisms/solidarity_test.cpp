#include "mechanisms/solidarity.hpp"

#include <gtest/gtest.h>

#include "support/books.hpp"
#include "support/chain_world.hpp"

namespace tessera {
namespace {

Parameters generous(double share) {
  Parameters parameters = standard_parameters();
  parameters.solidarity = {share, 3.0};
  return parameters;
}

void help(World& world, const Parameters& parameters) {
  show_solidarity(world.organisations, world.partnerships, world.memberships, parameters.solidarity);
}

test::Mechanic solidarity(const Parameters& parameters) {
  return [parameters](World& world) { help(world, parameters); };
}

double booked(const World& world, std::size_t i, MoneyEntry entry) {
  return world.organisations.money_book_usd[i * money_entries + static_cast<std::size_t>(entry)];
}

// Cash as given by row, costs of 1000 a month, partnerships of three neighbours.
World with_cash(const std::vector<double>& cash, std::uint32_t partnerships) {
  World world = test::make_chain_world({.organisations = 12, .active = partnerships, .forming = 0, .members = 3}, generous(0.5));
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    world.organisations.cost_level_usd[i] = 1000.0;
    world.organisations.money_usd[i] = world.organisations.money_opening_usd[i] = i < cash.size() ? cash[i] : 3000.0;
  }
  return world;
}

TEST(Solidarity, HelpersShareTheGapInProportionToTheirSurplus) {
  World world = with_cash({-900.0, 4000.0, 5000.0, 90000.0}, 1);  // the fourth is no partner
  world.organisations.insolvent_months[0] = 2;
  help(world, generous(0.5));
  EXPECT_NEAR(booked(world, 0, MoneyEntry::aid_received), 450.0, 1e-9);
  EXPECT_NEAR(booked(world, 1, MoneyEntry::aid_given), 150.0, 1e-9);
  EXPECT_NEAR(booked(world, 2, MoneyEntry::aid_given), 300.0, 1e-9);
  EXPECT_EQ(world.organisations.money_usd[3], 90000.0);
  EXPECT_EQ(world.organisations.insolvent_months[0], 2);  // still overdrawn
  EXPECT_LT(test::money_gap(world.organisations), 1e-12);
  World rescued = with_cash({-900.0, 4000.0, 5000.0}, 1);
  rescued.organisations.insolvent_months[0] = 2;
  help(rescued, generous(1.0));
  EXPECT_NEAR(rescued.organisations.money_usd[0], 0.0, 1e-9);
  EXPECT_EQ(rescued.organisations.insolvent_months[0], 0);
}

TEST(Solidarity, NobodyGivesBelowItsFloorThoughSeveralAsk) {
  World world = with_cash({-9000.0, -5000.0, 3500.0}, 2);  // rows 0, 1, 2 and rows 1, 2, 3
  help(world, generous(1.0));
  EXPECT_NEAR(world.organisations.money_usd[2], 3000.0, 1e-9);
  EXPECT_NEAR(booked(world, 0, MoneyEntry::aid_received), 250.0, 1e-9);  // each asked for all of the 500
  EXPECT_NEAR(booked(world, 1, MoneyEntry::aid_received), 250.0, 1e-9);
  EXPECT_LE(world.organisations.available[2 * resources], world.organisations.money_usd[2]);
}

TEST(Solidarity, WhatIsGivenIsReceived) {
  World world = test::make_chain_world({.active = 40}, generous(0.7));
  for (std::size_t i = 0; i < world.organisations.count(); ++i)
    world.organisations.money_usd[i] = i % 3 == 0 ? -100.0 * static_cast<double>(i + 1) : 1e3 + 3.0 * world.organisations.cost_level_usd[i];
  world.organisations.money_opening_usd = world.organisations.money_usd;
  help(world, generous(0.7));
  double given = 0.0, received = 0.0;
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    given += booked(world, i, MoneyEntry::aid_given);
    received += booked(world, i, MoneyEntry::aid_received);
  }
  EXPECT_GT(given, 0.0);
  EXPECT_NEAR(given, received, 1e-6);
  EXPECT_LT(test::money_gap(world.organisations), 1e-12);
}

TEST(Solidarity, ChangesWhatItDeclaresAndNothingWithoutAShareOrAPartnership) {
  World before = test::make_chain_world({.active = 40}, generous(1.0));
  for (std::size_t i = 0; i < 10; ++i) before.organisations.money_usd[i] = -50.0;
  before.organisations.insolvent_months.assign(before.organisations.count(), 1);
  for (std::size_t i = 10; i < before.organisations.count(); ++i) {
    before.organisations.money_usd[i] = 200.0;
    before.organisations.cost_level_usd[i] = 0.0;
    before.organisations.available[i * resources] = 200.0;
  }
  EXPECT_EQ(test::changed_fields(before, test::after(before, solidarity(generous(1.0)))),
            (std::set<std::string>{"organisations.money_usd", "organisations.money_book_usd", "organisations.available",
                                   "organisations.insolvent_months"}));
  EXPECT_EQ(test::changed_fields(before, test::after(before, solidarity(generous(0.0)))), std::set<std::string>{});
  World alone = test::make_chain_world({.active = 0, .forming = 20}, generous(1.0));
  alone.organisations.money_usd[0] = -50.0;
  EXPECT_EQ(test::changed_fields(alone, test::after(alone, solidarity(generous(1.0)))), std::set<std::string>{});
}

TEST(Solidarity, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  World world = test::make_chain_world(test::crowd, generous(0.5));
  for (std::size_t i = 0; i < world.organisations.count(); i += 4) world.organisations.money_usd[i] = -500.0;
  EXPECT_EQ(test::difference_between_threads(world, solidarity(generous(0.5))), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, generous(0.5), solidarity(generous(0.5))), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
