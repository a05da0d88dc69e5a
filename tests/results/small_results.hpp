// A small run's results for tests: a few measures whose values are known functions of replicate, month and column.
#pragma once

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "results/results_file.hpp"
#include "support/folder.hpp"
#include "support/small_world.hpp"

namespace tessera::test {

inline const std::vector<Measure>& small_measures() {
  static const std::vector<Measure> measures{
      {"need_met", "", "share", "Share of wanted service units that were met.", ""},
      {"coverage_by_area", "area", "share", "Share met, by service area.", ""},
      {"volunteers_by_district", "district", "person", "People who volunteer, by district.", ""},
      {"ties_by_level", "level", "tie", "Ties, by level of collaboration.", ""}};
  return measures;
}

inline MeasurePlan small_plan(const Parameters& parameters, std::size_t districts) {
  MeasurePlan plan;
  const std::vector<std::size_t> sizes{1, parameters.areas.size(), districts, levels};
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    plan.measures.push_back(&small_measures()[k]);
    plan.offset.push_back(plan.width);
    plan.size.push_back(sizes[k]);
    plan.width += sizes[k];
  }
  return plan;
}

struct SmallRun {
  Scenario scenario;
  FileDescription description;

  SmallRun(const std::string& path, std::uint32_t replicates, std::int32_t months) {
    scenario.name = "Café town";
    scenario.question = "Does it hold?";
    scenario.parameters = standard_parameters();
    scenario.merged_text = "tessera = 1\nname = \"Café town\"\n";
    scenario.origins = {{"name", "Café town", "town.toml:2:8"}, {"run.months", "120", "default"}, {"run.seed", "20260", "--set"}};
    description.path = path;
    description.scenario = &scenario;
    description.district_names = {"North", "Süd", "East", "West"};
    description.seed = 20260;
    description.replicates = replicates;
    description.months = months;
    description.plan = small_plan(scenario.parameters, 4);
    description.command_line = "tessera run town.toml";
  }
  SmallRun(const SmallRun&) = delete;
  std::size_t width() const { return description.plan.width; }
};

inline double value_at(std::uint32_t replicate, std::int32_t month, std::size_t column) {
  return 1.0 + replicate + 0.001 * month + 1e-6 * static_cast<double>(column);
}
inline std::uint64_t hash_at(std::uint32_t replicate, std::int32_t month) {
  return (std::uint64_t{1} << 63) + replicate * 1000ULL + static_cast<std::uint64_t>(month) + 1;
}

inline Trace trace_at(std::uint32_t replicate, std::int32_t month) {
  Trace trace{};
  for (std::size_t k = 0; k < trace.size(); ++k)
    trace[k] = static_cast<std::uint16_t>(1 + replicate * 5000 + static_cast<std::uint32_t>(month) * 30 + k);
  return trace;
}

inline void write_known_months(ResultsFile& file, const SmallRun& run, std::uint32_t replicate, std::int32_t first,
                               std::int32_t count) {
  std::vector<double> rows;
  std::vector<std::uint64_t> hashes;
  std::vector<Trace> traces;
  for (std::int32_t month = first; month < first + count; ++month) {
    for (std::size_t column = 0; column < run.width(); ++column) rows.push_back(value_at(replicate, month, column));
    hashes.push_back(hash_at(replicate, month));
    traces.push_back(trace_at(replicate, month));
  }
  file.write_months(replicate, first, rows, hashes, traces);
}

// A world with organisations that came later, partnerships and ties; grows with the month.
inline World world_at(std::int32_t month, const Parameters& parameters) {
  World world = make_small_world({}, parameters);
  add_partnerships(world, 3, 3, 4);
  for (std::int32_t k = 0; k < month / 2; ++k) {
    const std::uint32_t row = add_organisation(world, parameters, entrant_id(1, static_cast<std::uint16_t>(2 * k + 2), 0), 0, 1);
    world.organisations.founded_month[row] = 2 * k + 2;
  }
  world.month = month;
  return world;
}

inline void write_known_run(const SmallRun& run, bool agents = true) {
  ResultsFile file = ResultsFile::create(run.description);
  for (std::uint32_t replicate = 0; replicate < run.description.replicates; ++replicate) {
    write_known_months(file, run, replicate, 0, run.description.months + 1);
    if (agents && file.wants_agents(replicate))
      for (std::int32_t month = 0; month <= run.description.months; month += 4)
        file.write_snapshot(replicate, world_at(month, run.scenario.parameters));
    file.finish_replicate(replicate, RunStatus::complete, "", 0.25);
  }
  file.finish();
}

}  // namespace tessera::test
