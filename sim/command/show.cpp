#include "command/show.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <ostream>

#include "results/left_over.hpp"
#include "results/read.hpp"

namespace tessera {
namespace {

struct Summary {
  std::string scenario, question, agents, program, digest;
  std::array<std::size_t, 4> runs{};  // by RunStatus
  std::int32_t months = 0;
  std::size_t measures = 0;
  std::uint64_t seed = 0;
};

std::string tell_size(std::uintmax_t bytes) {
  const double kilobytes = static_cast<double>(bytes) / 1e3;
  if (kilobytes < 1e3) return fmt::format("{:.1f} kB", kilobytes);
  return kilobytes < 1e6 ? fmt::format("{:.1f} MB", kilobytes / 1e3) : fmt::format("{:.2f} GB", kilobytes / 1e6);
}

Summary summarise_part(const std::string& path) {
  const LeftOver left = describe_left_over(path);
  Summary summary{.scenario = left.scenario_name, .question = left.question};
  summary.agents = fmt::format("{} snapshots", left.snapshots);
  summary.program = fmt::format("tessera {} ({}), begun {}", left.version, left.commit, left.created);
  summary.digest = "none: the file is being written, or was left by a stopped program (recover makes it whole)";
  for (const RunRecord& run : left.runs) ++summary.runs[static_cast<std::size_t>(run.status)];
  summary.months = left.months;
  summary.measures = left.measures;
  summary.seed = left.seed;
  return summary;
}

Summary summarise_whole(const std::string& path) {
  const Results results = Results::open(path);
  Summary summary{.scenario = results.attribute("title"), .question = results.attribute("question")};
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

int show_results(const std::string& path, std::ostream& out) {
  const Summary summary = path.ends_with(".part") ? summarise_part(path) : summarise_whole(path);
  const auto [not_run, complete, running, failed] = summary.runs;
  out << "scenario  " << summary.scenario << '\n';
  out << "question  " << summary.question << '\n';
  out << fmt::format("runs      {} complete, {} failed, {} stopped on the way, {} not begun\n", complete, failed,
                     running, not_run);
  out << fmt::format("months    {}\n", summary.months);
  out << fmt::format("measures  {}\n", summary.measures);
  out << "agents    " << summary.agents << '\n';
  out << fmt::format("seed      {}\n", summary.seed);
  out << "program   " << summary.program << '\n';
  out << "size      " << tell_size(std::filesystem::file_size(path)) << '\n';
  out << "digest    " << summary.digest << '\n';
  return 0;
}

}  // namespace tessera
