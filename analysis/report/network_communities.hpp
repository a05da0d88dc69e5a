// Communities of a network by modularity (Newman 2004), found by the method of Louvain (Blondel et al. 2008).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/report/weighted_edge.hpp"

namespace tessera {

struct Communities {
  std::vector<std::int32_t> of;  // [node] number of its community, the largest is 0; -1 = it has no edge
  std::int32_t count = 0;
  double modularity = 0.0;       // NaN without edges
};

// The same for the same network: nodes are taken in their order, and of equal gains the first counts.
Communities find_communities(std::size_t nodes, std::span<const WeightedEdge> edges);

// Weight within communities less what chance would put there, as a share of all: -0.5..1, NaN without edges.
// Nodes with an edge must be in a community (0 or above).
double modularity(std::span<const WeightedEdge> edges, std::span<const std::int32_t> community);

// Numbers the communities of networks of the same nodes, one after another in time, so that each keeps its number as long as
// it lasts: those of the last network keep theirs, those before take that of the one later that they share most nodes with.
// What goes over into none takes the lowest number that is free in both; so numbers are used again. [network][node]
void number_alike(std::vector<std::vector<std::int32_t>>& communities);

}  // namespace tessera
