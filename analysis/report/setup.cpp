#include "analysis/report/setup.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "analysis/report/calendar.hpp"
#include "analysis/report/numbers.hpp"
#include "results/stored_settings.hpp"
#include "scenario/read.hpp"
#include "scenario/reference.hpp"

namespace tessera {
namespace {

using Values = std::map<std::string, std::string>;  // by path

Values map_values(const std::vector<Origin>& origins) {
  Values values;
  for (const Origin& origin : origins) values.emplace(origin.path, origin.value);
  return values;
}

PageJson find_value(const Values& values, const std::string& path) {
  const auto found = values.find(path);
  return found == values.end() ? PageJson(nullptr) : PageJson(found->second);
}

std::vector<Scenario> read_variants(const StoredRuns& runs) {
  std::vector<Scenario> scenarios;
  if (!runs.sweep) scenarios.push_back(read_scenario_text(runs.results.scenario_text(), runs.path));
  else
    for (const SweepVariant& variant : runs.sweep->variants) scenarios.push_back(read_scenario_text(variant.text, variant.name));
  return scenarios;
}

// [variant] by path, where its values came from, if the file knows.
std::vector<Values> map_origins(const StoredRuns& runs) {
  std::vector<Values> origins(runs.variants.size());
  for (const StoredSetting& setting : read_settings(runs.results))
    if (setting.variant < origins.size()) origins[setting.variant].emplace(setting.path, setting.origin);
  return origins;
}

// A key of a policy or shock that nobody needed to write: "policy.helpers.end_month" where it has no end.
bool is_standard_of_calendar(const Origin& one) {
  if (!one.path.starts_with("policy.") && !one.path.starts_with("shock.")) return false;
  const ReferenceRow* row = find_reference(one.path);
  return row != nullptr && row->standard && std::strtod(one.value.c_str(), nullptr) == *row->standard;
}

// What the file calls set, and what differs from the default.
PageJson list_page_settings(const Scenario& scenario, const Values& origins) {
  const Values standard = map_values(read_scenario_text("tessera = 1\n", "defaults").origins);
  PageJson settings = PageJson::array();
  for (const Origin& one : scenario.origins) {
    const PageJson usual = find_value(standard, one.path);
    if (!origins.contains(one.path) && (usual == one.value || is_standard_of_calendar(one))) continue;
    const ReferenceRow* row = find_reference(one.path);
    settings.push_back({{"path", one.path},
                        {"value", one.value},
                        {"unit", row == nullptr ? "" : row->unit},
                        {"standard", usual},
                        {"origin", find_value(origins, one.path)},
                        {"meaning", row == nullptr ? "" : row->meaning},
                        {"source", row == nullptr ? "" : row->source}});
  }
  return settings;
}

// Values that the variant or the baseline has alone are null on the other side.
PageJson list_page_differences(const Scenario& baseline, const Scenario& variant, const Values& origins) {
  const Values before = map_values(baseline.origins), after = map_values(variant.origins);
  PageJson differences = PageJson::array();
  const auto add = [&](const std::string& path) {
    differences.push_back({{"path", path},
                           {"baseline", find_value(before, path)},
                           {"value", find_value(after, path)},
                           {"origin", find_value(origins, path)}});
  };
  for (const Origin& one : variant.origins)
    if (find_value(before, one.path) != one.value && (before.contains(one.path) || origins.contains(one.path) || !is_standard_of_calendar(one)))
      add(one.path);
  for (const Origin& one : baseline.origins)
    if (!after.contains(one.path) && !is_standard_of_calendar(one)) add(one.path);
  return differences;
}

PageJson list_page_factors(const std::vector<SweepFactor>& factors) {
  PageJson list = PageJson::array();
  for (const SweepFactor& factor : factors) {
    const bool listed = !factor.values.empty();
    const ReferenceRow* row = find_reference(factor.path);
    list.push_back({{"path", factor.path},
                    {"unit", factor.unit},
                    {"low", page_number(listed ? *std::min_element(factor.values.begin(), factor.values.end()) : factor.low)},
                    {"high", page_number(listed ? *std::max_element(factor.values.begin(), factor.values.end()) : factor.high)},
                    {"logarithmic", factor.logarithmic},
                    {"values", page_numbers(factor.values)},
                    {"meaning", row == nullptr ? "" : row->meaning}});
  }
  return list;
}

// Its own text, unless it holds so many variants that it would be the larger part of the page.
PageJson copy_experiment(const StoredRuns& runs) {
  constexpr std::size_t most_letters = 500'000;
  const std::string text = runs.sweep ? runs.results.attribute("experiment") : "";
  return text.empty() || text.size() > most_letters ? PageJson(nullptr) : PageJson(text);
}

PageJson count_described(const Scenario& scenario) {
  return {{"districts", scenario.districts.size()}, {"organisations", scenario.organisations.size()}, {"ties", scenario.ties.size()},
          {"partnerships", scenario.partnerships.size()}};
}

}  // namespace

PageJson describe_setup(const StoredRuns& runs) {
  const std::vector<Scenario> scenarios = read_variants(runs);
  const std::vector<Values> origins = map_origins(runs);
  const Scenario& baseline = scenarios.at(runs.baseline);
  PageJson setup{{"scenario", runs.sweep ? runs.sweep->variants[runs.baseline].text : runs.results.scenario_text()},
                 {"experiment", copy_experiment(runs)},
                 {"factors", list_page_factors(runs.sweep ? runs.sweep->factors : std::vector<SweepFactor>{})},
                 {"described", count_described(baseline)},
                 {"settings", list_page_settings(baseline, origins.at(runs.baseline))},
                 {"calendar", list_page_calendar(scenarios)},
                 {"variants", PageJson::array()}};
  for (std::size_t v = 0; v < scenarios.size(); ++v)
    setup["variants"].push_back(list_page_differences(baseline, scenarios[v], origins.at(v)));
  return setup;
}

}  // namespace tessera
