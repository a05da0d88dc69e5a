#include "formulas/expertise.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tessera {
namespace {

using Skills = std::vector<std::vector<double>>;  // [member][competence]

double pooled(const std::vector<double>& hours, const Skills& skills) {
  std::vector<std::size_t> order(hours.size());
  return pooled_expertise(hours, skills[0].size(), [&](std::size_t i, std::size_t k) { return skills[i][k]; }, order);
}

TEST(Expertise, ASoloBodyGetsItsOwnMean) {
  EXPECT_NEAR(pooled({30.0}, {{0.2, 0.4, 0.9, 0.5}}), 0.5, 1e-12);
}

TEST(Expertise, ClonesGainAndLoseNothing) {
  const std::vector<double> skill{0.2, 0.4, 0.9, 0.5};
  for (std::size_t n = 2; n <= 6; ++n)
    EXPECT_NEAR(pooled(std::vector<double>(n, 30.0), Skills(n, skill)), 0.5, 1e-12) << n;
}

TEST(Expertise, VarietyPaysByHand) {
  // Two specialists: each competence is worked by the one who is best at it, half of the hours each.
  EXPECT_NEAR(pooled({10.0, 10.0}, {{0.8, 0.2}, {0.2, 0.8}}), 0.8, 1e-12);
  // The expert's 5 hours cover half of the 10 that her competence takes.
  EXPECT_NEAR(pooled({5.0, 15.0}, {{0.8, 0.0}, {0.2, 0.2}}), 0.5 * (0.5 * 0.8 + 0.5 * 0.2) + 0.5 * 0.2, 1e-12);
}

TEST(Expertise, WhoGivesNoHoursAddsNone) {
  EXPECT_NEAR(pooled({10.0, 0.0}, {{0.4, 0.4}, {1.0, 1.0}}), 0.4, 1e-12);
  EXPECT_EQ(pooled({0.0, 0.0}, {{0.4, 0.4}, {1.0, 1.0}}), 0.0);
}

}  // namespace
}  // namespace tessera
