#include "mechanisms/loans.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "support/books.hpp"
#include "support/chain_world.hpp"

namespace tessera {
namespace {

constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);

Parameters lending(double share) {
  Parameters parameters = standard_parameters();
  parameters.loans = {share, 0.9, 1.05};
  return parameters;
}

test::Mechanic loans(const Parameters& parameters) {
  return [parameters](World& world) {
    lend_volunteers(world.organisations, world.partnerships, world.memberships, parameters.loans);
  };
}

// Every organisation has 20 volunteers of 5 hours beside 100 hours of staff; use as given by row, 1 elsewhere.
World with_use(const std::vector<double>& use, std::uint32_t partnerships) {
  World world = test::make_chain_world({.organisations = 12, .active = partnerships, .forming = 0, .members = 3}, lending(0.5));
  Organisations& all = world.organisations;
  for (std::size_t i = 0; i < all.count(); ++i) {
    for (std::size_t c = 0; c < hours_classes; ++c) all.volunteers[i * hours_classes + c] = 5;
    all.volunteer_hours[i] = 100.0;
    all.available[i * resources + hours] = 200.0;
    all.hours_use[i] = i < use.size() ? use[i] : 1.0;
  }
  return world;
}

TEST(Loans, IdlePersonsByHand) {
  const LoansParameters p = lending(0.5).loans;
  EXPECT_EQ(idle_persons(20, 0.5, p), 5);
  EXPECT_EQ(idle_persons(20, 0.95, p), 0);
  EXPECT_EQ(idle_persons(3, 0.5, p), 0);
  EXPECT_EQ(idle_persons(100, 0.0, p), 50);
}

TEST(Loans, TheBusiestBorrowsFromItsIdlestPartner) {
  World world = with_use({1.2, 0.5, 0.0, 0.0}, 1);  // 40 hours short: eight persons; the fourth is no partner
  loans(lending(0.5))(world);
  const Organisations& all = world.organisations;
  EXPECT_EQ(all.volunteers_borrowed[0], 8);
  EXPECT_EQ(all.volunteers_lent[2], 8);  // of ten it can spare
  EXPECT_EQ(all.volunteers_lent[1], 0);
  EXPECT_EQ(all.volunteers_lent[3], 0);
  EXPECT_DOUBLE_EQ(all.volunteer_hours[0], 140.0);
  EXPECT_DOUBLE_EQ(all.available[hours], 240.0);
  EXPECT_DOUBLE_EQ(all.available[2 * resources + hours], 160.0);
  World more = with_use({1.3, 0.5, 0.0}, 1);  // twelve persons: ten of the idlest, two of the next
  loans(lending(0.5))(more);
  EXPECT_EQ(more.organisations.volunteers_lent[2], 10);
  EXPECT_EQ(more.organisations.volunteers_lent[1], 2);
  World two = with_use({1.2, 1.4, 0.0, 1.3}, 2);  // rows 0, 1, 2 and rows 1, 2, 3
  loans(lending(0.5))(two);
  EXPECT_EQ(two.organisations.volunteers_borrowed[1], 10);
  EXPECT_EQ(two.organisations.volunteers_borrowed[0] + two.organisations.volunteers_borrowed[3], 0);
}

TEST(Loans, PersonsAndHoursAreConservedAndComeBack) {
  World world = test::make_chain_world({.active = 40}, lending(1.0));
  Organisations& all = world.organisations;
  for (std::size_t i = 0; i < all.count(); ++i) {
    all.volunteer_hours[i] = 0.5 * all.available[i * resources + hours];
    all.hours_use[i] = i % 2 == 0 ? 1.5 : 0.2;
  }
  const World before = world;
  loans(lending(1.0))(world);
  std::int64_t lent = 0, borrowed = 0;
  double offered = 0.0, offered_before = 0.0;
  for (std::size_t i = 0; i < all.count(); ++i) {
    lent += all.volunteers_lent[i];
    borrowed += all.volunteers_borrowed[i];
    offered += all.volunteer_hours[i];
    offered_before += before.organisations.volunteer_hours[i];
    EXPECT_GE(all.volunteer_hours[i], 0.0);
  }
  EXPECT_GT(lent, 0);
  EXPECT_EQ(lent, borrowed);
  EXPECT_NEAR(offered, offered_before, 1e-9 * offered);
  EXPECT_EQ(test::missing_people(world), "");
  EXPECT_EQ(test::changed_fields(before, world),
            (std::set<std::string>{"organisations.volunteers_lent", "organisations.volunteers_borrowed",
                                   "organisations.volunteer_hours", "organisations.available"}));
  for (std::size_t i = 0; i < all.count(); ++i) all.hours_use[i] = 1.0;
  loans(lending(1.0))(world);
  EXPECT_EQ(world.organisations.volunteers_lent, before.organisations.volunteers_lent);  // nobody is away any more
}

TEST(Loans, NothingWithoutWillingLendersOrPartners) {
  const World world = with_use({1.5, 0.1, 0.1}, 1);
  EXPECT_EQ(test::changed_fields(world, test::after(world, loans(lending(0.0)))), std::set<std::string>{});
  const World alone = with_use({1.5, 0.1, 0.1}, 0);
  EXPECT_EQ(test::changed_fields(alone, test::after(alone, loans(lending(1.0)))), std::set<std::string>{});
}

TEST(Loans, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  World world = test::make_chain_world(test::crowd, lending(1.0));
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    world.organisations.volunteer_hours[i] = 0.5 * world.organisations.available[i * resources + hours];
    world.organisations.hours_use[i] = i % 3 == 0 ? 1.6 : 0.3;
  }
  EXPECT_EQ(test::difference_between_threads(world, loans(lending(1.0))), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, lending(1.0), loans(lending(1.0))), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
