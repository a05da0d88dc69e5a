// Degrees at every level of collaboration. A tie counts at its own level and at all lower ones.
#include <algorithm>
#include <array>
#include <cmath>

#include "measures/families.hpp"

namespace tessera {
namespace {

constexpr auto formal_level = static_cast<std::uint8_t>(Level::formal);
constexpr auto bridging_level = static_cast<std::uint8_t>(Level::informal);

struct Totals {
  double organisations = 0.0;
  std::array<double, levels> sum{}, squares{}, cubes{}, most{}, isolated{};  // of degrees
  std::array<double, sectors> by_sector{};  // open organisations
  double formal_ties = 0.0, within_sectors = 0.0;
  double working_ties = 0.0, across_sectors = 0.0, across_districts = 0.0;
};

using Degrees = std::vector<std::array<std::uint32_t, levels>>;

// First by exact level, then summed downwards.
Degrees count_degrees(Totals& totals, const Organisations& organisations, const Ties& ties) {
  Degrees degrees(organisations.count());
  for (std::size_t t = 0; t < ties.count(); ++t) {
    const std::uint32_t a = ties.a[t], b = ties.b[t];
    if (!organisations.active[a] || !organisations.active[b]) continue;
    const std::uint8_t level = ties.level[t];
    ++degrees[a][level];
    ++degrees[b][level];
    totals.formal_ties += level >= formal_level;
    totals.within_sectors += level >= formal_level && organisations.sector[a] == organisations.sector[b];
    if (level < bridging_level) continue;
    totals.working_ties += 1.0;
    totals.across_sectors += organisations.sector[a] != organisations.sector[b];
    totals.across_districts += organisations.district[a] != organisations.district[b];
  }
  return degrees;
}

Totals sum_degrees(const Organisations& organisations, const Ties& ties) {
  Totals totals;
  const Degrees degrees = count_degrees(totals, organisations, ties);
  for (std::size_t i = 0; i < degrees.size(); ++i) {
    if (!organisations.active[i]) continue;
    totals.organisations += 1.0;
    totals.by_sector[organisations.sector[i]] += 1.0;
    double degree = 0.0;
    for (std::size_t level = levels; level-- > 0;) {
      degree += degrees[i][level];
      totals.sum[level] += degree;
      totals.squares[level] += degree * degree;
      totals.cubes[level] += degree * degree * degree;
      totals.most[level] = std::max(totals.most[level], degree);
      totals.isolated[level] += degree == 0.0;
    }
  }
  return totals;
}

double mean(const Totals& t, std::size_t level) { return ratio(t.sum[level], t.organisations); }
double density(const Totals& t, std::size_t level) { return ratio(t.sum[level], t.organisations * (t.organisations - 1.0)); }
double isolated(const Totals& t, std::size_t level) { return ratio(t.isolated[level], t.organisations); }
double deviation(const Totals& t, std::size_t level) {
  const double average = mean(t, level);
  const double variance = ratio(t.squares[level], t.organisations) - average * average;
  return std::sqrt(variance > 0.0 ? variance : 0.0);
}
double variation(const Totals& t, std::size_t level) { return ratio(deviation(t, level), mean(t, level)); }
double skew(const Totals& t, std::size_t level) {
  const double average = mean(t, level), sd = deviation(t, level);
  const double third = ratio(t.cubes[level], t.organisations) - 3.0 * average * sd * sd - average * average * average;
  return sd > 0.0 ? third / (sd * sd * sd) : std::numeric_limits<double>::quiet_NaN();
}
// How far the network is like a star (Freeman 1979).
double centralisation(const Totals& t, std::size_t level) {
  return ratio(t.organisations * t.most[level] - t.sum[level], (t.organisations - 1.0) * (t.organisations - 2.0));
}

// Ties within sectors over what pairs taken at random would give.
double homophily(const Totals& t) {
  double pairs = 0.0;
  for (const double size : t.by_sector) pairs += size * (size - 1.0);
  return ratio(ratio(t.within_sectors, t.formal_ties), ratio(pairs, t.organisations * (t.organisations - 1.0)));
}

template <double (*value)(const Totals&, std::size_t)>
void read_levels(const Totals& totals, std::span<double> places) {
  for (std::size_t level = 0; level < places.size(); ++level) places[level] = value(totals, level);
}

const std::vector<Reading<Totals>> readings{
    {{"mean_degree_by_level", "level", "organisation",
      "Mean number of ties of an open organisation at this level of collaboration or a higher one (none: everybody it knows of).",
      "P7, P9"},
     read_levels<mean>},
    {{"degree_variation_by_level", "level", "ratio",
      "Standard deviation over mean of that number among open organisations; NaN without ties.", "P9"},
     read_levels<variation>},
    {{"isolated_share_by_level", "level", "share", "Open organisations without a tie at this level or a higher one.", "P9"},
     read_levels<isolated>},
    {{"density_by_level", "level", "share", "Pairs of open organisations with a tie at this level or a higher one.", "P7"},
     read_levels<density>},
    {{"degree_skew_by_level", "level", "ratio",
      "Skewness of that number among open organisations: above 0 when a few have far more ties than most; NaN if all have alike.",
      "P9"},
     read_levels<skew>},
    {{"centralisation_by_level", "level", "share",
      "How far ties of this level or a higher one run through one organisation: 1 in a star, 0 if all have alike (Freeman).",
      "P9"},
     read_levels<centralisation>},
    {{"sector_homophily", "", "ratio",
      "Share of formal ties that are within one sector, over the share of all pairs of open organisations: 1 is chance.",
      "S0-15, social capital"},
     [](const Totals& t, std::span<double> p) { p[0] = homophily(t); }},
    {{"bridging_sectors", "", "share", "Of ties at the informal level or higher, those between different sectors.",
      "social capital"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.across_sectors, t.working_ties); }},
    {{"bridging_districts", "", "share", "Of ties at the informal level or higher, those between different home districts.",
      "social capital"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.across_districts, t.working_ties); }},
};

}  // namespace

std::vector<Measure> network_measures() { return measures_of<Totals>(readings); }

void take_network(Places places, const World& world, const Parameters&) {
  read_off<Totals>(readings, sum_degrees(world.organisations, world.ties), places);
}

}  // namespace tessera
