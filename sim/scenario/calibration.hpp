// Calibration files: which parameters are free, and what the model must come to (analysis/calibration).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

struct FreeParameter {
  std::string path;  // as users write it: "volunteering.quit_per_month"
  double low = 0.0, high = 1.0;
  bool logarithmic = false;
  bool whole = false;
  Place place;  // of the path
};

// What is known of one output: a range that is accepted, or a value with its standard deviation.
struct CalibrationTarget {
  std::string pattern;  // "P7": all judged statistics of it, ranges as in patterns; or
  std::string measure;  // a measure ...
  std::string of;       // ... at this place of its axis ("formal"), empty for measures that are one number
  std::int32_t at = 0;  // month, 0 = the last
  double middle = 0.0;
  double tolerance = 0.0;  // standard deviation; a third of half an accepted range
  Place place;
};

struct Calibration {
  std::string file;
  std::string scenario_file;  // as reached; empty = the default community
  std::uint32_t waves = 3, samples = 64, replicates = 4;
  std::uint64_t seed = 1;
  std::vector<FreeParameter> free;
  std::vector<CalibrationTarget> targets;
  std::vector<SourceFile> files;
};

// Throws InputError holding every fault found; whether measures and patterns exist is seen by the analysis.
Calibration read_calibration(const std::string& file);

// The community with values laid over it, in the order of Calibration::free.
Scenario read_calibrated(const Calibration& calibration, const std::vector<double>& values);

}  // namespace tessera
