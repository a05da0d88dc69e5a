#include "analysis/report/run_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "analysis/report/numbers.hpp"
#include "base/statistics/intervals.hpp"
#include "base/statistics/moments.hpp"
#include "base/statistics/quantiles.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t months_of_year = 12;

// One measure in one run and place: its numbers by kept month.
struct RunOfMonths {
  const double* first;  // of the place in month 0
  std::size_t step;     // to the next month

  double operator[](std::size_t row) const { return first[row * step]; }
};

// Of the twelve rows until this one; NaN where one is missing or lies before the first month.
double sum_of_year(const RunOfMonths& run, std::size_t row) {
  if (row < months_of_year) return nan;
  double sum = 0.0;
  for (std::size_t k = 0; k < months_of_year; ++k) sum += run[row - k];
  return sum;
}

double mean_of_rows(const RunOfMonths& run, const std::vector<std::size_t>& rows) {
  double sum = 0.0, known = 0.0;
  for (const std::size_t row : rows) {
    if (std::isnan(run[row])) continue;
    sum += run[row];
    known += 1.0;
  }
  return known > 0.0 ? sum / known : nan;
}

double number_at_end(const RunOfMonths& run, const std::vector<std::size_t>& window, Span span) {
  if (span == Span::mean) return mean_of_rows(run, window);
  return span == Span::year ? sum_of_year(run, window.back()) : run[window.back()];
}

std::vector<std::size_t> find_rows(const std::vector<std::int32_t>& kept, const std::vector<std::int32_t>& months) {
  std::vector<std::size_t> rows;
  for (const std::int32_t month : months)
    rows.push_back(static_cast<std::size_t>(std::lower_bound(kept.begin(), kept.end(), month) - kept.begin()));
  return rows;
}

class Collector {
 public:
  Collector(const StoredRuns& runs, const KeptMeasure& measure, Span span, const std::vector<std::int32_t>& months)
      : runs_(runs), span_(span), rows_(find_rows(runs.kept_months, months)), window_(find_rows(runs.kept_months, runs.window)) {
    read_.months = months;
    read_.places = measure.axis.empty() ? std::vector<std::string>{""} : runs.results.names("/" + measure.axis);
    const std::size_t variants = runs.variants.size(), places = read_.places.size();
    read_.values.assign(variants, {places, std::vector<std::vector<double>>(months.size())});
    read_.at_end.assign(variants, {places, {runs.design_points, std::vector<double>(runs.replicates, nan)}});
  }

  // stored: [replicate][kept month][place]
  void add_point(std::uint32_t point, const std::vector<double>& stored) {
    const std::size_t places = read_.places.size(), of_run = runs_.kept_months.size() * places;
    for (std::uint32_t replicate = 0; replicate < runs_.replicates; ++replicate) {
      if (!runs_.is_complete(point, replicate)) continue;
      for (std::size_t place = 0; place < places; ++place)
        add_run(point, replicate, place, {&stored.at(replicate * of_run + place), places});
    }
  }

  MeasureRuns take() { return std::move(read_); }

 private:
  void add_run(std::uint32_t point, std::uint32_t replicate, std::size_t place, const RunOfMonths& run) {
    const std::uint32_t variant = runs_.variant_of[point];
    auto& by_month = read_.values[variant][place];
    for (std::size_t k = 0; k < rows_.size(); ++k) {
      const double value = span_ == Span::year ? sum_of_year(run, rows_[k]) : run[rows_[k]];
      if (std::isfinite(value)) by_month[k].push_back(value);
    }
    read_.at_end[variant][place][runs_.design_point_of[point]][replicate] = number_at_end(run, window_, span_);
  }

  const StoredRuns& runs_;
  Span span_;
  std::vector<std::size_t> rows_, window_;  // places of months among the kept ones
  MeasureRuns read_;
};

double mean_of(const std::vector<double>& values) {
  Moments moments;
  for (const double value : values) moments.add(value);
  return moments.mean();
}

// Places of the design points at which no replicate lacks a value but those that have none anywhere.
std::vector<std::size_t> find_full_points(const std::vector<std::vector<double>>& values) {
  std::vector<bool> ran(values.at(0).size(), false);
  for (const auto& at_point : values)
    for (std::size_t r = 0; r < at_point.size(); ++r)
      if (std::isfinite(at_point[r])) ran[r] = true;
  std::vector<std::size_t> full;
  for (std::size_t point = 0; point < values.size(); ++point) {
    bool is_full = std::find(ran.begin(), ran.end(), true) != ran.end();
    for (std::size_t r = 0; r < ran.size(); ++r) is_full = is_full && (!ran[r] || std::isfinite(values[point][r]));
    if (is_full) full.push_back(point);
  }
  return full;
}

struct AveragedPoints {
  std::vector<double> means;  // [replicate] over the points used, NaN = lacks one
  std::int64_t runs = 0;      // that stand behind them
};

AveragedPoints average_points(const std::vector<std::vector<double>>& values) {
  std::vector<std::size_t> points = find_full_points(values);
  if (points.empty())
    for (std::size_t point = 0; point < values.size(); ++point) points.push_back(point);
  AveragedPoints averaged{std::vector<double>(values.at(0).size(), 0.0)};
  for (std::size_t r = 0; r < averaged.means.size(); ++r) {
    for (const std::size_t point : points) averaged.means[r] += values[point][r];
    averaged.means[r] /= static_cast<double>(points.size());
    if (std::isfinite(averaged.means[r])) averaged.runs += static_cast<std::int64_t>(points.size());
  }
  return averaged;
}

}  // namespace

MeasureRuns read_measure(const StoredRuns& runs, const KeptMeasure& measure, Span span, const std::vector<std::int32_t>& months) {
  Collector collector(runs, measure, span, months);
  for (std::uint32_t point = 0; point < runs.results.points(); ++point)
    collector.add_point(point, runs.results.measure_at(measure.name, point));
  return collector.take();
}

PageJson describe_bands(const std::vector<std::vector<double>>& by_month, bool wide) {
  const std::vector<double> shares = wide ? std::vector<double>{0.05, 0.25, 0.5, 0.75, 0.95} : std::vector<double>{0.25, 0.5, 0.75};
  std::vector<double> means;
  std::vector<std::vector<double>> bands(shares.size());
  for (const std::vector<double>& values : by_month) {
    means.push_back(mean_of(values));
    const std::vector<double> found = quantiles(values, shares);
    for (std::size_t k = 0; k < shares.size(); ++k) bands[k].push_back(found[k]);
  }
  PageJson json{{"mean", page_numbers(means)}};
  const std::vector<const char*> names = wide ? std::vector<const char*>{"q05", "q25", "q50", "q75", "q95"} : std::vector<const char*>{"q25", "q50", "q75"};
  for (std::size_t k = 0; k < names.size(); ++k) json[names[k]] = page_numbers(bands[k]);
  return json;
}

PossibleRange possible_range(std::string_view unit) {
  constexpr std::array<std::string_view, 8> counted{"person", "organisation", "partnership", "hour", "month", "usd", "service unit", "harm-weighted service unit"};
  if (unit == "share") return {0.0, 1.0};
  if (std::find(counted.begin(), counted.end(), unit) != counted.end()) return {.low = 0.0};
  return {};
}

PageJson describe_end(const std::vector<std::vector<double>>& values, const PossibleRange& range) {
  const AveragedPoints averaged = average_points(values);
  const Interval interval = mean_interval(averaged.means);
  return {{"mean", page_number(interval.estimate)},
          {"lower", page_number(range.clip(interval.lower))},
          {"upper", page_number(range.clip(interval.upper))},
          {"runs", averaged.runs}};
}

}  // namespace tessera
