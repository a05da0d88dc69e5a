// PartnerNet is the model that it says it is, and the same for any number of threads.
#include "benchmarks/partner_net/net.hpp"

#include <gtest/gtest.h>
#include <omp.h>

#include <cstring>

namespace tessera::partner_net {
namespace {

class PartnerNet : public testing::Test {
 protected:
  void TearDown() override { omp_set_num_threads(threads_); }

 private:
  int threads_ = omp_get_max_threads();
};

Summary run(Net& net, int months) {
  Summary last;
  for (int month = 0; month < months; ++month) last = advance(net);
  return last;
}

// What an organisation knows of one of its ties.
struct Known {
  float good;
  std::uint16_t chance, since;
};
Known known(const Net& net, std::uint32_t i, std::uint32_t slot) {
  const Evidence& evidence = net.evidence[i / 2];
  const std::uint32_t k = i % 2 * most_ties + slot;
  return {evidence.good[k], evidence.chance[k], evidence.since[k]};
}
// a + b of a tie after so many months.
double total_after(int months) {
  double total = 2.0;
  for (int month = 0; month < months; ++month) total = 0.98 * total + 1.0;
  return total;
}

template <class Record>
bool same_bits(const LargeArray<Record>& one, const LargeArray<Record>& other) {
  return one.size() == other.size() && std::memcmp(one.data(), other.data(), one.size() * sizeof(Record)) == 0;
}

TEST_F(PartnerNet, IsTheSameForAnyNumberOfThreads) {
  omp_set_num_threads(1);
  Net alone = found_net(20'000, 3);
  const Summary one = run(alone, 24);
  for (const int threads : {2, 3, 7}) {
    omp_set_num_threads(threads);
    Net together = found_net(20'000, 3);
    const Summary other = run(together, 24);
    EXPECT_EQ(one.gini, other.gini);
    EXPECT_EQ(one.mean_trust, other.mean_trust);
    EXPECT_EQ(one.unmet, other.unmet);
    EXPECT_TRUE(same_bits(alone.evidence, together.evidence));
    EXPECT_TRUE(same_bits(alone.stock, together.stock));
    EXPECT_EQ(alone.volunteers, together.volunteers);
  }
  Net otherwise = found_net(20'000, 4);
  EXPECT_NE(run(otherwise, 24).gini, one.gini) << "another seed is another world";
}

// What seven other programs of the same model find at month 120 of 100,000 organisations. Unmet need differs by 1 % from
// seed to seed, as it hangs on a few organisations; so three seeds are averaged.
TEST_F(PartnerNet, AgreesWithOtherPrograms) {
  constexpr int seeds = 3;
  Summary mean;
  std::uint64_t updates = 0;
  for (std::uint64_t seed = 2; seed < 2 + seeds; ++seed) {
    Net net = found_net(100'000, seed);
    const Summary last = run(net, 120);
    mean.mean_degree += last.mean_degree / seeds;
    mean.mean_trust += last.mean_trust / seeds;
    mean.unmet += last.unmet / seeds;
    mean.volunteers += last.volunteers / seeds;
    mean.gini += last.gini / seeds;
    updates = net.tie_updates;
  }
  EXPECT_NEAR(mean.mean_degree, 11.48, 0.01 * 11.48);
  EXPECT_NEAR(mean.mean_trust, 0.731, 0.01 * 0.731);
  EXPECT_NEAR(mean.unmet, 0.0735, 0.02 * 0.0735);
  EXPECT_NEAR(mean.volunteers, 34.25, 0.01 * 34.25);
  EXPECT_NEAR(mean.gini, 0.817, 0.01 * 0.817);
  EXPECT_NEAR(static_cast<double>(updates), 1.06e8, 0.02e8);
}

TEST_F(PartnerNet, BothEndsHoldEveryTie) {
  Net net = found_net(3000, 5);
  run(net, 60);
  std::uint64_t ends = 0;
  for (std::uint32_t i = 0; i < net.count(); ++i) {
    const Ties& ties = net.ties[i];
    ends += net.degree[i];
    for (std::uint32_t s = 0; s < most_ties; ++s) {
      const std::uint32_t j = ties.other[s];
      if (s >= net.degree[i]) {
        EXPECT_EQ(j, i);
        EXPECT_EQ(known(net, i, s).chance, 0u);
        EXPECT_EQ(known(net, i, s).good, 0.0F);
        continue;
      }
      ASSERT_NE(j, i);
      const Known mine = known(net, i, s), theirs = known(net, j, ties.back[s]);
      EXPECT_EQ(net.ties[j].other[ties.back[s]], i);
      EXPECT_EQ(theirs.since, mine.since);
      EXPECT_EQ(theirs.chance, mine.chance);
      const double total = total_after(net.month - mine.since);
      EXPECT_LE(mine.good, 1.00001 * total);
      EXPECT_FALSE(mine.good < 0.35 * total && total > 5.0);
    }
  }
  EXPECT_EQ(ends, 2 * net.tie_count);
  EXPECT_GT(ends, 0u);
}

TEST_F(PartnerNet, NeedsLessThan400BytesPerOrganisation) {
  Net net = found_net(100'000, 1);
  run(net, 12);
  EXPECT_LT(bytes_of(net), 400u * 100'000u);
}

}  // namespace
}  // namespace tessera::partner_net
