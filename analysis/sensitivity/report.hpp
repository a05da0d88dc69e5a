// What `tessera sensitivity` says: on the terminal, as README.md of a folder, as a table for CSV and JSON.
#pragma once

#include <string>
#include <vector>

#include "analysis/sensitivity/indices.hpp"
#include "results/table_file.hpp"

namespace tessera {

// A file of results and what came out of it.
struct AnalysedStudy {
  std::string file;          // of the results, without its folder
  std::string command_line;  // that made it
  std::string experiment;    // its text, or empty
  Study study;
  std::int64_t complete_runs = 0, failed_runs = 0, missing_runs = 0;  // of all variants and replicates asked for
  std::uint32_t replicates = 0;  // at most at one point
  std::vector<OutcomeSensitivity> outcomes;
};

// Tables of the first factors of each outcome, in their order of importance; `most` of them.
std::string report_sensitivity(const AnalysedStudy& analysed, std::size_t most = 15);

// One row per index: of an outcome, of a factor, or of a pair of them.
StoredTable sensitivity_as_table(const AnalysedStudy& analysed);

// A page with the order of the factors over all outcomes of each study, and how to repeat them. `command` renews it.
std::string sensitivity_as_markdown(const std::vector<AnalysedStudy>& studies, const std::string& command);

}  // namespace tessera
