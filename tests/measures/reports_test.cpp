#include <gtest/gtest.h>

#include <cmath>

#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

void name_tie(World& world, std::uint32_t a, std::uint32_t b, Level by_a, Level by_b) {
  const std::uint32_t tie = add_tie(world, a, b, Level::informal);
  world.ties.reported_by_a[tie] = static_cast<std::uint8_t>(by_a);
  world.ties.reported_by_b[tie] = static_cast<std::uint8_t>(by_b);
}

TEST(MeasuresOfReports, CountWhatOneSideAndWhatBothSidesNamed) {
  World world = tiny_world(5);
  name_tie(world, 0, 1, Level::formal, Level::formal);
  name_tie(world, 0, 2, Level::formal, Level::contact);
  name_tie(world, 1, 2, Level::none, Level::information);
  name_tie(world, 1, 3, Level::none, Level::none);
  name_tie(world, 2, 4, Level::formal, Level::formal);
  world.organisations.active[4] = 0;  // who has closed is left out
  const Values values = measure(world);
  const double pairs = 6.0;
  EXPECT_DOUBLE_EQ(at(values, "density_reported_either_by_level", index(Level::none)), 4.0 / pairs);
  EXPECT_DOUBLE_EQ(at(values, "density_reported_either_by_level", index(Level::contact)), 3.0 / pairs);
  EXPECT_DOUBLE_EQ(at(values, "density_reported_both_by_level", index(Level::contact)), 2.0 / pairs);
  EXPECT_DOUBLE_EQ(at(values, "density_reported_either_by_level", index(Level::formal)), 2.0 / pairs);
  EXPECT_DOUBLE_EQ(at(values, "confirmed_share", index(Level::contact)), 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(at(values, "confirmed_share", index(Level::formal)), 0.5);
  EXPECT_TRUE(std::isnan(at(values, "confirmed_share", index(Level::formal_multiple))));
}

}  // namespace
}  // namespace tessera
