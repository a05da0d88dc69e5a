#include "analysis/report/stored_runs.hpp"

#include <algorithm>
#include <array>

namespace tessera {
namespace {

// Variants x months of the page's curves: a hundred lines of 1,000 numbers are a megabyte.
constexpr std::size_t most_months_of_variants = 1000;

std::vector<KeptMeasure> list_measures(const Results& results) {
  const std::vector<std::string> names = results.measures();
  std::vector<KeptMeasure> measures;
  for (const StoredItem& item : results.list_contents()) {
    const std::string name = item.path.substr(1);
    if (std::find(names.begin(), names.end(), name) == names.end()) continue;
    measures.push_back({name, item.unit, item.meaning, item.axes.size() > 3 ? item.axes[3] : ""});
  }
  return measures;
}

void place_design_points(StoredRuns& runs) {
  const std::vector<std::int32_t> numbers = runs.results.design_point_of_points();
  std::vector<std::int32_t> different = numbers;
  std::sort(different.begin(), different.end());
  different.erase(std::unique(different.begin(), different.end()), different.end());
  runs.design_points = different.size();
  for (const std::int32_t number : numbers)
    runs.design_point_of.push_back(
        static_cast<std::uint32_t>(std::lower_bound(different.begin(), different.end(), number) - different.begin()));
}

}  // namespace

std::size_t StoredRuns::count_complete() const {
  return static_cast<std::size_t>(std::count(statuses.begin(), statuses.end(), RunStatus::complete));
}

const KeptMeasure* StoredRuns::find(std::string_view measure) const {
  const auto found = std::find_if(measures.begin(), measures.end(), [&](const KeptMeasure& m) { return m.name == measure; });
  return found == measures.end() ? nullptr : &*found;
}

bool StoredRuns::keeps_every_month() const {
  return kept_months.back() >= 12 && kept_months.size() == static_cast<std::size_t>(kept_months.back()) + 1;
}

StoredRuns describe_runs(const Results& results, const std::string& path, const ComparisonRequest& request) {
  StoredRuns runs{.results = results, .path = path};
  if (results.is_experiment()) runs.sweep = sweep_from_text(results.attribute("experiment"), path);
  runs.variants = runs.sweep ? results.variants() : std::vector<std::string>{""};
  runs.baseline = find_baseline(runs.variants, request.baseline, path);
  runs.kept_months = results.kept_months();
  runs.window = find_window(runs.kept_months, request, path);
  runs.months = thin_months(runs.kept_months, most_months_of_variants / runs.variants.size());
  runs.variant_of = results.variant_of_points();
  place_design_points(runs);
  runs.replicates = results.replicates();
  for (const double status : results.read("/status").values) runs.statuses.push_back(static_cast<RunStatus>(static_cast<int>(status)));
  runs.measures = list_measures(results);
  return runs;
}

std::vector<std::int32_t> thin_months(const std::vector<std::int32_t>& months, std::size_t at_most) {
  constexpr std::array<std::int32_t, 9> steps{1, 2, 3, 6, 12, 24, 60, 120, 600};
  for (const std::int32_t step : steps) {
    std::vector<std::int32_t> thinned;
    for (const std::int32_t month : months)
      if (month % step == 0 || month == months.front() || month == months.back()) thinned.push_back(month);
    if (thinned.size() <= at_most) return thinned;
  }
  return {months.front(), months.back()};
}

}  // namespace tessera
