#include <fmt/format.h>

#include <memory>

#include "command/subcommand.hpp"
#include "run/replay.hpp"

namespace tessera {
namespace {

struct Given {
  std::string results;
  std::uint32_t point = 0, replicate = 0;
  bool quiet = false;
};

std::string describe_difference(const Replay& replay) {
  if (!replay.mechanism.empty())
    return fmt::format("from month {} on, first in {}", replay.first_different_month, replay.mechanism);
  if (replay.last_same_month + 1 == replay.first_different_month)
    return fmt::format("from month {} on; which mechanism differs first can not be told", replay.first_different_month);
  return fmt::format("from a month between {} and {} on; which one, and which mechanism, can not be told",
                     replay.last_same_month + 1, replay.first_different_month);
}

int carry_out(const Given& given) {
  Progress progress(given.quiet ? Progress::Form::quiet : Progress::suitable_form(stderr), stderr);
  const Replay replay = replay_run(given.results, given.point, given.replicate, &progress);
  if (!replay.made_elsewhere.empty())
    fmt::print(stderr, "This program is not the one that wrote {} ({}): bit-identity is not promised.\n", given.results,
               replay.made_elsewhere);
  if (replay.first_different_month >= 0) {
    fmt::print("Replicate {} differs from {} {}.\n", given.replicate, given.results, describe_difference(replay));
    return 1;
  }
  if (!given.quiet)
    fmt::print("Replicate {} of {} is bit-identical in all {} months.\n", given.replicate, given.results, replay.months);
  return 0;
}

}  // namespace

void add_replay(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "replay", "Run again what a results file says it ran, and compare bit by bit.",
                                 "tessera replay town.h5 --replicate 3");
  const auto given = std::make_shared<Given>();
  sub->add_option("RESULTS", given->results, "Results file")->required();
  sub->add_option("--point", given->point, "Point of the design")->capture_default_str();
  sub->add_option("--replicate", given->replicate, "Replicate, counted from 0")->capture_default_str();
  sub->add_flag("--quiet", given->quiet, "Say nothing if all is the same");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given); });
}

}  // namespace tessera
