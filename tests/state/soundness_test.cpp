// Worlds that came from outside: what does not fit is found, whatever field it is in.
#include "state/soundness.hpp"

#include <gtest/gtest.h>

#include "parameters/parameters.hpp"
#include "support/small_world.hpp"

namespace tessera {
namespace {

bool every_field(const Field&) { return true; }

class Soundness : public testing::Test {
 protected:
  Soundness() : world(test::make_small_world({}, standard_parameters())) { test::add_partnerships(world, 3, 3, 4); }
  World world;
};

TEST_F(Soundness, OfAWorldOfOurOwn) { EXPECT_EQ(first_unsound_field(world, every_field), ""); }

TEST_F(Soundness, SeesEveryFieldOfAnotherLength) {
  for (std::size_t f = 0; f < field_count; ++f) {
    World other = world;
    const Fields all = fields(other);
    std::visit([](auto* data) { data->resize(data->size() + 1); }, all[f].data);
    EXPECT_NE(first_unsound_field(other, every_field), "") << all[f].table << "." << all[f].name;
  }
}

TEST_F(Soundness, SeesRowsThatAreNotThere) {
  const auto expect_seen = [&](auto& value, auto wrong, const std::string& name) {
    const auto right = value;
    value = wrong;
    const std::string fault = first_unsound_field(world, every_field);
    EXPECT_TRUE(fault.starts_with(name)) << fault;
    value = right;
  };
  expect_seen(world.organisations.district[2], 4U, "organisations.district[2] is 4, of 4 districts");
  expect_seen(world.organisations.reach_district[5], 4U, "organisations.reach_district[5]");
  expect_seen(world.organisations.reach_begin[1], 1'000'000U, "organisations.reach_begin[1]");
  expect_seen(world.organisations.reach_begin[0], 1U, "organisations.reach_begin does not divide");
  expect_seen(world.organisations.sector[0], std::uint8_t{4}, "organisations.sector[0] is 4, of 4 kinds");
  expect_seen(world.ties.b[0], 24U, "ties.b[0] is 24, of 24 organisations");
  expect_seen(world.ties.level[0], std::uint8_t{6}, "ties.level[0]");
  expect_seen(world.memberships.organisation[1], nobody, "memberships.organisation[1]");
  expect_seen(world.memberships.partnership[1], 3U, "memberships.partnership[1]");
  expect_seen(world.partnerships.lead[0], 24U, "partnerships.lead[0]");
  expect_seen(world.community.districts, 5U, "community.x_km has 4 values");
  expect_seen(world.community.areas, ~0U, "need.fresh");
  EXPECT_EQ(first_unsound_field(world, every_field), "");
}

TEST_F(Soundness, LooksAtNothingThatIsNotWanted) {
  world.ties.b[0] = 24;
  EXPECT_EQ(first_unsound_field(world, [](const Field& field) { return field.table != "ties"; }), "");
}

}  // namespace
}  // namespace tessera
