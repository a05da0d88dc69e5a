// Runs of an experiment with factors, as the analysis of sensitivity sees them, free of files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/statistics/designs.hpp"
#include "base/statistics/variance_split.hpp"

namespace tessera {

struct StudyFactor {
  std::string path;  // "trust.weight"
  std::string unit;
  double low = 0.0, high = 0.0;
  bool logarithmic = false;  // the design is even in the logarithm
};

struct Study {
  std::string name, question;
  DesignKind design = DesignKind::list;
  std::uint64_t samples = 0, seed = 1;  // as in UnitDesign; not of lists and grids
  std::uint32_t levels = 4;             // of Morris
  std::vector<StudyFactor> factors;
  std::vector<std::vector<double>> values;  // [design point][factor] as the runs had them; not a number where none did
};

// One number of every run of one variant.
struct StudyOutcome {
  std::string variant, measure, unit;  // measure: "coverage", "coverage_by_area.food"
  std::int32_t month = 0;
  Replicated runs;  // point = design point
};

}  // namespace tessera
