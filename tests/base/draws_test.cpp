#include "base/draws.hpp"

#include <gtest/gtest.h>

TEST(Draws, DiffersByMonth) {
  tessera::Draws a(1, 0, 1), b(1, 0, 2);
  EXPECT_NE(a.of(1).at(7)(), b.of(1).at(7)());
}
