#include "scenario/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "parameters/parameters.hpp"
#include "scenario/calendar_fields.hpp"
#include "scenario/fields.hpp"

namespace tessera {
namespace {

constexpr std::string_view count_row = "founding.organisations";
constexpr std::string_view count_spelling = "organisations.count";

template <class Rows>
std::vector<std::string_view> names_of(const Rows& rows, std::vector<std::string_view> more) {
  for (const auto& row : rows) more.push_back(row.name);
  return more;
}

std::vector<SectionKeys> join_sections() {
  std::vector<SectionKeys> sections{
      {"", {"tessera", "name", "question", "extends", "type", "area", "group", "organisation", "district", "tie",
            "partnership", "memory", "policy", "shock"}}};
  for (const ParameterRow& row : parameter_table()) {
    const std::string_view path = spell_parameter(row);
    const auto same = [&](const SectionKeys& other) { return other.section == section_of(path); };
    auto section = std::find_if(sections.begin(), sections.end(), same);
    if (section == sections.end()) {
      sections.push_back({std::string(section_of(path)), {}});
      section = sections.end() - 1;
    }
    section->keys.push_back(key_of(path));
    if (row.name == "community.residents") section->keys.insert(section->keys.end(), {"areas", "groups", "tables"});
    if (path == count_spelling)
      section->keys.insert(section->keys.end(), {"table", "ties", "districts", "partnerships", "memory", "types", "only_listed_types"});
  }
  sections.push_back({"results", {"measures", "snapshots_every_months"}});
  const std::size_t tables_of_their_own = sections.size();
  sections.push_back({"type.NAME", names_of(type_columns(), {"like", "sector", "one_field"})});
  sections.push_back({"area.NAME", names_of(area_columns(), {"like"})});
  sections.push_back({"group.NAME", names_of(group_columns(), {"like"})});
  sections.push_back(
      {"organisation", names_of(organisation_fields(), {"id", "name", "type", "sector", "district", "funding",
                                                        "mission", "access", "expertise_by_area", "volunteers_by_hours",
                                                        "drawn", "partnerships", "leads"})});
  sections.push_back({"district", names_of(district_fields(), {"name", "groups"})});
  sections.push_back({"tie", names_of(tie_fields(), {"from", "to", "level"})});
  sections.push_back({"partnership", names_of(partnership_fields(), {"name", "lead", "governance", "purpose"})});
  sections.push_back({"memory", {"table", "of", "with", "values"}});
  std::vector<std::string_view> target = names_of(target_fields(), {});
  for (const TargetNames& names : target_names()) target.push_back(names.name);
  sections.push_back({"policy", names_of(policy_fields(), {"name", "lever", "target"})});
  sections.push_back({"policy.target", target});
  sections.push_back({"shock", names_of(shock_fields(), {"name", "kind", "target"})});
  sections.push_back({"shock.target", target});
  // Last, as the keys point into the list, which moves while it grows.
  for (std::size_t i = 1; i < tables_of_their_own; ++i) sections[0].keys.push_back(sections[i].section);
  return sections;
}

}  // namespace

const std::vector<SectionKeys>& section_keys() {
  static const std::vector<SectionKeys> sections = join_sections();
  return sections;
}

std::span<const std::string_view> keys_of_section(std::string_view name) {
  for (const SectionKeys& section : section_keys())
    if (section.section == name) return section.keys;
  return {};
}

std::string_view spell_parameter(const ParameterRow& row) { return row.name == count_row ? count_spelling : row.name; }

const ParameterRow* find_spelt_parameter(std::string_view path) {
  return find_parameter(path == count_spelling ? count_row : path);
}

std::string_view section_of(std::string_view path) { return path.substr(0, path.find('.')); }

std::string_view key_of(std::string_view path) {
  const std::size_t dot = path.find('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
}

std::string write_number(double value) {
  constexpr double exact = 9007199254740992.0;  // 2^53: beyond it not every whole number is a double
  if (value == std::floor(value) && std::abs(value) < exact) return fmt::format("{}", static_cast<long long>(value));
  return fmt::format("{}", value);
}

}  // namespace tessera
