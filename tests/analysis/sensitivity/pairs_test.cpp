#include "analysis/sensitivity/pairs.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

// Six factors with replicates, 15 pairs; all total indices are 0.3 (0.2 to 0.4).
OutcomeSensitivity six_factors() {
  OutcomeSensitivity of;
  of.sobol.emplace();
  of.sobol->corrected.total.assign(6, {0.3, 0.2, 0.4});
  of.sobol->corrected.second.assign(15, {0.0, -0.1, 0.1});
  return of;
}

TEST(ClearPairs, HoldForAllPairsAtOnce) {
  OutcomeSensitivity of = six_factors();
  EXPECT_TRUE(find_clear_pairs(of, 6).empty());
  of.sobol->corrected.second[pair_place(1, 3, 6)] = {0.0345, 0.0041, 0.0738};  // alone above 0, as one of 15 is by chance
  EXPECT_TRUE(find_clear_pairs(of, 6).empty());
  of.sobol->corrected.second[pair_place(0, 2, 6)] = {0.10, 0.05, 0.15};
  const auto pairs = find_clear_pairs(of, 6);
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].one, 0u);
  EXPECT_EQ(pairs[0].other, 2u);
  EXPECT_NEAR(pairs[0].share.lower, 0.10 - 0.05 * 2.935199 / 1.959964, 1e-5);  // normal quantiles of 1 - 0.025 / 15 and of 0.975
  EXPECT_NEAR(pairs[0].share.upper, 0.10 + 0.05 * 2.935199 / 1.959964, 1e-5);
}

TEST(ClearPairs, NeverSayMoreThanTheTotalOfEither) {
  OutcomeSensitivity of = six_factors();
  of.sobol->corrected.second[pair_place(0, 1, 6)] = {0.20, 0.18, 0.22};
  of.sobol->corrected.second[pair_place(4, 5, 6)] = {0.25, 0.23, 0.27};
  of.sobol->corrected.total[5] = {0.15, 0.05, 0.25};
  const auto pairs = find_clear_pairs(of, 6);
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].one, 0u);  // the strongest first, by what is said
  EXPECT_EQ(pairs[1].share.value, 0.15);
  EXPECT_LE(pairs[1].share.lower, 0.15);
  of.sobol->corrected.total[5] = {-0.001, -0.01, 0.001};  // decides nothing, so it decides nothing together with another
  EXPECT_EQ(find_clear_pairs(of, 6).size(), 1u);
}

TEST(ClearPairs, AreThoseOfSaltellisDesignAlone) {
  EXPECT_TRUE(find_clear_pairs(OutcomeSensitivity{}, 3).empty());
  OutcomeSensitivity two;
  two.sobol.emplace();
  two.sobol->corrected.total.assign(2, {0.3, 0.2, 0.4});
  two.sobol->corrected.second = {{0.1, 0.01, 0.2}};
  ASSERT_EQ(find_clear_pairs(two, 2).size(), 1u);
  EXPECT_NEAR(find_clear_pairs(two, 2)[0].share.lower, 0.01, 1e-6);  // one pair needs no widening
}

}  // namespace
}  // namespace tessera
