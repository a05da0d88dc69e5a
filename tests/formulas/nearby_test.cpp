#include "formulas/nearby.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "base/draws.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

TEST(Nearby, JumpHashIsUniform) {
  Stream words = MechanismDraws(3, 0, 1, 0).at(1);
  std::vector<std::int64_t> counts(7, 0);
  for (int k = 0; k < 70000; ++k) ++counts[jump_consistent_hash(words(), 7)];
  const std::vector<double> even(7, 1.0);
  EXPECT_FALSE(check_counts(counts, even).rejects) << check_counts(counts, even);
  EXPECT_TRUE(check_counts(counts, std::vector<double>{1.15, 1, 1, 1, 1, 1, 1}).rejects);
}

TEST(Nearby, GrowthMovesWordsOnlyToTheNewBucket) {
  Stream words = MechanismDraws(4, 0, 1, 0).at(1);
  std::int64_t moved = 0;
  for (int k = 0; k < 20000; ++k) {
    const std::uint64_t word = words();
    const std::uint32_t before = jump_consistent_hash(word, 9);
    const std::uint32_t after = jump_consistent_hash(word, 10);
    if (before == after) continue;
    ++moved;
    ASSERT_EQ(after, 9u);
  }
  EXPECT_FALSE(check_proportion(moved, 20000, 0.1).rejects);
  EXPECT_TRUE(check_proportion(moved, 20000, 0.115).rejects);
}

TEST(Nearby, OneBucketTakesAll) { EXPECT_EQ(jump_consistent_hash(123456789, 1), 0u); }

}  // namespace
}  // namespace tessera
