// The values that are compared, read from the results of an experiment.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/comparison/comparison.hpp"
#include "results/read.hpp"

namespace tessera {

struct ComparisonRequest {
  std::string baseline;               // name of a variant; empty = the first
  std::vector<std::string> measures;  // empty = the headline outcomes
  std::int32_t month = 0;             // this month alone; 0 = by first and last
  std::int32_t first = 0, last = 0;   // mean of the kept months of these; both 0 = of the last year
  double half_width = 0.0;            // see ComparisonOptions
};

// Runs of one variant.
struct RunCounts {
  std::uint64_t complete = 0, failed = 0, not_run = 0, stopped = 0;
};

struct ComparedFile {
  std::string path, title, question;
  std::vector<std::string> variants;
  std::size_t baseline = 0;
  std::vector<std::int32_t> design_points;  // their numbers
  std::uint32_t replicates = 0;
  std::vector<RunCounts> runs;              // [variant]
  std::vector<std::int32_t> kept_months;    // of the file
  std::vector<std::int32_t> window;         // kept months that values are the mean of
  std::vector<std::string> absent;          // headline outcomes that the file does not hold
  std::vector<OutcomeValues> headlines;                // of the whole community
  std::vector<std::vector<OutcomeValues>> by_month;    // [headline][kept month but 0]
  std::vector<OutcomeValues> subgroups;                // the headlines again by group, area, district ...
  std::optional<OutcomeValues> spending;               // public spending in all until the end of the window
};

// Throws InputError if the file is of no experiment with two variants, and for a name or month that it does not hold.
ComparedFile read_values(const Results& results, const std::string& path, const ComparisonRequest& request);

// The parts of a request, for who shows the same file: kept months that values are the mean of; the baseline's place; the
// runs of each variant. `path` is for messages.
std::vector<std::int32_t> find_window(const std::vector<std::int32_t>& kept, const ComparisonRequest& request, const std::string& path);
std::size_t find_baseline(const std::vector<std::string>& variants, const std::string& name, const std::string& path);
std::vector<RunCounts> count_runs(const Results& results);

// Whether more of a measure is better, as far as people agree; a measure by group, area or district as the whole.
Better which_is_better(const std::string& measure);

}  // namespace tessera
