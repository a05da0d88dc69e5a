#include "measures/books.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/errors.hpp"
#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(Books, BalanceOrSayByHowMuch) {
  World world = tiny_world();
  Organisations& o = world.organisations;
  o.money_usd[1] = 6500.0;
  o.money_book_usd[money_entries + index(MoneyEntry::endowment)] = 800.0;
  o.money_book_usd[money_entries + index(MoneyEntry::closure)] = 300.0;
  EXPECT_EQ(measure_imbalance(world).money, 0.0);
  EXPECT_NO_THROW(check_books(world));
  o.money_usd[1] += 6.5;
  EXPECT_NEAR(measure_imbalance(world).money, 6.5 / 6506.5, 1e-12);
  EXPECT_THROW(check_books(world), BrokenPromise);
}

TEST(Books, NotANumberIsAnImbalance) {
  World world = tiny_world();
  world.organisations.goods_usd[2] = std::nan("");
  EXPECT_TRUE(std::isinf(measure_imbalance(world).goods));
  EXPECT_THROW(check_books(world), BrokenPromise);
}

TEST(Books, CountVolunteersExactly) {
  World world = tiny_world();
  EXPECT_EQ(measure_imbalance(world).volunteers, 0);
  world.organisations.volunteers[0] = 2;  // two volunteers who live nowhere
  EXPECT_EQ(measure_imbalance(world).volunteers, 2);
  world.organisations.reach_volunteers[0] = 2;  // they live here, but the district counts them as free
  EXPECT_EQ(measure_imbalance(world).volunteers, 2);
  world.community.people[index(People::volunteering_new)] = 2;  // and now as both
  EXPECT_EQ(measure_imbalance(world).volunteers, 2);
  world.community.people[index(People::free_never)] -= 2;
  EXPECT_EQ(measure_imbalance(world).volunteers, 0);
}

}  // namespace
}  // namespace tessera
