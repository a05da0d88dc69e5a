#include "analysis/report/shown_measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "run/outcomes.hpp"

namespace tessera {
namespace {

constexpr std::array<ShownMeasure, 12> further{{
    {"participation", "adults who volunteered in the last year"},
    {"volunteer_hours", "hours that volunteers give in a month"},
    {"morale", "morale of volunteers"},
    {"trust", "trust among organisations that know each other"},
    {"willingness", "willingness to give to partnerships"},
    {"persons_reached", "residents reached"},
    {"coverage_least_group", "need met of the group served worst"},
    {"solo_coverage", "need met if partners worked alone"},
    {"partnerships_signed", "partnerships signed in a month", "partnerships signed in a year"},
    {"entries", "organisations founded in a month", "organisations founded in a year"},
    {"public_spending", "public spending in a month, usd", "public spending in a year, usd"},
    {"economy", "index of the general economy"},
}};

constexpr std::array<ShownMeasure, 13> by_place{{
    {"coverage_by_area", "need met by service area"},
    {"coverage_by_group", "need met by group of residents"},
    {"coverage_by_district", "need met by district"},
    {"volunteers_by_district", "volunteers by district"},
    {"volunteers_by_sector", "volunteers by sector"},
    {"organisations_by_sector", "organisations by sector"},
    {"mean_degree_by_level", "ties per organisation by level of collaboration"},
    {"partnerships_by_governance", "partnerships by governance"},
    {"partnerships_ended", "partnerships ended in a month by reason", "partnerships ended in a year by reason", true},
    {"exits_by_reason", "organisations closed in a month by reason", "organisations closed in a year by reason", true},
    {"income_share_by_source", "income of organisations by source"},
    {"idle_by_resource", "resources left idle"},
    {"public_spending_by_lever", "public spending in a month by policy, usd", "public spending in a year by policy, usd", true},
}};

}  // namespace

std::span<const ShownMeasure> further_measures() { return further; }
std::span<const ShownMeasure> place_measures() { return by_place; }

std::string label_measure(const std::string& measure) {
  for (const ShownMeasure& shown : by_place)
    if (shown.measure == measure) return std::string(shown.label);
  for (const OutcomeName& name : outcome_names())
    if (name.measure == measure) return name.summed ? name_single_month(name.label) : std::string(name.label);
  for (const ShownMeasure& shown : further)
    if (shown.measure == measure) return std::string(shown.label);
  if (const std::size_t by = measure.find("_by_"); by != std::string::npos)
    return fmt::format("{} by {}", label_measure(measure.substr(0, by)), measure.substr(by + 4));
  std::string words = measure;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string name_single_month(std::string_view label_of_year) {
  constexpr std::string_view of_year = "in a year";
  if (!label_of_year.ends_with(of_year)) return std::string(label_of_year);
  return std::string(label_of_year.substr(0, label_of_year.size() - of_year.size())) + "in a month";
}

std::string say_not_kept(const std::string& measure, bool of_experiment) {
  return fmt::format("the file does not keep {}; {}", measure,
                     of_experiment ? "an experiment keeps it if measures under its [results] names it" : "a run keeps it if results.measures names it");
}

}  // namespace tessera
