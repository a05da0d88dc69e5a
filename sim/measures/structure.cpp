#include "measures/structure.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "measures/families.hpp"

namespace tessera {
namespace {

struct Neighbours {
  std::vector<std::size_t> begin;  // [node + 1]
  std::vector<std::uint32_t> node;
  std::span<const std::uint32_t> of(std::size_t i) const { return {node.data() + begin[i], begin[i + 1] - begin[i]}; }
};

Neighbours list_neighbours(std::size_t nodes, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges) {
  Neighbours list{std::vector<std::size_t>(nodes + 1, 0), std::vector<std::uint32_t>(2 * edges.size())};
  for (const auto& [a, b] : edges) ++list.begin[a + 1], ++list.begin[b + 1];
  std::partial_sum(list.begin.begin(), list.begin.end(), list.begin.begin());
  std::vector<std::size_t> next(list.begin.begin(), list.begin.end() - 1);
  for (const auto& [a, b] : edges) {
    list.node[next[a]++] = b;
    list.node[next[b]++] = a;
  }
  return list;
}

void count_triangles(Structure& structure, const Neighbours& neighbours, std::size_t nodes) {
  std::vector<std::uint8_t> near(nodes, 0);
  double corners = 0.0, clustered = 0.0, sum = 0.0;
  for (std::size_t i = 0; i < nodes; ++i) {
    const auto mine = neighbours.of(i);
    for (const std::uint32_t j : mine) near[j] = 1;
    double closed = 0.0;  // ordered pairs of neighbours of i that are neighbours of each other
    for (const std::uint32_t j : mine)
      for (const std::uint32_t k : neighbours.of(j)) closed += near[k];
    for (const std::uint32_t j : mine) near[j] = 0;
    const auto degree = static_cast<double>(mine.size());
    if (degree < 2.0) continue;
    structure.triples += degree * (degree - 1.0) / 2.0;
    corners += closed / 2.0;
    sum += closed / (degree * (degree - 1.0));
    clustered += 1.0;
  }
  structure.triangles = corners / 3.0;
  structure.local_clustering = ratio(sum, clustered);
}

double find_largest_component(const Neighbours& neighbours, std::size_t nodes, std::span<const std::uint8_t> counted) {
  std::vector<std::uint8_t> seen(nodes, 0);
  std::vector<std::uint32_t> queue;
  std::size_t largest = 0;
  for (std::uint32_t start = 0; start < nodes; ++start) {
    if (seen[start] || !counted[start]) continue;
    queue.assign(1, start);
    seen[start] = 1;
    for (std::size_t k = 0; k < queue.size(); ++k)
      for (const std::uint32_t j : neighbours.of(queue[k]))
        if (!seen[j]) {
          seen[j] = 1;
          queue.push_back(j);
        }
    largest = std::max(largest, queue.size());
  }
  return static_cast<double>(largest);
}

}  // namespace

Structure measure_structure(std::size_t nodes, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges,
                            std::span<const std::uint8_t> counted) {
  Structure structure;
  structure.nodes = static_cast<double>(std::count(counted.begin(), counted.end(), 1));
  structure.edges = static_cast<double>(edges.size());
  const Neighbours neighbours = list_neighbours(nodes, edges);
  count_triangles(structure, neighbours, nodes);
  structure.largest_component = find_largest_component(neighbours, nodes, counted);
  return structure;
}

namespace {

Structure measure_formal_network(const World& world) {
  const Organisations& organisations = world.organisations;
  const Ties& ties = world.ties;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> formal;
  for (std::size_t t = 0; t < ties.count(); ++t)
    if (ties.level[t] >= static_cast<std::uint8_t>(Level::formal) && organisations.active[ties.a[t]] &&
        organisations.active[ties.b[t]])
      formal.emplace_back(ties.a[t], ties.b[t]);
  return measure_structure(organisations.count(), formal, organisations.active);
}

double transitivity(const Structure& s) { return ratio(3.0 * s.triangles, s.triples); }
double density(const Structure& s) { return ratio(2.0 * s.edges, s.nodes * (s.nodes - 1.0)); }

const std::vector<Reading<Structure>> readings{
    {{"clustering", "", "share", "Transitivity of the network of formal ties: three times triangles over pairs of neighbours.",
      "P8, closure", true},
     [](const Structure& s, std::span<double> p) { p[0] = transitivity(s); }},
    {{"clustering_local", "", "share",
      "Mean over organisations with two formal ties or more of the share of pairs of neighbours that have a formal tie.", "P8",
      true},
     [](const Structure& s, std::span<double> p) { p[0] = s.local_clustering; }},
    {{"clustering_over_density", "", "ratio", "clustering over the density of formal ties: 1 in a random network.", "P8", true},
     [](const Structure& s, std::span<double> p) { p[0] = ratio(transitivity(s), density(s)); }},
    {{"largest_component", "", "share", "Open organisations in the largest connected part of the network of formal ties.",
      "P8", true},
     [](const Structure& s, std::span<double> p) { p[0] = ratio(s.largest_component, s.nodes); }},
};

}  // namespace

std::vector<Measure> structure_measures() { return measures_of<Structure>(readings); }

void take_structure(Places places, const World& world, const Parameters&) {
  read_off<Structure>(readings, measure_formal_network(world), places);
}

}  // namespace tessera
