#include "base/nearest_name.hpp"

#include <gtest/gtest.h>

#include <array>

namespace tessera {
namespace {

constexpr std::array<std::string_view, 4> known{"run", "check", "explain", "describe"};

TEST(NearestName, FindsWhatWasMeant) {
  EXPECT_EQ(find_nearest_name("rnu", known), "run");
  EXPECT_EQ(find_nearest_name("chek", known), "check");
  EXPECT_EQ(find_nearest_name("explian", known), "explain");
  EXPECT_EQ(suggest_name("descibe", known), "; did you mean 'describe'?");
}

TEST(NearestName, SaysNothingWhenNothingIsNear) {
  EXPECT_EQ(find_nearest_name("photosynthesis", known), "");
  EXPECT_EQ(find_nearest_name("", known), "");
  EXPECT_EQ(find_nearest_name(std::string(1000, 'r'), known), "");
  EXPECT_EQ(suggest_name("zzz", known), "");
}

}  // namespace
}  // namespace tessera
