// What `tessera patterns` says: on the terminal, as README.md of a folder, as a table for HDF5 and CSV.
#pragma once

#include <string>

#include "analysis/patterns/measurement.hpp"
#include "results/table_csv.hpp"

namespace tessera {

std::string report_patterns(const PatternsMeasured& measured);
// `command` renews the page; `community` is what it was measured on.
std::string patterns_as_markdown(const PatternsMeasured& measured, const Effort& effort, const std::string& community,
                                 const std::string& command);
// One row per statistic and model.
StoredTable patterns_as_table(const PatternsMeasured& measured);

}  // namespace tessera
