#include "scenario/calendar_fields.hpp"

#include "scenario/values.hpp"

namespace tessera {
namespace {

constexpr double latest_month = 600;
constexpr double no_end = 1e6;

template <class Whole>
Whole whole(double value) {
  return static_cast<Whole>(value);
}

constexpr std::array<CalendarField<Policy>, 4> policy_table{{
    {"start_month", "month", 1, 1, latest_month, "First month in which the policy works.", true,
     [](const Policy& p) -> double { return p.start_month; },
     [](Policy& p, double v) { p.start_month = whole<std::int32_t>(v); }},
    {"end_month", "month", no_end, 1, no_end, "Last month in which the policy works.", true,
     [](const Policy& p) -> double { return p.end_month; },
     [](Policy& p, double v) { p.end_month = whole<std::int32_t>(v); }},
    {"intensity", "share", 1, 0, 1, "How strongly the lever is turned, 0 = not at all.", false,
     [](const Policy& p) { return p.intensity; }, [](Policy& p, double v) { p.intensity = v; }},
    {"cost_multiple", "multiple", 1, 0, 1000, "Multiple of the public cost that section calendar states; not of grants.", false,
     [](const Policy& p) { return p.cost_multiple; }, [](Policy& p, double v) { p.cost_multiple = v; }},
}};

constexpr std::array<CalendarField<ShockEvent>, 3> shock_fields_table{{
    {"month", "month", 1, 1, latest_month, "Month in which the shock begins.", true,
     [](const ShockEvent& s) -> double { return s.month; },
     [](ShockEvent& s, double v) { s.month = whole<std::int32_t>(v); }},
    {"size", "", 0, 0, 20, "How large the shock is; unit and range by kind: tessera describe shock KIND.", false,
     [](const ShockEvent& s) { return s.size; }, [](ShockEvent& s, double v) { s.size = v; }},
    {"duration_months", "month", 1, 1, latest_month, "Months for which a lasting shock holds.", true,
     [](const ShockEvent& s) -> double { return s.duration_months; },
     [](ShockEvent& s, double v) { s.duration_months = whole<std::int32_t>(v); }},
}};

constexpr std::array<CalendarField<Target>, 2> target_table{{
    {"share", "share", 1, 0, 1, "Share of those left that is reached, drawn once for a whole run, in each replicate anew.", false,
     [](const Target& t) { return t.share; }, [](Target& t, double v) { t.share = v; }},
    {"most_connected", "organisation", 0, 0, 1e6, "So many of those left with the most partners when it begins, equals by lot; 0 = all.",
     true, [](const Target& t) -> double { return t.most_connected; },
     [](Target& t, double v) { t.most_connected = whole<std::uint32_t>(v); }},
}};

constexpr std::array<TargetNames, 6> names_table{{
    {"sector", target_sector, "Sectors of the organisations."},
    {"type", target_type, "Types of the organisations."},
    {"district", target_district, "Home districts of the organisations, or districts of the need; by name or number."},
    {"group", target_group, "Groups whose need it is."},
    {"area", target_area, "Areas of the need."},
    {"organisation", target_organisation, "Ids of described organisations."},
}};

template <class Names, class Indexes>
std::vector<std::string> pick(const Names& names, const Indexes& indexes) {
  std::vector<std::string> picked;
  for (const auto index : indexes) picked.emplace_back(names[static_cast<std::size_t>(index)]);
  return picked;
}

template <class Traits>
std::vector<std::string> copy_names(const std::vector<Traits>& table) {
  const auto names = list_names(table);
  return {names.begin(), names.end()};
}

}  // namespace

std::span<const CalendarField<Policy>> policy_fields() { return policy_table; }
std::span<const CalendarField<ShockEvent>> shock_fields() { return shock_fields_table; }
std::span<const CalendarField<Target>> target_fields() { return target_table; }
std::span<const TargetNames> target_names() { return names_table; }

std::string list_target_keys(std::uint16_t keys) {
  std::string text;
  const auto add = [&](std::string_view name, std::uint16_t key) {
    if ((keys & key) != 0) text += (text.empty() ? "" : ", ") + std::string(name);
  };
  for (const TargetNames& names : names_table) add(names.name, names.key);
  add("share", target_share);
  add("most_connected", target_most_connected);
  return text;
}

std::vector<std::string> names_for_target(const Scenario& scenario, TargetKey key) {
  std::vector<std::string> names;
  const Parameters& parameters = scenario.parameters;
  if (key == target_sector) names.assign(sector_names.begin(), sector_names.end());
  if (key == target_type) names = copy_names(parameters.types);
  if (key == target_group) names = copy_names(parameters.groups);
  if (key == target_area) names = copy_names(parameters.areas);
  if (key == target_district)
    for (std::size_t d = 0; d < static_cast<std::size_t>(parameters.community.districts) + scenario.districts.size(); ++d)
      names.push_back(name_district(scenario, d));
  if (key == target_organisation)
    for (const OrganisationRecord& record : scenario.organisations) names.push_back(record.id);
  return names;
}

std::vector<std::string> names_in_target(const Scenario& scenario, const Target& target, TargetKey key) {
  const std::vector<std::string> names = names_for_target(scenario, key);
  if (key == target_sector) return pick(names, target.sectors);
  if (key == target_type) return pick(names, target.types);
  if (key == target_group) return pick(names, target.groups);
  if (key == target_area) return pick(names, target.areas);
  if (key == target_district) return pick(names, target.districts);
  return pick(names, target.organisations);
}

}  // namespace tessera
