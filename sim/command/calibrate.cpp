#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "analysis/calibration/report.hpp"
#include "command/subcommand.hpp"
#include "results/durable.hpp"
#include "run/progress.hpp"

namespace tessera {
namespace {

struct Given {
  std::string file, output, folder;
  int threads = 0;
  bool quiet = false;
};

HistoryMatch match(const Given& given, const Calibration& calibration) {
  Progress progress(given.quiet ? Progress::Form::quiet : Progress::suitable_form(stderr), stderr);
  const Scenario scenario = read_calibrated(calibration, {});
  const auto months = static_cast<std::uint64_t>(scenario.parameters.run.months) * calibration.replicates;
  MatchOptions options{.threads = given.threads};
  options.begins = [&](std::uint64_t points, const std::string& what) { progress.begin(points * months, 0, what); };
  options.completed = [&] { progress.add_months(months); };
  HistoryMatch matched = match_history(calibration, options);
  progress.end();
  return matched;
}

void write_folder(const Given& given, const HistoryMatch& matched, const Calibration& calibration) {
  std::filesystem::create_directories(given.folder);
  const std::string stem = given.folder + "/" + std::filesystem::path(given.file).stem().string();
  write_text(stem + "_points.csv", table_as_csv(match_as_table(matched, calibration)));
  write_text(stem + "_best.toml", match_as_overlay(matched, calibration, given.folder));
}

int carry_out(const Given& given, const std::string& command_line) {
  const Calibration calibration = read_calibration(given.file);
  if (!given.output.empty()) refuse_existing(given.output);
  const HistoryMatch matched = match(given, calibration);
  fmt::print("{}", report_match(matched, calibration));
  if (!given.output.empty())
    write_table_file(given.output, {.title = "Calibration " + given.file,
                                    .command_line = command_line,
                                    .attributes = {{"scenario", read_calibrated(calibration, {}).merged_text}},
                                    .tables = {match_as_table(matched, calibration)}});
  if (!given.folder.empty()) write_folder(given, matched, calibration);
  return matched.points[matched.best].implausibility < implausible ? 0 : 1;
}

}  // namespace

void add_calibrate(CLI::App& program, Invocation& invocation) {
  CLI::App* sub =
      add_subcommand(program, "calibrate", "Parameters that bring the model to patterns or to your own data.",
                     "tessera calibrate volunteers.toml -o volunteers_calibrated.h5");
  const auto given = std::make_shared<Given>();
  sub->add_option("FILE", given->file, "Calibration file (TOML): [[free]] parameters and [[target]] outputs")
      ->required();
  sub->add_option("-o,--output", given->output, "Results file (HDF5)");
  sub->add_option("--write", given->folder, "Folder for the points (CSV) and the best of them (TOML)");
  sub->add_option("--threads", given->threads, "Threads (default: one per processor); changes no number")
      ->check(CLI::Range(1, 4096));
  sub->add_flag("--quiet", given->quiet, "No progress");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given, invocation.command_line); });
}

}  // namespace tessera
