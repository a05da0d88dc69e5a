// The network as a survey finds it: ties that one side names, and ties that both name.
#include <algorithm>
#include <array>

#include "measures/families.hpp"

namespace tessera {
namespace {

using ByLevel = std::array<double, levels>;

struct Totals {
  double pairs = 0.0;     // of open organisations
  ByLevel either{}, both{};  // at this level or a higher one
};

Totals count_reports(const World& world) {
  Totals totals;
  const Organisations& organisations = world.organisations;
  const Ties& ties = world.ties;
  for (std::size_t t = 0; t < ties.count(); ++t) {
    if (!organisations.active[ties.a[t]] || !organisations.active[ties.b[t]]) continue;
    const auto [low, high] = std::minmax(ties.reported_by_a[t], ties.reported_by_b[t]);
    for (std::size_t level = 0; level <= high; ++level) totals.either[level] += 1.0;
    for (std::size_t level = 0; level <= low; ++level) totals.both[level] += 1.0;
  }
  const auto open = static_cast<double>(std::count(organisations.active.begin(), organisations.active.end(), 1));
  totals.pairs = open * (open - 1.0) / 2.0;
  return totals;
}

template <ByLevel Totals::*count>
void read_density(const Totals& totals, std::span<double> places) {
  for (std::size_t level = 0; level < places.size(); ++level) places[level] = ratio((totals.*count)[level], totals.pairs);
}

const std::vector<Reading<Totals>> readings{
    {{"density_reported_either_by_level", "level", "share",
      "Pairs of open organisations of which one side or both named a tie at this level or a higher one in the yearly survey (none: all known pairs).",
      "P7", true},
     read_density<&Totals::either>},
    {{"density_reported_both_by_level", "level", "share", "As density_reported_either_by_level, named by both sides.", "P7",
      true},
     read_density<&Totals::both>},
    {{"confirmed_share", "level", "share",
      "Of ties that one side or both named at this level or a higher one, those that both named; real surveys find 0.2 to 0.7.",
      "P7", true},
     [](const Totals& t, std::span<double> p) {
       for (std::size_t level = 0; level < p.size(); ++level) p[level] = ratio(t.both[level], t.either[level]);
     }},
};

}  // namespace

std::vector<Measure> reports_measures() { return measures_of<Totals>(readings); }

void take_reports(Places places, const World& world, const Parameters&) {
  read_off<Totals>(readings, count_reports(world), places);
}

}  // namespace tessera
