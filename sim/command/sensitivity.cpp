// What the outcomes of an experiment depend on.
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <type_traits>
#include <variant>

#include "analysis/sensitivity/report.hpp"
#include "analysis/sensitivity/stored_study.hpp"
#include "base/errors.hpp"
#include "command/subcommand.hpp"
#include "results/durable.hpp"
#include "results/table_csv.hpp"

namespace tessera {
namespace {

struct Given {
  std::vector<std::string> files;
  OutcomeChoice choice;
  BootstrapOptions bootstrap{.resamples = 1000};
  std::size_t most = 15;
  std::string csv, folder;
  bool json = false;
};

AnalysedStudy analyse(const Given& given, const std::string& file) {
  const Results results = Results::open(file);
  AnalysedStudy analysed{.file = name_of(file), .command_line = results.attribute("command_line")};
  analysed.study = read_study(results, file);
  const StudyRuns counts = count_study_runs(results, analysed.study);
  analysed.complete_runs = counts.complete;
  analysed.failed_runs = counts.failed;
  analysed.missing_runs = counts.missing;
  analysed.replicates = counts.replicates;
  for (const StudyOutcome& outcome : read_outcomes(results, analysed.study, given.choice))
    analysed.outcomes.push_back(analyse_outcome(analysed.study, outcome, given.bootstrap));
  return analysed;
}

nlohmann::json number_or_null(double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(); }

// The rows of the table as objects.
nlohmann::json table_as_json(const StoredTable& table) {
  nlohmann::json rows = nlohmann::json::array();
  for (const TableColumn& column : table.columns)
    std::visit(
        [&](const auto& values) {
          if (rows.empty()) rows = std::vector<nlohmann::json>(values.size(), nlohmann::json::object());
          for (std::size_t k = 0; k < values.size(); ++k) {
            if constexpr (std::is_same_v<std::decay_t<decltype(values[k])>, double>)
              rows[k][column.name] = number_or_null(values[k]);
            else
              rows[k][column.name] = values[k];
          }
        },
        column.values);
  return rows;
}

// Six digits: more than estimates know, and a folder that is kept stays small.
StoredTable rounded(StoredTable table) {
  for (TableColumn& column : table.columns)
    if (auto* values = std::get_if<std::vector<double>>(&column.values))
      for (double& value : *values)
        if (std::isfinite(value)) value = std::stod(fmt::format("{:.6g}", value));
  return table;
}

void write_folder(const std::string& folder, const std::vector<AnalysedStudy>& studies, const std::string& command_line) {
  std::filesystem::create_directories(folder);
  std::set<std::string> names;
  for (const AnalysedStudy& analysed : studies) {
    const std::string name = std::filesystem::path(analysed.file).stem().string() + ".csv";
    if (!names.insert(name).second) throw InputError(fmt::format("two files would both be written to {}/{}", folder, name));
    write_text(folder + "/" + name, table_as_csv(rounded(sensitivity_as_table(analysed))));
  }
  write_text(folder + "/README.md", sensitivity_as_markdown(studies, command_line));
}

int carry_out(const Given& given, const std::string& command_line) {
  if (!given.csv.empty() && given.files.size() > 1) throw InputError("--csv takes one results file; --write takes several");
  std::vector<AnalysedStudy> studies;
  for (const std::string& file : given.files) studies.push_back(analyse(given, file));
  if (!given.csv.empty()) write_text(given.csv, table_as_csv(sensitivity_as_table(studies.front())));
  if (!given.folder.empty()) write_folder(given.folder, studies, command_line);
  if (given.json) {
    nlohmann::json all = nlohmann::json::object();
    for (const AnalysedStudy& analysed : studies) all[analysed.file] = table_as_json(sensitivity_as_table(analysed));
    std::cout << all.dump(1) << "\n";
    return 0;
  }
  for (const AnalysedStudy& analysed : studies) fmt::print("{}\n", report_sensitivity(analysed, given.most));
  return 0;
}

}  // namespace

void add_sensitivity(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "sensitivity",
                                 "What the outcomes of an experiment depend on: indices of its factors, told apart from noise.",
                                 "tessera sensitivity sweep.h5 --measure coverage,trust_in_partnerships --csv indices.csv");
  const auto given = std::make_shared<Given>();
  sub->add_option("RESULTS", given->files, "Results of experiments with factors")->required();
  sub->add_option("--measure", given->choice.measures, "Measures by name, or the beginning of names and * (default: the headline ones)")
      ->delimiter(',');
  sub->add_option("--month", given->choice.month, "Month (default: the last)")->check(CLI::Range(0, 1'000'000));
  sub->add_option("--factors", given->most, "Factors shown for each outcome (default: 15)")->check(CLI::Range(1, 1'000'000));
  sub->add_option("--resamples", given->bootstrap.resamples, "Resamples of the bootstrap intervals (default: 1000)")
      ->check(CLI::Range(0, 1'000'000));
  sub->add_option("--csv", given->csv, "Table of every index (CSV)");
  sub->add_option("--write", given->folder, "Folder for README.md and a CSV file for each results file");
  sub->add_flag("--json", given->json, "Answer as JSON");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given, invocation.command_line); });
}

}  // namespace tessera
