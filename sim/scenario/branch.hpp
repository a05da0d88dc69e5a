// Months that variants of an experiment have in common: all before its branch_month, if they differ only by policies
// and shocks that begin then or later. One run-up per replicate serves them all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenario/experiment.hpp"

namespace tessera {

// What determines the months before `branch_month`, as text: scenarios of the same run-up have the same worlds until
// then.
std::string describe_run_up(const Scenario& scenario, std::int32_t branch_month);

// A fault for every variant that differs from the first one before the experiment's branch_month; each must read.
void check_branches(const Experiment& experiment, std::vector<Fault>& faults);

}  // namespace tessera
