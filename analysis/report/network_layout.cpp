#include "analysis/report/network_layout.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/fruchterman_reingold.hpp>
#include <boost/graph/topology.hpp>
#include <cmath>
#include <numbers>

#include "base/draws.hpp"
#include "base/errors.hpp"

namespace tessera {
namespace {

using Plane = boost::rectangle_topology<Stream>;
using Place = Plane::point_type;
using Move = Plane::point_difference_type;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, double>;

constexpr double gravity = 0.05;       // towards the middle, per unit of distance and strength
constexpr double evenness = 0.7;       // 0 = distances from the middle as found, 1 = as many nodes on every part of the disc
constexpr double ring_radius = 0.49;   // of nodes without edges
constexpr double inner_radius = 0.44;  // of the others, if there is a ring
constexpr std::uint16_t layout_stream = 1003;  // of draws; numbers below are those of mechanisms and patterns

// Places on a sunflower's spiral: even, and none on top of another.
std::vector<Place> start_places(std::size_t nodes, double side) {
  std::vector<Place> places(nodes);
  for (std::size_t i = 0; i < nodes; ++i) {
    const double angle = static_cast<double>(i) * std::numbers::pi * (3.0 - std::sqrt(5.0));
    const double radius = 0.25 * side * std::sqrt((static_cast<double>(i) + 0.5) / static_cast<double>(nodes));
    places[i][0] = radius * std::cos(angle);
    places[i][1] = radius * std::sin(angle);
  }
  return places;
}

// What pushes: between every two nodes by the product of their strengths over their distance; and the pull of the middle.
// In place of Boost's own pairs, which take ten times as long.
struct Pushes {
  const std::vector<Place>& place;
  const std::vector<double>& strength;  // [node]
  std::vector<Move>& move;

  template <class AnyGraph, class ApplyForce>
  void operator()(const AnyGraph&, ApplyForce) const {
    for (std::size_t i = 0; i < place.size(); ++i) {
      double x = -gravity * strength[i] * place[i][0], y = -gravity * strength[i] * place[i][1];
      for (std::size_t j = 0; j < place.size(); ++j) {
        const double dx = place[i][0] - place[j][0], dy = place[i][1] - place[j][1];
        const double force = strength[i] * strength[j] / (dx * dx + dy * dy + 1e-6);
        x += force * dx;
        y += force * dy;
      }
      move[i][0] += x;
      move[i][1] += y;
    }
  }
};

int count_steps(std::size_t nodes) {
  const double pairs = static_cast<double>(nodes) * static_cast<double>(nodes);
  return static_cast<int>(std::clamp(4e8 / (pairs + 1.0), 60.0, 400.0));
}

// Nodes that all have edges.
std::vector<Place> find_places(std::size_t nodes, std::span<const WeightedEdge> edges) {
  Graph graph(nodes);
  std::vector<double> strength(nodes, 0.0);
  double total = 0.0;
  for (const WeightedEdge& edge : edges) {
    boost::add_edge(edge.a, edge.b, edge.weight, graph);
    strength[edge.a] += edge.weight;
    strength[edge.b] += edge.weight;
    total += 2.0 * edge.weight;
  }
  for (double& s : strength) s /= std::sqrt(total);  // so that all pushes together match all pulls
  const double side = 8.0 * std::sqrt(static_cast<double>(nodes));
  Stream stream = Draws(0, 0, 0).of(layout_stream).at(0);
  const Plane plane(stream, -side, -side, side, side);
  std::vector<Place> place = start_places(nodes, side);
  std::vector<Move> move(nodes);
  const auto by_node = [&](auto& values) {
    return boost::make_iterator_property_map(values.begin(), boost::get(boost::vertex_index, graph));
  };
  boost::fruchterman_reingold_force_directed_layout(
      graph, by_node(place), plane,
      [](const Graph::edge_descriptor& edge, double, double distance, const Graph& g) { return g[edge] * distance; },
      [](std::size_t, std::size_t, double, double, const Graph&) { return 0.0; }, Pushes{place, strength, move},
      boost::linear_cooling<double>(static_cast<std::size_t>(count_steps(nodes)), 0.05 * side), by_node(move));
  return place;
}

// Into the disc around (0.5, 0.5) of that radius. A few far out would leave most of it empty, so distances from the middle
// are drawn towards those that fill it evenly.
std::vector<DrawnAt> fit_into_disc(const std::vector<Place>& places, double radius) {
  const auto count = static_cast<double>(places.size());
  double x = 0.0, y = 0.0;
  for (const Place& place : places) x += place[0] / count, y += place[1] / count;
  std::vector<double> distances;
  for (const Place& place : places) distances.push_back(std::hypot(place[0] - x, place[1] - y));
  std::vector<double> sorted = distances;
  std::sort(sorted.begin(), sorted.end());
  std::vector<DrawnAt> fitted;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto nearer = std::lower_bound(sorted.begin(), sorted.end(), distances[i]) - sorted.begin();
    const double even = std::sqrt((static_cast<double>(nearer) + 0.5) / count), found = distances[i] / sorted.back();
    const double scale = distances[i] > 0.0 ? radius * std::pow(found, 1.0 - evenness) * std::pow(even, evenness) / distances[i] : 0.0;
    fitted.push_back({0.5 + scale * (places[i][0] - x), 0.5 + scale * (places[i][1] - y)});
  }
  return fitted;
}

DrawnAt place_on_ring(std::size_t k, std::size_t of) {
  const double angle = 2.0 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(of);
  return {0.5 + ring_radius * std::cos(angle), 0.5 + ring_radius * std::sin(angle)};
}

}  // namespace

std::vector<DrawnAt> lay_out_network(std::size_t nodes, std::span<const WeightedEdge> edges) {
  constexpr std::uint32_t alone = ~std::uint32_t{0};
  std::vector<std::uint32_t> place_of(nodes, alone);
  std::vector<WeightedEdge> tied(edges.begin(), edges.end());
  std::uint32_t placed = 0;
  for (WeightedEdge& edge : tied)
    for (std::uint32_t* end : {&edge.a, &edge.b}) {
      promise(*end < nodes, "an edge joins two of the nodes");
      if (place_of[*end] == alone) place_of[*end] = placed++;
      *end = place_of[*end];
    }
  const std::size_t on_ring = nodes - placed;
  const auto inner = fit_into_disc(find_places(placed, tied), on_ring > 0 ? inner_radius : ring_radius);
  std::vector<DrawnAt> drawn;
  std::size_t k = 0;
  for (std::size_t i = 0; i < nodes; ++i) drawn.push_back(place_of[i] == alone ? place_on_ring(k++, on_ring) : inner[place_of[i]]);
  return drawn;
}

}  // namespace tessera
