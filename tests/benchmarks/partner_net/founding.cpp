// Who there is at month 0: no ties yet.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

constexpr double organisations_per_cell = 20.0;

struct Place {
  float x, y;
  std::uint32_t cell;
};

Place draw_place(Stream& stream, std::uint32_t side) {
  const auto x = static_cast<float>(stream.uniform()), y = static_cast<float>(stream.uniform());
  const auto along = [side](float at) { return std::min(side - 1, static_cast<std::uint32_t>(at * static_cast<float>(side))); };
  return {x, y, along(y) * side + along(x)};
}

float lognormal(Stream& stream, double mean, double deviation) {
  return static_cast<float>(std::exp(mean + deviation * normal(stream)));
}

void draw_organisation(Net& net, std::uint32_t i, const Place& place) {
  Stream stream = net.streams(founding_phase).at(i, 1);
  Profile& profile = net.profile[i];
  profile.x = place.x;
  profile.y = place.y;
  profile.sector = static_cast<std::uint32_t>(stream.below(4));
  std::array<double, 4> weights{};
  for (double& weight : weights) weight = -std::log(stream.uniform_open());  // normalised: Dirichlet(1)
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (std::size_t k = 0; k < 4; ++k) profile.mission[k] = static_cast<float>(weights[k] / sum);
  for (std::uint32_t r = 0; r < goods; ++r) {
    net.stocks[i].stock[r] = lognormal(stream, 0.0, 1.0);
    net.income[i][r] = lognormal(stream, -1.0, 0.5);
    net.stocks[i].twice_need[r] = 2.0F * lognormal(stream, -1.0, 0.5);
  }
  net.next_stocks[i] = net.stocks[i];
  net.volunteers[i] = static_cast<std::int32_t>(poisson(stream, 20.0));
}

// Numbers of organisations in the order of their cells.
std::vector<std::uint32_t> order_by_cell(const std::vector<Place>& places) {
  std::vector<std::uint32_t> order(places.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return places[a].cell < places[b].cell; });
  return order;
}

}  // namespace

Net found_net(std::uint32_t organisations, std::uint64_t seed) {
  Net net;
  net.seed = seed;
  net.side = std::max(1U, static_cast<std::uint32_t>(std::lround(std::sqrt(organisations / organisations_per_cell))));
  net.profile.resize(organisations);
  net.stocks.resize(organisations);
  net.next_stocks.resize(organisations);
  net.income.resize(organisations);
  net.volunteers.resize(organisations);
  net.ties.resize(organisations);
  net.evidence.resize(organisations);
  net.proposals.resize(organisations);
  net.sorted.resize(organisations);
  net.sort_room.resize(organisations);
  std::vector<Place> places(organisations);
  for_each_slot(organisations, [&](std::size_t k) {
    Stream stream = net.streams(founding_phase).at(k);
    places[k] = draw_place(stream, net.side);
  });
  const std::vector<std::uint32_t> order = order_by_cell(places);
  net.cell_begin.assign(net.side * net.side + 1, 0);
  for (const Place& place : places) ++net.cell_begin[place.cell + 1];
  std::partial_sum(net.cell_begin.begin(), net.cell_begin.end(), net.cell_begin.begin());
  for_each_slot(organisations, [&](std::size_t i) { draw_organisation(net, static_cast<std::uint32_t>(i), places[order[i]]); });
  return net;
}

}  // namespace tessera::partner_net
