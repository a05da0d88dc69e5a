// Whatever a file may say: every wrong length and every row that is not there is found before it is used.
#include "state/consistency.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "state/fields.hpp"
#include "support/busy_town.hpp"
#include "run/replicate.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;

const World& sound_world() {
  static const World world = rebuild_world(test::busy_town(), 0, 20);
  return world;
}

TEST(Consistency, ARealWorldHangsTogether) {
  EXPECT_EQ(find_wrong_length(sound_world()), "");
  EXPECT_EQ(find_wrong_row(sound_world()), "");
  EXPECT_GT(sound_world().grants.count(), 0u);
  EXPECT_GT(sound_world().partnerships.live.size(), 0u);
}

// Every field there is, an entry short and an entry long.
TEST(Consistency, EveryFieldOfAnotherLengthIsFound) {
  World world = sound_world();
  for (const Field& field : fields(world))
    std::visit(
        [&](auto* data) {
          const auto whole = *data;
          data->push_back({});
          EXPECT_NE(find_wrong_length(world), "") << field.table << "." << field.name << " is too long";
          *data = whole;
          ASSERT_FALSE(data->empty()) << field.table << "." << field.name;
          data->pop_back();
          EXPECT_NE(find_wrong_length(world), "") << field.table << "." << field.name << " is too short";
          *data = whole;
        },
        field.data);
  EXPECT_EQ(find_wrong_length(world), "");
}

TEST(Consistency, DimensionsThatNoMemoryHoldsAreFound) {
  World world = sound_world();
  world.community.districts = world.community.groups = world.community.areas = std::numeric_limits<std::uint32_t>::max();
  EXPECT_NE(find_wrong_length(world), "");
  world = sound_world();
  world.month = -1;
  EXPECT_THAT(find_wrong_length(world), HasSubstr("-1"));
  world = sound_world();
  std::swap(world.organisations.reach_begin[3], world.organisations.reach_begin[5]);
  EXPECT_THAT(find_wrong_length(world), HasSubstr("reach_begin"));
}

TEST(Consistency, EveryRowThatIsNotThereIsFound) {
  World world = sound_world();
  const auto organisations = static_cast<std::uint32_t>(world.organisations.count());
  const auto expect_found = [&](std::vector<std::uint32_t>& rows, std::uint32_t row, const char* name) {
    const auto whole = rows;
    rows.back() = row;
    EXPECT_THAT(find_wrong_row(world), HasSubstr(name)) << row;
    rows = whole;
  };
  for (const std::uint32_t row : {organisations, nobody - 1}) {
    expect_found(world.organisations.district, row, "organisations.district");
    expect_found(world.organisations.reach_district, row, "organisations.reach_district");
    expect_found(world.ties.b, row, "ties.b");
    expect_found(world.partnerships.lead, row, "partnerships.lead");
    expect_found(world.memberships.organisation, row, "memberships.organisation");
    expect_found(world.grants.organisation, row, "grants.organisation");
  }
  const auto partnerships = static_cast<std::uint32_t>(world.partnerships.count());
  expect_found(world.memberships.partnership, partnerships, "memberships.partnership");
  expect_found(world.memberships.partnership, nobody, "memberships.partnership");
  expect_found(world.grants.partnership, partnerships, "grants.partnership");
  world.partnerships.lead.back() = world.grants.partnership.back() = nobody;  // none is allowed there
  EXPECT_EQ(find_wrong_row(world), "");
}

TEST(Consistency, ATieOfAnOrganisationWithItselfIsFound) {
  World world = sound_world();
  world.ties.a[4] = world.ties.b[4];
  EXPECT_THAT(find_wrong_row(world), HasSubstr("with itself"));
  world = sound_world();
  std::swap(world.ties.a[4], world.ties.b[4]);
  EXPECT_THAT(find_wrong_row(world), HasSubstr("before"));
}

TEST(Consistency, EveryKindWithoutANameIsFound) {
  World world = sound_world();
  int kinds = 0;
  for (const Field& field : fields(world)) {
    if (field.labels.empty()) continue;
    auto& values = *std::get<std::vector<std::uint8_t>*>(field.data);
    const auto whole = values;
    values.back() = static_cast<std::uint8_t>(field.labels.size());
    EXPECT_THAT(find_wrong_row(world), HasSubstr(std::string(field.name))) << field.table;
    values = whole;
    ++kinds;
  }
  EXPECT_GT(kinds, 8);
}

}  // namespace
}  // namespace tessera
