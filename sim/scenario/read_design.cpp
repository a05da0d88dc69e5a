// [[factor]], [design] and [results] of experiment files.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scenario/experiment_parts.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

constexpr double huge = 1e300;

std::optional<double> read_bound(Reading& reading, const Node& table, std::string_view key, const Range& range) {
  const Entry* entry = find_entry(table, key);
  return entry == nullptr ? std::nullopt : read_number(reading, entry->value, std::string(key), range);
}

void read_range(Reading& reading, const Node& table, Factor& factor) {
  const ParameterRow* row = find_spelt_parameter(factor.path);
  const Range range = row == nullptr ? Range{-huge, huge} : Range{row->lowest, row->highest, row->unit};
  const auto low = read_bound(reading, table, "low", range), high = read_bound(reading, table, "high", range);
  if (!low || !high) {
    if (find_entry(table, "low") == nullptr || find_entry(table, "high") == nullptr)
      reading.faults.add(table.place, "a factor needs values = [...], or low and high");
    return;
  }
  factor.low = *low;
  factor.high = *high;
  if (!(factor.low < factor.high))
    reading.faults.add(table.place, fmt::format("the range of {} is empty: low must be less than high", quote_for_message(factor.path)));
  if (factor.logarithmic && !(factor.low > 0.0))
    reading.faults.add(table.place, fmt::format("{} can not be on a log scale down to {}; give a low above 0",
                                                quote_for_message(factor.path), factor.low));
}

// A path with blanks would be the same parameter under another name.
void refuse_blanks(Reading& reading, const Factor& factor) {
  if (factor.path.find_first_of(" \t\n\r") != std::string::npos)
    reading.faults.add(factor.place, fmt::format("{} is no path: leave out the blanks", quote_for_message(factor.path)));
}

// What a run is, and not how often it is run or by which luck.
void refuse_path_of_run(Reading& reading, const Factor& factor) {
  if (factor.path == "run.replicates" || factor.path == "run.seed")
    reading.faults.add(factor.place, fmt::format("{} can not be a factor: replicates stand at the top of the experiment, and all "
                                                 "points share their luck",
                                                 factor.path));
}

std::uint64_t read_whole(Reading& reading, const Node& table, std::string_view key, std::uint64_t otherwise, Range range) {
  const Entry* entry = find_entry(table, key);
  if (entry == nullptr) return otherwise;
  range.whole = true;
  return static_cast<std::uint64_t>(
      read_number(reading, entry->value, std::string(key), range).value_or(static_cast<double>(otherwise)));
}

bool takes_ranges(DesignKind kind) { return kind != DesignKind::list && kind != DesignKind::grid; }

void check_values_of_factors(Reading& reading, const Experiment& experiment) {
  const std::string_view name = design_kind_names[static_cast<std::size_t>(experiment.design.kind)];
  for (const Factor& factor : experiment.factors) {
    const bool has_range = factor.values.empty();
    if (takes_ranges(experiment.design.kind) && !has_range)
      reading.faults.add(factor.place, fmt::format("the design {} draws between low and high, but {} has values", name,
                                                   quote_for_message(factor.path)));
    if (!takes_ranges(experiment.design.kind) && has_range)
      reading.faults.add(factor.place, fmt::format("the design {} needs values = [...] of {}; a range is for latin_hypercube, "
                                                   "sobol, saltelli and morris",
                                                   name, quote_for_message(factor.path)));
    if (experiment.design.kind == DesignKind::list && factor.values.size() != experiment.factors.front().values.size())
      reading.faults.add(factor.place, fmt::format("the design list takes one value of each factor per point, but {} has {} values "
                                                   "and {} has {}",
                                                   quote_for_message(experiment.factors.front().path),
                                                   experiment.factors.front().values.size(),
                                                   quote_for_message(factor.path), factor.values.size()));
  }
}

}  // namespace

void read_factor(Reading& reading, const Node& table, Experiment& experiment) {
  constexpr std::array<std::string_view, 5> known{"path", "values", "low", "high", "scale"};
  refuse_other_keys(reading, table, "factor", known);
  Factor factor{.place = table.place};
  if (const Entry* scale = find_entry(table, "scale"); scale != nullptr)
    factor.logarithmic = read_choice(reading, scale->value, "scale", std::array<std::string_view, 2>{"linear", "log"}) == 1;
  if (find_entry(table, "values") != nullptr) {
    read_path_and_values(reading, table, "a factor", factor.path, factor.values);
    for (const char* key : {"low", "high", "scale"})
      if (const Entry* entry = find_entry(table, key); entry != nullptr)
        reading.faults.add(entry->place, fmt::format("a factor has values or a range, not both; leave out {}", key));
  } else {
    factor.path = read_text_key(reading, table, "path", "a factor", true);
    read_range(reading, table, factor);
  }
  refuse_path_of_run(reading, factor);
  refuse_blanks(reading, factor);
  for (const Factor& other : experiment.factors)
    if (other.path == factor.path)
      reading.faults.add(table.place, fmt::format("two factors move {}", quote_for_message(factor.path)));
  experiment.factors.push_back(std::move(factor));
}

void read_design(Reading& reading, const Node& root, Experiment& experiment) {
  Design& design = experiment.design;
  const Entry* entry = find_entry(root, "design");
  if (entry != nullptr && expect_table(reading, entry->value, "[design]")) {
    const Node& table = entry->value;
    constexpr std::array<std::string_view, 4> known{"kind", "samples", "seed", "levels"};
    refuse_other_keys(reading, table, "design", known);
    design.place = table.place;
    if (const Entry* kind = find_entry(table, "kind"); kind == nullptr)
      reading.faults.add(table.place, "[design] says no kind: list, grid, latin_hypercube, sobol, saltelli or morris");
    else
      design.kind = static_cast<DesignKind>(read_choice(reading, kind->value, "kind", design_kind_names));
    design.samples = read_whole(reading, table, "samples", 0, {1, 1e12, "point"});
    design.seed = read_whole(reading, table, "seed", 1, {0, 9e15, ""});
    design.levels = static_cast<std::uint32_t>(read_whole(reading, table, "levels", 4, {2, 100, "level"}));
    if (const Entry* levels_given = find_entry(table, "levels"); levels_given != nullptr && design.kind != DesignKind::morris)
      reading.faults.add(levels_given->place, "levels belong to the design morris");
    if (design.levels % 2 != 0) reading.faults.add(table.place, "levels must be even");
    if (takes_ranges(design.kind) == (design.samples == 0))
      reading.faults.add(table.place, takes_ranges(design.kind) ? "[design] says no samples" : "samples belong to drawn designs; leave them out");
    if (experiment.factors.empty()) reading.faults.add(table.place, "a design without factors; add [[factor]] tables");
  }
  check_values_of_factors(reading, experiment);
}

void read_experiment_results(Reading& reading, const Node& root, Experiment& experiment) {
  const Entry* entry = find_entry(root, "results");
  if (entry == nullptr || !expect_table(reading, entry->value, "[results]")) return;
  constexpr std::array<std::string_view, 3> known{"measures", "every_months", "precision"};
  refuse_other_keys(reading, entry->value, "results", known);
  ExperimentResults& results = experiment.results;
  results.place = entry->value.place;
  if (const Entry* measures = find_entry(entry->value, "measures"); measures != nullptr) {
    results.measures = read_texts(reading, measures->value, "measures");
    results.place = measures->value.place;
    if (measures->value.is(NodeKind::list) && measures->value.items.empty())
      reading.faults.add(measures->value.place, "measures is empty; give names, or [\"*\"] for all");
  }
  results.every_months = static_cast<std::int32_t>(read_whole(reading, entry->value, "every_months", 12, {1, 12000, "month"}));
  if (const Entry* precision = find_entry(entry->value, "precision"); precision != nullptr)
    results.single_precision =
        read_choice(reading, precision->value, "precision", std::array<std::string_view, 2>{"single", "double"}) == 0;
}

}  // namespace tessera
