#include "analysis/report/answer.hpp"

#include <array>
#include <string_view>

#include "analysis/report/numbers.hpp"
#include "analysis/report/run_values.hpp"
#include "base/statistics/intervals.hpp"
#include "base/statistics/pairs.hpp"

namespace tessera {
namespace {

// Need met first: what it is all for.
constexpr std::array<std::string_view, 6> told_levels{"coverage", "inclusion_gap", "joint_share", "trust_in_partnerships", "volunteers", "organisations"};
constexpr std::array<std::string_view, 4> told_changes{"coverage", "partnerships", "trust_in_partnerships", "volunteers"};
constexpr std::int32_t year = 12;

PageJson count_runs_of(const StoredRuns& runs) {
  return {{"say", "runs"}, {"complete", runs.count_complete()}, {"of", runs.statuses.size()}, {"points", runs.count_complete() > 0 ? 1 : 0}, {"points_of", 1}, {"replicates", runs.replicates},
          {"variants", runs.variants.size()}, {"months", runs.kept_months.back()}};
}

void add_missing(PageJson& answer, const PageJson& page) {
  PageJson missing{{"say", "missing"}};
  std::uint64_t sum = 0;
  for (const char* state : {"failed", "not_run", "stopped"}) {
    std::uint64_t count = 0;
    for (const PageJson& variant : page["variants"]) count += variant["runs"][state].get<std::uint64_t>();
    missing[state] = count;
    sum += count;
  }
  if (sum > 0) answer.push_back(std::move(missing));
}

void add_levels(PageJson& answer, const PageJson& page) {
  for (const std::string_view measure : told_levels)
    for (const PageJson& outcome : page["outcomes"]) {
      const PageJson& end = outcome["at_end"][0];
      if (outcome["measure"] != measure || end["mean"].is_null()) continue;
      answer.push_back({{"say", "level"}, {"measure", outcome["measure"]}, {"place", outcome["place"]}, {"mean", end["mean"]},
                        {"lower", end["lower"]}, {"upper", end["upper"]}});
    }
}

std::vector<double> read_window(StoredRuns runs, const KeptMeasure& measure, const std::vector<std::int32_t>& window) {
  runs.window = window;
  return read_measure(runs, measure, Span::mean, {window.back()}).at_end.at(0).at(0).at(0);
}

// From the first year to the last, where they are two. All but need met is left out if it may be chance.
void add_changes(PageJson& answer, const StoredRuns& runs) {
  std::vector<std::int32_t> first;
  for (const std::int32_t month : runs.kept_months)
    if (month >= 1 && month <= year) first.push_back(month);
  if (first.empty() || first.back() >= runs.window.front()) return;
  for (const std::string_view name : told_changes) {
    const KeptMeasure* measure = runs.find(name);
    if (measure == nullptr || !measure->axis.empty()) continue;
    const std::vector<double> before = read_window(runs, *measure, first), after = read_window(runs, *measure, runs.window);
    const Interval change = paired_difference(before, after);
    const bool clear = change.lower > 0.0 || change.upper < 0.0;
    if (change.count == 0 || (!clear && name != told_changes[0])) continue;
    const PairMoments pairs = find_pair_moments(before, after);
    answer.push_back({{"say", "change"}, {"measure", name}, {"place", ""},
                      {"from", page_number(pairs.mean_a)}, {"to", page_number(pairs.mean_b)},
                      {"from_months", {first.front(), first.back()}}, {"to_months", {runs.window.front(), runs.window.back()}},
                      {"difference", page_number(change.estimate)}, {"lower", page_number(change.lower)}, {"upper", page_number(change.upper)}});
  }
}

}  // namespace

PageJson answer_of_run(const StoredRuns& runs, const PageJson& page) {
  PageJson answer = PageJson::array();
  if (runs.count_complete() == 1) answer.push_back({{"say", "one_run"}});
  answer.push_back(count_runs_of(runs));
  add_missing(answer, page);
  add_levels(answer, page);
  add_changes(answer, runs);
  return answer;
}

}  // namespace tessera
