// How an outcome goes with one factor, whatever the others are: its mean over bins of the factor's values.
#pragma once

#include <vector>

#include "analysis/sensitivity/study.hpp"

namespace tessera {

struct ResponseBin {
  double x = 0.0;             // mean of the factor's values in it; of a logarithmic factor, of their logarithms
  double mean = 0.0;          // of the outcome
  double lower = 0.0, upper = 0.0;  // 95 %, Student's t; not a number where there is nothing to tell it from
  std::int64_t runs = 0;
};

// Lists, grids and Morris' levels have a bin for each value; others up to twelve bins of about as many points each. split:
// of the same runs. Luck that all points share is in no interval: it lifts the whole curve and not one bin.
//
// Points that were drawn (Latin hypercube, Sobol, Saltelli, Morris): the interval is over them, as others might have been
// drawn; those of one Saltelli block or one trajectory count once in a bin, with their mean. Points that were given (list,
// grid): every value meets the same others, and what is uncertain is the noise of single runs, taken as the same everywhere.
// Empty where the factor has fewer than two values with a run.
std::vector<ResponseBin> find_response(const Study& study, const StudyOutcome& outcome, const VarianceSplit& split, std::size_t factor);

}  // namespace tessera
