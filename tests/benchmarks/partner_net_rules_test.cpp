// The phases that PartnerNet works out side by side in registers do what its rules say one by one, in double precision.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "benchmarks/partner_net/net.hpp"
#include "benchmarks/partner_net/search.hpp"

namespace tessera::partner_net {
namespace {

Net after(int months, std::uint32_t organisations = 3001) {
  Net net = found_net(organisations, 11);
  for (int month = 0; month < months; ++month) advance(net);
  return net;
}

bool are_tied(const Net& net, std::uint32_t i, std::uint32_t j) {
  const auto& others = net.ties[i].other;
  return std::find(others.begin(), others.begin() + net.degree[i], j) != others.begin() + net.degree[i];
}

double alike(const Net& net, std::uint32_t i, std::uint32_t j) {
  const auto &one = net.profile[i].mission, &other = net.profile[j].mission;
  return std::inner_product(one.begin(), one.end(), other.begin(), 0.0);
}
double distance(const Net& net, std::uint32_t i, std::uint32_t j) {
  return std::hypot(static_cast<double>(net.profile[i].x - net.profile[j].x), static_cast<double>(net.profile[i].y - net.profile[j].y));
}

// Utility of j for i.
double utility(const Net& net, std::uint32_t i, std::uint32_t j) {
  double given = 0.0;
  for (std::size_t r = 0; r < goods; ++r)
    given += static_cast<double>(std::min(std::max(net.over[i].of[r], 0.0F), std::max(-net.over[j].of[r], 0.0F)));
  int common = 0;
  for (std::uint32_t s = 0; s < net.degree[i]; ++s) common += are_tied(net, j, net.ties[i].other[s]);
  return 2.0 * alike(net, i, j) + std::min(1.0, given) + 0.5 * std::min(3, common) - 2.0 * distance(net, i, j) +
         (net.profile[i].sector != net.profile[j].sector ? 0.3 : 0.0);
}

// Who is chosen at a draw from [0, 1).
std::uint32_t choose_plainly(const Net& net, const Searcher& searcher, double draw) {
  std::array<double, candidates> weight{};
  for (std::uint32_t c = 0; c < candidates; ++c) {
    const std::uint32_t i = searcher.self, j = searcher.found[c];
    if (j != i && !are_tied(net, i, j)) weight[c] = std::exp(utility(net, i, j));
  }
  double left = draw * std::accumulate(weight.begin(), weight.end(), std::exp(1.0));
  for (std::uint32_t c = 0; c < candidates; ++c)
    if ((left -= weight[c]) < 0.0) return c;
  return nobody;
}

TEST(PartnerNetRules, ASearcherChoosesByTheLogit) {
  const Net net = after(30);
  Stream stream = net.streams(999).at(1);
  int choices = 0, differing = 0, nobodies = 0;
  for (std::uint32_t i = 0; i < net.count(); ++i) {
    Searcher searcher{.self = i};
    for (std::uint32_t c = 0; c < candidates; ++c)  // itself, partners, partners of partners, neighbours
      searcher.found[c] = c < 4 ? net.ties[net.ties[i].other[c]].other[c] : static_cast<std::uint32_t>((i + stream.below(20)) % net.count());
    const auto draw = static_cast<std::uint32_t>(stream() >> 32);
    const Choice choice = choose(net, searcher, draw);
    const std::uint32_t plainly = choose_plainly(net, searcher, 0x1p-32 * draw);
    ++choices;
    nobodies += plainly == nobody;
    differing += choice.candidate != plainly;  // where the draw lies within a rounding of the edge
    if (choice.candidate == plainly && plainly != nobody) {
      EXPECT_NEAR(choice.answer, utility(net, searcher.found[plainly], i) - 1.0, 1e-4);
    }
  }
  EXPECT_LE(differing, 1);
  EXPECT_GT(nobodies, choices / 20);
  EXPECT_LT(nobodies, choices / 2);
}

TEST(PartnerNetRules, SharingGoesAlongEveryTie) {
  Net net = after(30);
  use_stocks(net, 1);
  const Net before = net;
  share_stocks(net, 1);
  double moved = 0.0;
  for (std::uint32_t i = net.first(1); i < net.end(1); ++i)
    for (std::size_t r = 0; r < goods; ++r) {
      double change = 0.0;
      const auto spare = [&](std::uint32_t at) { return std::max(0.0, static_cast<double>(before.over[at].of[r])); };
      const auto lacking = [&](std::uint32_t at) { return std::max(0.0, -static_cast<double>(before.over[at].of[r])); };
      for (std::uint32_t s = 0; s < net.degree[i]; ++s) {
        const std::uint32_t j = net.ties[i].other[s];
        change += 0.1 * (std::min(spare(j), lacking(i)) - std::min(spare(i), lacking(j)));
      }
      EXPECT_NEAR(net.stock[i].of[r] - before.stock[i].of[r], change, 1e-5 * (1.0 + static_cast<double>(before.stock[i].of[r])));
      moved += std::abs(change);
    }
  EXPECT_GT(moved, 10.0);
}

TEST(PartnerNetRules, StocksGrowAndMeetTheNeed) {
  Net net = after(30);
  const Net before = net;
  use_stocks(net, 2);
  double unmet = 0.0;
  for (std::uint32_t i = net.first(2); i < net.end(2); ++i)
    for (std::size_t r = 0; r < goods; ++r) {
      const double need = 0.5 * static_cast<double>(before.twice_need[i].of[r]), income = static_cast<double>(before.net_income[i].of[r]) + need;
      const double grown = static_cast<double>(before.stock[i].of[r]) + income;
      unmet += std::max(0.0, need - grown);
      EXPECT_NEAR(net.stock[i].of[r], std::max(0.0, grown - need), 1e-5 * (1.0 + grown));
      EXPECT_NEAR(net.over[i].of[r], std::max(0.0, grown - need) - 2.0 * need, 1e-5 * (1.0 + grown));
    }
  EXPECT_NEAR(net.blocks[2].unmet, unmet, 1e-4 * unmet);
  EXPECT_GT(unmet, 1.0);
}

TEST(PartnerNetRules, TrustIsLearntByTheChanceOfSuccess) {
  Net net = after(60, 20'000);
  const Net before = net;
  ++net.month;
  in_blocks(net, learn_trust);
  double expected = 0.0, variance = 0.0, trust = 0.0;
  std::uint64_t successes = 0, updates = 0;
  for (std::uint32_t i = 0; i < net.count(); ++i)
    for (std::uint32_t s = 0; s < net.degree[i]; ++s) {
      const std::uint32_t j = net.ties[i].other[s], k = i % 2 * most_ties + s;
      const double chance = 1.0 / (1.0 + std::exp(-(0.5 + 2.0 * alike(net, i, j) - distance(net, i, j))));
      const Evidence &then = before.evidence[i / 2], &now = net.evidence[i / 2];
      const double grown = static_cast<double>(now.good[k]) - 0.98 * static_cast<double>(then.good[k]);
      EXPECT_NEAR(grown, std::round(grown), 1e-5);
      successes += grown > 0.5;
      expected += chance;
      variance += chance * (1.0 - chance);
      double total = 2.0;
      for (int month = now.since[k]; month < net.month; ++month) total = 0.98 * total + 1.0;
      trust += static_cast<double>(now.good[k]) / total;
      ++updates;
      EXPECT_NEAR(0x1p-16 * then.chance[k], chance, 0x1.1p-16);
    }
  EXPECT_NEAR(static_cast<double>(successes), expected, 5.0 * std::sqrt(variance));
  double summed = 0.0;
  std::uint64_t counted = 0;
  for (const Block& block : net.blocks) {
    summed += block.trust;
    counted += block.updates;
  }
  EXPECT_NEAR(summed, trust, 1e-5 * trust);
  EXPECT_EQ(counted, updates);
}

TEST(PartnerNetRules, GiniIsThatOfAllStocksInOrder) {
  for (const std::uint32_t organisations : {3u, 3001u, 60'000u}) {
    Net net = after(12, organisations);
    in_blocks(net, share_stocks);  // notes what is to be ranked
    std::vector<double> stocks;
    for (const Goods& stock : net.stock) stocks.push_back(std::max(0.0, static_cast<double>(stock.of[0])));
    std::sort(stocks.begin(), stocks.end());
    double sum = 0.0, ranked = 0.0;
    for (std::size_t k = 0; k < stocks.size(); ++k) {
      sum += stocks[k];
      ranked += static_cast<double>(k + 1) * stocks[k];
    }
    const auto n = static_cast<double>(organisations);
    EXPECT_NEAR(gini(net), 2.0 * ranked / (n * sum) - (n + 1.0) / n, 1e-10);
  }
}

}  // namespace
}  // namespace tessera::partner_net
