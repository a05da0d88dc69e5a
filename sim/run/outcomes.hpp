// What a run came to, in a dozen numbers: the mean of the last twelve months, and what policies cost the public in all, with
// their uncertainty over replicates.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "measures/measures.hpp"

namespace tessera {

struct Outcome {
  std::string_view measure;
  std::string label;            // as a reader says it
  std::string_view unit;
  std::uint32_t replicates = 0; // in which the number exists
  double mean = 0.0;            // NaN if it exists in none
  double half_width = 0.0;      // of the 95 % interval (Student's t); NaN with fewer than two replicates
};

// Names of the measures that outcomes are made of.
std::vector<std::string> outcome_measures();

struct OutcomeName {
  std::string_view measure;
  std::string_view place;  // along the measure's axis; empty if it has none
  std::string_view label;  // as a reader says it
  bool summed = false;     // over twelve months
  bool last = false;       // of the last month alone: it is a sum since the run began
};
// One per outcome, in their order.
std::vector<OutcomeName> outcome_names();

// One value per outcome from the last months' rows of one replicate; `plan` must hold the outcome measures.
// rows: [months * plan.width], ending with the last month.
std::vector<double> summarise_months(std::span<const double> rows, const MeasurePlan& plan);

// values: [replicate][outcome].
std::vector<Outcome> summarise_replicates(const std::vector<std::vector<double>>& values);

}  // namespace tessera
