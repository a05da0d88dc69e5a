#include "run/outcome_series.hpp"

#include <algorithm>
#include <cmath>

#include "run/outcomes.hpp"

namespace tessera {
namespace {

// Place of a name along the axis of a measure; 0 if it has none.
std::size_t find_place(const Results& results, const StoredItem& measure, std::string_view name) {
  if (name.empty() || measure.axes.size() < 4) return 0;
  const std::vector<std::string> names = results.names("/" + measure.axes[3]);
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::vector<double> average_replicates(const std::vector<double>& stored, std::size_t months, std::size_t places, std::size_t place) {
  std::vector<double> sums(months, 0.0), counts(months, 0.0);
  for (std::size_t at = place, k = 0; at < stored.size(); at += places, ++k) {
    if (std::isnan(stored[at])) continue;
    sums[k % months] += stored[at];
    counts[k % months] += 1.0;
  }
  for (std::size_t month = 0; month < months; ++month) sums[month] /= counts[month];
  return sums;
}

}  // namespace

OutcomeSeries read_outcome_series(const Results& results) {
  OutcomeSeries series{.months = results.kept_months()};
  const std::vector<StoredItem> items = results.list_contents();
  for (const OutcomeName& outcome : outcome_names()) {
    const auto item = std::find_if(items.begin(), items.end(), [&](const StoredItem& one) { return one.path.substr(1) == outcome.measure; });
    std::vector<double>& values = series.values.emplace_back();
    if (item == items.end()) continue;
    const std::vector<double> stored = results.measure_at(std::string(outcome.measure), 0);
    const std::size_t months = series.months.size(), places = stored.size() / (months * results.replicates());
    values = average_replicates(stored, months, places, find_place(results, *item, outcome.place));
  }
  return series;
}

}  // namespace tessera
