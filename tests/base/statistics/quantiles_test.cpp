#include "base/statistics/quantiles.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/errors.hpp"

namespace tessera {
namespace {

// R: quantile(c(15, 20, 35, 40, 50), c(0, .05, .3, .4, .5, 1)) gives 15 16 23 29 35 50.
TEST(Quantiles, AsRGivesThem) {
  const std::vector<double> values{35, 20, 50, 15, 40};
  const auto found = quantiles(values, std::vector<double>{0.0, 0.05, 0.3, 0.4, 0.5, 1.0});
  const std::vector<double> expected{15, 16, 23, 29, 35, 50};
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k) EXPECT_NEAR(found[k], expected[k], 1e-12) << k;
  EXPECT_EQ(median(std::vector<double>{1.0, 2.0, 3.0, 10.0}), 2.5);
}

TEST(Quantiles, EdgesOfASample) {
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(std::isnan(median(std::vector<double>{})));
  EXPECT_EQ(quantile(std::vector<double>{4.0}, 0.99), 4.0);
  EXPECT_EQ(median(std::vector<double>{std::nan(""), 1.0, 3.0}), 2.0);
  EXPECT_EQ(quantile(std::vector<double>{1.0, infinite, infinite}, 1.0), infinite);
  EXPECT_THROW(quantile(std::vector<double>{1.0}, 1.5), BrokenPromise);
}

}  // namespace
}  // namespace tessera
