// The shape of an undirected network: triangles and components, and the triangles that chance would give.
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

// Sizes of groups and how often nodes sit in them, for the clustering that co-membership alone would bring.
struct CoMembership {
  double seats = 0.0;          // sum over groups of s
  double ordered_pairs = 0.0;  // sum of s (s - 1)
  double ordered_trios = 0.0;  // sum of s (s - 1) (s - 2)
  double ordered_moves = 0.0;  // sum over nodes of m (m - 1), m the groups a node sits in
  double nodes = 0.0;
};

// Expected transitivity if the seats of all groups were dealt anew among as many memberships, and each pair that shares a
// group were tied with chance tied_share. In the dealt network (Newman, Strogatz & Watts 2001) a path of two steps lies in
// one group or leads from one group into another; of the latter, chance closes as many as pairs are linked at all:
//   C0 = trios / (trios + moves mu^2), mu = ordered pairs / seats;  C = tied_share (C0 + (1 - C0) density)
double expected_transitivity(const CoMembership& groups, double tied_share);

}  // namespace tessera
