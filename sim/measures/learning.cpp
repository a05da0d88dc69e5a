// Learning and standing: what organisations can and believe, how new practices arise, and how credible who is.
#include <algorithm>
#include <array>
#include <cmath>

#include "formulas/each_area.hpp"
#include "measures/families.hpp"
#include "vocabulary/classes.hpp"

namespace tessera {
namespace {

struct Totals {
  double open = 0.0;
  double new_practices = 0.0, practices = 0.0;
  double expertise = 0.0, capability = 0.0, propensity = 0.0;
  double errors = 0.0, readings = 0.0;  // of perceived need, over areas wanted and organisations
  double variety = 0.0, rooms = 0.0;
  std::array<double, 3> credibility_by_size{}, open_by_size{};
  double credibility = 0.0, credibility_squares = 0.0;
};

double mean_of_competences(const double* expertise) {
  double sum = 0.0;
  for (std::size_t k = 0; k < competences; ++k) sum += expertise[k];
  return sum / static_cast<double>(competences);
}

// Need of one district by area, all groups together.
struct DistrictNeed {
  std::vector<double> wanted, met;  // [district][area]
};

DistrictNeed sum_over_groups(const World& world) {
  const Community& community = world.community;
  DistrictNeed need{std::vector<double>(community.districts * community.areas),
                    std::vector<double>(community.districts * community.areas)};
  for (std::uint32_t a = 0; a < community.areas; ++a)
    for (std::uint32_t d = 0; d < community.districts; ++d)
      for (std::uint32_t g = 0; g < community.groups; ++g) {
        const std::size_t slot = d * community.areas + a, cell = community.cell(a, d, g);
        need.wanted[slot] += world.need.wanted[cell];
        need.met[slot] += world.need.met[cell];
      }
  return need;
}

void add_errors(Totals& totals, const World& world, const DistrictNeed& need, std::size_t i) {
  const Organisations& organisations = world.organisations;
  const std::size_t areas = world.community.areas;
  std::array<double, most_areas> wanted{}, met{};
  with_areas(areas, [&](auto count) {
    for (std::size_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row) {
      const std::size_t first = organisations.reach_district[row] * areas;
      for (std::size_t a = 0; a < count; ++a) {
        wanted[a] += need.wanted[first + a];
        met[a] += need.met[first + a];
      }
    }
  });
  for (std::size_t a = 0; a < areas; ++a) {
    if (!(wanted[a] > 0.0)) continue;
    totals.errors += std::abs(organisations.perceived[i * areas + a] - (1.0 - met[a] / wanted[a]));
    totals.readings += 1.0;
  }
}

void describe_open(Totals& totals, const World& world, const DistrictNeed& need, std::size_t i) {
  const Organisations& organisations = world.organisations;
  const std::size_t areas = world.community.areas;
  totals.open += 1.0;
  totals.new_practices += organisations.new_practices[i];
  for (std::size_t a = 0; a < areas; ++a) {
    totals.practices += organisations.practices[i * areas + a];
    totals.expertise += organisations.mission[i * areas + a] *
                        mean_of_competences(&organisations.expertise[(i * areas + a) * competences]);
  }
  totals.capability += organisations.capability[i];
  totals.propensity += organisations.propensity[i];
  const double credibility = organisations.credibility[i];
  totals.credibility += credibility;
  totals.credibility_squares += credibility * credibility;
  const std::size_t size = size_class(organisations.revenue_usd[i]);
  totals.credibility_by_size[size] += credibility;
  totals.open_by_size[size] += 1.0;
  add_errors(totals, world, need, i);
}

// How much more the best of a room know than its members on average, weighted by purpose.
double variety_of(const World& world, std::uint32_t p) {
  const std::size_t areas = world.community.areas;
  const auto members = world.memberships.of_partnership.of(p);
  double variety = 0.0;
  for (std::size_t a = 0; a < areas; ++a) {
    const double weight = world.partnerships.purpose[p * areas + a];
    if (weight <= 0.0) continue;
    std::array<double, competences> best{};
    double mean = 0.0;
    for (const std::uint32_t m : members) {
      const double* skills =
          &world.organisations.expertise[(world.memberships.organisation[m] * areas + a) * competences];
      mean += mean_of_competences(skills) / static_cast<double>(members.size());
      for (std::size_t k = 0; k < competences; ++k) best[k] = std::max(best[k], skills[k]);
    }
    variety += weight * (mean_of_competences(best.data()) - mean);
  }
  return std::max(0.0, variety);
}

Totals describe_learning(const World& world) {
  Totals totals;
  const DistrictNeed need = sum_over_groups(world);
  for (std::size_t i = 0; i < world.organisations.count(); ++i)
    if (world.organisations.active[i] != 0) describe_open(totals, world, need, i);
  for (const std::uint32_t p : world.partnerships.live) {
    if (world.partnerships.stage[p] != static_cast<std::uint8_t>(Stage::active)) continue;
    totals.variety += variety_of(world, p);
    totals.rooms += 1.0;
  }
  return totals;
}

double standard_deviation(double sum, double squares, double count) {
  const double mean = ratio(sum, count);
  return std::sqrt(std::max(0.0, ratio(squares, count) - mean * mean));
}

const std::vector<Reading<Totals>> readings{
    {{"new_practices", "", "practice",
      "New practices that arose this month per 100 open organisations; taking over what others know does not count.", "S0-4"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(100.0 * t.new_practices, t.open); }},
    {{"practices_known", "", "practice", "Mean number of new practices that an open organisation works by, over all areas.",
      "S0-4"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.practices, t.open); }},
    {{"expertise", "", "share", "Mean expertise of open organisations, weighted by their mission.", "S0-8, S2-R7"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.expertise, t.open); }},
    {{"capability", "", "share", "Mean collaboration capability of open organisations.", "S2-R7, S2-C8"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.capability, t.open); }},
    {{"propensity", "", "multiple", "Mean partnering propensity of open organisations.", "S0-9"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.propensity, t.open); }},
    {{"allocation_error", "", "share",
      "Mean absolute difference between the unmet share an open organisation believes in and the true one in its reach, over areas.",
      "S2-R1, S2-10"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.errors, t.readings); }},
    {{"expertise_variety", "", "share",
      "Mean over active partnerships of what the best member of each competence knows beyond the members' mean, weighted by purpose.",
      "S0-4"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.variety, t.rooms); }},
    {{"credibility_by_size_class", "size_class", "share",
      "Mean credibility of open organisations by yearly revenue as founded.", "S0-20"},
     [](const Totals& t, std::span<double> p) {
       for (std::size_t k = 0; k < p.size(); ++k) p[k] = ratio(t.credibility_by_size[k], t.open_by_size[k]);
     }},
    {{"credibility_sd", "", "share", "Standard deviation of credibility over open organisations.", "S0-7"},
     [](const Totals& t, std::span<double> p) {
       p[0] = standard_deviation(t.credibility, t.credibility_squares, t.open);
     }},
};

}  // namespace

std::vector<Measure> learning_measures() { return measures_of<Totals>(readings); }

void take_learning(Places places, const World& world, const Parameters&) {
  read_off<Totals>(readings, describe_learning(world), places);
}

}  // namespace tessera
