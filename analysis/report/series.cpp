#include "analysis/report/series.hpp"

#include <algorithm>

#include "analysis/report/run_values.hpp"
#include "analysis/report/shown_measures.hpp"
#include "run/outcomes.hpp"

namespace tessera {
namespace {

struct Wanted {
  std::string measure, place, label;
  Span span = Span::mean;
};

// A flow is summed over twelve months where every month is kept; else it is that of single months.
std::vector<Wanted> list_headlines(const StoredRuns& runs) {
  std::vector<Wanted> wanted;
  for (const OutcomeName& name : outcome_names()) {
    Wanted one{std::string(name.measure), std::string(name.place), std::string(name.label), name.last ? Span::last : Span::mean};
    if (name.summed && runs.keeps_every_month()) one.span = Span::year;
    if (name.summed && !runs.keeps_every_month()) one.label = name_single_month(one.label);
    wanted.push_back(std::move(one));
  }
  return wanted;
}

std::vector<Wanted> list_further(const StoredRuns& runs) {
  std::vector<Wanted> wanted;
  for (const ShownMeasure& shown : further_measures()) {
    const bool summed = shown.is_flow() && runs.keeps_every_month();
    wanted.push_back({std::string(shown.measure), "", std::string(summed ? shown.label_of_year : shown.label),
                      summed ? Span::year : Span::mean});
  }
  return wanted;
}

PageJson describe_outcome(const Wanted& wanted, const MeasureRuns& read, std::size_t place, const PossibleRange& range) {
  PageJson outcome{{"measure", wanted.measure}, {"place", wanted.place}, {"label", wanted.label}, {"summed", wanted.span == Span::year}};
  for (const char* part : {"at_end", "series"}) outcome[part] = PageJson::array();
  for (const auto& of_variant : read.at_end) outcome["at_end"].push_back(describe_end(of_variant[place], range));
  for (const auto& of_variant : read.values) outcome["series"].push_back(describe_bands(of_variant[place], true));
  return outcome;
}

PageJson summarise(PageJson& page, const StoredRuns& runs, const std::vector<Wanted>& all) {
  PageJson outcomes = PageJson::array();
  for (const Wanted& wanted : all) {
    const KeptMeasure* measure = runs.find(wanted.measure);
    if (measure == nullptr) {
      page["absent"][wanted.measure] = say_not_kept(wanted.measure, runs.sweep.has_value());
      continue;
    }
    const MeasureRuns read = read_measure(runs, *measure, wanted.span, runs.months);
    const auto place = std::find(read.places.begin(), read.places.end(), wanted.place);
    if (place != read.places.end())
      outcomes.push_back(describe_outcome(wanted, read, static_cast<std::size_t>(place - read.places.begin()), possible_range(measure->unit)));
  }
  return outcomes;
}

}  // namespace

void add_outcomes(PageJson& page, const StoredRuns& runs) {
  page["outcomes"] = summarise(page, runs, list_headlines(runs));
  page["further"] = summarise(page, runs, list_further(runs));
}

}  // namespace tessera
