// The values of one measure in the complete runs of a file, read point by point, and what is said of them: bands over months,
// and the mean at the end with its interval.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/report/page_data.hpp"
#include "analysis/report/stored_runs.hpp"

namespace tessera {

// What a number of a month is, and the number at the end.
enum class Span : std::uint8_t {
  mean,  // that month's; at the end the mean over the window
  year,  // of flows: the sum of the twelve months until then, also at the end
  last   // that month's; at the end that of the last month: what is summed since the run began
};

struct MeasureRuns {
  std::vector<std::string> places;   // names along the axis; one empty name if it has none
  std::vector<std::int32_t> months;  // the values' months
  std::vector<std::vector<std::vector<std::vector<double>>>> values;  // [variant][place][month] of the runs that have a value
  std::vector<std::vector<std::vector<std::vector<double>>>> at_end;  // [variant][place][design point][replicate], NaN = none
};

// months: kept ones. Span::year needs runs.keeps_every_month().
MeasureRuns read_measure(const StoredRuns& runs, const KeptMeasure& measure, Span span, const std::vector<std::int32_t>& months);

// {mean, q05, q25, q50, q75, q95: [month]} over all runs, quantiles as NumPy's default; without the outermost if not `wide`.
PageJson describe_bands(const std::vector<std::vector<double>>& by_month, bool wide);

// Where a number of a unit can lie: shares within 0..1, what is counted at 0 or above.
struct PossibleRange {
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();

  double clip(double value) const { return value < low ? low : value > high ? high : value; }  // NaN stays
};
PossibleRange possible_range(std::string_view unit);

// {mean, lower, upper, runs}: 95 %, Student's t over replicates. values: [design point][replicate]. Over several design points
// a replicate counts once, with its mean over the points, as its luck is the same at all of them: points at which every
// replicate has a value; if there is none, replicates that have a value at every point.
// The interval ends where the measure does: Student's t of few runs knows nothing of that.
PageJson describe_end(const std::vector<std::vector<double>>& values, const PossibleRange& range = {});

}  // namespace tessera
