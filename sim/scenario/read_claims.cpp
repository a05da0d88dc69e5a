// [[claim]] tables of experiment files.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "scenario/experiment_parts.hpp"

namespace tessera {
namespace {

constexpr std::array<std::string_view, 16> claim_keys{
    "id",         "text",            "kind",       "because", "treatment", "baseline", "outcome", "at",
    "expected",   "smallest_effect", "downstream", "sweep",   "regimes",   "read",     "beyond",
    "exploratory"};
constexpr int most_months = 12000;

// "measure" or "measure[label]".
Term split_term(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const std::size_t open = text.find('[');
  if (open == std::string_view::npos || !text.ends_with(']')) return {std::string(text), ""};
  return {std::string(text.substr(0, open)), std::string(text.substr(open + 1, text.size() - open - 2))};
}

void read_measures(Reading& reading, const Node& node, ClaimOutcome& outcome) {
  outcome.place = node.place;
  outcome.text = read_text(reading, node, "outcome").value_or("");
  if (outcome.text.empty()) return;
  const std::size_t slash = outcome.text.find('/');
  outcome.term = split_term(std::string_view(outcome.text).substr(0, slash));
  if (slash != std::string::npos) outcome.per = split_term(std::string_view(outcome.text).substr(slash + 1));
  if (outcome.term.measure.empty() || (outcome.per && outcome.per->measure.empty()))
    reading.faults.add(node.place, fmt::format("outcome must be a measure, as in \"coverage\", \"coverage_by_group[low_income]\" "
                                               "or \"served / cost\", but is {}",
                                               quote_for_message(outcome.text)));
}

int read_month(Reading& reading, const Node& table, std::string_view key, int otherwise) {
  const Entry* entry = find_entry(table, key);
  if (entry == nullptr) return otherwise;
  const Range months{-most_months, most_months, "month", true};
  return static_cast<int>(read_number(reading, entry->value, std::string(key), months).value_or(otherwise));
}

void read_window_table(Reading& reading, const Node& table, ClaimOutcome& outcome) {
  constexpr std::array<std::string_view, 3> known{"from", "to", "as"};
  refuse_other_keys(reading, table, "at", known);
  outcome.window.from = read_month(reading, table, "from", 1);
  outcome.window.to = read_month(reading, table, "to", 0);
  if (const Entry* over = find_entry(table, "as"); over != nullptr)
    outcome.window.over = static_cast<Over>(read_choice(reading, over->value, "as", over_names));
  if ((outcome.window.from > 0) == (outcome.window.to > 0) && outcome.window.from > outcome.window.to)
    reading.faults.add(table.place, "at ends before it begins");
  const std::string to = outcome.window.to == 0 ? "the last" : fmt::format("{}", outcome.window.to);
  outcome.window_text = fmt::format("months {} to {}, {}", outcome.window.from, to,
                                    over_names[static_cast<std::size_t>(outcome.window.over)]);
}

// "month 24" as 24; nothing if it is no such text.
std::optional<int> parse_month(const std::string& text) {
  constexpr std::string_view word = "month ";
  int month = 0;
  if (!text.starts_with(word)) return std::nullopt;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + word.size(), end, month);
  if (error != std::errc() || rest != end || month < 1 || month > most_months) return std::nullopt;
  return month;
}

void read_window(Reading& reading, const Node& node, ClaimOutcome& outcome) {
  if (node.is(NodeKind::table)) return read_window_table(reading, node, outcome);
  outcome.window_text = node.is(NodeKind::text) ? node.text : "";
  if (outcome.window_text == "last_year")
    outcome.window = {-11, 0, Over::mean};
  else if (outcome.window_text == "mean")
    outcome.window = {1, 0, Over::mean};
  else if (outcome.window_text == "sum")
    outcome.window = {1, 0, Over::sum};
  else if (const auto month = parse_month(outcome.window_text))
    outcome.window = {*month, *month, Over::mean};
  else
    reading.faults.add(node.place, fmt::format("at must be \"last_year\", \"mean\", \"sum\", \"month 24\" or {{ from = 13, to = 24, "
                                               "as = \"mean\" }}, but is {}",
                                               describe_node(node)));
}

// outcome, at and expected of a claim, or of its downstream table.
std::optional<ClaimOutcome> read_outcome(Reading& reading, const Node& table, const std::string& what) {
  const Entry* measures = find_entry(table, "outcome");
  if (measures == nullptr) {
    reading.faults.add(table.place, fmt::format("{} has no outcome", what));
    return std::nullopt;
  }
  ClaimOutcome outcome{.window_text = "last_year"};
  read_measures(reading, measures->value, outcome);
  if (const Entry* at = find_entry(table, "at"); at != nullptr) read_window(reading, at->value, outcome);
  if (const Entry* expected = find_entry(table, "expected"); expected != nullptr)
    outcome.expected = static_cast<Expected>(read_choice(reading, expected->value, "expected", expected_names));
  else
    reading.faults.add(table.place, fmt::format("{} must say what is expected: up, down or different", what));
  return outcome;
}

std::size_t read_variant_name(Reading& reading, const Node& table, std::string_view key, const std::string& what,
                              const Experiment& experiment) {
  const Entry* entry = find_entry(table, key);
  std::vector<std::string_view> names;
  for (const Variant& variant : experiment.variants) names.push_back(variant.name);
  if (entry != nullptr) return read_choice(reading, entry->value, std::string(key), names);
  reading.faults.add(table.place, fmt::format("{} names no {}", what, key));
  return 0;
}

void read_pair(Reading& reading, const Node& table, const std::string& what, const Experiment& experiment,
               std::size_t& treatment, std::size_t& baseline) {
  treatment = read_variant_name(reading, table, "treatment", what, experiment);
  baseline = read_variant_name(reading, table, "baseline", what, experiment);
  if (treatment == baseline && experiment.variants.size() > 1 && reading.faults.empty())
    reading.faults.add(table.place, fmt::format("{} compares a variant with itself", what));
}

SmallestEffect read_smallest(Reading& reading, const Node& node) {
  constexpr std::array<std::string_view, 1> known{"absolute"};
  const Range sizes{0.0, 1e15};
  SmallestEffect smallest;
  if (!node.is(NodeKind::table)) {
    smallest.size = read_number(reading, node, "smallest_effect", sizes).value_or(smallest.size);
    return smallest;
  }
  refuse_other_keys(reading, node, "smallest_effect", known);
  smallest.absolute = true;
  if (const Entry* absolute = find_entry(node, "absolute"); absolute != nullptr)
    smallest.size = read_number(reading, absolute->value, "absolute", sizes).value_or(smallest.size);
  else
    reading.faults.add(node.place, "smallest_effect needs absolute, as in { absolute = 0.02 }");
  return smallest;
}

ClaimSweep read_sweep(Reading& reading, const Node& table) {
  constexpr std::array<std::string_view, 3> known{"path", "values", "to"};
  constexpr std::array<std::string_view, 2> sides{"both", "treatment"};
  ClaimSweep sweep{.place = table.place};
  if (!expect_table(reading, table, "sweep")) return sweep;
  refuse_other_keys(reading, table, "sweep", known);
  read_path_and_values(reading, table, "a sweep", sweep.path, sweep.values);
  std::sort(sweep.values.begin(), sweep.values.end());
  if (const Entry* to = find_entry(table, "to"); to != nullptr)
    sweep.treatment_only = read_choice(reading, to->value, "to", sides) == 1;
  return sweep;
}

void read_regimes(Reading& reading, const Node& list, const Experiment& experiment, Claim& claim) {
  constexpr std::array<std::string_view, 4> known{"name", "treatment", "baseline", "asks"};
  if (!list.is(NodeKind::list)) reading.faults.add(list.place, "regimes must be a list of { name, treatment, baseline }");
  for (const Node& item : list.items) {
    if (!expect_table(reading, item, "a regime")) continue;
    refuse_other_keys(reading, item, "regimes", known);
    Regime regime{.name = read_text_key(reading, item, "name", "a regime", true)};
    read_pair(reading, item, "a regime", experiment, regime.treatment, regime.baseline);
    if (const Entry* asks = find_entry(item, "asks"); asks != nullptr)
      regime.asks = static_cast<Asks>(read_choice(reading, asks->value, "asks", asks_names));
    claim.regimes.push_back(std::move(regime));
  }
}

void read_beyond(Reading& reading, const Node& table, const Experiment& experiment, Claim& claim) {
  constexpr std::array<std::string_view, 2> known{"treatment", "baseline"};
  if (!expect_table(reading, table, "beyond")) return;
  refuse_other_keys(reading, table, "beyond", known);
  claim.beyond.emplace();
  read_pair(reading, table, "beyond", experiment, claim.beyond->treatment, claim.beyond->baseline);
}

void read_comparison(Reading& reading, const Node& table, const Experiment& experiment, Claim& claim) {
  const std::string what = "claim " + claim.id;
  read_pair(reading, table, what, experiment, claim.treatment, claim.baseline);
  claim.outcome = read_outcome(reading, table, what);
  if (const Entry* downstream = find_entry(table, "downstream"); downstream != nullptr) {
    constexpr std::array<std::string_view, 3> known{"outcome", "at", "expected"};
    if (expect_table(reading, downstream->value, "downstream")) {
      refuse_other_keys(reading, downstream->value, "downstream", known);
      claim.downstream = read_outcome(reading, downstream->value, "downstream of " + what);
    }
  } else if (claim.kind == ClaimKind::by_construction) {
    reading.faults.add(table.place, fmt::format("{} is by construction, so that a downstream outcome must be named", what));
  }
  if (const Entry* beyond = find_entry(table, "beyond"); beyond != nullptr)
    read_beyond(reading, beyond->value, experiment, claim);
  if (const Entry* smallest = find_entry(table, "smallest_effect"); smallest != nullptr)
    claim.smallest = read_smallest(reading, smallest->value);
  if (const Entry* sweep = find_entry(table, "sweep"); sweep != nullptr) claim.sweep = read_sweep(reading, sweep->value);
  if (const Entry* regimes = find_entry(table, "regimes"); regimes != nullptr)
    read_regimes(reading, regimes->value, experiment, claim);
  if (claim.beyond && !claim.regimes.empty())
    reading.faults.add(table.place, fmt::format("{} can not have both beyond and regimes, which answer different questions", what));
}

Claim read_claim(Reading& reading, const Node& table, const Experiment& experiment) {
  refuse_other_keys(reading, table, "claim", claim_keys);
  Claim claim{.place = table.place};
  claim.id = read_text_key(reading, table, "id", "a claim", true);
  const std::string what = "claim " + claim.id;
  claim.text = read_text_key(reading, table, "text", what, true);
  if (const Entry* kind = find_entry(table, "kind"); kind != nullptr)
    claim.kind = static_cast<ClaimKind>(read_choice(reading, kind->value, "kind", claim_kind_names));
  claim.because = read_text_key(reading, table, "because", what, claim.kind != ClaimKind::experiment);
  claim.reading = read_text_key(reading, table, "read", what, claim.kind != ClaimKind::not_represented);
  claim.exploratory = read_text_key(reading, table, "exploratory", what, false);
  if (claim.kind != ClaimKind::not_represented) read_comparison(reading, table, experiment, claim);
  return claim;
}

}  // namespace

void read_claims(Reading& reading, const Node& list, Experiment& experiment) {
  if (!list.is(NodeKind::list)) reading.faults.add(list.place, "claim must be a list of tables, [[claim]]");
  for (const Node& item : list.items) {
    if (!expect_table(reading, item, "claim")) continue;
    Claim claim = read_claim(reading, item, experiment);
    for (const Claim& other : experiment.claims)
      if (other.id == claim.id) reading.faults.add(item.place, fmt::format("two claims have the id {}", quote_for_message(claim.id)));
    experiment.claims.push_back(std::move(claim));
  }
}

void read_path_and_values(Reading& reading, const Node& table, const std::string& what, std::string& path,
                          std::vector<double>& values) {
  path = read_text_key(reading, table, "path", what, true);
  const Entry* entry = find_entry(table, "values");
  if (entry == nullptr || !entry->value.is(NodeKind::list) || entry->value.items.empty()) {
    reading.faults.add(entry == nullptr ? table.place : entry->value.place,
                       fmt::format("{} needs values, a list of numbers, as in [1, 2, 4]", what));
    return;
  }
  for (const Node& item : entry->value.items) {
    const auto value = read_number(reading, item, "each of values", {-1e15, 1e15});
    if (value && std::find(values.begin(), values.end(), *value) != values.end())
      reading.faults.add(item.place, fmt::format("values holds {} twice", *value));
    if (value) values.push_back(*value);
  }
}

void refuse_other_keys(Reading& reading, const Node& table, const std::string& what,
                       std::span<const std::string_view> known) {
  for (const Entry& entry : table.entries)
    if (std::find(known.begin(), known.end(), entry.key) == known.end())
      reading.faults.add(entry.place, fmt::format("unknown key {}{}{}", quote_for_message(entry.key),
                                                  what.empty() ? "" : fmt::format(" in {}", what),
                                                  suggest_known_name(entry.key, known)));
}

std::string read_text_key(Reading& reading, const Node& table, std::string_view key, const std::string& what, bool needed) {
  const Entry* entry = find_entry(table, key);
  if (entry == nullptr) {
    if (needed) reading.faults.add(table.place, fmt::format("{} has no {}", what, key));
    return "";
  }
  const std::optional<std::string> text = read_text(reading, entry->value, std::string(key));
  if (text && text->empty()) reading.faults.add(entry->value.place, fmt::format("{} must not be empty", key));
  return text.value_or("");
}

std::size_t read_choice(Reading& reading, const Node& node, const std::string& what,
                        std::span<const std::string_view> known) {
  const auto text = read_text(reading, node, what);
  if (!text) return 0;
  const auto found = std::find(known.begin(), known.end(), *text);
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  reading.faults.add(node.place, fmt::format("{} is {}{}", what, quote_for_message(*text), suggest_known_name(*text, known)));
  return 0;
}

}  // namespace tessera
