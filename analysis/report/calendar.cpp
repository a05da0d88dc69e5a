#include "analysis/report/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/numbers.hpp"
#include "scenario/calendar_fields.hpp"

namespace tessera {
namespace {

// "sector: nonprofit, community; district: district_1; share: 0.5"; empty = everybody.
std::string describe_target(const Scenario& scenario, const Target& target) {
  std::vector<std::string> conditions;
  for (const TargetNames& names : target_names())
    if (const auto chosen = names_in_target(scenario, target, names.key); !chosen.empty())
      conditions.push_back(fmt::format("{}: {}", names.name, fmt::join(chosen, ", ")));
  for (const CalendarField<Target>& field : target_fields())
    if (field.get(target) != field.standard) conditions.push_back(fmt::format("{}: {:g}", field.name, field.get(target)));
  return fmt::format("{}", fmt::join(conditions, "; "));
}

// A policy without an end works until the last month.
PageJson describe(const Scenario& scenario, const Policy& policy) {
  const auto last = static_cast<std::int32_t>(scenario.parameters.run.months);
  return {{"kind", "policy"},
          {"name", policy.name},
          {"what", lever_names[static_cast<std::size_t>(policy.lever)]},
          {"start_month", policy.start_month},
          {"end_month", std::min(policy.end_month, std::max(last, policy.start_month))},
          {"intensity", page_number(policy.intensity)},
          {"target", describe_target(scenario, policy.target)}};
}

PageJson describe(const Scenario& scenario, const ShockEvent& shock) {
  return {{"kind", "shock"},
          {"name", shock.name},
          {"what", shock_names[static_cast<std::size_t>(shock.kind)]},
          {"start_month", shock.month},
          {"end_month", shock.month + shock.duration_months - 1},
          {"intensity", page_number(shock.size)},
          {"target", describe_target(scenario, shock.target)}};
}

std::vector<PageJson> list_entries(const Scenario& scenario) {
  std::vector<PageJson> entries;
  for (const Policy& policy : scenario.parameters.policies) entries.push_back(describe(scenario, policy));
  for (const ShockEvent& shock : scenario.parameters.shocks) entries.push_back(describe(scenario, shock));
  return entries;
}

}  // namespace

PageJson list_page_calendar(const std::vector<Scenario>& scenarios) {
  std::vector<std::vector<PageJson>> all;
  for (const Scenario& scenario : scenarios) all.push_back(list_entries(scenario));
  const auto everywhere = [&](const PageJson& entry) {
    return std::all_of(all.begin(), all.end(), [&](const auto& entries) { return std::find(entries.begin(), entries.end(), entry) != entries.end(); });
  };
  PageJson calendar = PageJson::array();
  const auto add = [&](const PageJson& variant, const PageJson& entry) {
    PageJson row{{"variant", variant}};
    row.update(entry);
    calendar.push_back(std::move(row));
  };
  for (const PageJson& entry : all.at(0))
    if (everywhere(entry)) add(nullptr, entry);
  for (std::size_t variant = 0; variant < all.size(); ++variant)
    for (const PageJson& entry : all[variant])
      if (!everywhere(entry)) add(variant, entry);
  return calendar;
}

}  // namespace tessera
