// Where the nodes of a network are drawn: heavy ties pull together, all push one another apart, the centre pulls a little.
//
// The forces are those of ForceAtlas2 (Jacomy et al. 2014): ties pull by weight times distance, nodes push by the product of
// their strengths over distance, so that communities stand apart. The algorithm is Fruchterman and Reingold's (1991).
#pragma once

#include <span>
#include <vector>

#include "analysis/report/weighted_edge.hpp"

namespace tessera {

struct DrawnAt {
  double x, y;  // 0..1
};

// [node] The same for the same network (and mathematical library). Nodes without edges lie on a ring around the others.
// Time grows with the square of the number of nodes: 1,000 take less than a second.
std::vector<DrawnAt> lay_out_network(std::size_t nodes, std::span<const WeightedEdge> edges);

}  // namespace tessera
