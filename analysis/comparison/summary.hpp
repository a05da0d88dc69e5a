// A comparison in one compact table, for the end of a terminal's page.
#pragma once

#include <string>

#include "analysis/comparison/answers.hpp"
#include "base/terminal.hpp"

namespace tessera {

// A line per headline outcome; for each variant the difference from the baseline, whether it is clear (p by Holm below 0.05),
// and a sparkline of the difference over the kept months, with no difference as its lower or upper edge, or between them. At
// most 96 columns: two variants beside one another, further ones below.
std::string comparison_summary(const ComparisonAnswers& answers, const TextStyle& style);

}  // namespace tessera
