// Numbers read off a world, each defined in one place. They never change it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parameters/parameters.hpp"
#include "state/world.hpp"

namespace tessera {

struct Measure {
  std::string_view name;        // "need_met", "coverage_by_area", ...
  std::string_view axis;        // "" = one number; otherwise one of axis_names()
  std::string_view unit;        // singular
  std::string_view definition;  // one or two sentences
  std::string_view serves;      // claims and patterns it serves: "S0-1, P5"; may be empty
  bool yearly = false;          // costly: taken at months divisible by twelve and at the last one, NaN in between
};

// Every measure, in the order of the results file.
std::span<const Measure> measure_table();

// The measures a run takes, and where each stands in a month's row of values.
struct MeasurePlan {
  std::vector<const Measure*> measures;
  std::vector<std::size_t> offset;  // of each measure in the row
  std::vector<std::size_t> size;    // 1 or the length of its axis
  std::size_t width = 0;            // of the row
};

// The axes a measure may have: area, group, district, sector, level, stage, governance, end_reason, ...
std::span<const std::string_view> axis_names();
// Names of the places of an axis, in order. `district_names` may be shorter than the number of districts.
std::vector<std::string> axis_labels(std::string_view axis, const Parameters& parameters,
                                     const std::vector<std::string>& district_names);

// Names may end in "*". Throws InputError naming the nearest known name.
MeasurePlan plan_measures(const std::vector<std::string>& names, const Parameters& parameters, std::size_t districts);

// Writes one row of plan.width values. What can not be said (the coverage of no need) is NaN. `last` = the last month of the run.
void take_measures(std::span<double> row, const World& world, const Parameters& parameters, const MeasurePlan& plan,
                   bool last);

}  // namespace tessera
