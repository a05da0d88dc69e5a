#include "analysis/report/agents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/agents_run.hpp"
#include "base/errors.hpp"
#include "results/stored_agents.hpp"
#include "run/keep_run.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_runs = 4;

// What a run is called, before what is in it.
PageJson name_run(std::uint32_t variant, std::uint32_t point, std::uint32_t replicate, const char* from, PageJson identical) {
  return {{"variant", variant}, {"point", point}, {"replicate", replicate}, {"from", from}, {"identical", std::move(identical)}};
}

PageJson join(PageJson run, const PageJson& content) {
  run.update(content);
  return run;
}

PageJson describe_stored(const Results& results, std::size_t at_most) {
  PageJson runs = PageJson::array();
  for (const std::string& group : results.agent_groups()) {
    if (runs.size() == most_runs) break;
    const StoredAgents agents = read_agents(results, group);
    runs.push_back(join(name_run(0, agents.point, agents.replicate, "file", nullptr), describe_agents_of_run(agents, at_most)));
  }
  return runs;
}

// Places of the points to be run again.
std::vector<std::uint32_t> choose_points(const Results& results, const std::string& path, const PageOptions& options) {
  const std::vector<std::int32_t> numbers = results.point_numbers(), designs = results.design_point_of_points();
  std::vector<std::uint32_t> places;
  if (!options.points) {
    const bool single = std::all_of(designs.begin(), designs.end(), [&](std::int32_t design) { return design == designs.front(); });
    for (std::uint32_t place = 0; single && place < numbers.size() && place < most_runs; ++place) places.push_back(place);
    return places;
  }
  for (const std::uint32_t point : *options.points) {
    const auto at = std::find(numbers.begin(), numbers.end(), static_cast<std::int32_t>(point));
    if (at == numbers.end())
      throw InputError(fmt::format("{} has no point {}: it holds {} to {}", path, point, numbers.front(), numbers.back()));
    places.push_back(static_cast<std::uint32_t>(at - numbers.begin()));
  }
  return places;
}

// Runs the first complete replicate of the point again; null if there is none.
PageJson describe_again(const Results& results, const std::string& path, std::uint32_t place, const PageOptions& options) {
  const std::vector<RunStatus> statuses = results.statuses(place);
  const auto complete = std::find(statuses.begin(), statuses.end(), RunStatus::complete);
  if (complete == statuses.end()) return nullptr;
  const auto point = static_cast<std::uint32_t>(results.point_numbers()[place]);
  const auto replicate = static_cast<std::uint32_t>(results.replicate_numbers()[static_cast<std::size_t>(complete - statuses.begin())]);
  const KeptRun kept = run_again(path, point, replicate, options.progress);
  const StoredAgents agents = read_agents(kept.results, kept.results.agent_groups().at(0));
  return join(name_run(results.variant_of_points().at(place), point, replicate, "replay", kept.identical), describe_agents_of_run(agents, options.organisations_at_most));
}

PageJson describe_again(const Results& results, const std::string& path, const PageOptions& options) {
  PageJson runs = PageJson::array();
  for (const std::uint32_t place : choose_points(results, path, options))
    if (PageJson run = describe_again(results, path, place, options); !run.is_null()) runs.push_back(std::move(run));
  return runs;
}

const char* why_there_are_none(const Results& results, const PageOptions& options) {
  if (!results.is_experiment()) return "the file holds no organisations: its scenario asks for no snapshots, or no run came so far";
  if (options.points && options.points->empty()) return "no run of the experiment was asked for";
  if (options.points || results.design_point_of_points().back() == results.design_point_of_points().front())
    return "no run of the points is complete";
  return "the experiment has many design points, and its file holds no organisations; --points P shows those of a point";
}

}  // namespace

void add_agents(PageJson& page, const Results& results, const std::string& path, const PageOptions& options) {
  page["agents"] = results.is_experiment() ? describe_again(results, path, options)
                                           : describe_stored(results, options.organisations_at_most);
  if (page["agents"].empty()) page["absent"]["agents"] = why_there_are_none(results, options);
}

}  // namespace tessera
