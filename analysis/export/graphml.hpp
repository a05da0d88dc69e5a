// GraphML, which networkx, igraph, Gephi, Cytoscape and yEd read.
#pragma once

#include <iosfwd>

#include "analysis/export/network.hpp"

namespace tessera {

// A network at one month. Names and texts may hold anything.
void write_graphml(std::ostream& out, const Network& network);

}  // namespace tessera
