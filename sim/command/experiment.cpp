// tessera experiment: variants and designs x replicates, on the cores of this machine.
#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "command/cluster.hpp"
#include "command/cost.hpp"
#include "command/experiment.hpp"
#include "command/locate.hpp"
#include "command/subcommand.hpp"
#include "base/errors.hpp"
#include "results/durable.hpp"
#include "run/stop.hpp"
#include "run/sweep_forecast.hpp"
#include "run/sweep_run.hpp"
#include "scenario/values.hpp"

namespace tessera {
namespace {

constexpr std::uintmax_t largest_sweep_bytes = 256U << 20U;  // as JSON

struct Given {
  std::string file, shard;
  SweepOptions options;
  std::shared_ptr<ClusterGiven> cluster = std::make_shared<ClusterGiven>();
  bool dry_run = false, quiet = false, json = false;
};

std::string tell_bytes(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.0f} kB", bytes / 1e3);
  return bytes < 1e9 ? fmt::format("{:.1f} MB", bytes / 1e6) : fmt::format("{:.1f} GB", bytes / 1e9);
}

nlohmann::json as_json(const SweepForecast& forecast) {
  return {{"points", forecast.points},         {"design_points", forecast.design_points}, {"variants", forecast.variants},
          {"replicates", forecast.replicates}, {"runs", forecast.runs},                   {"pilot_runs", forecast.pilot_runs},
          {"run_s", forecast.run_s},           {"core_hours", forecast.core_hours},       {"wall_s", forecast.wall_s},
          {"cores", forecast.cores},           {"disk_bytes", forecast.disk_bytes},       {"memory_bytes", forecast.memory_bytes}};
}

int say_forecast(const Given& given, const Sweep& sweep) {
  const SweepForecast forecast = forecast_sweep(sweep, given.options.shard, given.options.threads);
  if (given.json) {
    fmt::print("{}\n", as_json(forecast).dump(2));
    return 0;
  }
  fmt::print("{}\n", sweep.name);
  fmt::print("points    {} ({} design point{} x {} variant{})\n", forecast.points, forecast.design_points,
             forecast.design_points == 1 ? "" : "s", forecast.variants, forecast.variants == 1 ? "" : "s");
  fmt::print("runs      {}{} ({} replicates{})\n", given.shard.empty() ? "" : "in this shard ", forecast.runs, forecast.replicates,
             sweep.replicates.fixed > 0 ? "" : " at most; rounds stop when intervals are narrow");
  fmt::print("time      {} on {} cores, {} on one (from {} pilot runs of {:.2g} s each, the slowest {:.2g} s)\n",
             describe_duration(forecast.wall_s), forecast.cores, describe_duration(3600.0 * forecast.core_hours), forecast.pilot_runs, forecast.run_s,
             forecast.run_s_slowest);
  fmt::print("memory    {} on {} cores\n", tell_bytes(forecast.memory_bytes), forecast.cores);
  fmt::print("disk      {}, and as much again while the file is put together\n", tell_bytes(forecast.disk_bytes));
  return 0;
}

nlohmann::json as_json(const SweepSummary& summary) {
  nlohmann::json failures = nlohmann::json::array();
  for (const FailedRun& run : summary.failures)
    failures.push_back({{"point", run.point}, {"replicate", run.replicate}, {"message", run.message}});
  return {{"output", summary.output},     {"runs", summary.wanted},           {"done_before", summary.done_before},
          {"complete", summary.complete}, {"failed", summary.failed},         {"failed_before", summary.failed_before},
          {"failures", failures},
          {"wall_s", summary.wall_s},     {"stopped_by", summary.stopped_by}, {"was_complete", summary.was_complete}};
}

// "big.shard-*-of-7.h5".
std::string name_shards(const std::string& output, std::uint32_t count) {
  std::string name = name_shard(output, {1, count});
  return name.replace(name.rfind(".shard-1-") + 7, 1, "*");
}

std::string advise(const Sweep& sweep, const Given& given, const std::string& output) {
  const std::string all = given.options.output.empty() ? default_output(given.file) : given.options.output;
  if (given.options.shard.count > 1)
    return fmt::format("tessera merge {} -o {}   # when all shards are there", name_shards(all, given.options.shard.count), all);
  const std::string page = fmt::format("\n           tessera report {}   # a page to read and to send", output);
  if (sweep.variants.size() > 1) return "tessera compare " + output + page;
  return fmt::format("tessera {} {}", sweep.factors.empty() ? "show" : "sensitivity", output) + page;
}

void say_summary(const Given& given, const Sweep& sweep, const SweepSummary& summary) {
  for (const FailedRun& run : summary.failures)
    fmt::print("point {}, replicate {} failed: {}\n", run.point, run.replicate, run.message);
  if (summary.failed > summary.failures.size()) fmt::print("... and {} more\n", summary.failed - summary.failures.size());
  if (given.quiet) return;
  if (summary.was_complete) {
    const std::string failed = summary.failed_before == 0 ? "" : fmt::format("; {} of them failed", summary.failed_before);
    fmt::print("{} has all of its {} runs already{}.\n", summary.output, summary.wanted, failed);
    return;
  }
  const std::string taken_up = summary.taken_up == 0 ? "" : fmt::format(", {} taken up where stopped", summary.taken_up);
  fmt::print("{} runs complete, {} failed, {} done before{}, in {}\n", summary.complete, summary.failed, summary.done_before, taken_up,
             describe_duration(summary.wall_s));
  if (summary.stopped_by != 0)
    fmt::print("Stopped. Go on with the same command and --resume; what is done waits in {}.part*\n", summary.output);
  else
    fmt::print("Results: {}\nTry next:  {}\n", summary.output, advise(sweep, given, summary.output));
}

int choose_exit_code(const SweepSummary& summary) {
  if (summary.stopped_by != 0) return 128 + summary.stopped_by;
  return summary.failed + summary.failed_before > 0 ? 4 : 0;
}

int carry_out(Given& given, const std::string& command_line) {
  const Sweep sweep = read_sweep(locate_scenario(given.file, given.quiet || given.json));
  refuse_what_no_memory_holds(SweepPoints(sweep).scenario(0));
  if (!given.shard.empty()) given.options.shard = parse_shard(given.shard);
  if (given.dry_run) return say_forecast(given, sweep);
  SweepOptions options = given.options;
  options.command_line = command_line;
  if (options.output.empty()) options.output = default_output(given.file);
  if (given.cluster->engine == "slurm") {
    if (!given.shard.empty()) throw InputError("--shard and --engine slurm do not go together: Slurm's tasks are the shards");
    return submit_command(sweep, options.output, options.resume, *given.cluster, std::cout);
  }
  refuse_cluster_options(*given.cluster);
  Progress progress(given.quiet || given.json ? Progress::Form::quiet : Progress::suitable_form(stderr), stderr);
  options.progress = &progress;
  heed_signals();
  const SweepSummary summary = run_sweep(sweep, options);
  if (given.json)
    fmt::print("{}\n", as_json(summary).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  else
    say_summary(given, sweep, summary);
  return choose_exit_code(summary);
}

}  // namespace

Sweep read_sweep(const std::string& file) {
  char first = '\0';
  std::ifstream(file) >> first;
  if (first != '{') return plan_sweep(read_experiment(file));
  std::error_code error;
  if (const auto size = std::filesystem::file_size(file, error); error || size > largest_sweep_bytes)
    throw InputError(fmt::format("{}: an experiment of more than {} MB", file, largest_sweep_bytes >> 20U));
  const std::vector<char> text = read_bytes(file);
  return sweep_from_text(std::string(text.begin(), text.end()), file);
}

Shard parse_shard(const std::string& text) {
  Shard shard{0, 0};
  const char* end = text.data() + text.size();
  const auto [slash, of_number] = std::from_chars(text.data(), end, shard.number);
  const bool divided = of_number == std::errc() && slash != end && *slash == '/';
  const auto [rest, of_count] = divided ? std::from_chars(slash + 1, end, shard.count) : std::from_chars_result{end, std::errc::invalid_argument};
  if (of_count != std::errc() || rest != end || shard.number < 1 || shard.number > shard.count)
    throw InputError(fmt::format("--shard takes K/N with K from 1 to N, as in 3/7, and not {}", text));
  return shard;
}

std::string default_output(const std::string& file) { return std::filesystem::path(file).stem().string() + ".h5"; }

void add_experiment(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "experiment", "Policies compared and parameters swept: variants and designs x replicates.",
                                 "tessera experiment scenarios/sweeps/facilitation.toml --dry-run\n"
                                 "  tessera experiment scenarios/sweeps/facilitation.toml -o results/facilitation.h5\n"
                                 "  tessera experiment big.toml -o big.h5 --shard 3/7   # and later: tessera merge big.shard-*.h5 -o big.h5\n"
                                 "  tessera experiment big.toml -o big.h5 --engine slurm --shards 200 --time 4:00:00");
  const auto given = std::make_shared<Given>();
  sub->add_option("FILE", given->file, "Experiment file (TOML)")->required();
  sub->add_option("-o,--output", given->options.output, "Results file (default: the experiment's name with .h5)");
  sub->add_flag("--dry-run", given->dry_run, "Say how many runs it is, and what time, memory and disk it will take, from pilot runs");
  sub->add_option("--shard", given->shard, "Run part K of N alone, into a file of its own (K/N); merge joins them");
  sub->add_option("--threads", given->options.threads, "Threads (default: one per processor); changes no number")->check(CLI::Range(1, 4096));
  sub->add_flag("--resume", given->options.resume, "Go on with what a stopped or killed program left; begin if there is nothing");
  sub->add_flag("--force", given->options.replace, "Replace what stands at the output");
  sub->add_option("--writer", given->options.writer, "Name of this program among those that may run the same shard at once")
      ->check([](const std::string& name) { return is_plain_name(name) ? std::string() : "takes letters, digits, _ and -"; });
  sub->add_flag("--quiet", given->quiet, "Print nothing but failed runs and errors");
  sub->add_flag("--json", given->json, "Print what was done as JSON");
  add_cluster_options(sub, given->cluster);
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given, invocation.command_line); });
}

}  // namespace tessera
