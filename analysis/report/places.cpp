// Measures with an axis: need met by area, group and district, volunteers by sector ...
#include <algorithm>
#include <cmath>

#include "analysis/report/run_values.hpp"
#include "analysis/report/series.hpp"
#include "analysis/report/shown_measures.hpp"

namespace tessera {
namespace {

// Months x places x variants of one measure on the page, four numbers each: at most half a megabyte.
constexpr std::size_t most_cells = 12'000;
// Values in memory at once, 8 bytes each.
constexpr std::size_t most_values = 20'000'000;

bool is_used(const MeasureRuns& read, std::size_t place) {
  const auto some = [](const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [](double value) { return value != 0.0; });
  };
  return std::any_of(read.values.begin(), read.values.end(),
                     [&](const auto& of_variant) { return std::any_of(of_variant[place].begin(), of_variant[place].end(), some); });
}

std::vector<std::int32_t> choose_months(const StoredRuns& runs, std::size_t places) {
  const std::size_t for_the_page = most_cells / (places * runs.variants.size());
  const std::size_t for_memory = most_values / (places * runs.statuses.size());
  return thin_months(runs.months, std::max<std::size_t>(2, std::min(for_the_page, for_memory)));
}

PageJson describe_measure(const StoredRuns& runs, const KeptMeasure& measure, const ShownMeasure& shown) {
  const std::vector<std::string> names = runs.results.names("/" + measure.axis);
  const bool summed = shown.is_flow() && runs.keeps_every_month();
  const MeasureRuns read = read_measure(runs, measure, summed ? Span::year : Span::mean, choose_months(runs, names.size()));
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < names.size(); ++place)
    if (!shown.used_only || is_used(read, place)) places.push_back(place);

  PageJson json{{"measure", measure.name}, {"axis", measure.axis}, {"label", summed ? shown.label_of_year : shown.label}, {"summed", summed}, {"months", read.months}};
  for (const char* part : {"names", "series", "at_end"}) json[part] = PageJson::array();
  for (const std::size_t place : places) json["names"].push_back(names[place]);
  for (std::size_t variant = 0; variant < runs.variants.size(); ++variant) {
    PageJson series = PageJson::array(), at_end = PageJson::array();
    for (const std::size_t place : places) {
      series.push_back(describe_bands(read.values[variant][place], false));
      at_end.push_back(describe_end(read.at_end[variant][place], possible_range(measure.unit)));
    }
    json["series"].push_back(std::move(series));
    json["at_end"].push_back(std::move(at_end));
  }
  return json;
}

}  // namespace

void add_places(PageJson& page, const StoredRuns& runs) {
  page["places"] = PageJson::array();
  for (const ShownMeasure& shown : place_measures()) {
    const KeptMeasure* measure = runs.find(shown.measure);
    if (measure == nullptr || measure->axis.empty()) {
      page["absent"][std::string(shown.measure)] = say_not_kept(std::string(shown.measure), runs.sweep.has_value());
      continue;
    }
    PageJson json = describe_measure(runs, *measure, shown);
    if (!json["names"].empty()) page["places"].push_back(std::move(json));
  }
}

}  // namespace tessera
