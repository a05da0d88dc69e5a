#include "measures/solo_benchmark.hpp"

#include <algorithm>
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

SoloChain try_solo(World& world, const Technology& technology, const Parameters& parameters) {
  SoloChain chain;
  chain.wanted = std::accumulate(world.need.wanted.begin(), world.need.wanted.end(), 0.0);
  std::vector<double> overhead_hours = std::exchange(world.organisations.overhead_hours, own_overhead(world, parameters.grants));
  const std::vector<double> met = try_channels(world.need, world.organisations, world.partnerships, world.community, world.geography,
                                               world.memberships, world.support, technology, parameters.delivery, links);
  world.organisations.overhead_hours = std::move(overhead_hours);
  std::copy(met.begin(), met.end(), chain.met.begin());
  return chain;
}

SoloBenchmark compare_with_solo(const SoloChain& chain, double joint) {
  SoloBenchmark benchmark{.wanted = chain.wanted, .solo = chain.met.front(), .joint = joint};
  for (std::size_t k = 0; k < causes; ++k) benchmark.added[k] = (k + 1 < causes ? chain.met[k + 1] : joint) - chain.met[k];
  return benchmark;
}

std::vector<Measure> solo_measures() { return measures_of<SoloBenchmark>(readings); }

void take_solo(Places places, const SoloChain& chain, const World& world) {
  const double joint = std::accumulate(world.need.met.begin(), world.need.met.end(), 0.0);  // nothing writes it later
  read_off<SoloBenchmark>(readings, compare_with_solo(chain, joint), places);
}

}  // namespace tessera
