#include "measures/structure.hpp"

#include <gtest/gtest.h>

#include <cmath>

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

}  // namespace
}  // namespace tessera
