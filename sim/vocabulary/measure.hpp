// What a measure is: its name, axis, unit and definition. The measures themselves are read off in measures/.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace tessera {

struct Measure {
  std::string_view name;        // "need_met", "coverage_by_area", ...
  std::string_view axis;        // "" = one number; otherwise one of axis_names()
  std::string_view unit;        // singular
  std::string_view definition;  // one or two sentences
  std::string_view serves;      // claims and patterns it serves: "S0-1, P5"; may be empty
  bool yearly = false;          // costly: taken at months divisible by twelve and at the last one, NaN in between
};

// The measures a run takes, and where each stands in a month's row of values.
struct MeasurePlan {
  std::vector<const Measure*> measures;
  std::vector<std::size_t> offset;  // of each measure in the row
  std::vector<std::size_t> size;    // 1 or the length of its axis
  std::size_t width = 0;            // of the row
};

}  // namespace tessera
