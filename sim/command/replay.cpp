#include <fmt/format.h>

#include <memory>

#include "base/errors.hpp"
#include "command/subcommand.hpp"
#include "run/keep_run.hpp"
#include "run/replay.hpp"

namespace tessera {
namespace {

struct Given {
  std::string results, output;
  std::uint32_t point = 0, replicate = 0;
  bool quiet = false, force = false;
};

std::string describe_difference(const Replay& replay) {
  if (!replay.mechanism.empty())
    return fmt::format("from month {} on, first in {}", replay.first_different_month, replay.mechanism);
  if (replay.last_same_month + 1 == replay.first_different_month)
    return fmt::format("from month {} on; which mechanism differs first can not be told", replay.first_different_month);
  return fmt::format("from a month between {} and {} on; which one, and which mechanism, can not be told",
                     replay.last_same_month + 1, replay.first_different_month);
}

Replay run_again(const Given& given, const std::string& command_line, Progress& progress) {
  if (given.output.empty()) return replay_run(given.results, given.point, given.replicate, &progress);
  return keep_run(given.results, given.point, given.replicate,
                  {.output = given.output, .command_line = command_line, .replace = given.force}, &progress);
}

void warn_if_made_elsewhere(const Given& given, const std::string& made_elsewhere) {
  if (!made_elsewhere.empty())
    fmt::print(stderr, "This program is not the one that wrote {} ({}): bit-identity is not promised.\n", given.results, made_elsewhere);
}

// 0: it failed again, in the same month, mechanism and numbers.
int fail_again(const Given& given, const StoredRun& failed) {
  if (!given.output.empty())
    throw InputError(fmt::format("replicate {} of {} failed, so there is nothing to keep", given.replicate, given.results));
  const FailureReplay replay = replay_failure(given.results, failed);
  warn_if_made_elsewhere(given, failed.made_elsewhere);
  const bool same = replay.again == replay.recorded;
  if (same && given.quiet) return 0;
  const std::string from = replay.state.empty() ? "from its founding on" : "from the state in " + replay.state + " on";
  fmt::print("Replicate {} of {} failed:\n  {}\n", given.replicate, given.results, replay.recorded);
  if (same)
    fmt::print("Run again {}, it fails in the same way.\n", from);
  else if (replay.again.empty())
    fmt::print("Run again {}, it does not fail.\n", from);
  else
    fmt::print("Run again {}, it fails otherwise:\n  {}\n", from, replay.again);
  return same ? 0 : 1;
}

int carry_out(const Given& given, const std::string& command_line) {
  if (const auto failed = find_failed_run(given.results, given.point, given.replicate)) return fail_again(given, *failed);
  Progress progress(given.quiet ? Progress::Form::quiet : Progress::suitable_form(stderr), stderr);
  const Replay replay = run_again(given, command_line, progress);
  const bool kept = !given.output.empty(), differs = replay.first_different_month >= 0;
  warn_if_made_elsewhere(given, replay.made_elsewhere);
  if (differs) {
    fmt::print("Replicate {} differs from {} {}.\n", given.replicate, given.results, describe_difference(replay));
    if (kept) fmt::print("{} holds what this program makes of the run, not what {} holds.\n", given.output, given.results);
    return 1;
  }
  if (given.quiet) return 0;
  fmt::print("Replicate {} of {} is bit-identical in all {} months.\n", given.replicate, given.results, replay.months);
  if (kept) fmt::print("Results: {}, with its organisations\n", given.output);
  return 0;
}

}  // namespace

void add_replay(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "replay", "Run again what a results file says it ran, and compare bit by bit.",
                                 "tessera replay town.h5 --replicate 3\n  tessera replay facilitation.h5 --point 1 --replicate 7 -o one.h5");
  const auto given = std::make_shared<Given>();
  sub->add_option("RESULTS", given->results, "Results file")->required();
  sub->add_option("--point", given->point, "Point of the design")->capture_default_str();
  sub->add_option("--replicate", given->replicate, "Replicate, counted from 0")->capture_default_str();
  CLI::Option* output = sub->add_option(
      "-o,--output", given->output, "Keep the run in a file of its own, with its organisations, every month and all measures of its scenario");
  sub->add_flag("--force", given->force, "Replace the output if it exists")->needs(output);
  sub->add_flag("--quiet", given->quiet, "Say nothing if all is the same");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given, invocation.command_line); });
}

}  // namespace tessera
