// The fields of a world that are kept for the next question are those of the world that is asked about.
#include "state/readable_fields.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

void expect_fields_of(World& world) {
  const Fields right = fields(world);
  const Fields& kept = readable_fields(world);
  for (std::size_t k = 0; k < right.size(); ++k) {
    EXPECT_TRUE(kept[k].data == right[k].data) << right[k].name;
    EXPECT_EQ(kept[k].name, right[k].name);
  }
}

TEST(ReadableFields, AreThoseOfTheWorldAskedAbout) {
  World one, other;
  expect_fields_of(one);
  expect_fields_of(one);
  expect_fields_of(other);
  expect_fields_of(one);
}

TEST(ReadableFields, SeeWhatHasGrownSince) {
  World world;
  (void)readable_fields(world);
  world.organisations.money_usd.assign(1000, 1.0);
  std::size_t grown = 0;
  for (const Field& field : readable_fields(world))
    if (const auto* const* values = std::get_if<std::vector<double>*>(&field.data)) grown += (*values)->size() == 1000;
  EXPECT_EQ(grown, 1u);
}

}  // namespace
}  // namespace tessera
