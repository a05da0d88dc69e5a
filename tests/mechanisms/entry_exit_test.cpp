#include "mechanisms/entry_exit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "formulas/closure.hpp"
#include "formulas/logistic.hpp"
#include "support/books.hpp"
#include "support/mechanism_checks.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using test::after;

const Parameters standard = standard_parameters();

test::Mechanic month_of(const Parameters& parameters, std::uint16_t month, std::uint64_t seed = 1) {
  return [&parameters, month, seed](World& world) {
    turn_over_organisations(world, parameters, Draws(seed, 0, month).of(Mechanism::entry_exit));
  };
}

Parameters closures_only() {
  Parameters parameters = standard;
  parameters.entry_exit.entry_per_year = 0.0;
  return parameters;
}

Parameters entries_only() {
  Parameters parameters = standard;
  parameters.entry_exit.closure_per_year = 0.0;
  return parameters;
}

World small_world(const test::SmallWorld& shape = {}) {
  World world = test::make_small_world(shape, standard);
  Organisations& o = world.organisations;  // the books as finance opens them
  o.money_opening_usd = o.money_usd;
  o.goods_opening_usd = o.goods_usd;
  return world;
}

// The world in which organisation 1 of the trio 0, 1, 2 and the pair 1, 3 is insolvent.
World about_to_close(const Parameters& parameters) {
  World world = small_world();
  test::add_partnership(world, {0, 1, 2}, Stage::active);
  test::add_partnership(world, {1, 3}, Stage::forming);
  world.organisations.insolvent_months[1] = static_cast<std::int32_t>(parameters.entry_exit.insolvent_months);
  world.organisations.money_usd[1] = world.organisations.money_opening_usd[1] = -250.0;
  return world;
}

TEST(EntryExit, ZeroChangesNothing) {
  Parameters parameters = closures_only();
  parameters.entry_exit.closure_per_year = 0.0;
  const World world = small_world();
  EXPECT_EQ(test::changed_fields(world, after(world, month_of(parameters, 3))), std::set<std::string>{});
}

TEST(EntryExit, AClosureSettlesEverything) {
  Parameters parameters = closures_only();
  parameters.entry_exit.closure_per_year = 0.0;
  const World world = about_to_close(parameters);
  const std::int32_t volunteers = world.organisations.volunteers[4] + world.organisations.volunteers[5] +
                                  world.organisations.volunteers[6] + world.organisations.volunteers[7];
  ASSERT_GT(volunteers, 0);
  const World next = after(world, month_of(parameters, 3));
  const Organisations& o = next.organisations;
  EXPECT_EQ(o.active[1], 0);
  EXPECT_EQ(o.closed_month[1], 3);
  EXPECT_EQ(o.closure_reason[1], static_cast<std::uint8_t>(ClosureReason::insolvent));
  EXPECT_EQ(o.money_usd[1], 0.0);
  EXPECT_EQ(o.money_book_usd[money_entries + static_cast<std::size_t>(MoneyEntry::closure)], -250.0);
  EXPECT_EQ(o.volunteers_left[1], volunteers);
  EXPECT_EQ(test::missing_people(next), "");
  EXPECT_LT(test::money_gap(o), 1e-12);
  EXPECT_LT(test::goods_gap(o), 1e-12);
  EXPECT_EQ(next.partnerships.members[0], 2);
  EXPECT_EQ(next.partnerships.stage[0], static_cast<std::uint8_t>(Stage::active));
  EXPECT_EQ(next.partnerships.stage[1], static_cast<std::uint8_t>(Stage::dissolved));
  EXPECT_EQ(next.partnerships.end_reason[1], static_cast<std::uint8_t>(EndReason::member_closed));
  EXPECT_EQ(next.ties.former[find_tie(next.ties, 0, 1)], 1);
  EXPECT_EQ(next.ties.former[find_tie(next.ties, 1, 3)], 0);  // never signed
  EXPECT_EQ(next.ties.common[find_tie(next.ties, 0, 2)], 1);
  EXPECT_EQ(test::wrong_index(next), "");
}

TEST(EntryExit, AClosureWritesWhatItDeclares) {
  Parameters parameters = closures_only();
  parameters.entry_exit.closure_per_year = 0.0;
  World world = about_to_close(parameters);
  world.organisations.goods_usd[1] = world.organisations.goods_opening_usd[1] = 40.0;
  std::set<std::string> declared{"community.people",
                                 "ties.common",
                                 "ties.former",
                                 "partnerships.members",
                                 "partnerships.stage",
                                 "partnerships.ended_month",
                                 "partnerships.end_reason",
                                 "memberships.left_month",
                                 "memberships.leave_reason"};
  for (const char* name : {"active", "closed_month", "closure_reason", "money_usd", "money_book_usd", "goods_usd",
                           "goods_book_usd", "volunteers", "reach_volunteers", "volunteers_left"})
    declared.insert(std::string("organisations.") + name);
  EXPECT_EQ(test::changed_fields(world, after(world, month_of(parameters, 3))), declared);
}

TEST(EntryExit, AClosedOrganisationDoesNotCloseAgain) {
  Parameters parameters = closures_only();
  const World next = after(about_to_close(parameters), month_of(parameters, 3));
  EXPECT_EQ(after(next, month_of(parameters, 4)).organisations.closed_month[1], 3);
}

Parameters frequent_entries() {
  Parameters parameters = entries_only();
  parameters.entry_exit.entry_per_year = 1.0;
  return parameters;
}

TEST(EntryExit, EntrantsAreAppendedWithTheirEndowmentBooked) {
  const Parameters parameters = frequent_entries();
  const World world = small_world({.organisations = 120});
  const World next = after(world, month_of(parameters, 3));
  const Organisations& o = next.organisations;
  const std::size_t before = world.organisations.count();
  ASSERT_GT(o.count(), before);
  EXPECT_EQ(test::changed_organisation_fields(world, next, before), std::set<std::string>{});
  EXPECT_EQ(test::wrong_index(next), "");
  EXPECT_EQ(test::missing_people(next), "");
  EXPECT_LT(test::money_gap(o), 1e-12);
  EXPECT_LT(test::goods_gap(o), 1e-12);
  for (std::size_t i = before; i < o.count(); ++i) {
    EXPECT_EQ(o.id[i] >> 16, entrant_id(o.district[i], 3, 0) >> 16);
    EXPECT_EQ(o.active[i], 1);
    EXPECT_EQ(o.founded_month[i], 3);
    EXPECT_EQ(o.money_book_usd[i * money_entries + static_cast<std::size_t>(MoneyEntry::endowment)], o.money_usd[i]);
    EXPECT_GT(o.reach_begin[i + 1], o.reach_begin[i]);
    EXPECT_EQ(o.sector[i], static_cast<std::uint8_t>(parameters.types[o.type[i]].sector));
  }
  std::vector<std::uint64_t> ids = o.id;
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST(EntryExit, NobodyFoundsWhereNobodyLives) {
  const Parameters parameters = frequent_entries();
  World world = small_world({.organisations = 120});
  std::fill(world.community.residents.begin(), world.community.residents.end(), 0);
  EXPECT_EQ(after(world, month_of(parameters, 3)).organisations.count(), 120U);
}

TEST(EntryExit, SameForAnyNumberOfThreads) {
  Parameters parameters = standard;
  parameters.entry_exit.closure_per_year = 0.5;
  World world = small_world({.districts = 50, .organisations = 3000});
  test::add_partnerships(world, 500, 4, 2);
  EXPECT_EQ(test::difference_between_threads(world, month_of(parameters, 3)), "");
}

TEST(EntryExit, AStrangerMovesNoOther) {
  Parameters parameters = closures_only();
  parameters.entry_exit.closure_per_year = 1.0;
  const World world = small_world({.organisations = 60});
  EXPECT_EQ(test::fields_moved_by_a_stranger(world, parameters, month_of(parameters, 1)), std::set<std::string>{});
}

RC_GTEST_PROP(EntryExit, NothingIsLost, ()) {
  Parameters parameters = standard;
  for (const ParameterRow& row : parameter_table())
    if (row.name.starts_with("entry_exit."))
      row.value(parameters) = row.lowest + (row.highest - row.lowest) * *rc::gen::inRange(0, 1001) / 1000.0;
  World world = small_world({.organisations = 60, .residents_per_cell = 100});
  test::add_partnerships(world, 15, 4, 3);
  for (std::size_t i = 0; i < 60; ++i) world.organisations.insolvent_months[i] = *rc::gen::inRange(0, 8);
  for (std::uint16_t month = 11; month <= 14; ++month) {
    world.organisations.money_opening_usd = world.organisations.money_usd;
    world.organisations.goods_opening_usd = world.organisations.goods_usd;
    std::fill(world.organisations.money_book_usd.begin(), world.organisations.money_book_usd.end(), 0.0);
    std::fill(world.organisations.goods_book_usd.begin(), world.organisations.goods_book_usd.end(), 0.0);
    month_of(parameters, month)(world);
    RC_ASSERT(test::money_gap(world.organisations) < 1e-9);
    RC_ASSERT(test::goods_gap(world.organisations) < 1e-9);
    RC_ASSERT(test::missing_people(world) == "");
    RC_ASSERT(test::wrong_index(world) == "");
  }
}

// Survival at a constant hazard is exponential, and overdrawn ones close faster.
TEST(EntryExit, SurvivalIsExponential) {
  Parameters parameters = closures_only();
  parameters.entry_exit.closure_per_year = 0.2;
  parameters.entry_exit.closure_size_exponent = parameters.entry_exit.closure_age_exponent = 0.0;
  World world = small_world({.districts = 50, .organisations = 20000, .reach = 0, .volunteers_per_class = 0});
  for (std::size_t i = 0; i < 20000; ++i) world.organisations.money_usd[i] = i < 10000 ? 1.0 : -1.0;
  for (std::uint16_t month = 1; month <= 24; ++month) month_of(parameters, month)(world);
  const auto& active = world.organisations.active;
  const auto alive = std::count(active.begin(), active.begin() + 10000, 1);
  const auto overdrawn_alive = std::count(active.begin() + 10000, active.end(), 1);
  EXPECT_FALSE(check_proportion(alive, 10000, std::exp(-0.4)).rejects);
  EXPECT_TRUE(check_proportion(alive, 10000, std::exp(-0.45)).rejects);  // power twin: hazard 12 % higher
  const double overdrawn = std::exp(-0.4 * parameters.entry_exit.overdrawn_multiplier);
  EXPECT_FALSE(check_proportion(overdrawn_alive, 10000, overdrawn).rejects);
  EXPECT_TRUE(check_proportion(overdrawn_alive, 10000, std::exp(-0.4)).rejects);  // power twin: no multiplier
}

// Age counts in years: with exponent -1 who is 20 years old closes at the stated rate, who is 6 at three times that.
TEST(EntryExit, TheYoungCloseMoreOften) {
  Parameters parameters = closures_only();
  parameters.entry_exit.closure_per_year = 0.3;
  parameters.entry_exit.closure_size_exponent = 0.0;
  parameters.entry_exit.closure_age_exponent = -1.0;
  World world = small_world({.districts = 50, .organisations = 20000, .reach = 0, .volunteers_per_class = 0});
  for (std::size_t i = 0; i < 20000; ++i) {
    world.organisations.money_usd[i] = 1.0;
    world.organisations.founded_month[i] = 1 - 12 * (i < 10000 ? 20 : 6);
  }
  month_of(parameters, 1)(world);
  const auto& active = world.organisations.active;
  const auto old_ones = std::count(active.begin(), active.begin() + 10000, 0);
  const auto young_ones = std::count(active.begin() + 10000, active.end(), 0);
  const double chance = 1.0 - std::exp(-0.3 / 12.0), of_young = 1.0 - std::exp(-0.3 / 12.0 * 3.0);
  EXPECT_FALSE(check_proportion(old_ones, 10000, chance).rejects) << check_proportion(old_ones, 10000, chance);
  EXPECT_FALSE(check_proportion(young_ones, 10000, of_young).rejects) << check_proportion(young_ones, 10000, of_young);
  EXPECT_TRUE(check_proportion(young_ones, 10000, chance).rejects);  // power twin: age says nothing
}

TEST(EntryExit, EntriesComeAtTheirRateAndByType) {
  Parameters parameters = frequent_entries();
  World world = small_world({.districts = 4, .organisations = 4, .volunteers_per_class = 0});
  world.community.founded_here = {3000, 6000, 0, 3000};
  for (std::uint16_t month = 1; month <= 6; ++month) month_of(parameters, month)(world);
  const std::size_t entrants = world.organisations.count() - 4;
  EXPECT_FALSE(check_estimate(static_cast<double>(entrants), std::sqrt(6000.0), 6000.0).rejects) << entrants;
  EXPECT_TRUE(check_estimate(static_cast<double>(entrants), std::sqrt(6000.0), 6600.0).rejects);  // power twin
  std::vector<std::int64_t> by_type(parameters.types.size()), by_district(4);
  std::vector<double> shares;
  for (const TypeTraits& type : parameters.types) shares.push_back(type.share);
  for (std::size_t i = 4; i < world.organisations.count(); ++i) {
    ++by_type[world.organisations.type[i]];
    ++by_district[world.organisations.district[i]];
  }
  EXPECT_FALSE(check_counts(by_type, shares).rejects) << check_counts(by_type, shares);
  std::swap(shares[0], shares[1]);
  shares[0] *= 1.5;
  EXPECT_TRUE(check_counts(by_type, shares).rejects);  // power twin
  EXPECT_FALSE(check_counts(by_district, std::vector<double>{1, 2, 0, 1}).rejects);
  EXPECT_TRUE(check_counts(by_district, std::vector<double>{1.5, 2, 0, 1}).rejects);  // power twin
}

TEST(EntryExit, AShockClosesWhomItNames) {
  Parameters parameters = closures_only();
  parameters.entry_exit.closure_per_year = 0.0;
  World world = small_world();
  test::add_partnership(world, {2, 4}, Stage::active);
  world.conditions.closing = {2, 5};
  const World next = after(world, month_of(parameters, 3));
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    const bool closes = i == 2 || i == 5;
    EXPECT_EQ(next.organisations.active[i], closes ? 0 : world.organisations.active[i]) << i;
    if (closes) {
      EXPECT_EQ(next.organisations.closure_reason[i], static_cast<std::uint8_t>(ClosureReason::shock));
    }
  }
  EXPECT_EQ(next.partnerships.stage[0], static_cast<std::uint8_t>(Stage::dissolved));
  EXPECT_EQ(test::missing_people(next), "");
}

}  // namespace
}  // namespace tessera
