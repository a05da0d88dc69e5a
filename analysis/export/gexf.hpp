// GEXF 1.2, the form with months that Gephi's timeline and networkx read.
#pragma once

#include <iosfwd>

#include "analysis/export/network.hpp"

namespace tessera {

// Over time: nodes and edges with the spells in which they are there, changing attributes with the months for which each
// value holds. At one month: a static graph. Names and texts may hold anything.
void write_gexf(std::ostream& out, const Network& network);

}  // namespace tessera
