#include "measures/structure.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/draws.hpp"
#include "measures/measured.hpp"

namespace tessera {
namespace {

using namespace testing;

TEST(MeasuresOfNetwork, StructureOfTheFormalNetwork) {
  World world = tiny_world(5);
  for (const auto& [a, b] : {std::pair{0u, 1u}, {1u, 2u}, {0u, 2u}, {2u, 3u}}) add_tie(world, a, b, Level::formal);
  add_tie(world, 3, 4, Level::informal);
  const Values values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "clustering"), 3.0 / 5.0);  // triples: 1 + 1 + 3 + 0
  EXPECT_DOUBLE_EQ(one(values, "clustering_local"), (1.0 + 1.0 + 1.0 / 3.0) / 3.0);
  EXPECT_DOUBLE_EQ(one(values, "clustering_over_density"), 0.6 / 0.4);
  EXPECT_DOUBLE_EQ(one(values, "largest_component"), 0.8);
}

TEST(NetworkStructure, OfKnownGraphs) {
  using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  const std::vector<std::uint8_t> all(6, 1);
  Edges complete, ring, star, two_triangles{{0, 1}, {1, 2}, {0, 2}, {3, 4}, {4, 5}, {3, 5}};
  for (std::uint32_t a = 0; a < 6; ++a) {
    ring.emplace_back(a, (a + 1) % 6);
    if (a > 0) star.emplace_back(0u, a);
    for (std::uint32_t b = a + 1; b < 6; ++b) complete.emplace_back(a, b);
  }
  const Structure k6 = measure_structure(6, complete, all), c6 = measure_structure(6, ring, all),
                  s6 = measure_structure(6, star, all), t2 = measure_structure(6, two_triangles, all);
  EXPECT_EQ(k6.triangles, 20.0);
  EXPECT_EQ(k6.triples, 60.0);
  EXPECT_EQ(k6.local_clustering, 1.0);
  EXPECT_EQ(c6.triangles, 0.0);
  EXPECT_EQ(c6.triples, 6.0);
  EXPECT_EQ(c6.largest_component, 6.0);
  EXPECT_EQ(s6.triples, 10.0);
  EXPECT_EQ(s6.local_clustering, 0.0);
  EXPECT_EQ(t2.triangles, 2.0);
  EXPECT_EQ(t2.largest_component, 3.0);
  EXPECT_EQ(measure_structure(6, {}, all).largest_component, 1.0);
  EXPECT_TRUE(std::isnan(measure_structure(6, {}, all).local_clustering));
}

// Seats dealt at random to 400 nodes in groups of four, or in blocks of ten nodes that keep to themselves.
Structure deal(CoMembership& groups, std::uint32_t block) {
  constexpr std::uint32_t nodes = 400, size = 4;
  std::vector<double> seats(nodes, 0.0);
  std::set<std::pair<std::uint32_t, std::uint32_t>> edges;
  Stream stream = Draws(1, 0, 0).of(Mechanism::founding).at(block);
  groups = {.nodes = nodes};
  for (int g = 0; g < 250; ++g) {
    const auto first = static_cast<std::uint32_t>(stream.below(nodes / block)) * block;
    std::set<std::uint32_t> members;
    while (members.size() < size) members.insert(first + static_cast<std::uint32_t>(stream.below(block)));
    for (const std::uint32_t a : members) {
      seats[a] += 1.0;
      for (const std::uint32_t b : members)
        if (a < b) edges.emplace(a, b);
    }
    groups.seats += size;
    groups.ordered_pairs += size * (size - 1.0);
    groups.ordered_trios += size * (size - 1.0) * (size - 2.0);
  }
  for (const double m : seats) groups.ordered_moves += m * (m - 1.0);
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> list(edges.begin(), edges.end());
  return measure_structure(nodes, list, std::vector<std::uint8_t>(nodes, 1));
}

TEST(NetworkStructure, ExpectedClusteringIsThatOfSeatsDealtAtRandom) {
  CoMembership groups;
  const Structure random = deal(groups, 400);
  EXPECT_NEAR(3.0 * random.triangles / random.triples / expected_transitivity(groups, 1.0), 1.0, 0.05);
  const Structure blocks = deal(groups, 10);  // the twin
  EXPECT_GT(3.0 * blocks.triangles / blocks.triples / expected_transitivity(groups, 1.0), 1.3);
}

TEST(NetworkStructure, ExpectedClusteringByHand) {
  // One group of three: a triangle for certain. Two pairs that share a node: a path, closed by chance as often as any pair.
  EXPECT_DOUBLE_EQ(expected_transitivity({3, 6, 6, 0, 3}, 1.0), 1.0);
  EXPECT_DOUBLE_EQ(expected_transitivity({3, 6, 6, 0, 3}, 0.5), 0.5);
  EXPECT_DOUBLE_EQ(expected_transitivity({4, 4, 0, 2, 5}, 1.0), 4.0 / 20.0);
}

}  // namespace
}  // namespace tessera
