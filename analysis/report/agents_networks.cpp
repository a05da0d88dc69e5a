#include "analysis/report/agents_networks.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <utility>

#include "analysis/report/network_communities.hpp"
#include "analysis/report/numbers.hpp"
#include "measures/structure.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

// How much a snapshot with a tie of a level pulls in the picture.
constexpr std::array<double, levels> pull{0.0, 0.0, 0.1, 0.5, 1.0, 2.0};

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Pairs list_formal_ties(const StoredTies& ties, const std::vector<std::uint8_t>& active) {
  Pairs pairs;
  for (std::size_t k = 0; k < ties.count(); ++k)
    if (ties.level[k] >= static_cast<std::uint8_t>(Level::formal) && active[ties.a[k]] && active[ties.b[k]])
      pairs.emplace_back(ties.a[k], ties.b[k]);
  return pairs;
}

double ratio(double part, double whole) { return whole > 0.0 ? part / whole : std::numeric_limits<double>::quiet_NaN(); }

FormalNetwork measure_network(const Pairs& ties, const std::vector<std::uint8_t>& active) {
  const Structure structure = measure_structure(active.size(), ties, active);
  FormalNetwork network{structure.nodes, structure.edges};
  network.mean_degree = ratio(2.0 * structure.edges, structure.nodes);
  network.clustering = ratio(3.0 * structure.triangles, structure.triples);
  network.largest_component = ratio(structure.largest_component, structure.nodes);
  network.partners.assign(active.size(), 0);
  std::vector<WeightedEdge> edges;
  for (const auto& [a, b] : ties) {
    ++network.partners[a], ++network.partners[b];
    edges.push_back({a, b, 1.0});
  }
  const Communities communities = find_communities(active.size(), edges);
  network.community = communities.of;
  network.modularity = communities.modularity;
  return network;
}

}  // namespace

std::vector<FormalNetwork> measure_networks(const StoredAgents& agents) {
  std::vector<FormalNetwork> networks;
  std::vector<std::vector<std::int32_t>> communities;
  for (std::size_t s = 0; s < agents.months.size(); ++s) {
    const std::vector<std::uint8_t>& active = agents.organisations.active[s];
    networks.push_back(measure_network(list_formal_ties(agents.ties[s], active), active));
    communities.push_back(std::move(networks.back().community));
  }
  number_alike(communities);
  for (std::size_t s = 0; s < networks.size(); ++s) networks[s].community = std::move(communities[s]);
  return networks;
}

PageJson describe_networks(const std::vector<FormalNetwork>& networks) {
  PageJson list = PageJson::array();
  for (const FormalNetwork& network : networks) {
    std::vector<std::int32_t> present;
    for (const std::int32_t community : network.community)
      if (community >= 0) present.push_back(community);
    std::sort(present.begin(), present.end());
    const auto communities = std::unique(present.begin(), present.end()) - present.begin();
    list.push_back({{"organisations", page_number(network.organisations)},
                    {"ties", page_number(network.ties)},
                    {"mean_degree", page_number(network.mean_degree)},
                    {"clustering", page_number(network.clustering)},
                    {"largest_component", page_number(network.largest_component)},
                    {"communities", communities},
                    {"modularity", page_number(network.modularity)}});
  }
  return list;
}

std::vector<DrawnAt> lay_out_organisations(const StoredAgents& agents, const std::vector<std::int32_t>& place_of_row,
                                           std::size_t shown) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> pulls;
  for (const StoredTies& ties : agents.ties)
    for (std::size_t k = 0; k < ties.count(); ++k) {
      const std::int32_t a = place_of_row[ties.a[k]], b = place_of_row[ties.b[k]];
      if (a >= 0 && b >= 0 && pull.at(ties.level[k]) > 0.0)
        pulls[{static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b)}] += pull[ties.level[k]];
    }
  std::vector<WeightedEdge> edges;
  for (const auto& [pair, weight] : pulls) edges.push_back({pair.first, pair.second, weight});
  return lay_out_network(shown, edges);
}

}  // namespace tessera
