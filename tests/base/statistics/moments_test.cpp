#include "base/statistics/moments.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/draws.hpp"

namespace tessera {
namespace {

TEST(Moments, ByHand) {
  Moments moments;
  EXPECT_TRUE(std::isnan(moments.mean()));
  moments.add(2.0);
  EXPECT_EQ(moments.mean(), 2.0);
  EXPECT_TRUE(std::isnan(moments.variance()));
  for (const double x : {4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0}) moments.add(x);
  EXPECT_EQ(moments.count(), 8);
  EXPECT_DOUBLE_EQ(moments.mean(), 5.0);
  EXPECT_DOUBLE_EQ(moments.variance(), 32.0 / 7.0);
}

// Sums of squares would lose every digit here.
TEST(Moments, SurviveALargeOffset) {
  Moments moments;
  for (const double x : {4.0, 7.0, 13.0, 16.0}) moments.add(1e9 + x);
  EXPECT_DOUBLE_EQ(moments.mean(), 1e9 + 10.0);
  EXPECT_DOUBLE_EQ(moments.variance(), 30.0);
}

TEST(Moments, MergedPartsAreTheWhole) {
  Stream stream = Draws(1, 0, 1).of(1).at(1);
  Moments whole, merged;
  for (int part = 0; part < 10; ++part) {
    Moments moments;
    const int size = part == 4 ? 0 : 1 + part * 7;
    for (int k = 0; k < size; ++k) {
      const double x = 100.0 * part + stream.uniform();
      whole.add(x);
      moments.add(x);
    }
    merged.merge(moments);
  }
  EXPECT_EQ(merged.count(), whole.count());
  EXPECT_NEAR(merged.mean(), whole.mean(), 1e-9);
  EXPECT_NEAR(merged.variance(), whole.variance(), 1e-9 * whole.variance());
}

}  // namespace
}  // namespace tessera
