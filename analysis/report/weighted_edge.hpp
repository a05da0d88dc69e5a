// An edge of an undirected network whose nodes are counted from 0.
#pragma once

#include <cstdint>

namespace tessera {

struct WeightedEdge {
  std::uint32_t a, b;  // nodes, a != b; each pair once
  double weight;       // above 0
};

}  // namespace tessera
