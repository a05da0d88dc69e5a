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

double expected_transitivity(const CoMembership& groups, double tied_share) {
  const double mu = ratio(groups.ordered_pairs, groups.seats);
  const double in_one_group = ratio(groups.ordered_trios, groups.ordered_trios + groups.ordered_moves * mu * mu);
  const double density = std::min(1.0, ratio(groups.ordered_pairs, groups.nodes * (groups.nodes - 1.0)));
  return tied_share * (in_one_group + (1.0 - in_one_group) * density);
}

namespace {

struct Totals {
  Structure formal;
  double expected = 0.0;  // transitivity
};

// Signed partnerships and who sits in them.
CoMembership describe_seats(const World& world, double nodes) {
  CoMembership groups{.nodes = nodes};
  const auto is_signed = [&](std::uint32_t p) { return world.partnerships.signed_month[p] != never; };
  for (const std::uint32_t p : world.partnerships.live) {
    if (!is_signed(p)) continue;
    const double s = world.partnerships.members[p];
    groups.seats += s;
    groups.ordered_pairs += s * (s - 1.0);
    groups.ordered_trios += s * (s - 1.0) * (s - 2.0);
  }
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    double m = 0.0;
    for (const std::uint32_t row : world.memberships.of_organisation.of(i))
      m += is_signed(world.memberships.partnership[row]);
    groups.ordered_moves += m * (m - 1.0);
  }
  return groups;
}

Totals measure_formal_network(const World& world) {
  const Organisations& organisations = world.organisations;
  const Ties& ties = world.ties;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> formal;
  double partners = 0.0, tied_partners = 0.0;
  for (std::size_t t = 0; t < ties.count(); ++t) {
    if (!organisations.active[ties.a[t]] || !organisations.active[ties.b[t]]) continue;
    const bool is_formal = ties.level[t] >= static_cast<std::uint8_t>(Level::formal);
    if (is_formal) formal.emplace_back(ties.a[t], ties.b[t]);
    partners += ties.common[t] > 0;
    tied_partners += ties.common[t] > 0 && is_formal;
  }
  Totals totals{.formal = measure_structure(organisations.count(), formal, organisations.active)};
  totals.expected =
      expected_transitivity(describe_seats(world, totals.formal.nodes), ratio(tied_partners, partners));
  return totals;
}

double transitivity(const Structure& s) { return ratio(3.0 * s.triangles, s.triples); }
double density(const Structure& s) { return ratio(2.0 * s.edges, s.nodes * (s.nodes - 1.0)); }

const std::vector<Reading<Totals>> readings{
    {{"clustering", "", "share", "Transitivity of the network of formal ties: three times triangles over pairs of neighbours.",
      "P8, closure", true},
     [](const Totals& t, std::span<double> p) { p[0] = transitivity(t.formal); }},
    {{"clustering_local", "", "share",
      "Mean over organisations with two formal ties or more of the share of pairs of neighbours that have a formal tie.", "P8",
      true},
     [](const Totals& t, std::span<double> p) { p[0] = t.formal.local_clustering; }},
    {{"clustering_over_density", "", "ratio", "clustering over the density of formal ties: 1 in a random network.", "P8", true},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(transitivity(t.formal), density(t.formal)); }},
    {{"clustering_expected", "", "share",
      "Clustering if the seats of the signed partnerships were dealt anew at random: same sizes, same numbers of memberships, as many partners formally tied.",
      "P8", true},
     [](const Totals& t, std::span<double> p) { p[0] = t.expected; }},
    {{"clustering_over_expected", "", "ratio",
      "clustering over clustering_expected: above 1, organisations cluster more than sitting in partnerships explains.", "P8",
      true},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(transitivity(t.formal), t.expected); }},
    {{"largest_component", "", "share", "Open organisations in the largest connected part of the network of formal ties.",
      "P8", true},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.formal.largest_component, t.formal.nodes); }},
};

}  // namespace

std::vector<Measure> structure_measures() { return measures_of<Totals>(readings); }

void take_structure(Places places, const World& world, const Parameters&) {
  read_off<Totals>(readings, measure_formal_network(world), places);
}

}  // namespace tessera
