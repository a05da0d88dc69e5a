// The shape of an undirected network: triangles and components.
#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace tessera {

struct Structure {
  double nodes = 0.0, edges = 0.0;
  double triangles = 0.0;       // each counted once
  double triples = 0.0;         // pairs of neighbours of one node
  double local_clustering = 0;  // mean over nodes with two neighbours or more; NaN without any
  double largest_component = 0; // nodes
};

// Edges are pairs of nodes 0..nodes-1, each once, no loops; nodes that are not `counted` have none.
Structure measure_structure(std::size_t nodes, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges,
                            std::span<const std::uint8_t> counted);

}  // namespace tessera
