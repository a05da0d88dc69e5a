#include "analysis/report/network_communities.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "base/errors.hpp"

namespace tessera {
namespace {

constexpr double least_gain = 1e-12;  // of weight: below it, rounding alone would go round in circles

struct Neighbour {
  std::uint32_t node;
  double weight;
};

// A network whose nodes may stand for many.
struct Level {
  std::vector<std::vector<Neighbour>> near;  // [node]
  std::vector<double> strength;              // [node] weight of its edges, those within it twice
  double total = 0.0;                        // of strengths
};

Level first_level(std::size_t nodes, std::span<const WeightedEdge> edges) {
  Level level{std::vector<std::vector<Neighbour>>(nodes), std::vector<double>(nodes, 0.0)};
  for (const auto& [a, b, weight] : edges) {
    promise(a < nodes && b < nodes && a != b, "an edge joins two of the nodes");
    level.near[a].push_back({b, weight});
    level.near[b].push_back({a, weight});
    level.strength[a] += weight;
    level.strength[b] += weight;
    level.total += 2.0 * weight;
  }
  return level;
}

// Moves nodes to the neighbouring community that gains most, until none gains.
class Moves {
 public:
  explicit Moves(const Level& level)
      : level_(level), community_(level.near.size()), strength_(level.strength), towards_(level.near.size(), 0.0) {
    std::iota(community_.begin(), community_.end(), 0U);
  }

  // [node] community; empty if no node wanted to move.
  std::vector<std::uint32_t> make() {
    bool moved_ever = false;
    for (bool moved = true; moved; moved_ever = moved_ever || moved) {
      moved = false;
      for (std::uint32_t node = 0; node < community_.size(); ++node) moved = move(node) || moved;
    }
    return moved_ever ? std::move(community_) : std::vector<std::uint32_t>{};
  }

 private:
  bool move(std::uint32_t node) {
    std::vector<std::uint32_t> seen;
    for (const Neighbour& neighbour : level_.near[node]) {
      const std::uint32_t community = community_[neighbour.node];
      if (towards_[community] == 0.0) seen.push_back(community);
      towards_[community] += neighbour.weight;
    }
    std::sort(seen.begin(), seen.end());
    const std::uint32_t old = community_[node];
    strength_[old] -= level_.strength[node];
    const auto gain = [&](std::uint32_t community) {
      return towards_[community] - strength_[community] * level_.strength[node] / level_.total;
    };
    std::uint32_t best = old;
    for (const std::uint32_t community : seen)
      if (gain(community) > gain(best) + least_gain * level_.total) best = community;
    for (const std::uint32_t community : seen) towards_[community] = 0.0;
    strength_[best] += level_.strength[node];
    community_[node] = best;
    return best != old;
  }

  const Level& level_;
  std::vector<std::uint32_t> community_;  // [node]
  std::vector<double> strength_;          // [community]
  std::vector<double> towards_;           // [community] weight between it and the node that is looked at
};

// Numbers as they come: 0, 1, 2, ...
std::uint32_t renumber(std::vector<std::uint32_t>& communities) {
  std::map<std::uint32_t, std::uint32_t> numbers;
  for (std::uint32_t& community : communities)
    community = numbers.try_emplace(community, static_cast<std::uint32_t>(numbers.size())).first->second;
  return static_cast<std::uint32_t>(numbers.size());
}

// Each community becomes one node.
Level merge(const Level& level, const std::vector<std::uint32_t>& community, std::uint32_t count) {
  std::vector<std::map<std::uint32_t, double>> between(count);
  Level merged{std::vector<std::vector<Neighbour>>(count), std::vector<double>(count, 0.0), level.total};
  for (std::uint32_t node = 0; node < community.size(); ++node) {
    merged.strength[community[node]] += level.strength[node];
    for (const Neighbour& neighbour : level.near[node])
      if (community[neighbour.node] != community[node]) between[community[node]][community[neighbour.node]] += neighbour.weight;
  }
  for (std::uint32_t node = 0; node < count; ++node)
    for (const auto& [other, weight] : between[node]) merged.near[node].push_back({other, weight});
  return merged;
}

std::vector<std::uint32_t> partition(Level level) {
  std::vector<std::uint32_t> of(level.near.size());
  std::iota(of.begin(), of.end(), 0U);
  while (true) {
    std::vector<std::uint32_t> moved = Moves(level).make();
    if (moved.empty()) return of;
    const std::uint32_t count = renumber(moved);
    for (std::uint32_t& community : of) community = moved[community];
    level = merge(level, moved, count);
  }
}

// The largest first, of equal ones that of the first node.
std::vector<std::int32_t> number_by_size(const std::vector<std::uint32_t>& of, const std::vector<std::uint8_t>& has_edge) {
  std::map<std::uint32_t, std::pair<std::int64_t, std::size_t>> order;  // community: minus its size, first node
  for (std::size_t i = 0; i < of.size(); ++i)
    if (has_edge[i]) --order.try_emplace(of[i], 0, i).first->second.first;
  std::vector<std::pair<std::pair<std::int64_t, std::size_t>, std::uint32_t>> sorted;
  for (const auto& [community, key] : order) sorted.emplace_back(key, community);
  std::sort(sorted.begin(), sorted.end());
  std::map<std::uint32_t, std::int32_t> number;
  for (const auto& [key, community] : sorted) number.try_emplace(community, static_cast<std::int32_t>(number.size()));
  std::vector<std::int32_t> numbered;
  for (std::size_t i = 0; i < of.size(); ++i) numbered.push_back(has_edge[i] ? number.at(of[i]) : -1);
  return numbered;
}

// Communities of `now` and `later` that are each other's, by the nodes they share, most first: [community of now].
std::map<std::int32_t, std::int32_t> match(const std::vector<std::int32_t>& now, const std::vector<std::int32_t>& later) {
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> shared;
  for (std::size_t i = 0; i < now.size(); ++i)
    if (now[i] >= 0 && later[i] >= 0) ++shared[{later[i], now[i]}];
  std::vector<std::tuple<std::int32_t, std::int32_t, std::int32_t>> pairs;  // the most nodes first, then the largest
  for (const auto& [pair, nodes] : shared) pairs.emplace_back(-nodes, pair.first, pair.second);
  std::sort(pairs.begin(), pairs.end());
  std::map<std::int32_t, std::int32_t> number, taken;
  for (const auto& [nodes, there, here] : pairs)
    if (number.count(here) == 0 && taken.try_emplace(there, here).second) number[here] = there;
  return number;
}

// Those of `now` that `later` does not go on with take the lowest numbers that neither uses.
void continue_numbers(std::vector<std::int32_t>& now, const std::vector<std::int32_t>& later) {
  std::map<std::int32_t, std::int32_t> number = match(now, later);
  std::set<std::int32_t> used(later.begin(), later.end());
  std::int32_t next = 0;
  for (const std::int32_t community : std::set<std::int32_t>(now.begin(), now.end())) {
    if (community < 0 || number.count(community) != 0) continue;
    while (used.count(next) != 0) ++next;
    number[community] = next++;
  }
  for (std::int32_t& community : now)
    if (community >= 0) community = number.at(community);
}

}  // namespace

double modularity(std::span<const WeightedEdge> edges, std::span<const std::int32_t> community) {
  std::map<std::int32_t, double> strength;
  double within = 0.0, total = 0.0;
  for (const WeightedEdge& edge : edges) {
    const std::int32_t a = community[edge.a], b = community[edge.b];
    promise(a >= 0 && b >= 0, "nodes with edges are in communities");
    strength[a] += edge.weight;
    strength[b] += edge.weight;
    within += a == b ? edge.weight : 0.0;
    total += edge.weight;
  }
  if (total == 0.0) return std::numeric_limits<double>::quiet_NaN();
  double expected = 0.0;
  for (const auto& [number, sum] : strength) expected += sum / (2.0 * total) * (sum / (2.0 * total));
  return within / total - expected;
}

Communities find_communities(std::size_t nodes, std::span<const WeightedEdge> edges) {
  std::vector<std::uint8_t> has_edge(nodes, 0);
  for (const WeightedEdge& edge : edges) has_edge.at(edge.a) = has_edge.at(edge.b) = 1;
  Communities found{number_by_size(partition(first_level(nodes, edges)), has_edge)};
  for (const std::int32_t community : found.of) found.count = std::max(found.count, community + 1);
  found.modularity = modularity(edges, found.of);
  return found;
}

void number_alike(std::vector<std::vector<std::int32_t>>& communities) {
  for (std::size_t s = communities.size(); s-- > 1;) continue_numbers(communities[s - 1], communities[s]);
}

}  // namespace tessera
