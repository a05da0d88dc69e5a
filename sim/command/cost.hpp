// What runs will cost, before one is made.
#pragma once

#include <string>

#include "scenario/scenario.hpp"

namespace tessera {

struct RunCost {
  double months = 0, organisations = 0, districts = 0, megabytes = 0, core_seconds = 0;  // of one run
};

// Rough: by the size of the first world alone. The benchmarks measure the figures; `experiment --dry-run` measures a
// whole experiment on the machine at hand.
RunCost estimate_cost(const Scenario& scenario);

// Throws InputError if one run alone needs more memory than there is: it would end in the middle, or take the machine with it.
void refuse_what_no_memory_holds(const Scenario& scenario);

// "0.5 s", "8 min 20 s".
std::string tell_seconds(double seconds);

}  // namespace tessera
