// What a sweep is made of before it runs: what it measures, which runs belong to a shard, and the shape of its file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "measures/measures.hpp"
#include "results/layout.hpp"
#include "scenario/sweep.hpp"

namespace tessera {

// What an experiment keeps of every run unless it says otherwise: all measures that cost little, as one number or by
// group, area and sector.
std::vector<std::string> standard_measures();

// The sweep of an experiment, its measures and its rule of replicates checked. Throws InputError placed in its file.
Sweep plan_sweep(const Experiment& experiment);

// A design point and a replicate: all variants are run of it, by one thread.
struct SweepUnit {
  std::uint64_t design_point = 0;
  std::uint32_t replicate = 0;
};

struct Shard {
  std::uint32_t number = 1, count = 1;  // number from 1
};

// Units of a shard if replicates are fixed: a range of design point * replicates + replicate.
struct UnitRange {
  std::uint64_t begin = 0, end = 0;
};
UnitRange units_of_shard(const Sweep& sweep, Shard shard);

// "results/x.h5", shard 3 of 7: "results/x.shard-3-of-7.h5".
std::string name_shard(const std::string& output, Shard shard);

// The measures of a sweep; every point has the same.
MeasurePlan plan_measures_of(const Sweep& sweep);

// Of the file of a shard, or of all. Throws InputError if there are more shards than units.
FileLayout describe_sweep(const Sweep& sweep, Shard shard, const std::string& command_line);

// Where the rule of replicates finds its measure among the rows of a run.
struct RuleValue {
  std::size_t place = 0, run_values = 0;
  double of(const std::vector<double>& rows, std::size_t run) const { return rows[run * run_values + place]; }
};
RuleValue find_rule_value(const Sweep& sweep, const MeasurePlan& plan);

}  // namespace tessera
