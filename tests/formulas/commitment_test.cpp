#include "formulas/commitment.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Commitment, ByHand) {
  const Bundle available{100.0, 40.0, 200.0, 0.0}, idle{0.0, 1.0, 0.5, 1.0};
  const CommitmentRule rule{.share = 0.5, .idle_weight = 0.7, .membership_damping = 0.5};
  const Bundle first = spare_bundle(available, idle, 0.0, rule), third = spare_bundle(available, idle, 2.0, rule);
  EXPECT_DOUBLE_EQ(first[0], 100.0 * 0.5 * 0.3);
  EXPECT_DOUBLE_EQ(first[1], 40.0 * 0.5);
  EXPECT_DOUBLE_EQ(first[2], 200.0 * 0.5 * 0.65);
  EXPECT_EQ(first[3], 0.0);
  for (std::size_t r = 0; r < resources; ++r) EXPECT_DOUBLE_EQ(third[r], 0.5 * first[r]);
}

}  // namespace
}  // namespace tessera
