#include "formulas/reach.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/draws.hpp"

namespace tessera {
namespace {

TEST(Reach, GridFindsWhatComparingAllFinds) {
  Stream stream = MechanismDraws(1, 0, 1, 0).at(1);
  std::vector<double> x, y;
  for (int d = 0; d < 60; ++d) {
    x.push_back(30.0 * stream.uniform());
    y.push_back(d == 59 ? 4000.0 : 12.0 * stream.uniform());  // one is far off
  }
  const DistrictGrid grid = make_district_grid(x, y);
  EXPECT_LE(grid.begin.size(), 4 * x.size());  // far-off districts cost no memory
  std::vector<Reach> reach;
  for (std::uint32_t home = 0; home < 60; ++home) {
    const double px = x[home] + 3.0 * stream.uniform();
    const double py = y[home] - 3.0 * stream.uniform();
    const double radius = 9.0 * stream.uniform();
    find_reach(reach, grid, px, py, radius, home, 0.6);
    std::vector<std::uint32_t> expected;
    for (std::uint32_t d = 0; d < 60; ++d)
      if (d == home || std::hypot(x[d] - px, y[d] - py) <= radius) expected.push_back(d);
    ASSERT_EQ(reach.size(), expected.size());
    for (std::size_t k = 0; k < reach.size(); ++k) EXPECT_EQ(reach[k].district, expected[k]);
  }
}

TEST(Reach, WeightFallsWithDistanceToItsFloor) {
  EXPECT_DOUBLE_EQ(reach_weight(0.0, 10.0, 0.6), 1.0);
  EXPECT_DOUBLE_EQ(reach_weight(5.0, 10.0, 0.6), 0.85);
  EXPECT_DOUBLE_EQ(reach_weight(10.0, 10.0, 0.6), 0.4);
  EXPECT_DOUBLE_EQ(reach_weight(99.0, 10.0, 0.6), 0.4);  // the home district beyond the radius
}

TEST(Reach, NearestDistrict) {
  const std::vector<double> x{0, 3, 6}, y{0, 0, 0};
  EXPECT_EQ(nearest_district(make_district_grid(x, y), 4.0, 9.0), 1u);
}

}  // namespace
}  // namespace tessera
