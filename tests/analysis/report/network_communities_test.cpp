#include "analysis/report/network_communities.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "karate_club.hpp"
#include "known_networks.hpp"

namespace tessera {
namespace {

TEST(Communities, TwoCliquesWithABridgeByHand) {
  // 21 edges, 20 of them within; both sides hold half of all ends: 20/21 - 1/2.
  const auto edges = test::ring_of_cliques(2, 5, false);
  const Communities found = find_communities(10, edges);
  EXPECT_EQ(found.of, (std::vector<std::int32_t>{0, 0, 0, 0, 0, 1, 1, 1, 1, 1}));
  EXPECT_EQ(found.count, 2);
  EXPECT_NEAR(found.modularity, 20.0 / 21.0 - 0.5, 1e-12);
}

TEST(Communities, ARingOfCliquesByHand) {
  // 8 cliques of 4: 56 edges, 48 within, each clique an eighth of all ends: 48/56 - 1/8.
  const Communities found = find_communities(32, test::ring_of_cliques(8, 4, true));
  EXPECT_EQ(found.count, 8);
  for (std::size_t i = 0; i < 32; ++i) EXPECT_EQ(found.of[i], static_cast<std::int32_t>(i / 4));
  EXPECT_NEAR(found.modularity, 48.0 / 56.0 - 0.125, 1e-12);
}

TEST(Communities, WeightsDecide) {
  // A square: heavy sides opposite each other.
  const std::vector<WeightedEdge> edges{{0, 1, 5.0}, {1, 2, 1.0}, {2, 3, 5.0}, {0, 3, 1.0}};
  EXPECT_EQ(find_communities(4, edges).of, (std::vector<std::int32_t>{0, 0, 1, 1}));
  const std::vector<WeightedEdge> turned{{0, 1, 1.0}, {1, 2, 5.0}, {2, 3, 1.0}, {0, 3, 5.0}};
  EXPECT_EQ(find_communities(4, turned).of, (std::vector<std::int32_t>{0, 1, 1, 0}));
}

TEST(Communities, NodesWithoutEdgesAreInNone) {
  const Communities found = find_communities(5, std::vector<WeightedEdge>{{1, 3, 1.0}});
  EXPECT_EQ(found.of, (std::vector<std::int32_t>{-1, 0, -1, 0, -1}));
  EXPECT_EQ(found.modularity, 0.0);
  const Communities empty = find_communities(3, {});
  EXPECT_EQ(empty.count, 0);
  EXPECT_TRUE(std::isnan(empty.modularity));
}

TEST(Communities, DoNotDependOnTheOrderOfEdges) {
  std::vector<WeightedEdge> edges = test::karate_club();
  const Communities found = find_communities(34, edges);
  std::reverse(edges.begin(), edges.end());
  for (WeightedEdge& edge : edges) std::swap(edge.a, edge.b);
  EXPECT_EQ(find_communities(34, edges).of, found.of);
}

TEST(Communities, OfTheKarateClubAreNearlyTheBest) {
  // 0.4198 is the highest modularity there is (Brandes et al. 2008); one community has 0, the club's own two sides 0.3582.
  const Communities found = find_communities(34, test::karate_club());
  EXPECT_GT(found.modularity, 0.41);
  EXPECT_LT(found.modularity, 0.4198);
  const auto sides = test::karate_club_sides();
  EXPECT_NEAR(modularity(test::karate_club(), sides), 0.3582, 5e-5);
  EXPECT_NEAR(modularity(test::karate_club(), std::vector<std::int32_t>(34, 0)), 0.0, 1e-12);
}

TEST(Communities, KeepTheirNumbersFromNetworkToNetwork) {
  std::vector<std::vector<std::int32_t>> networks{{0, 0, 0, 1, 1, -1}, {1, 1, 0, 0, 0, 2}, {-1, -1, 0, 0, 0, 1}};
  number_alike(networks);
  EXPECT_EQ(networks[2], (std::vector<std::int32_t>{-1, -1, 0, 0, 0, 1}));
  EXPECT_EQ(networks[1], (std::vector<std::int32_t>{2, 2, 0, 0, 0, 1}));
  EXPECT_EQ(networks[0], (std::vector<std::int32_t>{2, 2, 2, 0, 0, -1}));
}

TEST(Communities, ThatMergeGiveTheirNumberFromTheLargerPart) {
  std::vector<std::vector<std::int32_t>> networks{{1, 1, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}};
  number_alike(networks);
  EXPECT_EQ(networks[0], (std::vector<std::int32_t>{1, 1, 0, 0, 0}));
  EXPECT_EQ(networks[1], networks[2]);
}

}  // namespace
}  // namespace tessera
