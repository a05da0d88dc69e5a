#include "scenario/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <set>

#include "scenario/merge.hpp"
#include "scenario/parse.hpp"
#include "scenario/read.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/sections.hpp"
#include "scenario/set_value.hpp"
#include "scenario/source_text.hpp"
#include "scenario/values.hpp"

namespace tessera {
namespace {

constexpr double huge = 1e300;
constexpr double sd_per_half_range =
    1.0 / 3.0;  // so that a cut at 3 standard deviations falls on the ends of the range

void refuse_unknown(Reading& reading, const Node& table, const std::string& where,
                    std::span<const std::string_view> known) {
  for (const Entry& entry : table.entries)
    if (std::find(known.begin(), known.end(), entry.key) == known.end())
      reading.faults.add(entry.place, fmt::format("{} is not known in {}{}", quote_for_message(entry.key), where,
                                                  suggest_known_name(entry.key, known)));
}

std::optional<double> number_at(Reading& reading, const Node& table, std::string_view key, const std::string& where,
                                Range range) {
  const Entry* entry = find_entry(table, key);
  if (entry == nullptr) return std::nullopt;
  return read_number(reading, entry->value, fmt::format("{}.{}", where, key), range);
}

std::string text_at(Reading& reading, const Node& table, std::string_view key, const std::string& where) {
  const Entry* entry = find_entry(table, key);
  return entry == nullptr ? "" : read_text(reading, entry->value, fmt::format("{}.{}", where, key)).value_or("");
}

// A path of two parts is a row of the parameter table; longer ones ("type.food_bank.radius_km") are tried on the
// scenario.
bool is_longer_path(const std::string& path) { return std::count(path.begin(), path.end(), '.') > 1; }

void check_path(Reading& reading, const FreeParameter& free, const ParameterRow* row) {
  if (row == nullptr && !is_longer_path(free.path)) {
    std::vector<std::string_view> known;
    for (const ParameterRow& other : parameter_table()) known.push_back(spell_parameter(other));
    reading.faults.add(free.place, fmt::format("free.path is {}, which is no parameter{}", quote_for_message(free.path),
                                               suggest_known_name(free.path, known)));
  }
  if (section_of(free.path) == "run")
    reading.faults.add(free.place,
                       fmt::format("free.path is {}: section run says how long and how often the model is run, "
                                   "not what it is; free a parameter of another section",
                                   quote_for_message(free.path)));
}

FreeParameter read_free(Reading& reading, const Node& table) {
  static constexpr std::array<std::string_view, 4> known{"path", "low", "high", "scale"};
  refuse_unknown(reading, table, "[[free]]", known);
  FreeParameter free{.path = text_at(reading, table, "path", "free")};
  const Entry* path = find_entry(table, "path");
  free.place = path == nullptr ? table.place : path->value.place;
  const ParameterRow* row = find_spelt_parameter(free.path);
  const Range range = row == nullptr ? Range{-huge, huge} : Range{row->lowest, row->highest, row->unit};
  const auto low = number_at(reading, table, "low", "free", range),
             high = number_at(reading, table, "high", "free", range);
  const std::string scale = text_at(reading, table, "scale", "free");
  if (free.path.empty())
    reading.faults.add(table.place, "[[free]] needs a path, as in path = \"trust.weight\"");
  else
    check_path(reading, free, row);
  if (is_longer_path(free.path) && (!low || !high))
    reading.faults.add(table.place,
                       fmt::format("{} has no range of its own: give low and high", quote_for_message(free.path)));
  free.low = low.value_or(range.lowest);
  free.high = high.value_or(range.highest);
  free.logarithmic = scale == "log";
  free.whole = row != nullptr && row->whole;
  if (!scale.empty() && scale != "log" && scale != "linear")
    reading.faults.add(table.place, "free.scale must be \"log\" or \"linear\"");
  if (!(free.low < free.high))
    reading.faults.add(table.place, fmt::format("low of {} must be less than high", free.path));
  if (free.logarithmic && !(free.low > 0.0))
    reading.faults.add(table.place,
                       fmt::format("{} can not be on a log scale down to {}; give a low above 0", free.path, free.low));
  return free;
}

void read_wanted(Reading& reading, const Node& table, CalibrationTarget& target) {
  const Range any{-huge, huge};
  const auto low = number_at(reading, table, "low", "target", any),
             high = number_at(reading, table, "high", "target", any);
  const auto value = number_at(reading, table, "value", "target", any),
             sd = number_at(reading, table, "sd", "target", {0.0, huge});
  const bool range = low && high && !value && !sd, known = value && sd && !low && !high;
  if (!range && !known)
    return reading.faults.add(table.place,
                              "a target by measure needs low and high (what is accepted), or value and sd");
  if (range && !(*low < *high)) reading.faults.add(table.place, "low of a target must be less than its high");
  if (known && !(*sd > 0.0)) reading.faults.add(table.place, "sd of a target must be above 0");
  target.middle = range ? 0.5 * (*low + *high) : *value;
  target.tolerance = range ? 0.5 * (*high - *low) * sd_per_half_range : *sd;
}

CalibrationTarget read_target(Reading& reading, const Node& table) {
  static constexpr std::array<std::string_view, 8> known{"pattern", "measure", "of",    "at",
                                                         "low",     "high",    "value", "sd"};
  refuse_unknown(reading, table, "[[target]]", known);
  CalibrationTarget target{.pattern = text_at(reading, table, "pattern", "target"),
                           .measure = text_at(reading, table, "measure", "target"),
                           .of = text_at(reading, table, "of", "target"),
                           .place = table.place};
  target.at =
      static_cast<std::int32_t>(number_at(reading, table, "at", "target", {0, 60'000, "month", true}).value_or(0.0));
  if (target.pattern.empty() == target.measure.empty())
    reading.faults.add(table.place,
                       "[[target]] needs a pattern (\"P7\") or a measure (\"participation\"), one of them");
  if (!target.measure.empty()) read_wanted(reading, table, target);
  return target;
}

template <class Item, class Read>
void read_tables(Reading& reading, const Node& root, std::string_view key, std::vector<Item>& into, const Read& read) {
  const Entry* entry = find_entry(root, key);
  if (entry == nullptr || !entry->value.is(NodeKind::list) || entry->value.items.empty())
    return reading.faults.add(entry == nullptr ? root.place : entry->place,
                              fmt::format("a calibration needs at least one [[{}]]", key));
  for (const Node& table : entry->value.items)
    if (expect_table(reading, table, fmt::format("[[{}]]", key))) into.push_back(read(reading, table));
}

template <class Number>
void read_count(Reading& reading, const Node& root, std::string_view key, Number& into, double lowest, double highest) {
  const Entry* entry = find_entry(root, key);
  if (entry == nullptr) return;
  if (const auto value = read_number(reading, entry->value, std::string(key), {lowest, highest, "", true}))
    into = static_cast<Number>(*value);
}

void read_scenario_path(Reading& reading, const Node& root, Calibration& calibration) {
  const Entry* entry = find_entry(root, "scenario");
  const std::string path = entry == nullptr ? "" : read_text(reading, entry->value, "scenario").value_or("");
  if (path.empty()) return;
  namespace fs = std::filesystem;
  calibration.scenario_file = (fs::path(calibration.file).parent_path() / path).lexically_normal().string();
}

void check_format(Reading& reading, const Node& root) {
  const Entry* entry = find_entry(root, "tessera");
  if (entry == nullptr || !entry->value.is(NodeKind::whole) || entry->value.whole != 1)
    reading.faults.add(entry == nullptr ? root.place : entry->place, "a calibration begins with tessera = 1");
}

constexpr const char* default_community = "tessera = 1\nname = \"the default community\"\n";

// Lays both ends of every longer path over the scenario, which must read as it is; faults stand at the path.
void try_longer_paths(Reading& reading, const Calibration& calibration) {
  std::vector<SourceFile> files = calibration.files;
  Faults of_scenario(files);
  const std::string text = default_community,
                    file = calibration.scenario_file.empty() ? "default" : calibration.scenario_file;
  const Node base =
      load_merged_document(file, calibration.scenario_file.empty() ? &text : nullptr, {}, files, of_scenario);
  read_document(base, file, files, of_scenario);
  for (const FreeParameter& free : calibration.free) {
    if (!is_longer_path(free.path)) continue;
    std::set<std::string> said;
    for (const double value : {free.low, free.high}) {
      if (std::abs(value) == huge) continue;  // not given, which is a fault already
      Faults of_value(files);
      Node root = base, number;
      number.kind = NodeKind::number;
      number.number = value;
      number.place = free.place;
      try {
        put_value(root, free.path, std::move(number), of_value);
        read_document(root, file, files, of_value);
      } catch (const InputError& error) {
        for (const Fault& fault : error.faults())
          if (said.insert(fault.message).second) reading.faults.add(free.place, fault.message);
      }
    }
  }
}

}  // namespace

Calibration read_calibration(const std::string& file) {
  static constexpr std::array<std::string_view, 8> known{"tessera",    "scenario", "waves", "samples",
                                                         "replicates", "seed",     "free",  "target"};
  Calibration calibration{.file = file};
  calibration.files = {{.name = file}};
  const Node root = parse_document(load_source_text(file), file, 0);
  Faults faults(calibration.files);
  Reading reading{calibration.files, faults};
  refuse_unknown(reading, root, "a calibration", known);
  check_format(reading, root);
  read_scenario_path(reading, root, calibration);
  read_count(reading, root, "waves", calibration.waves, 1, 100);
  read_count(reading, root, "samples", calibration.samples, 2, 1e6);
  read_count(reading, root, "replicates", calibration.replicates, 2, 1e5);
  read_count(reading, root, "seed", calibration.seed, 0, 9e15);
  read_tables(reading, root, "free", calibration.free, read_free);
  read_tables(reading, root, "target", calibration.targets, read_target);
  try {
    try_longer_paths(reading, calibration);  // an unreadable scenario is seen before anything is run
  } catch (const InputError& of_scenario) {
    if (faults.empty()) throw;  // what stands in the calibration is said first
  }
  faults.throw_if_any();
  return calibration;
}

Scenario read_calibrated(const Calibration& calibration, const std::vector<double>& values) {
  std::vector<std::string> sets;
  for (std::size_t k = 0; k < values.size(); ++k)
    sets.push_back(fmt::format("{}={}", calibration.free[k].path, write_number(values[k])));
  if (!calibration.scenario_file.empty()) return read_scenario(calibration.scenario_file, sets);
  return read_scenario_text(default_community, "default", sets);
}

}  // namespace tessera
