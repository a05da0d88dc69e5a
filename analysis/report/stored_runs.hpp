// What a results file says of its runs, read once for all parts of the page: which are complete, of which variant and design
// point, which months and measures are kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/comparison/values.hpp"
#include "results/read.hpp"
#include "scenario/sweep.hpp"

namespace tessera {

struct KeptMeasure {
  std::string name, unit, meaning;
  std::string axis;  // empty = one number
};

struct StoredRuns {
  const Results& results;
  std::string path;
  std::optional<Sweep> sweep;                  // of an experiment
  std::vector<std::string> variants;           // a run has one, named ""
  std::size_t baseline = 0;
  std::vector<std::int32_t> kept_months;
  std::vector<std::int32_t> window;            // kept months that numbers "at the end" are the mean of
  std::vector<std::int32_t> months;            // of the page: kept months, fewer of very long runs
  std::vector<std::uint32_t> variant_of;       // [point]
  std::vector<std::uint32_t> design_point_of;  // [point] place among design points
  std::size_t design_points = 1;
  std::uint32_t replicates = 0;
  std::vector<RunStatus> statuses;             // [point * replicates + replicate]
  std::vector<KeptMeasure> measures;

  bool is_complete(std::uint32_t point, std::uint32_t replicate) const {
    return statuses[std::size_t{point} * replicates + replicate] == RunStatus::complete;
  }
  std::size_t count_complete() const;
  const KeptMeasure* find(std::string_view measure) const;
  // Numbers of every month are there, for a year at least: what flows can be summed over twelve months.
  bool keeps_every_month() const;
};

// `results` must outlive what is returned. Throws InputError for a baseline or months that the file does not hold.
StoredRuns describe_runs(const Results& results, const std::string& path, const ComparisonRequest& request);

// At most so many of these months, evenly: every 2nd, 3rd, 6th, 12th ... of the run, with the first and the last. Two at least.
std::vector<std::int32_t> thin_months(const std::vector<std::int32_t>& months, std::size_t at_most);

}  // namespace tessera
