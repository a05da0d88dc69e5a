// Whether the organisations, ties and partnerships read from a file fit one another, so that who reads them need not look
// twice.
#pragma once

#include "results/stored_agents.hpp"

namespace tessera {

// Throws FileError that names what does not fit: a column of another length than its table, a row or a name that is not
// there. Rows that may be none are -1 there. `districts`: how many there are.
void check_agents(const StoredAgents& agents, std::size_t districts);

}  // namespace tessera
