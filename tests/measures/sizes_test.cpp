#include <gtest/gtest.h>

#include <cmath>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfSizes, OfNonprofitsAlone) {
  World world = tiny_world(0);
  for (int k = 0; k < 10; ++k) {
    add_organisation(world, Sector::nonprofit, 0);
    world.organisations.expected_income_usd.back() = k == 9 ? 91.0 : 1.0;
    world.organisations.money_usd.back() = k == 9 ? 2000.0 : 4000.0;
  }
  add_organisation(world, Sector::business, 0);
  world.organisations.expected_income_usd.back() = 1e9;
  rebuild_indexes(world);
  const Values values = measure(world);
  EXPECT_NEAR(one(values, "revenue_top_tenth"), 0.91, 1e-12);
  EXPECT_NEAR(one(values, "revenue_log_sd"), std::log(91.0) * std::sqrt(0.1), 1e-12);
  EXPECT_DOUBLE_EQ(one(values, "nonprofit_reserve_months_median"), 4.0);
  EXPECT_NEAR(one(values, "nonprofit_reserve_slope"), -2.0 / std::log(91.0), 1e-12);
}

}  // namespace
}  // namespace tessera
