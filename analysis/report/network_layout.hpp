// Where the nodes of a network are drawn: heavy ties pull together, all push one another apart, the centre pulls a little.
//
// The forces are those of the LinLog model (Noack 2009, "Modularity clustering is force-directed layout"), whose best
// pictures put the communities that modularity finds apart from one another; the algorithm is Fruchterman and Reingold's.
#pragma once

#include <span>
#include <vector>

#include "analysis/report/weighted_edge.hpp"

namespace tessera {

struct DrawnAt {
  double x, y;  // 0..1
};

// [node] The same for the same network, whatever machine or thread. Nodes without edges lie on a ring around the others.
// Time grows with the square of the number of nodes: 1,000 take less than a second.
std::vector<DrawnAt> lay_out_network(std::size_t nodes, std::span<const WeightedEdge> edges);

}  // namespace tessera
