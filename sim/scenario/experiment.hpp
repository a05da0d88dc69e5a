// Experiments: variants of one scenario, with the factors that are crossed with them, and the claims they answer.
//
// Variants are scenario content laid over the scenario as a file would that extends it, and are read by the same strict
// reader; so are single values along factors and sweeps. Points are made when asked for, so that a design of many costs
// no memory.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenario/claim.hpp"
#include "scenario/document.hpp"
#include "scenario/faults.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

// So many replicates, or rounds of 20, 40, 80 ... until paired intervals are narrow.
struct ReplicateRule {
  std::uint32_t fixed = 0;       // 0 = in rounds
  double until_half_width = 0.15;  // multiple of the sd of the baseline between replicates; in the unit of `measure` if
                                   // one is named
  std::uint32_t most = 160;
  std::string measure;           // empty = every outcome of the file's claims
  std::int32_t month = 0;        // at which `measure` is taken; 0 = the last
};

struct Variant {
  std::string name;
  Node content;  // laid over the scenario
  Place place;
};

// A parameter and its values, crossed with the variants and with other factors.
struct Factor {
  std::string path;
  std::vector<double> values;
  Place place;
};

// One value laid over a variant.
struct Override {
  std::string path;
  double value = 0.0;
  Place place;
};

struct Experiment {
  std::string file;
  std::string scenario_file;
  ReplicateRule replicates;
  std::int32_t branch_month = 0;  // variants are the same before it and share these months; 0 = from the first month on
                                  // each runs its own
  std::vector<Variant> variants;  // the first is the baseline of comparisons that name none
  std::vector<Factor> factors;
  std::vector<Claim> claims;
  Node base;                      // the merged document of scenario_file
  std::vector<SourceFile> files;  // the experiment file first; Place::source counts along it
};

// Throws InputError holding every fault found, in the experiment file and in what its variants and sweeps make of the
// scenario.
Experiment read_experiment(const std::string& file);

// The scenario of a variant with values laid over it. Throws InputError.
Scenario read_point(const Experiment& experiment, std::size_t variant, std::span<const Override> overrides = {});

// Every combination of the factors' values, the last factor fastest; one empty list if there are none.
std::vector<std::vector<Override>> list_design(const Experiment& experiment);

}  // namespace tessera
