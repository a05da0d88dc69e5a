#include "state/people.hpp"

#include <gtest/gtest.h>

#include <array>
#include <numeric>

#include "support/statistics.hpp"

namespace tessera {
namespace {

using Classes = std::array<std::int64_t, people_classes>;

Classes moved(Classes people, std::int64_t quitters, std::int64_t joiners, bool year_is_new, std::uint64_t seed = 1) {
  Stream stream = Draws(seed, 0, 1).of(Mechanism::volunteering).at(7);
  move_people(people.data(), quitters, joiners, year_is_new, stream);
  return people;
}

// volunteering_new, volunteering_again, free_never, free_this_year, free_last_year, free_both_years
TEST(People, EverybodyMovesToTheClassTheSurveyNeeds) {
  EXPECT_EQ(moved({5, 7, 0, 0, 0, 0}, 12, 0, false), (Classes{0, 0, 0, 5, 0, 7}));
  EXPECT_EQ(moved({5, 7, 0, 0, 0, 0}, 12, 0, true), (Classes{0, 0, 5, 0, 7, 0}));
  EXPECT_EQ(moved({0, 0, 1, 2, 3, 4}, 0, 10, false), (Classes{3, 7, 0, 0, 0, 0}));
  EXPECT_EQ(moved({0, 0, 1, 2, 3, 4}, 0, 10, true), (Classes{3, 7, 0, 0, 0, 0}));
}

TEST(People, QuittersDoNotJoinAgainAtOnce) {
  EXPECT_EQ(moved({0, 6, 4, 0, 0, 0}, 6, 4, false), (Classes{4, 0, 0, 0, 0, 6}));
}

TEST(People, NobodyMovesForNothing) { EXPECT_EQ(moved({1, 2, 3, 4, 5, 6}, 0, 0, false), (Classes{1, 2, 3, 4, 5, 6})); }

TEST(People, FreeAdultsAreTheLastFourClasses) {
  const Classes people{100, 200, 1, 2, 3, 4};
  EXPECT_EQ(free_adults(people.data()), 10);
}

TEST(People, ClassesLoseInProportion) {
  Classes left{};
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    const Classes people = moved({0, 0, 40, 30, 20, 10}, 0, 25, false, seed);
    for (std::size_t k = 2; k < people_classes; ++k) left[k] += Classes{0, 0, 40, 30, 20, 10}[k] - people[k];
  }
  const std::array<std::int64_t, 4> taken{left[2], left[3], left[4], left[5]};
  const std::array<double, 4> fair{0.4, 0.3, 0.2, 0.1}, unfair{0.42, 0.3, 0.2, 0.08};
  EXPECT_EQ(std::accumulate(taken.begin(), taken.end(), std::int64_t{0}), 50000);
  EXPECT_FALSE(check_counts(taken, fair).rejects) << check_counts(taken, fair);
  EXPECT_TRUE(check_counts(taken, unfair).rejects);  // power twin
}

}  // namespace
}  // namespace tessera
