#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>

#include "command/check.hpp"
#include "command/cost.hpp"
#include "command/locate.hpp"
#include "command/run_report.hpp"
#include "command/subcommand.hpp"
#include "run/run.hpp"
#include "run/stop.hpp"

namespace tessera {
namespace {

struct Given {
  std::string scenario, output;
  std::optional<std::int64_t> replicates, seed, months;
  std::vector<std::string> sets;
  RunOptions options;
  bool quiet = false, json = false, ascii = false;
};

// --seed and its like are --set in short, and come last.
std::vector<std::string> list_sets(const Given& given) {
  std::vector<std::string> sets = given.sets;
  if (given.replicates) sets.push_back(fmt::format("run.replicates={}", *given.replicates));
  if (given.seed) sets.push_back(fmt::format("run.seed={}", *given.seed));
  if (given.months) sets.push_back(fmt::format("run.months={}", *given.months));
  return sets;
}

int choose_exit_code(const RunSummary& summary) {
  if (summary.stopped_by != 0) return 128 + summary.stopped_by;
  return summary.failures.empty() && summary.failed_before == 0 ? 0 : 4;
}

int carry_out(const Given& given, const std::string& command_line) {
  const std::string file = locate_scenario(given.scenario, given.quiet);
  const Scenario scenario = read_scenario_and_measures(file, list_sets(given));
  refuse_what_no_memory_holds(scenario);
  RunOptions options = given.options;
  options.command_line = command_line;
  options.output = given.output.empty() ? std::filesystem::path(given.scenario).stem().string() + ".h5" : given.output;
  Progress progress(given.quiet || given.json ? Progress::Form::quiet : Progress::suitable_form(stderr), stderr);
  options.progress = &progress;
  heed_signals();
  const RunSummary summary = run_scenario(scenario, options);
  RunReport report{.scenario = scenario, .options = options, .summary = summary, .command_line = command_line,
                   .style = style_of(stdout, given.ascii)};
  if (!given.quiet && !given.json && summary.stopped_by == 0 && summary.complete > 0)
    report.series = read_outcome_series(Results::open(options.output));
  if (given.json)
    fmt::print("{}\n", report_as_json(report));
  else
    fmt::print("{}", given.quiet ? report_failures(report) : report_as_text(report));
  return choose_exit_code(summary);
}

}  // namespace

void add_run(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "run", "Run one scenario, once or many times.",
                                 "tessera run scenarios/town.toml -o town.h5 --replicates 20 --set trust.weight=0.4");
  const auto given = std::make_shared<Given>();
  sub->add_option("SCENARIO", given->scenario, "Scenario file (TOML)")->required();
  sub->add_option("-o,--output", given->output, "Results file (default: the scenario's name with .h5)");
  sub->add_option("--replicates", given->replicates, "Replicates, each with its own luck");
  sub->add_option("--seed", given->seed, "Seed of all random draws");
  sub->add_option("--months", given->months, "Length of the run in months");
  sub->add_option("--threads", given->options.threads, "Threads (default: one per processor); changes no number")
      ->check(CLI::Range(1, 4096));
  sub->add_option("--set", given->sets, "Change a value: path=value, as often as wanted")
      ->allow_extra_args(false)
      ->take_all();
  sub->add_option("--checkpoint-every", given->options.checkpoint_every_months,
                  "Months between checkpoints (default: only when stopped)")
      ->check(CLI::Range(0, 100000));
  sub->add_flag("--resume", given->options.resume, "Go on with what a stopped run left; begin if there is nothing");
  sub->add_flag("--force", given->options.replace, "Replace what stands at the output");
  sub->add_flag("--timings", given->options.timings, "Say how long each mechanism took");
  sub->add_flag("--quiet", given->quiet, "Print nothing but errors");
  sub->add_flag("--json", given->json, "Print the outcomes as JSON");
  sub->add_flag("--ascii", given->ascii, "Plain letters (. lowest, @ highest) and no blocks, as when the output is no terminal or not UTF-8");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given, invocation.command_line); });
}

}  // namespace tessera
