#include "run/replay.hpp"

#include <fmt/format.h>

#include "base/errors.hpp"
#include "results/build_facts.hpp"
#include "results/read.hpp"
#include "run/replicate.hpp"
#include "run/run.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

// Bit-identity is promised for the same binary, libm and class of processor.
std::string compare_makers(const Results& results) {
  const BuildFacts& here = build_facts();
  std::string differences;
  const auto compare = [&](const char* name, const std::string& mine) {
    const std::string theirs = results.attribute(name);
    if (theirs != mine) differences += fmt::format("{}{} {} instead of {}", differences.empty() ? "" : "; ", name, mine, theirs);
  };
  compare("version", here.version);
  compare("commit", here.commit);
  compare("compiler", here.compiler);
  compare("libm", here.libm);
  compare("processor", here.processor);
  return differences;
}

void require_complete(const Results& results, const std::string& path, std::uint32_t point, std::uint32_t replicate) {
  if (point >= results.points() || replicate >= results.replicates())
    throw InputError(fmt::format("{} holds points 0 to {} and replicates 0 to {}", path, results.points() - 1,
                                 results.replicates() - 1));
  if (results.status(point, replicate) != RunStatus::complete)
    throw InputError(fmt::format("replicate {} of {} is not complete, so there is nothing to compare with", replicate, path));
}

}  // namespace

Replay replay_run(const std::string& path, std::uint32_t point, std::uint32_t replicate, Progress* progress) {
  const Results results = Results::open(path);
  require_complete(results, path, point, replicate);
  const Scenario scenario = read_scenario_text(results.scenario_text(), path);
  const auto known = results.state_hashes(point, replicate);
  const MeasurePlan plan = plan_measures({"organisations"}, scenario.parameters, name_districts(scenario).size());

  Replay replay{.made_elsewhere = compare_makers(results)};
  if (progress != nullptr) progress->begin(known.size() - 1, 0, "replay");
  Replicate again = found_replicate(scenario, plan, replicate, nullptr);
  while (true) {
    const std::int32_t month = replay.months++;
    if (again.hashes.back() != known[static_cast<std::size_t>(month)]) replay.first_different_month = month;
    if (replay.first_different_month >= 0 || static_cast<std::size_t>(replay.months) == known.size()) break;
    advance_replicate(again, scenario, plan);
    if (progress != nullptr) progress->add_months(1);
  }
  if (progress != nullptr) progress->end();
  return replay;
}

}  // namespace tessera
