// tessera merge: one file from shards.
#include <fmt/format.h>

#include <memory>

#include "command/subcommand.hpp"
#include "run/merge_shards.hpp"

namespace tessera {
namespace {

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

int carry_out(const MergeOptions& options) {
  const MergeSummary summary = merge_shards(options);
  if (!summary.missing_shards.empty()) fmt::print("Missing shards: {}\n", join(summary.missing_shards));
  if (summary.missing_runs > 0) fmt::print("{} runs are missing.\n", summary.missing_runs);
  if (!summary.written) {
    fmt::print("Nothing was written. Run the missing shards (experiment --shard K/N --resume), or say --allow-missing.\n");
    return 1;
  }
  fmt::print("{} runs complete, {} failed, of {}\nResults: {}\n", summary.complete, summary.failed, summary.runs, options.output);
  if (summary.wanted_next > 0)
    fmt::print("Intervals are still wider than wanted: {} more runs. Run every shard again (experiment --shard K/N --resume, with the "
               "same -o), then merge with --force.\n",
               summary.wanted_next);
  else
    fmt::print("Try next:  tessera report {}   # a page to read and to send\n", options.output);
  return 0;
}

}  // namespace

void add_merge(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "merge", "One results file from the files of shards, in any order.",
                                 "tessera merge big.shard-*.h5 -o big.h5");
  const auto options = std::make_shared<MergeOptions>();
  const auto uncompressed = std::make_shared<bool>(false);
  sub->add_option("SHARDS", options->shards, "Files of shards, or other results files of the same experiment")->required();
  sub->add_option("-o,--output", options->output, "Results file")->required();
  sub->add_flag("--allow-missing", options->allow_missing, "Merge what is there; missing runs keep the status not_run");
  sub->add_flag("--force", options->replace, "Replace what stands at the output");
  sub->add_flag("--uncompressed", *uncompressed, "Write faster and larger");
  sub->add_flag("--virtual", options->leave_measures,
                "Leave measures in the shards, which must stay where they are (up to 500; R's ncdf4 can not read it)");
  sub->callback([options, uncompressed, &invocation] {
    options->command_line = invocation.command_line;
    options->compressed = !*uncompressed;
    invocation.exit_code = carry_out(*options);
  });
}

}  // namespace tessera
