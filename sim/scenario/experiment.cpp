#include "scenario/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "scenario/branch.hpp"
#include "scenario/experiment_parts.hpp"
#include "scenario/known_scenarios.hpp"
#include "scenario/merge.hpp"
#include "scenario/parse.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/set_value.hpp"
#include "scenario/source_text.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 11> top_keys{"tessera", "name",   "question",     "scenario", "replicates", "variant",
                                                    "factor",  "design", "branch_month", "results",  "claim"};
constexpr double most_replicates = 1e6;
constexpr std::size_t most_variants = 1000, most_factors = 1000;
constexpr std::uint32_t usual_replicates = 20;  // of an experiment without claims that does not say

void check_version(Reading& reading, const Node& root) {
  const Entry* version = find_entry(root, "tessera");
  if (version == nullptr)
    reading.faults.add({0, 1, 1}, "this is not an experiment: it must say tessera = 1 (the version of the format) at its top");
  else if (!version->value.is(NodeKind::whole) || version->value.whole != 1)
    reading.faults.add(version->value.place, fmt::format("tessera must be 1, the version of the format that this program reads, but is {}",
                                                         describe_node(version->value)));
}

// The scenario's path as reached from here; empty and a fault if there is no such file.
std::string find_scenario(Reading& reading, const Node& root, const std::string& file) {
  if (find_entry(root, "scenario") == nullptr) {
    reading.faults.add({0, 1, 1}, "an experiment names the scenario that it varies, as in scenario = \"town.toml\"; a scenario alone is "
                                  "run by tessera run");
    return "";
  }
  const std::string name = read_text_key(reading, root, "scenario", "an experiment", true);
  if (name.empty()) return "";
  const fs::path path = resolve_scenario(fs::path(file).parent_path(), name);
  std::error_code error;
  if (fs::is_regular_file(path, error)) return path.string();
  reading.faults.add(find_entry(root, "scenario")->value.place,
                     fmt::format("scenario names {}, but there is no such file", quote_for_message(path.string())));
  return "";
}

void read_rounds(Reading& reading, const Node& table, ReplicateRule& rule) {
  constexpr std::array<std::string_view, 4> known{"until_half_width", "measure", "month", "most"};
  refuse_other_keys(reading, table, "replicates", known);
  if (const Entry* width = find_entry(table, "until_half_width"); width != nullptr)
    rule.until_half_width =
        read_number(reading, width->value, "until_half_width", {1e-9, 1e12}).value_or(rule.until_half_width);
  else
    reading.faults.add(table.place, "replicates says no until_half_width, as in { until_half_width = 0.15, most = 160 }");
  if (const Entry* most = find_entry(table, "most"); most != nullptr)
    rule.most = static_cast<std::uint32_t>(
        read_number(reading, most->value, "most", {2, most_replicates, "replicate", true}).value_or(rule.most));
  rule.measure = read_text_key(reading, table, "measure", "replicates", false);
  const Entry* month = find_entry(table, "month");
  if (month != nullptr)
    rule.month = static_cast<std::int32_t>(read_number(reading, month->value, "month", {0, 12000, "month", true}).value_or(0));
  if (month != nullptr && rule.measure.empty())
    reading.faults.add(month->place, "month belongs to a measure, and replicates names none");
}

void read_replicates(Reading& reading, const Node& root, ReplicateRule& rule) {
  const Entry* entry = find_entry(root, "replicates");
  if (entry == nullptr) {
    if (find_entry(root, "claim") == nullptr) rule.fixed = usual_replicates;
    return;
  }
  if (entry->value.is(NodeKind::table)) return read_rounds(reading, entry->value, rule);
  rule.fixed = static_cast<std::uint32_t>(
      read_number(reading, entry->value, "replicates", {1, most_replicates, "replicate", true}).value_or(0));
}

void read_branch_month(Reading& reading, const Node& root, std::int32_t& branch_month) {
  if (const Entry* entry = find_entry(root, "branch_month"); entry != nullptr)
    branch_month = static_cast<std::int32_t>(
        read_number(reading, entry->value, "branch_month", {2, 12000, "month", true}).value_or(0));
}

void refuse_too_many(Reading& reading, const Node& root, const std::string& key, std::size_t most) {
  const Entry* entry = find_entry(root, key);
  if (entry == nullptr || entry->value.items.size() <= most) return;
  reading.faults.add(entry->place, fmt::format("{} {}s; {} are allowed ([[factor]] takes as many values as you like)", entry->value.items.size(), key, most));
  reading.faults.throw_if_any();  // each of them would be read
}

// Calls visit for every table of a list of tables such as [[variant]].
template <class Visit>
void for_each_table(Reading& reading, const Node& root, const std::string& key, Visit visit) {
  const Entry* entry = find_entry(root, key);
  if (entry == nullptr) return;
  if (!entry->value.is(NodeKind::list)) {
    reading.faults.add(entry->place, fmt::format("{} must be a list of tables, [[{}]]", key, key));
    return;
  }
  for (const Node& item : entry->value.items)
    if (expect_table(reading, item, key)) visit(item);
}

void read_variant(Reading& reading, const Node& table, Experiment& experiment) {
  Variant variant{read_text_key(reading, table, "name", "a variant", true), table, table.place};
  if (!variant.name.empty() && !is_plain_name(variant.name))
    reading.faults.add(table.place, fmt::format("the variant {} needs a name of letters, digits, _ and -", quote_for_message(variant.name)));
  for (const Variant& other : experiment.variants)
    if (other.name == variant.name)
      reading.faults.add(table.place, fmt::format("two variants are called {}", quote_for_message(variant.name)));
  std::erase_if(variant.content.entries, [](const Entry& entry) { return entry.key == "name"; });
  for (const Entry& entry : variant.content.entries)
    if (entry.key == "tessera" || entry.key == "extends")
      reading.faults.add(entry.place, fmt::format("{} can not stand in a variant", entry.key));
  experiment.variants.push_back(std::move(variant));
}

void refuse_mixture(Reading& reading, const Node& root, const Experiment& experiment) {
  if (!experiment.claims.empty() && !experiment.factors.empty())
    reading.faults.add(experiment.factors.front().place, "a file with claims takes no factors; use the sweep of a claim");
  if (experiment.claims.empty() && experiment.replicates.fixed == 0 && experiment.replicates.measure.empty() && reading.faults.empty())
    reading.faults.add(find_entry(root, "replicates")->value.place,
                       "replicates until a half-width need the measure that it is of, as in measure = \"coverage\"");
  if (!experiment.claims.empty() && experiment.replicates.fixed == 1)
    reading.faults.add(find_entry(root, "replicates")->place, "claims are answered by two replicates or more");
  if (!experiment.claims.empty() && !experiment.replicates.measure.empty())
    reading.faults.add(find_entry(root, "replicates")->place,
                       "a file with claims counts its own outcomes; leave out measure and month");
}

// No key but those that scenarios have too.
bool is_plain_scenario(const Node& root) {
  return std::none_of(root.entries.begin(), root.entries.end(), [](const Entry& entry) {
    return entry.key == "scenario" || entry.key == "variant" || entry.key == "factor" || entry.key == "claim";
  });
}

void read_experiment_keys(Reading& reading, const Node& root, Experiment& experiment) {
  if (is_plain_scenario(root)) {
    find_scenario(reading, root, experiment.file);
    return;
  }
  refuse_other_keys(reading, root, "", top_keys);
  check_version(reading, root);
  experiment.name = read_text_key(reading, root, "name", "an experiment", false);
  experiment.question = read_text_key(reading, root, "question", "an experiment", false);
  experiment.scenario_file = find_scenario(reading, root, experiment.file);
  read_replicates(reading, root, experiment.replicates);
  read_branch_month(reading, root, experiment.branch_month);
  refuse_too_many(reading, root, "variant", most_variants);
  refuse_too_many(reading, root, "factor", most_factors);
  for_each_table(reading, root, "variant", [&](const Node& table) { read_variant(reading, table, experiment); });
  for_each_table(reading, root, "factor", [&](const Node& table) { read_factor(reading, table, experiment); });
  read_design(reading, root, experiment);
  read_experiment_results(reading, root, experiment);
  if (const Entry* claims = find_entry(root, "claim"); claims != nullptr) read_claims(reading, claims->value, experiment);
  refuse_mixture(reading, root, experiment);
}

// Every scenario that the file can ask for must read: each variant, and each value of sweeps.
void try_points(const Experiment& experiment, std::vector<Fault>& faults) {
  const auto attempt = [&](std::size_t variant, std::span<const Override> overrides) {
    try {
      read_point(experiment, variant, overrides);
    } catch (const InputError& error) {
      for (const Fault& fault : error.faults()) {
        const auto same = [&](const Fault& other) { return other.text() == fault.text(); };
        if (std::none_of(faults.begin(), faults.end(), same)) faults.push_back(fault);
      }
    }
  };
  for (std::size_t variant = 0; variant < experiment.variants.size(); ++variant) attempt(variant, {});
  if (!faults.empty()) return;  // a swept value can not be better than its variant
  for (const Claim& claim : experiment.claims)
    for (const double value : claim.sweep ? claim.sweep->values : std::vector<double>())
      attempt(claim.treatment, std::array{Override{claim.sweep->path, value, claim.sweep->place}});
}

}  // namespace

Experiment read_experiment(const std::string& file) {
  Experiment experiment{.file = file};
  experiment.files.push_back({file, ""});
  Faults faults(experiment.files);
  const Node root = parse_document(load_source_text(file), file, 0);
  Reading reading{experiment.files, faults};
  read_experiment_keys(reading, root, experiment);
  faults.throw_if_any();
  experiment.base = load_merged_document(experiment.scenario_file, nullptr, {}, experiment.files, faults);
  if (experiment.variants.empty()) experiment.variants.push_back({"baseline", {}, {0, 1, 1}});
  faults.throw_if_any();
  std::vector<Fault> of_points;
  try_points(experiment, of_points);
  if (of_points.empty()) check_branches(experiment, of_points);
  if (of_points.empty()) check_factors(experiment, of_points);
  if (!of_points.empty()) throw InputError(of_points);
  return experiment;
}

Scenario read_point(const Experiment& experiment, std::size_t variant, std::span<const Override> overrides) {
  Faults faults(experiment.files);
  Node root = experiment.base;
  lay_over(root, experiment.variants.at(variant).content, faults);
  for (const Override& override : overrides) {
    Node value;
    value.kind = NodeKind::number;
    value.number = override.value;
    value.place = override.place;
    put_value(root, override.path, std::move(value), faults);
  }
  return read_document(root, experiment.scenario_file, experiment.files, faults);
}

}  // namespace tessera
