#include "base/eight_floats.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/draws.hpp"

namespace tessera {
namespace {

Eight random_eight(Stream& stream, double lowest, double highest) {
  Eight eight{};
  for (std::size_t k = 0; k < 8; ++k) eight[k] = static_cast<float>(lowest + (highest - lowest) * stream.uniform());
  return eight;
}

double relative_error_of_powers(double offset) {
  Stream stream({1, 0, 0, 0}, {2, 2});
  double worst = 0.0;
  for (int trial = 0; trial < 20000; ++trial) {
    const Eight x = random_eight(stream, -126.0, 126.0), power = exp2_roughly(x + static_cast<float>(offset));
    for (std::size_t k = 0; k < 8; ++k) worst = std::max(worst, std::abs(power[k] / std::exp2(double{x[k]}) - 1.0));
  }
  return worst;
}

TEST(EightFloats, PowersOfTwoAreRightToFourParts) {
  EXPECT_LT(relative_error_of_powers(0.0), 4e-6);
  EXPECT_GT(relative_error_of_powers(1e-3), 4e-6);  // the same check sees a wrong argument
}

TEST(EightFloats, PowersBeyondTheRangeAreThoseOfItsEnds) {
  const Eight powers = exp2_roughly(Eight{-1e30F, -127.0F, -126.0F, 126.0F, 127.0F, 1e30F, 0.0F, 1.0F});
  for (std::size_t k = 0; k < 3; ++k) EXPECT_FLOAT_EQ(powers[k], 0x1p-126F);
  for (std::size_t k = 3; k < 6; ++k) EXPECT_FLOAT_EQ(powers[k], 0x1p126F);
  EXPECT_EQ(powers[6], 1.0F);
  EXPECT_FLOAT_EQ(powers[7], 2.0F);
}

double error_of_logarithms(double range, double factor) {
  Stream stream({3, 0, 0, 0}, {2, 2});
  double worst = 0.0;
  for (int trial = 0; trial < 20000; ++trial) {
    const Eight exponents = random_eight(stream, -range, range);
    Eight x{};
    for (std::size_t k = 0; k < 8; ++k) x[k] = static_cast<float>(std::exp2(double{exponents[k]}));
    const Eight logs = log2_roughly(x * static_cast<float>(factor));
    for (std::size_t k = 0; k < 8; ++k) {
      const double truth = std::log2(double{x[k]});
      worst = std::max(worst, std::abs(logs[k] - truth) / std::max(1.0, std::abs(truth)));
    }
  }
  return worst;
}

TEST(EightFloats, LogarithmsAreRightNearOneAndFarFromIt) {
  EXPECT_LT(error_of_logarithms(1.0, 1.0), 1e-6);
  EXPECT_LT(error_of_logarithms(125.0, 1.0), 1e-6);
  EXPECT_GT(error_of_logarithms(1.0, 1.001), 1e-6);
}

TEST(EightFloats, SumsAreOfAllLanesOfEach) {
  const Eight counted{1.0F, 2.0F, 4.0F, 8.0F, 16.0F, 32.0F, 64.0F, 128.0F};
  const auto sums = sums_of(counted, 2.0F * counted, Eight{}, counted + 1.0F);
  EXPECT_EQ(sums[0], 255.0F);
  EXPECT_EQ(sums[1], 510.0F);
  EXPECT_EQ(sums[2], 0.0F);
  EXPECT_EQ(sums[3], 263.0F);
}

TEST(EightFloats, LeastAndMostAreByLane) {
  const Eight one{1.0F, 5.0F}, other{2.0F, 3.0F};
  EXPECT_EQ(least(one, other)[0], 1.0F);
  EXPECT_EQ(least(one, other)[1], 3.0F);
  EXPECT_EQ(most(one, other)[0], 2.0F);
  EXPECT_EQ(most(one, other)[1], 5.0F);
}

}  // namespace
}  // namespace tessera
