// One number out of a run: the outcome of a claim, condensed over its months.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "measures/measures.hpp"
#include "scenario/experiment.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

// Names of the measures an outcome needs.
std::vector<std::string> measures_of(const ClaimOutcome& outcome);

// The unit of the number: of the measure, or "usd per service unit" of two that are divided.
std::string unit_of(const ClaimOutcome& outcome);

// Adds a fault, placed in the experiment file, if the scenario has no such measure or label, or the window lies beyond
// its months.
void check_outcome(const ClaimOutcome& outcome, const Scenario& scenario, const Experiment& experiment,
                   std::vector<Fault>& faults);

// The number. rows: [month 0..last][plan.width]; the plan holds the outcome's measures. NaN if it does not exist.
double condense_outcome(const ClaimOutcome& outcome, std::span<const double> rows, const MeasurePlan& plan,
                        const Scenario& scenario);

// Values of a window condensed, those that are not numbers left out; NaN if none are left.
double condense(std::span<const double> values, Over over);

}  // namespace tessera
