#include "formulas/each_area.hpp"

#include <gtest/gtest.h>

#include <array>

namespace tessera {
namespace {

TEST(EachArea, TheNumberIsTheSameWhetherItIsKnownOrNot) {
  for (std::size_t areas = 1; areas <= 16; ++areas) {
    std::array<int, 16> visits{};
    with_areas(areas, [&](auto count) {
      for (std::size_t a = 0; a < count; ++a) ++visits[a];
    });
    for (std::size_t a = 0; a < visits.size(); ++a) EXPECT_EQ(visits[a], a < areas ? 1 : 0) << areas;
  }
}

TEST(EachArea, EightIsAConstant) {
  const auto is_constant = [](auto count) { return !std::is_same_v<decltype(count), std::size_t>; };
  EXPECT_TRUE(with_areas(8, is_constant));
  EXPECT_FALSE(with_areas(7, is_constant));
}

}  // namespace
}  // namespace tessera
