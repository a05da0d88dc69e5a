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

#include "base/statistics/designs.hpp"
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

// A parameter and its values or its range, crossed with the variants and with other factors.
struct Factor {
  std::string path;
  std::vector<double> values;  // of a list or grid; else the range
  double low = 0.0, high = 0.0;
  bool logarithmic = false;
  Place place;
};

// How the points are laid among the factors.
struct Design {
  DesignKind kind = DesignKind::grid;
  std::uint64_t samples = 0;  // see UnitDesign
  std::uint64_t seed = 1;
  std::uint32_t levels = 4;   // of Morris
  Place place;
};

// What is kept of every run of an experiment.
struct ExperimentResults {
  std::vector<std::string> measures;  // empty = the standard ones of experiments
  std::int32_t every_months = 12;
  bool single_precision = true;
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
  std::string name, question;  // empty = the scenario's
  std::string scenario_file;
  ReplicateRule replicates;
  std::int32_t branch_month = 0;  // variants are the same before it and share these months; 0 = from the first month on
                                  // each runs its own
  std::vector<Variant> variants;  // the first is the baseline of comparisons that name none
  std::vector<Factor> factors;
  Design design;
  ExperimentResults results;
  std::vector<Claim> claims;
  Node base;                      // the merged document of scenario_file
  std::vector<SourceFile> files;  // the experiment file first; Place::source counts along it
};

// Throws InputError holding every fault found, in the experiment file and in what its variants and sweeps make of the
// scenario.
Experiment read_experiment(const std::string& file);

// The scenario of a variant with values laid over it. Throws InputError.
Scenario read_point(const Experiment& experiment, std::size_t variant, std::span<const Override> overrides = {});

}  // namespace tessera
