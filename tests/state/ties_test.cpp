#include "state/ties.hpp"

#include <gtest/gtest.h>

#include "state/organisations.hpp"

namespace tessera {
namespace {

// Ties of organisation 0 with 2, 4, ... of so many.
Ties ties_of_the_first(std::uint32_t number) {
  Ties ties;
  ties.of.resize(2 * number + 2);
  for (std::uint32_t k = 1; k <= number; ++k) EXPECT_EQ(make_tie(ties, k % 2 == 0 ? 0 : 2 * k, k % 2 == 0 ? 2 * k : 0, 0), k - 1);
  return ties;
}

TEST(Ties, AreFoundWhereverTheyStandAndNobodyElseIs) {
  for (std::uint32_t number = 0; number < 40; ++number) {
    const Ties ties = ties_of_the_first(number);
    for (std::uint32_t k = 1; k <= number; ++k) {
      EXPECT_EQ(find_tie(ties, 0, 2 * k), k - 1) << "of " << number;
      EXPECT_EQ(find_tie(ties, 2 * k, 0), k - 1) << "of " << number;
    }
    // Odd ones are strangers, though many a tie has their number.
    for (std::uint32_t j = 1; j < 2 * number + 2; j += 2) EXPECT_EQ(find_tie(ties, 0, j), nobody) << j << " of " << number;
  }
}

TEST(Ties, AreMadeOnce) {
  Ties ties = ties_of_the_first(20);
  EXPECT_EQ(make_tie(ties, 0, 14, 3), 6U);
  EXPECT_EQ(make_tie(ties, 14, 0, 3), 6U);
  EXPECT_EQ(ties.count(), 20U);
  EXPECT_EQ(ties.last_contact_month[6], 0);
}

}  // namespace
}  // namespace tessera
