#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "analysis/patterns/report.hpp"
#include "base/errors.hpp"
#include "command/locate.hpp"
#include "command/subcommand.hpp"
#include "results/durable.hpp"
#include "run/progress.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

struct Given {
  std::string scenario, output, folder;
  std::vector<std::string> only;
  std::uint32_t replicates = 0;
  int threads = 0;
  bool quick = false, without_nulls = false, quiet = false;
};

Scenario read_community(const Given& given) {
  if (!given.scenario.empty()) return read_scenario(locate_scenario(given.scenario));
  return read_scenario_text("tessera = 1\nname = \"the default community\"\n", "default");
}

Effort choose_effort(const Given& given) {
  Effort effort = given.quick ? quick_effort() : Effort{};
  if (given.replicates > 0) effort.replicates = given.replicates;
  return effort;
}

PatternsMeasured measure(const Given& given, const Scenario& community, const Effort& effort) {
  Progress progress(given.quiet ? Progress::Form::quiet : Progress::suitable_form(stderr), stderr);
  PatternsRequest request{
      .only = given.only, .effort = effort, .nulls = !given.without_nulls, .threads = given.threads};
  request.begins = [&](std::uint64_t months, const std::string& what) { progress.begin(months, 0, what); };
  request.completed = [&](std::uint64_t months) { progress.add_months(months); };
  const PatternsMeasured measured = measure_patterns(community, request);
  progress.end();
  return measured;
}

void write_folder(const std::string& folder, const PatternsMeasured& measured, const Effort& effort,
                  const Scenario& community, const std::string& command_line) {
  std::filesystem::create_directories(folder);
  write_text(folder + "/README.md", patterns_as_markdown(measured, effort, community.name, command_line));
  write_text(folder + "/patterns.csv", table_as_csv(patterns_as_table(measured)));
}

int carry_out(const Given& given, const std::string& command_line) {
  const Scenario community = read_community(given);
  const Effort effort = choose_effort(given);
  if (!given.output.empty()) refuse_existing(given.output);
  const PatternsMeasured measured = measure(given, community, effort);
  fmt::print("{}", report_patterns(measured));
  if (!given.output.empty())
    write_table_file(given.output, {.title = "Patterns of " + community.name,
                                    .command_line = command_line,
                                    .attributes = {{"scenario", community.merged_text}},
                                    .tables = {patterns_as_table(measured)}});
  if (!given.folder.empty()) write_folder(given.folder, measured, effort, community, command_line);
  return measured.failures.empty() ? 0 : 4;
}

}  // namespace

void add_patterns(CLI::App& program, Invocation& invocation) {
  CLI::App* sub =
      add_subcommand(program, "patterns", "Measured patterns of real communities, on the default community or yours.",
                     "tessera patterns --only P7,P8 -o patterns.h5");
  const auto given = std::make_shared<Given>();
  sub->add_option("--only", given->only, "Patterns by id (default: all)")->delimiter(',');
  sub->add_option("-o,--output", given->output, "Results file (HDF5)");
  sub->add_option("--write", given->folder, "Folder for README.md and patterns.csv");
  sub->add_option("--replicates", given->replicates, "Replicates of the town and of every size (default: 30)")
      ->check(CLI::Range(2, 100000));
  sub->add_option("--scenario", given->scenario, "Community to measure instead of the default one (TOML)");
  sub->add_option("--threads", given->threads, "Threads (default: one per processor); changes no number")
      ->check(CLI::Range(1, 4096));
  sub->add_flag("--quick", given->quick, "Few replicates and small communities: wide intervals, under a minute");
  sub->add_flag("--without-nulls", given->without_nulls, "The full model alone");
  sub->add_flag("--quiet", given->quiet, "No progress");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given, invocation.command_line); });
}

}  // namespace tessera
