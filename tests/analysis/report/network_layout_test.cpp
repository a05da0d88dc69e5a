#include "analysis/report/network_layout.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ctime>

#include "base/draws.hpp"
#include "base/errors.hpp"
#include "known_networks.hpp"

namespace tessera {
namespace {

double distance(const DrawnAt& one, const DrawnAt& other) { return std::hypot(one.x - other.x, one.y - other.y); }

// Mean distance between nodes of one group over that between nodes of two.
double closeness(const std::vector<DrawnAt>& drawn, const std::vector<std::uint32_t>& group) {
  double within = 0.0, between = 0.0, pairs_within = 0.0, pairs_between = 0.0;
  for (std::size_t i = 0; i < drawn.size(); ++i)
    for (std::size_t j = i + 1; j < drawn.size(); ++j) {
      const bool same = group[i] == group[j];
      (same ? within : between) += distance(drawn[i], drawn[j]);
      (same ? pairs_within : pairs_between) += 1.0;
    }
  return (within / pairs_within) / (between / pairs_between);
}

// Ten communities of twenty: five ties of each node within, one beyond.
struct Planted {
  std::vector<WeightedEdge> edges;
  std::vector<std::uint32_t> group;
};
Planted plant(std::uint32_t groups, std::uint32_t size) {
  Planted planted;
  Stream stream = Draws(1, 0, 0).of(1).at(0);
  const std::uint32_t nodes = groups * size;
  const auto tie = [&](std::uint32_t a, std::uint64_t b) {
    if (a != b) planted.edges.push_back({a, static_cast<std::uint32_t>(b), 1.0});
  };
  for (std::uint32_t i = 0; i < nodes; ++i) {
    planted.group.push_back(i % groups);
    for (int k = 0; k < 5; ++k) tie(i, i % groups + groups * stream.below(size));
    tie(i, stream.below(nodes));
  }
  return planted;
}

TEST(NetworkLayout, StaysWithinTheSquareAndIsTheSameEveryTime) {
  const Planted planted = plant(10, 20);
  const auto drawn = lay_out_network(200, planted.edges), again = lay_out_network(200, planted.edges);
  ASSERT_EQ(drawn.size(), 200U);
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    EXPECT_TRUE(drawn[i].x >= 0.0 && drawn[i].x <= 1.0 && drawn[i].y >= 0.0 && drawn[i].y <= 1.0) << i;
    EXPECT_TRUE(drawn[i].x == again[i].x && drawn[i].y == again[i].y) << i;
  }
}

TEST(NetworkLayout, PutsCommunitiesApart) {
  const Planted planted = plant(10, 20);
  const auto drawn = lay_out_network(200, planted.edges);
  EXPECT_LT(closeness(drawn, planted.group), 0.5);
  std::vector<std::uint32_t> wrong;  // the twin: groups that are none
  for (std::uint32_t i = 0; i < 200; ++i) wrong.push_back(i / 20);
  EXPECT_GT(closeness(drawn, wrong), 0.9);
}

TEST(NetworkLayout, FillsTheDiscAndPutsNobodyOnAnother) {
  const Planted planted = plant(10, 20);
  const auto drawn = lay_out_network(200, planted.edges);
  int outer = 0;
  double nearest_of_all = 1.0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    outer += std::hypot(drawn[i].x - 0.5, drawn[i].y - 0.5) > 0.25;
    for (std::size_t j = 0; j < i; ++j) nearest_of_all = std::min(nearest_of_all, distance(drawn[i], drawn[j]));
  }
  EXPECT_GT(outer, 50);
  EXPECT_GT(nearest_of_all, 1e-4);
}

TEST(NetworkLayout, PutsNodesWithoutTiesOnARing) {
  std::vector<WeightedEdge> edges = test::ring_of_cliques(3, 5, true);
  const auto drawn = lay_out_network(20, edges);
  double farthest = 0.0;
  for (std::size_t i = 0; i < 15; ++i) farthest = std::max(farthest, std::hypot(drawn[i].x - 0.5, drawn[i].y - 0.5));
  for (std::size_t i = 15; i < 20; ++i) EXPECT_GT(std::hypot(drawn[i].x - 0.5, drawn[i].y - 0.5), farthest + 0.03);
}

TEST(NetworkLayout, KeepsUnconnectedPartsInThePicture) {
  std::vector<WeightedEdge> edges = test::ring_of_cliques(3, 5, false);
  edges.push_back({15, 16, 1.0});
  for (const DrawnAt& at : lay_out_network(17, edges)) EXPECT_LT(std::hypot(at.x - 0.5, at.y - 0.5), 0.5);
}

TEST(NetworkLayout, TakesTheSmallestNetworks) {
  EXPECT_TRUE(lay_out_network(0, {}).empty());
  EXPECT_EQ(lay_out_network(3, {}).size(), 3U);
  const auto pair = lay_out_network(2, std::vector<WeightedEdge>{{0, 1, 2.0}});
  EXPECT_GT(distance(pair[0], pair[1]), 0.1);
  EXPECT_TRUE(std::isfinite(pair[0].x + pair[0].y + pair[1].x + pair[1].y));
  EXPECT_THROW(lay_out_network(2, std::vector<WeightedEdge>{{0, 2, 1.0}}), BrokenPromise);
}

TEST(NetworkLayout, OfAThousandTakesLessThanThreeSeconds) {
  const Planted planted = plant(25, 40);
  const std::clock_t begin = std::clock();
  EXPECT_EQ(lay_out_network(1000, planted.edges).size(), 1000U);
  EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, 3.0);
}

}  // namespace
}  // namespace tessera
