// Numbers read off a world, each defined in one place. They never change it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "parameters/axes.hpp"
#include "state/world.hpp"
#include "vocabulary/measure.hpp"

namespace tessera {

// Every measure, in the order of the results file.
std::span<const Measure> measure_table();

// Names may end in "*". Throws InputError naming the nearest known name.
MeasurePlan plan_measures(const std::vector<std::string>& names, const Parameters& parameters, std::size_t districts);

// Writes one row of plan.width values. What can not be said (the coverage of no need) is NaN. `last` = the last month of the run.
void take_measures(std::span<double> row, const World& world, const Parameters& parameters, const MeasurePlan& plan,
                   bool last);

}  // namespace tessera
