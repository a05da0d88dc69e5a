// Organisations as nodes of a network.
#pragma once

#include "analysis/export/network.hpp"

namespace tessera {

// When something is there between two months, both included; empty if start > end.
Period clip(Period period, std::int32_t first, std::int32_t last);

// Months at which it is open: from its founding to the month before its closing.
Period life_of(const StoredOrganisations& organisations, std::size_t row);

// Appends a node for every organisation that is open in some month of the range. Returns the node of each organisation
// row, -1 where there is none. The network must have no nodes yet.
std::vector<std::int64_t> add_organisation_nodes(Network& network, const StoredAgents& agents,
                                                 const std::vector<std::string>& districts, SnapshotRange range);

// "o12": what the organisation of that row is called in node ids.
std::string node_id_of_organisation(std::size_t row);

}  // namespace tessera
