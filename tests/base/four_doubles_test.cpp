#include "base/four_doubles.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "base/draws.hpp"

namespace tessera {
namespace {

TEST(FourDoubles, AreLoadedAndStoredInOrderFromAnywhere) {
  const std::array<double, 6> from{-1.0, 2.0, 3.0, 5.0, 7.0, 11.0};
  for (std::size_t first = 0; first < 3; ++first) {
    std::array<double, 7> to{};
    store_four(&to[first + 1], load_four(&from[first]));
    for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(to[first + 1 + k], from[first + k]);
    EXPECT_EQ(to[first], 0.0);
  }
}

TEST(FourDoubles, ComeToTheBitsOfOneByOne) {
  Stream stream({5, 0, 0, 0}, {1, 1});
  for (int trial = 0; trial < 1000; ++trial) {
    std::array<double, 4> x, y, z;
    for (std::size_t k = 0; k < 4; ++k) x[k] = stream.uniform(), y[k] = stream.uniform(), z[k] = stream.uniform() - 0.5;
    const Four four = load_four(x.data()) + z[0] * (load_four(y.data()) - load_four(z.data()));
    for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(four[k], x[k] + z[0] * (y[k] - z[k])) << "fused, or in another order";
  }
}

TEST(FourDoubles, TheLesserIsThatOfOneByOne) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const std::array<double, 4> one{1.0, 3.0, -2.0, none}, other{2.0, 0.5, -2.5, 7.0};
  const Four lesser = lesser_of(load_four(one.data()), load_four(other.data()));
  for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(lesser[k], one[k] < other[k] ? one[k] : other[k]);
}

}  // namespace
}  // namespace tessera
