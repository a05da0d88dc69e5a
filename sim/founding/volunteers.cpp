#include "founding/volunteers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "formulas/apportion.hpp"
#include "formulas/organisation_draw.hpp"
#include "formulas/volunteering.hpp"
#include "founding/draws.hpp"
#include "founding/organisations.hpp"

namespace tessera {
namespace {

// Known volunteers of one organisation, from the districts it reaches as long as adults are left there.
void place_known(World& world, std::uint32_t i, std::int64_t volunteers, std::vector<std::int64_t>& taken) {
  Organisations& o = world.organisations;
  const std::uint32_t begin = o.reach_begin[i];
  const std::uint32_t end = o.reach_begin[i + 1];
  std::vector<double> weights(end - begin);
  for (std::int64_t left = volunteers; left > 0;) {
    double reachable = 0.0;
    for (std::uint32_t row = begin; row < end; ++row) {
      const std::uint32_t d = o.reach_district[row];
      const auto free = static_cast<double>(world.community.adults[d] - taken[d]);
      weights[row - begin] = o.reach_weight[row] * free;
      reachable += weights[row - begin];
    }
    if (reachable <= 0.0) return;
    const auto parts = apportion(left, weights);
    for (std::uint32_t row = begin; row < end; ++row) {
      const std::uint32_t d = o.reach_district[row];
      const std::int64_t part = std::min(parts[row - begin], world.community.adults[d] - taken[d]);
      o.reach_volunteers[row] += static_cast<std::int32_t>(part);
      taken[d] += part;
      left -= part;
    }
  }
}

// [organisation] pull for the first volunteers; 0 where they are known.
std::vector<double> founding_pulls(const World& world, const Scenario& scenario) {
  const Organisations& o = world.organisations;
  const Parameters& parameters = scenario.parameters;
  std::vector<double> pulls(o.count());
  for_each_slot(o.count(), [&](std::size_t i) {
    const double size = o.revenue_usd[i] / parameters.founding.reference_revenue_usd;
    pulls[i] = parameters.types[o.type[i]].volunteer_pull * std::pow(size, parameters.founding.volunteer_size_exponent);
  });
  for (std::size_t k = 0; k < scenario.organisations.size(); ++k)
    if (known_volunteers(scenario.organisations[k])) pulls[row_of_record(world, scenario, k)] = 0.0;
  return pulls;
}

void split_district(World& world, std::size_t d, std::int64_t stock, const std::vector<double>& pulls,
                    const MechanismDraws& draws) {
  Organisations& o = world.organisations;
  const auto reachers = world.geography.reachers.of(d);
  std::vector<double> weights;
  weights.reserve(reachers.size());
  for (const Geography::Reacher& r : reachers) weights.push_back(pulls[r.organisation] * r.weight);
  if (weights.empty() || stock <= 0) return;
  std::vector<std::int64_t> parts;
  const double offset = founding_stream(draws, {.a = d}, FoundingDraw::volunteer_offset).uniform();
  apportion_at_random(parts, stock, weights, offset);
  for (std::size_t k = 0; k < parts.size(); ++k) o.reach_volunteers[reachers[k].reach] += static_cast<std::int32_t>(parts[k]);
}

void draw_hours_classes(Organisations& o, std::size_t i, const VolunteeringParameters& parameters,
                        const MechanismDraws& draws) {
  std::int64_t left = 0;
  for (std::uint32_t row = o.reach_begin[i]; row < o.reach_begin[i + 1]; ++row) left += o.reach_volunteers[row];
  if (left == 0) return;
  const double shares[] = {parameters.share_low, parameters.share_middle, parameters.share_high};
  double share_left = 1.0;
  Stream stream = draws.at(o.id[i], static_cast<std::uint16_t>(OrganisationDraw::volunteers));
  for (std::size_t c = 0; c + 1 < hours_classes; ++c) {
    const double chance = share_left > 0.0 ? std::min(1.0, shares[c] / share_left) : 0.0;
    const std::int64_t members = binomial(stream, left, chance);
    o.volunteers[i * hours_classes + c] = static_cast<std::int32_t>(members);
    left -= members;
    share_left -= shares[c];
  }
  o.volunteers[i * hours_classes + hours_classes - 1] = static_cast<std::int32_t>(left);
}

// Where the hours of volunteers are given: as given, or in the same proportions of those for whom there were adults.
void set_given_hours_classes(World& world, const Scenario& scenario) {
  Organisations& o = world.organisations;
  for (std::size_t k = 0; k < scenario.organisations.size(); ++k) {
    const std::vector<double>& given = scenario.organisations[k].volunteers_by_hours;
    if (given.empty()) continue;
    const std::uint32_t i = row_of_record(world, scenario, k);
    const auto placed = std::accumulate(o.reach_volunteers.begin() + o.reach_begin[i], o.reach_volunteers.begin() + o.reach_begin[i + 1], std::int64_t{0});
    const auto parts = apportion(placed, given);
    for (std::size_t c = 0; c < hours_classes; ++c) o.volunteers[i * hours_classes + c] = static_cast<std::int32_t>(parts[c]);
  }
}

double attraction_at_the_door(const Organisations& o, std::size_t i, const Parameters& parameters) {
  double volunteers = 0.0;
  for (std::size_t c = 0; c < hours_classes; ++c) volunteers += o.volunteers[i * hours_classes + c];
  const VolunteeringParameters& v = parameters.volunteering;
  return volunteer_attraction({.pull = parameters.types[o.type[i]].volunteer_pull, .volunteers = volunteers,
                               .credibility = o.credibility[i], .visibility = o.visibility[i]},
                              {v.invitation_exponent, v.standing_weight, v.fit_weight});
}

}  // namespace

void found_volunteers(World& world, const Scenario& scenario, const MechanismDraws& draws) {
  Organisations& o = world.organisations;
  Community& community = world.community;
  const Parameters& parameters = scenario.parameters;
  std::vector<std::int64_t> taken(community.districts, 0);
  for (std::size_t k = 0; k < scenario.organisations.size(); ++k)
    if (const auto known = known_volunteers(scenario.organisations[k]))
      place_known(world, row_of_record(world, scenario, k), *known, taken);

  const std::vector<double> pulls = founding_pulls(world, scenario);
  const bool worth_a_team = o.reach_district.size() >= smallest_parallel_loop;
  for_each_heavy_slot(community.districts, worth_a_team, [&](std::size_t d) {
    const auto stock = std::llround(parameters.volunteering.initial_stock * static_cast<double>(community.adults[d]));
    split_district(world, d, stock - taken[d], pulls, draws);
  });
  std::vector<double> attraction(o.count());
  for_each_slot(o.count(), [&](std::size_t i) { draw_hours_classes(o, i, parameters.volunteering, draws); });
  set_given_hours_classes(world, scenario);
  for_each_slot(o.count(), [&](std::size_t i) { attraction[i] = attraction_at_the_door(o, i, parameters); });
  for_each_heavy_slot(community.districts, worth_a_team, [&](std::size_t d) {
    std::int64_t volunteering = 0;
    double norm = 0.0;
    for (const Geography::Reacher& r : world.geography.reachers.of(d)) {
      volunteering += o.reach_volunteers[r.reach];
      norm += attraction[r.organisation] * o.reach_weight[r.reach];
    }
    std::int64_t* people = &community.people[d * people_classes];
    people[static_cast<std::size_t>(People::volunteering_new)] = volunteering;
    people[static_cast<std::size_t>(People::free_never)] = community.adults[d] - volunteering;
    community.recruiting_norm[d] = norm;
  });
}

}  // namespace tessera
