// A line of numbers as one line of text, for terminals.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string>

namespace tessera {

struct SparklineForm {
  std::size_t width = 20;  // letters at most; longer lines are averaged into as many pieces
  bool unicode = true;     // blocks of eight heights; otherwise eight ASCII letters, the fuller the higher: .:-=+*#@
  double low = std::numeric_limits<double>::quiet_NaN();   // value of the lowest letter; NaN = the lowest value shown
  double high = std::numeric_limits<double>::quiet_NaN();  // of the highest
};

// A letter per value (or piece); a blank where there is no number. A line that does not move lies in the middle. Every letter
// takes one column; no values give no letters.
std::string sparkline(std::span<const double> values, const SparklineForm& form);

}  // namespace tessera
