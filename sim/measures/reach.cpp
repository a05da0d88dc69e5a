// How many residents services reach, in how many areas, and how evenly over the groups.
#include <algorithm>
#include <cmath>
#include <limits>

#include "measures/families.hpp"

namespace tessera {
namespace {

constexpr double well_served = 0.5;  // coverage from which an area counts as there for residents

struct Group {
  double wanted = 0.0, met = 0.0;
};

struct Totals {
  double residents = 0.0, reached = 0.0, areas_served = 0.0;  // the last summed over residents
  std::vector<Group> groups;
};

// Clients of different areas are independent of each other: who is missed by all areas is not reached.
void describe_cell(Totals& totals, const World& world, std::uint32_t d, std::uint32_t g) {
  const Community& community = world.community;
  const auto residents = static_cast<double>(community.residents[d * community.groups + g]);
  double missed = 1.0, served = 0.0;
  for (std::uint32_t a = 0; a < community.areas; ++a) {
    const std::size_t cell = community.cell(a, d, g);
    const double wanted = world.need.wanted[cell], met = world.need.met[cell];
    totals.groups[g].wanted += wanted;
    totals.groups[g].met += met;
    if (residents > 0.0) missed *= 1.0 - std::min(1.0, met / residents);
    served += wanted > 0.0 && met >= well_served * wanted;
  }
  totals.residents += residents;
  totals.reached += residents * (1.0 - missed);
  totals.areas_served += residents * served;
}

// Mean difference of coverage between two units of need drawn at random, over twice the mean coverage.
double gini(const std::vector<Group>& groups) {
  double wanted = 0.0, met = 0.0, differences = 0.0;
  for (const Group& one : groups) {
    wanted += one.wanted;
    met += one.met;
    for (const Group& other : groups)
      if (one.wanted > 0.0 && other.wanted > 0.0)
        differences += one.wanted * other.wanted * std::max(0.0, one.met / one.wanted - other.met / other.wanted);
  }
  return ratio(differences, wanted * met);  // every pair counted once, so without the factor 2
}

double least(const std::vector<Group>& groups) {
  double lowest = std::numeric_limits<double>::quiet_NaN();
  for (const Group& group : groups) lowest = std::fmin(lowest, ratio(group.met, group.wanted));
  return lowest;
}

const std::vector<Reading<Totals>> readings{
    {{"persons_reached", "", "person",
      "Residents served in one area or more this month, clients of different areas being independent of each other.",
      "S1-3, S1-5, reach"},
     [](const Totals& t, std::span<double> p) { p[0] = t.reached; }},
    {{"reached_share", "", "share", "persons_reached over residents.", "S1-3, S1-5, reach"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.reached, t.residents); }},
    {{"services_per_resident", "", "service area",
      "Mean over residents of the number of areas in which half or more of the need of their district and group is met.",
      "S2-B3"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.areas_served, t.residents); }},
    {{"coverage_gini", "", "share",
      "Gini coefficient of coverage over groups, weighted by need: 0 if all groups are served alike.", "S2-B10"},
     [](const Totals& t, std::span<double> p) { p[0] = gini(t.groups); }},
    {{"coverage_least_group", "", "share", "Coverage of the group served worst.", "S2-B10, S3-6"},
     [](const Totals& t, std::span<double> p) { p[0] = least(t.groups); }},
};

}  // namespace

std::vector<Measure> reach_measures() { return measures_of<Totals>(readings); }

void take_reach(Places places, const World& world, const Parameters&) {
  Totals totals;
  totals.groups.resize(world.community.groups);
  for (std::uint32_t d = 0; d < world.community.districts; ++d)
    for (std::uint32_t g = 0; g < world.community.groups; ++g) describe_cell(totals, world, d, g);
  read_off<Totals>(readings, totals, places);
}

}  // namespace tessera
