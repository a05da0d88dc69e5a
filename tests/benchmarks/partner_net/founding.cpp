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
    net.stock[i].of[r] = lognormal(stream, 0.0, 1.0);
    const float income = lognormal(stream, -1.0, 0.5), need = lognormal(stream, -1.0, 0.5);
    net.net_income[i].of[r] = income - need;
    net.twice_need[i].of[r] = 2.0F * need;
  }
  net.volunteers[i] = static_cast<std::int32_t>(poisson(stream, 20.0));
}

// Numbers of organisations in the order of their cells.
std::vector<std::uint32_t> order_by_cell(const std::vector<Place>& places) {
  std::vector<std::uint32_t> order(places.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return places[a].cell < places[b].cell; });
  return order;
}

void make_room(Net& net, std::uint32_t organisations) {
  net.profile.resize(organisations);
  for (auto* goods_of : {&net.stock, &net.net_income, &net.twice_need, &net.over}) goods_of->resize(organisations);
  net.volunteers.resize(organisations);
  net.degree.assign((organisations + 7) / 8 * 8, most_ties);
  std::fill_n(net.degree.begin(), organisations, std::uint8_t{0});
  net.ties.resize(organisations);
  for (std::uint32_t i = 0; i < organisations; ++i) net.ties[i].other.fill(i);
  net.evidence.resize((organisations + 1) / 2);
  net.ranked.resize(organisations);
  net.rank_room.resize(organisations);
  net.blocks.resize((organisations + block_size - 1) / block_size);
}

}  // namespace

Net found_net(std::uint32_t organisations, std::uint64_t seed) {
  Net net;
  net.seed = seed;
  net.side = std::max(1U, static_cast<std::uint32_t>(std::lround(std::sqrt(organisations / organisations_per_cell))));
  make_room(net, organisations);
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
