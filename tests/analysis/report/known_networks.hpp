// Networks whose communities are known.
#pragma once

#include <vector>

#include "analysis/report/weighted_edge.hpp"

namespace tessera::test {

// Cliques side by side, node by node; the last node of each is tied to the first of the next, in a ring also that of the last.
inline std::vector<WeightedEdge> ring_of_cliques(std::uint32_t cliques, std::uint32_t size, bool closed) {
  std::vector<WeightedEdge> edges;
  for (std::uint32_t c = 0; c < cliques; ++c) {
    for (std::uint32_t i = 0; i < size; ++i)
      for (std::uint32_t j = i + 1; j < size; ++j) edges.push_back({c * size + i, c * size + j, 1.0});
    if (c + 1 < cliques || closed) edges.push_back({c * size + size - 1, (c + 1) % cliques * size, 1.0});
  }
  return edges;
}

}  // namespace tessera::test
