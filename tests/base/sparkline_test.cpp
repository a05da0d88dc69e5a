#include "base/sparkline.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tessera {
namespace {

const double nan = std::nan("");

TEST(Sparkline, RisesFromTheLowestLetterToTheHighest) {
  const std::vector<double> rising{0, 1, 2, 3, 4, 5, 6, 7};
  EXPECT_EQ(sparkline(rising, {}), "▁▂▃▄▅▆▇█");
  EXPECT_EQ(sparkline(rising, {.unicode = false}), ".:-=+*#@");
  EXPECT_EQ(sparkline(std::vector<double>{7, 0}, {.unicode = false}), "@.");
}

TEST(Sparkline, ALineThatDoesNotMoveLiesInTheMiddle) {
  EXPECT_EQ(sparkline(std::vector<double>{5, 5, 5}, {.unicode = false}), "===");
  EXPECT_EQ(sparkline(std::vector<double>{0, 0}, {}), "▄▄");
  EXPECT_EQ(sparkline(std::vector<double>{0.1 + 0.2, 0.3}, {.unicode = false}), "==") << "rounding is no movement";
  EXPECT_EQ(sparkline(std::vector<double>{1.0, 1.001}, {.unicode = false}), ".@") << "a small change is one";
}

TEST(Sparkline, OneValueAndNone) {
  EXPECT_EQ(sparkline(std::vector<double>{42}, {.unicode = false}), "=");
  EXPECT_EQ(sparkline(std::vector<double>{}, {}), "");
}

TEST(Sparkline, WhatIsNoNumberIsABlank) {
  EXPECT_EQ(sparkline(std::vector<double>{0, nan, 7}, {.unicode = false}), ". @");
  EXPECT_EQ(sparkline(std::vector<double>{nan, nan}, {}), "  ");
  EXPECT_EQ(sparkline(std::vector<double>{nan, 3}, {.unicode = false}), " =");
  EXPECT_EQ(sparkline(std::vector<double>{0, std::numeric_limits<double>::infinity(), 7}, {.unicode = false}), ". @");
}

TEST(Sparkline, LongLinesAreAveragedIntoTheWidth) {
  std::vector<double> step(100, 0.0);
  for (std::size_t k = 50; k < 100; ++k) step[k] = k % 2 == 0 ? 9.0 : nan;
  EXPECT_EQ(sparkline(step, {.width = 4, .unicode = false}), "..@@");
  EXPECT_EQ(sparkline(step, {.width = 1, .unicode = false}), "=");
  for (std::size_t width = 1; width < 130; ++width) EXPECT_EQ(sparkline(step, {.width = width, .unicode = false}).size(), std::min<std::size_t>(width, 100));
}

TEST(Sparkline, BoundsThatAreGivenHold) {
  EXPECT_EQ(sparkline(std::vector<double>{0, 5, 10}, {.unicode = false, .low = 0, .high = 80}), "..:");
  EXPECT_EQ(sparkline(std::vector<double>{3, 3}, {.unicode = false, .low = 0, .high = 3}), "@@");
  EXPECT_EQ(sparkline(std::vector<double>{-9, 99}, {.unicode = false, .low = 0, .high = 3}), ".@");
}

}  // namespace
}  // namespace tessera
