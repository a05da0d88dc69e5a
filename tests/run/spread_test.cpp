#include "run/spread.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Spread, GoesAcrossManySmallReplicatesAndInsideOneLargeOne) {
  EXPECT_EQ(choose_spread(50, 240, 2), Spread::across_replicates);
  EXPECT_EQ(choose_spread(3, 240, 2), Spread::across_replicates);
  EXPECT_EQ(choose_spread(1, 20'000, 2), Spread::inside_month);
  EXPECT_EQ(choose_spread(1, 240, 64), Spread::inside_month);
}

TEST(Spread, WithOneThreadThereIsNothingToSpread) { EXPECT_EQ(choose_spread(50, 240, 1), Spread::inside_month); }

TEST(Spread, OfLargeWorldsAvoidsIdleThreadsAndFullMemory) {
  EXPECT_EQ(choose_spread(2, 20'000, 2), Spread::across_replicates);
  EXPECT_EQ(choose_spread(3, 20'000, 2), Spread::inside_month);
  EXPECT_EQ(choose_spread(9, 20'000, 2), Spread::across_replicates);
  EXPECT_EQ(choose_spread(64, 1'000'000, 4), Spread::inside_month);
}

}  // namespace
}  // namespace tessera
