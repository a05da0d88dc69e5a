// People who volunteer: how many, for how long, how many hours, in what spirit. Survey quantities are over years.
#include <algorithm>
#include <array>
#include <limits>

#include "measures/families.hpp"

namespace tessera {
namespace {

struct Totals {
  double adults = 0.0, volunteering = 0.0;
  std::vector<double> by_district;
  std::array<double, sectors> by_sector{};
  std::array<double, hours_classes> by_class{};
  double hours = 0.0, median_hours = 0.0;
  double joined = 0.0, left = 0.0;
  double morale_sum = 0.0, placed = 0.0;
  double surveyed = 0.0, surveyed_volunteers = 0.0, returned = 0.0, asked_again = 0.0;
  double hours_last_year = 0.0;
};

void count_people(Totals& totals, const Community& community) {
  for (std::size_t d = 0; d < community.districts; ++d) {
    const std::int64_t* people = &community.people[d * people_classes];
    const auto volunteering = static_cast<double>(people[static_cast<std::size_t>(People::volunteering_new)] +
                                                  people[static_cast<std::size_t>(People::volunteering_again)]);
    const auto adults = static_cast<double>(community.adults[d]);
    totals.by_district.push_back(volunteering);
    totals.volunteering += volunteering;
    totals.adults += adults;
    const double participation = community.participation[d], retention = community.survey_retention[d];
    if (participation == participation) {  // not NaN: a full year lies behind
      totals.surveyed += adults;
      totals.surveyed_volunteers += adults * participation;
      if (retention == retention) {
        totals.asked_again += adults * participation;
        totals.returned += adults * participation * retention;
      }
    }
  }
  if (!community.volunteer_hours_last_year.empty()) totals.hours_last_year = community.volunteer_hours_last_year[0];
}

// Half of all volunteers give no more hours than this.
double find_median_hours(const Totals& totals, const std::array<double, hours_classes>& hours) {
  double seen = 0.0;
  for (std::size_t k = 0; k < hours_classes; ++k) {
    seen += totals.by_class[k];
    if (totals.placed > 0.0 && 2.0 * seen >= totals.placed) return hours[k];
  }
  return std::numeric_limits<double>::quiet_NaN();
}

void count_places(Totals& totals, const Organisations& organisations, const VolunteeringParameters& parameters) {
  const std::array<double, hours_classes> hours{parameters.hours_low, parameters.hours_middle, parameters.hours_high,
                                                parameters.hours_core};
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    totals.joined += organisations.volunteers_joined[i];
    totals.left += organisations.volunteers_left[i];
    double here = 0.0;
    for (std::size_t k = 0; k < hours_classes; ++k) {
      const double persons = organisations.volunteers[i * hours_classes + k];
      here += persons;
      totals.by_class[k] += persons;
    }
    totals.placed += here;
    totals.by_sector[organisations.sector[i]] += here;
    totals.morale_sum += here * organisations.morale[i];
  }
  for (std::size_t k = 0; k < hours_classes; ++k) totals.hours += totals.by_class[k] * hours[k];
  totals.median_hours = find_median_hours(totals, hours);
}

const std::vector<Reading<Totals>> readings{
    {{"volunteers", "", "person", "Adults who volunteer now.", "P5, civic engagement"},
     [](const Totals& t, std::span<double> p) { p[0] = t.volunteering; }},
    {{"volunteers_by_district", "district", "person", "As volunteers, by the district they live in.", "civic engagement"},
     [](const Totals& t, std::span<double> p) { std::copy_n(t.by_district.begin(), p.size(), p.begin()); }},
    {{"volunteers_by_sector", "sector", "person", "As volunteers, by the sector of the organisation they help.", "civic engagement"},
     [](const Totals& t, std::span<double> p) { std::copy_n(t.by_sector.begin(), p.size(), p.begin()); }},
    {{"volunteer_share", "", "share", "Volunteers now over adults.", "P5"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.volunteering, t.adults); }},
    {{"participation", "", "share",
      "As surveys ask it: adults who volunteered at any time in the last full year of twelve months. NaN before the first full year.",
      "P5"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.surveyed_volunteers, t.surveyed); }},
    {{"retention", "", "share",
      "As surveys ask it: of those who volunteered in one year, the share who also did in the next. NaN before two full years.",
      "P5"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.returned, t.asked_again); }},
    {{"volunteers_joined", "", "person", "Volunteers who joined an organisation this month.", "P5"},
     [](const Totals& t, std::span<double> p) { p[0] = t.joined; }},
    {{"volunteers_left", "", "person", "Volunteers who left an organisation this month, closures included.", "P5"},
     [](const Totals& t, std::span<double> p) { p[0] = t.left; }},
    {{"volunteer_hours", "", "hour", "Hours that volunteers give this month.", "P5, civic engagement"},
     [](const Totals& t, std::span<double> p) { p[0] = t.hours; }},
    {{"volunteer_hours_mean", "", "hour", "volunteer_hours per volunteer.", "P5"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.hours, t.placed); }},
    {{"volunteer_hours_median", "", "hour", "Hours this month of the median volunteer.", "P5"},
     [](const Totals& t, std::span<double> p) { p[0] = t.median_hours; }},
    {{"volunteer_hours_per_year", "", "hour",
      "Hours given in the last full year over the persons who volunteered at any time in it.", "P5"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.hours_last_year, t.surveyed_volunteers); }},
    {{"morale", "", "share", "Mean morale of volunteers.", "P5"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.morale_sum, t.placed); }},
};

}  // namespace

std::vector<Measure> volunteers_measures() { return measures_of<Totals>(readings); }

void take_volunteers(Places places, const World& world, const Parameters& parameters) {
  Totals totals;
  count_people(totals, world.community);
  count_places(totals, world.organisations, parameters.volunteering);
  read_off<Totals>(readings, totals, places);
}

}  // namespace tessera
