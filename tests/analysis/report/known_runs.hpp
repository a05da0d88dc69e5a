// Results files of runs whose numbers the test knows.
#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "measures/measures.hpp"
#include "results/results_file.hpp"
#include "scenario/read.hpp"
#include "support/folder.hpp"

namespace tessera::test {

struct KnownRuns {
  std::string scenario = "tessera = 1\nname = \"Known\"\nquestion = \"What is known?\"\n[community]\ndistricts = 3\nresidents = 9000\n";
  std::vector<std::string> measures;
  std::uint32_t replicates = 1;
  std::int32_t months = 24;
  // Number of a measure; `column` counts all measures' places one after the other.
  std::function<double(std::uint32_t replicate, std::int32_t month, std::size_t column)> value;
  // Months that a replicate comes to; fewer than all of them: it fails there.
  std::function<std::int32_t(std::uint32_t replicate)> reaches = [](std::uint32_t) { return 1'000'000; };
};

inline void write_known(const std::string& path, const KnownRuns& known) {
  const Scenario scenario = read_scenario_text(known.scenario, "known.toml");
  const MeasurePlan plan = plan_measures(known.measures, scenario.parameters, 3);
  ResultsFile file = ResultsFile::create({.path = path,
                                          .scenario = &scenario,
                                          .district_names = {"district_1", "district_2", "district_3"},
                                          .seed = 7,
                                          .replicates = known.replicates,
                                          .months = known.months,
                                          .plan = plan,
                                          .command_line = "tessera run known.toml"});
  for (std::uint32_t replicate = 0; replicate < known.replicates; ++replicate) {
    const std::int32_t last = std::min(known.months, known.reaches(replicate));
    const auto rows = static_cast<std::size_t>(last) + 1;
    std::vector<double> values;
    for (std::int32_t month = 0; month <= last; ++month)
      for (std::size_t column = 0; column < plan.width; ++column) values.push_back(known.value(replicate, month, column));
    file.write_months(replicate, 0, values, std::vector<std::uint64_t>(rows, 1), std::vector<Trace>(rows));
    const bool whole = last == known.months;
    file.finish_replicate(replicate, whole ? RunStatus::complete : RunStatus::failed, whole ? "" : "month 5: it broke", 0.1);
  }
  file.finish();
}

}  // namespace tessera::test
