#include "analysis/report/about.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "analysis/report/shown_measures.hpp"
#include "measures/measures.hpp"
#include "results/build_facts.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_failures = 50;

PageJson describe_file(const StoredRuns& runs) {
  std::error_code ignored;
  const std::uintmax_t bytes = std::filesystem::file_size(runs.path, ignored);
  return {{"name", std::filesystem::path(runs.path).filename().string()},
          {"bytes", ignored ? PageJson(nullptr) : PageJson(bytes)},
          {"digest", runs.results.has_digest_beside()}};
}

PageJson describe_making(const Results& results) {
  PageJson made;
  for (const char* name : {"created", "command_line", "version", "commit", "compiler", "hdf5", "libm", "processor"})
    made[name] = results.attribute(name);
  made["reported_by"] = fmt::format("tessera {} ({})", build_facts().version, build_facts().commit);
  return made;
}

// Design points of which any run is complete.
std::size_t count_points_run(const StoredRuns& runs) {
  std::set<std::uint32_t> points;
  for (std::uint32_t point = 0; point < runs.design_point_of.size(); ++point)
    for (std::uint32_t replicate = 0; replicate < runs.replicates; ++replicate)
      if (runs.is_complete(point, replicate)) points.insert(runs.design_point_of[point]);
  return points.size();
}

PageJson describe_design(const StoredRuns& runs) {
  PageJson design{{"kind", nullptr},
                  {"design_points", runs.design_points},
                  {"points_run", count_points_run(runs)},
                  {"points_in_all", runs.sweep ? runs.sweep->design_points() : runs.design_points},
                  {"shard", nullptr},
                  {"samples", nullptr},
                  {"seed", nullptr},
                  {"levels", nullptr}};
  if (const std::string shard = runs.results.attribute("shard"); !shard.empty()) design["shard"] = shard;
  if (runs.sweep && !runs.sweep->factors.empty()) {
    const Sweep& sweep = *runs.sweep;
    design["kind"] = design_kind_names[static_cast<std::size_t>(sweep.design)];
    if (sweep.samples > 0) {
      design["samples"] = sweep.samples;
      design["seed"] = fmt::format("{}", sweep.design_seed);
    }
    if (sweep.design == DesignKind::morris) design["levels"] = sweep.levels;
  }
  design["replicates"] = runs.replicates;
  design["fixed"] = !runs.sweep || runs.sweep->replicates.fixed > 0;
  design["variants"] = runs.variants.size();
  return design;
}

PageJson describe_variants(const StoredRuns& runs) {
  const std::vector<RunCounts> counts = count_runs(runs.results);
  PageJson variants = PageJson::array();
  for (std::size_t v = 0; v < runs.variants.size(); ++v) {
    const RunCounts& of_variant = counts.at(v);
    variants.push_back({{"name", runs.variants[v]},
                        {"runs", {{"complete", of_variant.complete}, {"failed", of_variant.failed},
                                  {"stopped", of_variant.stopped}, {"not_run", of_variant.not_run}}}});
  }
  return variants;
}

void add_failures(PageJson& page, const StoredRuns& runs) {
  page["failures"] = PageJson::array();
  const auto failed = static_cast<std::size_t>(std::count(runs.statuses.begin(), runs.statuses.end(), RunStatus::failed));
  page["failures_in_all"] = failed;
  if (failed == 0) return;
  const std::vector<std::string> messages = runs.results.names("/message");
  const std::vector<std::int32_t> points = runs.results.point_numbers(), replicates = runs.results.replicate_numbers();
  for (std::size_t run = 0; run < runs.statuses.size() && page["failures"].size() < most_failures; ++run)
    if (runs.statuses[run] == RunStatus::failed)
      page["failures"].push_back({{"point", points[run / runs.replicates]},
                                  {"replicate", replicates[run % runs.replicates]},
                                  {"message", messages.at(run)}});
}

// Names under the keys `measure` and `measures`, wherever they stand.
void collect_names(const PageJson& part, std::set<std::string>& names) {
  if (part.is_array())
    for (const PageJson& item : part) {
      if (item.is_number()) return;  // a list of numbers
      collect_names(item, names);
    }
  if (!part.is_object()) return;
  for (const auto& [key, value] : part.items()) {
    if (key == "measure" && value.is_string()) names.insert(value.get<std::string>());
    else if (key == "measures" && value.is_array())
      for (const PageJson& name : value) {
        if (name.is_string()) names.insert(name.get<std::string>());
      }
    else collect_names(value, names);
  }
}

PageJson describe_measure(const std::string& name, const StoredRuns& runs) {
  PageJson json{{"unit", "1"}, {"meaning", ""}, {"label", label_measure(name)}, {"better", better_names[static_cast<std::size_t>(which_is_better(name))]}};
  for (const Measure& known : measure_table())
    if (known.name == name) {
      json["unit"] = known.unit;
      json["meaning"] = known.definition;
    }
  if (const KeptMeasure* kept = runs.find(name)) {
    json["unit"] = kept->unit;
    json["meaning"] = kept->meaning;
  }
  return json;
}

}  // namespace

void add_about(PageJson& page, const StoredRuns& runs) {
  const Results& results = runs.results;
  page["title"] = results.attribute("title");
  page["question"] = results.attribute("question");
  page["file"] = describe_file(runs);
  page["made"] = describe_making(results);
  page["seed"] = fmt::format("{}", results.seed());
  page["months"] = runs.months;
  page["window"] = {runs.window.front(), runs.window.back()};
  page["design"] = describe_design(runs);
  page["variants"] = describe_variants(runs);
  page["baseline"] = runs.baseline;
  add_failures(page, runs);
}

PageJson describe_page_measures(const PageJson& page, const StoredRuns& runs) {
  std::set<std::string> names;
  for (const char* part : {"answer", "outcomes", "further", "places", "comparison", "sensitivity", "responses", "points"})
    if (page.contains(part)) collect_names(page[part], names);
  PageJson measures = PageJson::object();
  for (const std::string& name : names) measures[name] = describe_measure(name, runs);
  return measures;
}

}  // namespace tessera
