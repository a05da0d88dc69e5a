// The outcomes of a run over its months, read from its results.
#pragma once

#include <vector>

#include "results/read.hpp"

namespace tessera {

struct OutcomeSeries {
  std::vector<std::int32_t> months;         // that the file keeps
  std::vector<std::vector<double>> values;  // [outcome, as outcome_names][month] mean over the replicates that have a value,
                                            // NaN where none has; empty where the file does not hold the measure
};

// Of the first point, which of a run is the only one.
OutcomeSeries read_outcome_series(const Results& results);

}  // namespace tessera
