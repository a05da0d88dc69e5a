#include "command/show.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>

#include "results/left_over.hpp"
#include "results/read.hpp"
#include "results/sweep_store.hpp"

namespace tessera {
namespace {

struct Summary {
  std::string scenario, question, agents, program, digest;
  std::array<std::size_t, 4> runs{};  // by RunStatus
  std::int32_t months = 0;
  std::size_t measures = 0;
  std::uint64_t seed = 0;
  std::uintmax_t bytes = 0;
  std::string variants, factors, design, kept;  // of experiments
};

constexpr std::size_t most_names = 6;
constexpr const char* no_digest = "none: the file is being written, or was left by a stopped program (recover makes it whole)";

template <class Table>
std::string list_names(const std::vector<Table>& tables, std::string Table::*name) {
  std::string text;
  for (std::size_t k = 0; k < std::min(tables.size(), most_names); ++k) text += (k == 0 ? "" : ", ") + tables[k].*name;
  if (tables.size() > most_names) text += fmt::format(" and {} more", tables.size() - most_names);
  return text;
}

std::string tell_design(const Sweep& sweep, const std::string& shard) {
  std::string text = fmt::format("{}: {} design point{} x {} variant{}", sweep.points(), sweep.design_points(),
                                 sweep.design_points() == 1 ? "" : "s", sweep.variants.size(), sweep.variants.size() == 1 ? "" : "s");
  if (sweep.samples > 0)
    text += fmt::format(" ({}, {} samples)", design_kind_names[static_cast<std::size_t>(sweep.design)], sweep.samples);
  else if (!sweep.factors.empty())
    text += fmt::format(" ({})", design_kind_names[static_cast<std::size_t>(sweep.design)]);
  text += fmt::format("; {} replicate{}{}", sweep.replicates_at_most(), sweep.replicates_at_most() == 1 ? "" : "s",
                      sweep.replicates.fixed > 0 ? "" : " at most");
  return shard.empty() ? text : text + fmt::format("; this is shard {}", shard);
}

void take_experiment(Summary& summary, const Sweep& sweep, const std::string& shard) {
  summary.variants = list_names(sweep.variants, &SweepVariant::name);
  summary.factors = sweep.factors.empty() ? "none" : list_names(sweep.factors, &SweepFactor::path);
  summary.design = tell_design(sweep, shard);
  const std::vector<std::int32_t> kept = sweep.kept_months();
  const bool all = kept.size() <= most_names;
  summary.kept = fmt::format("; {} measures kept in months {}{}", sweep.measures.size(),
                             fmt::join(kept.begin(), all ? kept.end() : kept.begin() + 3, ", "),
                             all ? "" : fmt::format(" ... {} ({} in all)", kept.back(), kept.size()));
}

std::string tell_size(std::uintmax_t bytes) {
  const double kilobytes = static_cast<double>(bytes) / 1e3;
  if (kilobytes < 1e3) return fmt::format("{:.1f} kB", kilobytes);
  return kilobytes < 1e6 ? fmt::format("{:.1f} MB", kilobytes / 1e3) : fmt::format("{:.2f} GB", kilobytes / 1e6);
}

std::uintmax_t size_of_all(const std::vector<std::string>& paths) {
  std::uintmax_t bytes = 0;
  for (const std::string& path : paths) bytes += std::filesystem::file_size(path);
  return bytes;
}

Summary summarise_sweep_part(const std::string& path) {
  const SweepLeftOver left = describe_sweep_left_over(path);
  Summary summary{.scenario = left.sweep.name, .question = left.sweep.question, .digest = no_digest};
  summary.program = fmt::format("tessera {} ({}), begun {}", left.layout.facts.version, left.layout.facts.commit, left.layout.created);
  for (const RunRecord& run : left.records) ++summary.runs[static_cast<std::size_t>(run.status)];
  summary.months = left.sweep.months;
  summary.measures = left.sweep.measures.size();
  summary.seed = left.sweep.seed;
  summary.bytes = size_of_all(left.batches) + std::filesystem::file_size(path);
  take_experiment(summary, left.sweep, left.layout.shard);
  return summary;
}

Summary summarise_part(const std::string& path) {
  const LeftOver left = describe_left_over(path);
  Summary summary{.scenario = left.scenario_name, .question = left.question};
  summary.agents = fmt::format("{} snapshots", left.snapshots);
  summary.program = fmt::format("tessera {} ({}), begun {}", left.version, left.commit, left.created);
  summary.digest = no_digest;
  if (left.damaged_runs > 0) summary.digest += fmt::format("; {} runs lost months to damage", left.damaged_runs);
  summary.bytes = std::filesystem::file_size(path);
  for (const RunRecord& run : left.runs) ++summary.runs[static_cast<std::size_t>(run.status)];
  summary.months = left.months;
  summary.measures = left.measures;
  summary.seed = left.seed;
  return summary;
}

Summary summarise_whole(const std::string& path) {
  const Results results = Results::open(path);
  Summary summary{.scenario = results.attribute("title"), .question = results.attribute("question")};
  if (results.is_experiment())
    take_experiment(summary, sweep_from_text(results.attribute("experiment"), path), results.attribute("shard"));
  summary.bytes = std::filesystem::file_size(path);
  std::size_t snapshots = 0;
  for (const std::string& group : results.agent_groups()) snapshots += results.read(group + "/snapshot").values.size();
  summary.agents = fmt::format("{} snapshots of {} runs", snapshots, results.agent_groups().size());
  summary.program = fmt::format("tessera {} ({}), {}", results.attribute("version"), results.attribute("commit"),
                                results.attribute("created"));
  summary.digest = results.has_digest_beside() ? "fits" : "none beside the file; those inside fit";
  for (const double status : results.read("status").values) ++summary.runs.at(static_cast<std::size_t>(status));
  summary.months = results.months();
  summary.measures = results.measures().size();
  summary.seed = results.seed();
  return summary;
}

}  // namespace

int show_results(const std::string& given, std::ostream& out) {
  const bool only_part = !std::filesystem::exists(given) && std::filesystem::exists(given + ".part");
  const std::string path = only_part ? given + ".part" : given;
  const bool part = path.ends_with(".part");
  const Summary summary = !part ? summarise_whole(path) : is_sweep_part(path) ? summarise_sweep_part(path) : summarise_part(path);
  const bool experiment = !summary.variants.empty();
  const auto [not_run, complete, running, failed] = summary.runs;
  out << (experiment ? "name      " : "scenario  ") << summary.scenario << '\n';
  out << "question  " << summary.question << '\n';
  if (experiment) {
    out << "variants  " << summary.variants << '\n';
    out << "factors   " << summary.factors << '\n';
    out << "points    " << summary.design << '\n';
  }
  out << fmt::format("runs      {} complete, {} failed, {} stopped on the way, {} not begun\n", complete, failed,
                     running, not_run);
  out << fmt::format("months    {}{}\n", summary.months, summary.kept);
  if (!experiment) out << fmt::format("measures  {}\nagents    {}\n", summary.measures, summary.agents);
  out << fmt::format("seed      {}\n", summary.seed);
  out << "program   " << summary.program << '\n';
  out << "size      " << tell_size(summary.bytes) << (experiment ? "; digest: " : "\ndigest    ") << summary.digest << '\n';
  return 0;
}

}  // namespace tessera
