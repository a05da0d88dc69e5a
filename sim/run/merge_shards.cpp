#include "run/merge_shards.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <set>

#include "base/errors.hpp"
#include "results/output.hpp"
#include "results/sweep_files.hpp"
#include "results/whole_file.hpp"
#include "results/writing_right.hpp"
#include "run/rounds.hpp"
#include "run/sweep_plan.hpp"

namespace tessera {
namespace {

// All files must be of one experiment and of one program: runs of others are other numbers.
void promise_one_experiment(const std::vector<WholeSweep>& shards) {
  for (const WholeSweep& shard : shards) {
    if (shard.layout().experiment != shards.front().layout().experiment)
      throw InputError(fmt::format("{} and {} hold different experiments: they can not be merged", shards.front().path(), shard.path()));
    if (const std::string other = first_mismatch_of_makers(shard.layout().facts, shards.front().layout().facts); !other.empty())
      throw InputError(fmt::format("{} and {} were made by different programs (another {}): their numbers may differ in the last "
                                   "bits, so they are not merged",
                                   shards.front().path(), shard.path(), other));
  }
}

std::vector<std::string> find_missing_shards(const std::vector<WholeSweep>& shards) {
  std::set<std::string> there;
  std::uint32_t count = 0;
  for (const WholeSweep& shard : shards) {
    there.insert(shard.layout().shard);
    const std::size_t slash = shard.layout().shard.find('/');
    if (slash != std::string::npos)
      count = std::max(count, static_cast<std::uint32_t>(std::stoul(shard.layout().shard.substr(slash + 1))));
  }
  std::vector<std::string> missing;
  if (there.contains("")) return missing;
  for (std::uint32_t number = 1; number <= count; ++number)
    if (const std::string name = fmt::format("{}/{}", number, count); !there.contains(name)) missing.push_back(name);
  return missing;
}

// Which runs are there, and what the rule of replicates sees of them.
struct Stock {
  std::vector<bool> over;  // [run]
  std::uint64_t complete = 0, failed = 0;
  std::vector<std::vector<std::vector<double>>> values;  // [design point][variant][replicate]; empty if replicates are fixed
};

void note(Stock& stock, const Sweep& sweep, const RuleValue& rule_value, const Batch& batch) {
  for (std::size_t k = 0; k < batch.runs.size(); ++k) {
    const RunStatus status = batch.records[k].status;
    if (!is_over(status) || stock.over[batch.runs[k]]) continue;
    stock.over[batch.runs[k]] = true;
    ++(status == RunStatus::complete ? stock.complete : stock.failed);
    if (stock.values.empty() || status != RunStatus::complete) continue;
    const std::uint64_t point = batch.runs[k] / sweep.replicates_at_most(), replicate = batch.runs[k] % sweep.replicates_at_most();
    stock.values[point / sweep.variants.size()][point % sweep.variants.size()][replicate] = rule_value.of(batch.rows, k);
  }
}

Stock take_stock(const std::vector<WholeSweep>& shards, const Sweep& sweep, const MeasurePlan& plan, const FileLayout& layout) {
  Stock stock;
  stock.over.resize(sweep.points() * sweep.replicates_at_most());
  if (sweep.replicates.fixed == 0)
    stock.values.assign(sweep.design_points(),
                        std::vector(sweep.variants.size(),
                                    std::vector(sweep.replicates.most, std::numeric_limits<double>::quiet_NaN())));
  const RuleValue rule_value = stock.values.empty() ? RuleValue{} : find_rule_value(sweep, plan);
  for (const WholeSweep& shard : shards) {
    for (const RunRange& range : list_blocks(shard.layout()))
      note(stock, sweep, rule_value, stock.values.empty() ? shard.read_records(range) : shard.read(range, layout));
    shard.close();
  }
  return stock;
}

// Replicates of a design point that were begun with: rounds go on from the last one that is there whole.
std::uint32_t last_round(const Sweep& sweep, const Stock& stock, std::uint64_t design_point) {
  std::uint32_t round = next_round(sweep.replicates, 0);
  const auto any_of = [&](std::uint32_t from, std::uint32_t to) {
    for (std::uint64_t variant = 0; variant < sweep.variants.size(); ++variant)
      for (std::uint32_t replicate = from; replicate < to; ++replicate)
        if (stock.over[(design_point * sweep.variants.size() + variant) * sweep.replicates_at_most() + replicate]) return true;
    return false;
  };
  while (round < sweep.replicates.most && any_of(round, next_round(sweep.replicates, round))) round = next_round(sweep.replicates, round);
  return round;
}

void count_missing(MergeSummary& summary, const Sweep& sweep, const Stock& stock) {
  const std::uint64_t variants = sweep.variants.size();
  for (std::uint64_t point = 0; point < sweep.design_points(); ++point) {
    const std::uint32_t wanted = sweep.replicates.fixed > 0 ? sweep.replicates.fixed : last_round(sweep, stock, point);
    std::uint64_t missing = 0;
    for (std::uint64_t variant = 0; variant < variants; ++variant)
      for (std::uint32_t replicate = 0; replicate < wanted; ++replicate)
        missing += stock.over[(point * variants + variant) * sweep.replicates_at_most() + replicate] ? 0 : 1;
    summary.missing_runs += missing;
    if (sweep.replicates.fixed == 0 && missing == 0)
      summary.wanted_next += (replicates_wanted(sweep.replicates, stock.values[point], wanted) - wanted) * variants;
  }
}

// The runs of a shard as blocks: what is left of its first and last design point, and the whole ones between.
void list_elsewhere(std::vector<RunsElsewhere>& elsewhere, const WholeSweep& shard, const std::string& output) {
  const Sweep& sweep = shard.sweep();
  const FileLayout& layout = shard.layout();
  const std::uint64_t variants = sweep.variants.size(), replicates = sweep.replicates.fixed;
  Shard which;
  if (!layout.shard.empty()) std::sscanf(layout.shard.c_str(), "%u/%u", &which.number, &which.count);
  const UnitRange units = units_of_shard(sweep, which);
  const auto add = [&](std::uint64_t design_point, std::uint64_t points, std::uint64_t first, std::uint64_t count) {
    const RunRange here{design_point * variants, points * variants, first, count};
    RunRange source = here;
    source.first_point -= layout.first_point;
    source.first_replicate -= layout.first_replicate;
    namespace fs = std::filesystem;
    const fs::path folder = fs::absolute(output).parent_path();
    elsewhere.push_back({fs::absolute(shard.path()).lexically_relative(folder).string(), source, here, layout.points, layout.replicates});
  };
  std::uint64_t unit = units.begin;
  while (unit < units.end) {
    const std::uint64_t design_point = unit / replicates, first = unit % replicates;
    const std::uint64_t whole = first == 0 ? (units.end - unit) / replicates : 0;
    if (whole > 0) {
      add(design_point, whole, 0, replicates);
      unit += whole * replicates;
    } else {
      const std::uint64_t count = std::min(replicates - first, units.end - unit);
      add(design_point, 1, first, count);
      unit += count;
    }
  }
}

// HDF5 keeps every source open, and says nothing where it runs out of files.
constexpr std::size_t most_virtual_shards = 500;

MeasureStorage choose_storage(const MergeOptions& options, const std::vector<WholeSweep>& shards) {
  if (!options.leave_measures) return {.compressed = options.compressed};
  if (shards.size() > most_virtual_shards)
    throw InputError(fmt::format("measures can be left in {} files at most, and these are {}: merge without --virtual",
                                 most_virtual_shards, shards.size()));
  if (options.allow_missing) throw InputError("measures can be left where they are only if none is missing: leave out --virtual or --allow-missing");
  if (shards.front().sweep().replicates.fixed == 0)
    throw InputError("measures of an experiment whose replicates run in rounds can not be left where they are: merge without --virtual");
  MeasureStorage storage;
  for (const WholeSweep& shard : shards) list_elsewhere(storage.elsewhere, shard, options.output);
  return storage;
}

}  // namespace

MergeSummary merge_shards(const MergeOptions& options) {
  if (options.shards.empty()) throw InputError("there is nothing to merge; name the files of the shards");
  if (!options.replace && access(options.output.c_str(), F_OK) == 0)
    throw InputError(fmt::format("{} exists already: choose another name (-o), or replace it (--force)", options.output));
  if (options.replace) refuse_to_replace_what_is_no_result(options.output);
  std::vector<WholeSweep> shards;
  for (const std::string& path : options.shards) shards.emplace_back(path);
  promise_one_experiment(shards);
  const Sweep sweep = shards.front().sweep();
  FileLayout layout = describe_sweep(sweep, {}, options.command_line);
  layout.settings = shards.front().layout().settings;
  if (const std::string other = first_mismatch_of_makers(shards.front().layout().facts, layout.facts); !other.empty())
    throw InputError(fmt::format("{} was made by another program than this (another {}); merge with the one that ran it",
                                 shards.front().path(), other));
  const Stock stock = take_stock(shards, sweep, plan_measures_of(sweep), layout);
  MergeSummary summary{.runs = sweep.points() * sweep.replicates_at_most(),
                       .complete = stock.complete,
                       .failed = stock.failed,
                       .missing_shards = find_missing_shards(shards)};
  count_missing(summary, sweep, stock);
  if (summary.missing_runs == 0) summary.missing_shards.clear();  // a shard of another division may hold its runs
  if (summary.missing_runs > 0 && !options.allow_missing) return summary;
  SweepSources parts;
  for (const WholeSweep& shard : shards) parts.files.push_back(&shard);
  make_folder_of(options.output);
  const std::string temporary = part_path(options.output) + ".whole-merge";
  const WritingRight right(temporary);
  write_whole_sweep(temporary, layout, sweep, parts, choose_storage(options, shards));
  publish_whole(temporary, options.output);
  summary.written = true;
  return summary;
}

}  // namespace tessera
