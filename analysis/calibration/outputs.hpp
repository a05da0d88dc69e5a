// The outputs that a calibration's targets ask for, and their means at a point of the parameter space.
#pragma once

#include <span>
#include <vector>

#include "analysis/calibration/history_matching.hpp"

namespace tessera {

// Throws InputError with the place of every target that is not known.
std::vector<FittedOutput> list_outputs(const Calibration& calibration);

// Runs all points of a wave and fills in mean and standard_error.
void run_points(std::span<MatchedPoint> points, const Calibration& calibration, const MatchOptions& options);

}  // namespace tessera
