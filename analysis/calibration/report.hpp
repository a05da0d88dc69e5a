// What `tessera calibrate` says: the best point, what is left of each range, a TOML overlay, and a table of all points.
#pragma once

#include <string>

#include "analysis/calibration/history_matching.hpp"
#include "results/table_csv.hpp"

namespace tessera {

std::string report_match(const HistoryMatch& match, const Calibration& calibration);
// A scenario that lays the best point over the community it was found on, for a file in this folder.
std::string match_as_overlay(const HistoryMatch& match, const Calibration& calibration,
                             const std::string& folder = ".");
// One row per point: wave, values, mean and standard error of every output, implausibility.
StoredTable match_as_table(const HistoryMatch& match, const Calibration& calibration);

}  // namespace tessera
