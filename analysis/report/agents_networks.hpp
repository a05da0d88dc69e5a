// The networks of a run, one per snapshot: figures as the measures define them, communities, and where all are drawn.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/report/network_layout.hpp"
#include "analysis/report/page_data.hpp"
#include "results/stored_agents.hpp"

namespace tessera {

// Formal ties between open organisations.
struct FormalNetwork {
  double organisations = 0.0, ties = 0.0;  // open ones; ties between them
  double mean_degree = 0.0, clustering = 0.0, largest_component = 0.0;  // as the measures of these names
  double modularity = 0.0;                 // NaN without ties
  std::vector<std::int32_t> partners;      // [organisation row] formal ties of it
  std::vector<std::int32_t> community;     // [organisation row] -1 = none; a community keeps its number as long as it lasts
};

std::vector<FormalNetwork> measure_networks(const StoredAgents& agents);  // [snapshot]

PageJson describe_networks(const std::vector<FormalNetwork>& networks);

// [place] of the organisations with these rows, by their ties at information level and above of all snapshots together: the
// closer they were, and the longer, the nearer they lie.
std::vector<DrawnAt> lay_out_organisations(const StoredAgents& agents, const std::vector<std::int32_t>& place_of_row,
                                           std::size_t shown);

}  // namespace tessera
