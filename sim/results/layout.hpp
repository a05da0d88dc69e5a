// Everything a results file says about itself before a single number is in it. The part file carries it as JSON, so that
// recover needs neither the scenario nor the program that began the run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/build_facts.hpp"
#include "results/results_file.hpp"

namespace tessera {

// Names along a dimension.
struct AxisLayout {
  std::string name;
  std::uint64_t size = 0;
  std::vector<std::string> labels;
};

struct MeasureLayout {
  std::string name, axis, unit, definition;
  std::uint64_t offset = 0;  // in a month's row of values
  std::uint64_t size = 1;
};

struct ParameterRecord {
  std::string name, unit, meaning, source;
  double value = 0.0, standard = 0.0, lowest = 0.0, highest = 0.0;
};

// A value that is no default, and where it came from.
struct SettingRecord {
  std::uint32_t variant = 0;  // place among those of an experiment
  std::string path, value, origin;
};

struct FileLayout {
  std::uint32_t points = 1, replicates = 1;
  std::uint32_t first_point = 0, first_replicate = 0;  // numbers of the first ones; above 0 in shards
  std::int32_t months = 0;        // of a run
  std::int32_t every_months = 1;  // the month axis has month 0, multiples of this, and the last
  bool single_precision = false;  // of measures
  std::uint64_t width = 0;  // of a month's row of values
  std::uint64_t seed = 0;
  std::string scenario_name, question, scenario_text, created, command_line;
  std::string experiment;         // text of its Sweep; empty for a run
  std::string shard;              // "3/7"; empty if it is all
  BuildFacts facts;
  std::vector<MeasureLayout> measures;
  std::vector<AxisLayout> axes;                    // of measures and agents, by name
  std::vector<std::string> type_names;
  std::vector<std::string> described_names;        // of described organisations: name, or id, or empty
  std::vector<ParameterRecord> parameters;
  std::vector<SettingRecord> settings;

  std::uint64_t month_count() const { return static_cast<std::uint64_t>(months) + 1; }
  std::uint64_t runs() const { return std::uint64_t{points} * replicates; }
  std::vector<std::int32_t> kept_months() const;
  const AxisLayout* find_axis(const std::string& name) const;
};

FileLayout describe_layout(const FileDescription& description);
std::vector<SettingRecord> describe_settings(const std::vector<Origin>& settings, std::uint32_t variant);
std::string to_text(const FileLayout& layout);
FileLayout layout_from_text(const std::string& text);
// Empty if rows of one may go on in a file of the other, otherwise what differs.
std::string first_mismatch(const FileLayout& one, const FileLayout& other);

// 64-bit hash of a scenario's merged text, as in CheckpointLabel and the attribute scenario_hash.
std::uint64_t hash_scenario(const std::string& merged_text);

}  // namespace tessera
