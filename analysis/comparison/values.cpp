#include "analysis/comparison/values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "base/errors.hpp"
#include "base/nearest_name.hpp"
#include "run/outcomes.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view spending_measure = "public_spending_total";

// A measure of the file, and what stands where along its axis.
struct StoredMeasure {
  std::string name, unit, axis;
  std::vector<std::string> places;  // one empty name if it has no axis
};

class Reader {
 public:
  Reader(const Results& results, const std::string& path) : results_(results), path_(path) {
    const std::vector<std::string> names = results.measures();
    for (const StoredItem& item : results.list_contents()) {
      const std::string name = item.path.substr(1);
      if (std::find(names.begin(), names.end(), name) == names.end()) continue;
      StoredMeasure measure{name, item.unit, item.axes.size() > 3 ? item.axes[3] : "", {""}};
      if (!measure.axis.empty()) measure.places = results.names("/" + measure.axis);
      measures_.push_back(std::move(measure));
    }
    variant_of_ = results.variant_of_points();
    numbers_ = results.design_point_of_points();
    design_points_ = numbers_;
    std::sort(design_points_.begin(), design_points_.end());
    design_points_.erase(std::unique(design_points_.begin(), design_points_.end()), design_points_.end());
    months_ = results.kept_months();
  }

  const std::vector<std::int32_t>& design_points() const { return design_points_; }
  const std::vector<std::int32_t>& months() const { return months_; }
  const std::vector<StoredMeasure>& measures() const { return measures_; }

  const StoredMeasure* find(std::string_view name) const {
    const auto found = std::find_if(measures_.begin(), measures_.end(), [&](const StoredMeasure& m) { return m.name == name; });
    return found == measures_.end() ? nullptr : &*found;
  }
  const StoredMeasure& demand(const std::string& name) const {
    if (const StoredMeasure* found = find(name)) return *found;
    std::vector<std::string_view> known;
    for (const StoredMeasure& measure : measures_) known.push_back(measure.name);
    throw InputError(fmt::format("{} holds no measure '{}'{}", path_, name, suggest_name(name, known)));
  }

  // One outcome per place of the measure and list of months: [list of months][place].
  std::vector<std::vector<OutcomeValues>> read(const StoredMeasure& measure, const std::vector<std::vector<std::int32_t>>& windows) const {
    std::vector<std::vector<OutcomeValues>> outcomes;
    for (const auto& window : windows) outcomes.push_back(prepare(measure, window));
    for (std::uint32_t point = 0; point < results_.points(); ++point) {
      const std::vector<double> stored = results_.measure_at(measure.name, point);
      for (std::size_t w = 0; w < windows.size(); ++w)
        for (std::size_t place = 0; place < measure.places.size(); ++place)
          slot(outcomes[w][place], point) = condense(stored, measure, place, windows[w]);
    }
    return outcomes;
  }

 private:
  std::vector<OutcomeValues> prepare(const StoredMeasure& measure, const std::vector<std::int32_t>& window) const {
    const std::size_t variants = results_.variants().size();
    std::vector<OutcomeValues> outcomes;
    for (const std::string& place : measure.places) {
      OutcomeValues values{{measure.name, place.empty() ? measure.name : measure.name + ": " + place, measure.unit, measure.axis,
                            place, window.front(), window.back(), which_is_better(measure.name)}, {}};
      values.values.assign(variants, std::vector<std::vector<double>>(design_points_.size(),
                                                                      std::vector<double>(results_.replicates(), nan)));
      outcomes.push_back(std::move(values));
    }
    return outcomes;
  }

  std::vector<double>& slot(OutcomeValues& values, std::uint32_t point) const {
    const auto at = std::lower_bound(design_points_.begin(), design_points_.end(), numbers_[point]);
    return values.values.at(variant_of_[point]).at(static_cast<std::size_t>(at - design_points_.begin()));
  }

  // [replicate] mean of the months' values that are numbers.
  std::vector<double> condense(const std::vector<double>& stored, const StoredMeasure& measure, std::size_t place,
                               const std::vector<std::int32_t>& window) const {
    std::vector<double> means;
    for (std::uint32_t replicate = 0; replicate < results_.replicates(); ++replicate) {
      double sum = 0.0, known = 0.0;
      for (const std::int32_t month : window) {
        const auto row = static_cast<std::size_t>(std::lower_bound(months_.begin(), months_.end(), month) - months_.begin());
        const double value = stored.at((replicate * months_.size() + row) * measure.places.size() + place);
        if (std::isnan(value)) continue;
        sum += value;
        known += 1.0;
      }
      means.push_back(known > 0.0 ? sum / known : nan);
    }
    return means;
  }

  const Results& results_;
  std::string path_;
  std::vector<StoredMeasure> measures_;
  std::vector<std::uint32_t> variant_of_;            // [point]
  std::vector<std::int32_t> numbers_;                // [point] of its design point
  std::vector<std::int32_t> design_points_, months_; // ascending
};

std::string tell_months(const std::vector<std::int32_t>& months) {
  if (months.size() <= 12) return fmt::format("{}", fmt::join(months, ", "));
  return fmt::format("{}, {}, {} ... {}", months[0], months[1], months[2], months.back());
}

}  // namespace

std::vector<std::int32_t> find_window(const std::vector<std::int32_t>& kept, const ComparisonRequest& request, const std::string& path) {
  std::int32_t first = request.first, last = request.last;
  if (request.month > 0) first = last = request.month;
  if (first == 0 && last == 0) {
    last = kept.back();
    first = std::max(std::min(1, last), last - 11);
  }
  std::vector<std::int32_t> window;
  std::copy_if(kept.begin(), kept.end(), std::back_inserter(window), [&](std::int32_t month) { return month >= first && month <= last; });
  if (!window.empty()) return window;
  throw InputError(fmt::format("{} keeps no values of {}; it keeps those of months {}", path,
                               first == last ? fmt::format("month {}", first) : fmt::format("months {} to {}", first, last),
                               tell_months(kept)));
}

std::size_t find_baseline(const std::vector<std::string>& variants, const std::string& name, const std::string& path) {
  if (name.empty()) return 0;
  const auto found = std::find(variants.begin(), variants.end(), name);
  if (found != variants.end()) return static_cast<std::size_t>(found - variants.begin());
  const std::vector<std::string_view> known(variants.begin(), variants.end());
  throw InputError(fmt::format("{} has no variant '{}'{}; it has {}", path, name, suggest_name(name, known), fmt::join(variants, ", ")));
}

std::vector<RunCounts> count_runs(const Results& results) {
  std::vector<RunCounts> counts(results.variants().size());
  const auto variant_of = results.variant_of_points();
  for (std::uint32_t point = 0; point < results.points(); ++point)
    for (const RunStatus status : results.statuses(point)) {
      RunCounts& of_variant = counts.at(variant_of[point]);
      if (status == RunStatus::complete) ++of_variant.complete;
      if (status == RunStatus::failed) ++of_variant.failed;
      if (status == RunStatus::not_run) ++of_variant.not_run;
      if (status == RunStatus::running) ++of_variant.stopped;
    }
  return counts;
}

namespace {

void refuse_what_can_not_be_compared(const Results& results, const std::string& path) {
  if (!results.is_experiment())
    throw InputError(fmt::format("{} holds the runs of one scenario, and there is nothing to compare it with.\nWrite an experiment "
                                 "with two variants or more, run it with `tessera experiment`, and compare its file.", path));
  if (results.variants().size() < 2)
    throw InputError(fmt::format("{} holds one variant ('{}'), and there is nothing to compare it with.\nAdd a [[variant]] to the "
                                 "experiment; `tessera sensitivity` is for experiments with factors alone.", path, results.variants().at(0)));
}

// Adds a measure to the file's values: over the window and month by month if it is one number, else by place.
class Collector {
 public:
  Collector(const Reader& reader, ComparedFile& file) : reader_(reader), file_(file) {
    windows_.push_back(file.window);
    for (const std::int32_t month : file.kept_months)
      if (month > 0) windows_.push_back({month});
  }

  void add(const StoredMeasure& measure, const std::string& label, std::string_view place) {
    if (is_there(measure.name)) return;
    auto read = reader_.read(measure, windows_);
    for (std::size_t k = 0; k < measure.places.size(); ++k) {
      if (!place.empty() && measure.places[k] != place) continue;
      if (!label.empty())
        for (auto& of_window : read) of_window[k].outcome.label = label;
      if (measure.axis.empty() || !place.empty()) add_headline(read, k);
      else file_.subgroups.push_back(std::move(read[0][k]));
    }
  }

  void add_subgroups(const std::string& whole, const std::string& label) {
    for (const StoredMeasure& measure : reader_.measures()) {
      if (!measure.name.starts_with(whole + "_by_") || measure.axis.empty() || is_there(measure.name)) continue;
      auto by_place = reader_.read(measure, {file_.window});
      for (OutcomeValues& values : by_place.front()) {
        values.outcome.label = fmt::format("{}, {} {}", label, measure.axis, values.outcome.place);
        file_.subgroups.push_back(std::move(values));
      }
    }
  }

 private:
  bool is_there(const std::string& measure) const {
    const auto is_it = [&](const OutcomeValues& values) { return values.outcome.measure == measure; };
    return std::any_of(file_.headlines.begin(), file_.headlines.end(), is_it) ||
           std::any_of(file_.subgroups.begin(), file_.subgroups.end(), is_it);
  }

  void add_headline(std::vector<std::vector<OutcomeValues>>& read, std::size_t k) {
    file_.headlines.push_back(std::move(read[0][k]));
    file_.by_month.emplace_back();
    for (std::size_t w = 1; w < read.size(); ++w) file_.by_month.back().push_back(std::move(read[w][k]));
  }

  const Reader& reader_;
  ComparedFile& file_;
  std::vector<std::vector<std::int32_t>> windows_;
};

void collect_asked(const Reader& reader, const std::vector<std::string>& asked, ComparedFile& file) {
  Collector collector(reader, file);
  const auto names = outcome_names();
  for (const std::string& name : asked) {
    const StoredMeasure& measure = reader.demand(name);
    const auto known = std::find_if(names.begin(), names.end(), [&](const OutcomeName& n) { return n.measure == name && n.place.empty(); });
    const std::string label(known == names.end() || known->summed ? std::string_view(name) : known->label);
    collector.add(measure, measure.axis.empty() ? label : "", "");
    if (measure.axis.empty()) collector.add_subgroups(name, label);
  }
}

void collect_headlines(const Reader& reader, ComparedFile& file) {
  Collector collector(reader, file);
  for (const OutcomeName& name : outcome_names()) {
    if (name.measure == spending_measure) continue;  // has a part of its own
    const StoredMeasure* measure = reader.find(name.measure);
    if (measure == nullptr) {
      file.absent.emplace_back(name.label);
      continue;
    }
    const std::string label(name.summed ? name.measure : name.label);  // a mean here, where a run's own table has the sum
    collector.add(*measure, label, name.place);
    if (measure->axis.empty()) collector.add_subgroups(measure->name, label);
  }
  if (file.headlines.empty())
    throw InputError(fmt::format("{} holds none of the headline outcomes; name measures of it with --measure", file.path));
}

}  // namespace

Better which_is_better(const std::string& measure) {
  const std::string whole = measure.substr(0, measure.find("_by_"));
  static const std::vector<std::string> higher{"coverage", "need_met", "coverage_of_fresh_need", "coverage_least_group", "efficiency_per_usd",
                                               "efficiency_per_hour", "met_per_public_usd", "persons_reached", "reached_share",
                                               "volunteers", "retention", "need_delivered", "services_per_resident"};
  static const std::vector<std::string> lower{"harm_weighted_unmet", "harm_weighted_unmet_share", "inclusion_gap", "duplication",
                                              "exits", "coverage_gini", "public_spending", "public_spending_total"};
  const auto is_among = [&](const std::vector<std::string>& names) { return std::find(names.begin(), names.end(), whole) != names.end(); };
  return is_among(higher) ? Better::higher : is_among(lower) ? Better::lower : Better::neither;
}

ComparedFile read_values(const Results& results, const std::string& path, const ComparisonRequest& request) {
  refuse_what_can_not_be_compared(results, path);
  const Reader reader(results, path);
  ComparedFile file{.path = path, .title = results.attribute("title"), .question = results.attribute("question")};
  file.variants = results.variants();
  file.baseline = find_baseline(file.variants, request.baseline, path);
  file.design_points = reader.design_points();
  file.replicates = results.replicates();
  file.runs = count_runs(results);
  file.kept_months = reader.months();
  file.window = find_window(file.kept_months, request, path);
  if (request.measures.empty()) collect_headlines(reader, file);
  else collect_asked(reader, request.measures, file);
  if (const StoredMeasure* spending = reader.find(spending_measure))
    file.spending = std::move(reader.read(*spending, {{file.window.back()}}).front().front());
  return file;
}

}  // namespace tessera
