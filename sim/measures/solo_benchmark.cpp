#include "measures/solo_benchmark.hpp"

#include <numeric>
#include <utility>

#include "measures/families.hpp"
#include "mechanisms/delivery.hpp"

namespace tessera {
namespace {

// Hours that organisations spent on what is not for partnerships: applying for grants of their own.
std::vector<double> own_overhead(const World& world, const GrantsParameters& parameters) {
  std::vector<double> hours(world.organisations.count(), 0.0);
  const Grants& grants = world.grants;
  for (std::size_t k = grants.count(); k-- > 0 && grants.month[k] == world.month;)  // the newest stand last
    if (grants.partnership[k] == nobody) hours[grants.organisation[k]] += parameters.application_hours;
  return hours;
}

// All channels closed, and then those open up to and with each cause but the last, which opens the last channel.
constexpr std::array<Channels, causes> links{{{false, false, false, false, false},
                                              {true, false, false, false, false},
                                              {true, true, false, false, false},
                                              {true, true, true, false, false},
                                              {true, true, true, true, false}}};

// What the chain of links meets, in a copy of the world: delivery reads nothing that it writes.
std::vector<double> met_by_link(const BeforeDelivery& before, const Parameters& parameters) {
  World world = before.world;
  world.organisations.overhead_hours = own_overhead(before.world, parameters.grants);
  return try_channels(world.need, world.organisations, world.partnerships, world.community, world.geography,
                      world.memberships, world.support, before.technology, parameters.delivery, links);
}

double met_again(const BeforeDelivery& before, const Parameters& parameters) {
  World world = before.world;
  deliver_services(world.need, world.organisations, world.partnerships, world.community, world.geography,
                   world.memberships, world.support, before.technology, parameters.delivery);
  return std::accumulate(world.need.met.begin(), world.need.met.end(), 0.0);
}

const std::vector<Reading<SoloBenchmark>> readings{
    {{"solo_coverage", "", "share",
      "Coverage the same month would have had if everything given to partnerships, and the hours for meeting, signing and coordination, had gone back to the members.",
      "S0-1, S1-2, S2-Z", true},
     [](const SoloBenchmark& t, std::span<double> p) { p[0] = ratio(t.solo, t.wanted); }},
    {{"partnership_gain", "", "percentage point",
      "Coverage less solo_coverage, times 100: what partnerships add this month, or take away if it is below 0.",
      "S0-1, S0-2, S1-2", true},
     [](const SoloBenchmark& t, std::span<double> p) { p[0] = 100.0 * ratio(t.joint - t.solo, t.wanted); }},
    {{"partnership_gain_by_cause", "cause", "percentage point",
      "Parts of partnership_gain, which they sum to: pooled inputs, best use of expertise, reaching each other's clients, no double service among members, less coordination.",
      "S0-2, S0-5, S1-4, S2-9, S2-B2", true},
     [](const SoloBenchmark& t, std::span<double> p) {
       for (std::size_t k = 0; k < p.size(); ++k) p[k] = 100.0 * ratio(1.0, t.wanted) * t.added[k];
     }},
};

}  // namespace

BeforeDelivery keep_before_delivery(World& world, const Technology& technology) {
  Ties ties = std::exchange(world.ties, {});
  BeforeDelivery kept{world, technology};
  world.ties = std::move(ties);
  return kept;
}

SoloBenchmark compare_with_solo(const BeforeDelivery& before, const Parameters& parameters,
                                std::optional<double> joint) {
  std::vector<double> met = met_by_link(before, parameters);
  met.push_back(joint ? *joint : met_again(before, parameters));
  SoloBenchmark benchmark;
  benchmark.wanted = std::accumulate(before.world.need.wanted.begin(), before.world.need.wanted.end(), 0.0);
  benchmark.solo = met.front();
  benchmark.joint = met.back();
  for (std::size_t k = 0; k < causes; ++k) benchmark.added[k] = met[k + 1] - met[k];
  return benchmark;
}

std::vector<Measure> solo_measures() { return measures_of<SoloBenchmark>(readings); }

void take_solo(Places places, const BeforeDelivery& before, const World& world, const Parameters& parameters) {
  const double joint = std::accumulate(world.need.met.begin(), world.need.met.end(), 0.0);  // nothing writes it later
  read_off<SoloBenchmark>(readings, compare_with_solo(before, parameters, joint), places);
}

}  // namespace tessera
