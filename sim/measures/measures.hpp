// Numbers read off a world, each defined in one place. They never change it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "parameters/axes.hpp"
#include "state/world.hpp"
#include "vocabulary/measure.hpp"

namespace tessera {

struct SoloChain;

// Every measure, in the order of the results file.
std::span<const Measure> measure_table();

// Names may end in "*". Throws InputError naming the nearest known name.
MeasurePlan plan_measures(const std::vector<std::string>& names, const Parameters& parameters, std::size_t districts);

// Whether a month's row needs the chain of the solo benchmark. `last` = the last month of the run.
bool needs_solo(const MeasurePlan& plan, std::int32_t month, bool last);

// Writes one row of plan.width values. What can not be said (the coverage of no need; the solo benchmark where it was
// not tried) is NaN.
void take_measures(std::span<double> row, const World& world, const Parameters& parameters, const MeasurePlan& plan,
                   bool last, const SoloChain* solo_chain = nullptr);

}  // namespace tessera
