// The table of outcomes at the end of `run`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/terminal.hpp"
#include "run/outcome_series.hpp"
#include "run/outcomes.hpp"

namespace tessera {

// A line per outcome, at most 98 columns: its value at the end, with half-width where there are replicates, a sparkline over
// the kept months, and the lowest and highest month. `series` may be empty: then without lines. Outcomes that say nothing
// (no public spending) are left out.
std::string table_of_outcomes(const std::vector<Outcome>& outcomes, const OutcomeSeries& series, const TextStyle& style);

}  // namespace tessera
