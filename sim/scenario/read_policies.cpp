// [[policy]] and [[shock]]: what happens when, to whom. Read after everything that a target may name.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scenario/calendar_fields.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_names_of_a_target = 100'000;

std::string label_of(const Node& item, std::string_view list) {
  const Entry* name = find_entry(item, "name");
  if (name == nullptr || !name->value.is(NodeKind::text) || !is_plain_name(name->value.text)) return std::string(list);
  return fmt::format("{}.{}", list, name->value.text);
}

template <class Record>
bool read_number_of(Reading& reading, const Entry& entry, const std::string& path,
                    std::span<const CalendarField<Record>> fields, Record& record) {
  const auto field = std::find_if(fields.begin(), fields.end(), [&](const auto& row) { return row.name == entry.key; });
  if (field == fields.end()) return false;
  const std::string what = path + "." + entry.key;
  if (const auto value = read_number(reading, entry.value, what, {field->lowest, field->highest, field->unit, field->whole}))
    field->set(record, *value);
  reading.given.insert_or_assign(what, entry.value.place);
  return true;
}

std::string read_plain_name(Reading& reading, const Entry& entry, const std::string& path) {
  const auto name = read_text(reading, entry.value, path + ".name");
  if (name && !is_plain_name(*name))
    reading.faults.add(entry.value.place, fmt::format("{} is no name for a {}: letters, digits, _ and - only, at most 64",
                                                      quote_for_message(*name), path));
  return name.value_or("");
}

// The index of a lever or kind of shock; the number of names if it is not known or not text.
std::size_t read_kind(Reading& reading, const Entry& entry, const std::string& path,
                      std::span<const std::string_view> names) {
  const std::string what = path + "." + entry.key;
  const auto name = read_text(reading, entry.value, what);
  if (!name) return names.size();
  reading.given.insert_or_assign(what, entry.value.place);
  const std::size_t index = find_name(names, *name);
  if (index == names.size())
    reading.faults.add(entry.value.place, fmt::format("{} is {}, which is not known{}", what, quote_for_message(*name),
                                                      suggest_known_name(*name, names)));
  return index;
}

// One name, or a 1-based number of a district, as an index.
std::optional<std::size_t> read_index(Reading& reading, const Node& node, const std::string& what, TargetKey key,
                                      std::span<const std::string_view> names) {
  if (key == target_district && node.is_number()) {
    const Range range{1, static_cast<double>(names.size()), "district", true};
    const auto number = read_number(reading, node, what, range);
    return number ? std::optional(static_cast<std::size_t>(*number) - 1) : std::nullopt;
  }
  const auto name = read_text(reading, node, what);
  if (!name) return std::nullopt;
  const std::size_t index = name->empty() ? names.size() : find_name(names, *name);
  if (index < names.size()) return index;
  reading.faults.add(node.place, fmt::format("{} names {}, which is not known here{}", what, quote_for_message(*name),
                                             suggest_known_name(*name, names)));
  return std::nullopt;
}

// A name or a list of names, each once, in ascending order of the indexes.
std::vector<std::size_t> read_names(Reading& reading, const Node& node, const std::string& what, TargetKey key) {
  const std::vector<std::string> known = names_for_target(reading.scenario, key);
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::span<const Node> items = node.is(NodeKind::list) ? std::span<const Node>(node.items) : std::span(&node, 1);
  std::set<std::size_t> chosen;
  if (items.size() > most_names_of_a_target)
    reading.faults.add(node.place, fmt::format("{} has {} entries; {} are allowed", what, items.size(), most_names_of_a_target));
  for (const Node& item : items.first(std::min(items.size(), most_names_of_a_target)))
    if (const auto index = read_index(reading, item, what, key, names); index && !chosen.insert(*index).second)
      reading.faults.add(item.place, fmt::format("{} names {} twice", what, quote_for_message(names[*index])));
  if (items.empty())
    reading.faults.add(node.place, fmt::format("{} names nobody; leave it out to exclude nobody", what));
  return {chosen.begin(), chosen.end()};
}

void set_names(Target& target, TargetKey key, const std::vector<std::size_t>& indexes) {
  for (const std::size_t index : indexes) {
    if (key == target_sector) target.sectors.push_back(static_cast<Sector>(index));
    if (key == target_type) target.types.push_back(static_cast<std::uint16_t>(index));
    if (key == target_district) target.districts.push_back(static_cast<std::uint32_t>(index));
    if (key == target_group) target.groups.push_back(static_cast<std::uint32_t>(index));
    if (key == target_area) target.areas.push_back(static_cast<std::uint32_t>(index));
    if (key == target_organisation) target.organisations.push_back(static_cast<std::uint32_t>(index));
  }
}

// The bit of a target's key, 0 if it is none.
std::uint16_t key_of_target(std::string_view name) {
  for (const TargetNames& names : target_names())
    if (names.name == name) return names.key;
  if (name == "share") return target_share;
  return name == "most_connected" ? target_most_connected : 0;
}

std::string tell_allowed_keys(std::uint16_t allowed) {
  if (allowed == 0) return "there is no target, it reaches everybody";
  return fmt::format("{}a target may have {}", allowed == target_of_organisations ? "it reaches organisations, and " : "",
                     list_target_keys(allowed));
}

// `allowed`: keys that have a meaning here. Returns the keys given.
std::uint16_t read_target(Reading& reading, const Node& node, const std::string& path, std::string_view list,
                          std::uint16_t allowed, Target& target) {
  std::uint16_t given = 0;
  const std::string what = path + ".target";
  if (!expect_table(reading, node, what)) return allowed;
  const std::string section = fmt::format("{}.target", list);
  for (const Entry& entry : node.entries) {
    const std::uint16_t key = key_of_target(entry.key);
    if (key == 0) {
      report_unknown_key(reading, entry, section, keys_of_section(section));
    } else if ((key & allowed) == 0) {
      reading.faults.add(entry.place, fmt::format("{}.{} has no meaning here; {}", what, entry.key,
                                                  tell_allowed_keys(allowed)));
    } else if (!read_number_of(reading, entry, what, target_fields(), target)) {
      set_names(target, static_cast<TargetKey>(key),
                read_names(reading, entry.value, what + "." + entry.key, static_cast<TargetKey>(key)));
      reading.given.insert_or_assign(what + "." + entry.key, entry.value.place);
    }
    given = static_cast<std::uint16_t>(given | key);
  }
  return given;
}

template <class List, class Item>
bool admits(const List& list, Item item) {
  return list.empty() || std::find(list.begin(), list.end(), item) != list.end();
}

// Whether there can be any organisation of these sectors, types and ids.
bool reaches_somebody(const Scenario& scenario, const Target& target) {
  const auto& types = scenario.parameters.types;
  const auto fits = [&](std::uint16_t type, Sector sector) {
    return admits(target.types, type) && admits(target.sectors, sector);
  };
  for (std::uint16_t type = 0; target.organisations.empty() && type < types.size(); ++type)
    if (types[type].share > 0.0 && fits(type, types[type].sector)) return true;
  for (std::uint32_t k = 0; k < scenario.organisations.size(); ++k) {
    const OrganisationRecord& record = scenario.organisations[k];
    if (admits(target.organisations, k) && fits(record.type, record.sector.value_or(types[record.type].sector))) return true;
  }
  return target.types.empty() && target.sectors.empty() && target.organisations.empty();
}

void check_target(Reading& reading, const Node& item, const std::string& path, const Target& target) {
  const Entry* entry = find_entry(item, "target");
  if (entry != nullptr && !reaches_somebody(reading.scenario, target))
    reading.faults.add(entry->value.place,
                       fmt::format("{}.target reaches nobody: no organisation here can be all that it asks for", path));
}

bool is_removal_flag(Reading& reading, const Entry& entry, const std::string& path) {
  return entry.key == "remove" && !read_flag(reading, entry.value, path + ".remove").value_or(false);
}

// What grants cost is what their calls pay out: no multiple changes it.
void check_cost(Reading& reading, const Node& item, const std::string& path, const Policy& policy) {
  if (row_of(policy.lever).basis != CostBasis::paid || policy.cost_multiple == 1.0) return;
  const std::string_view lever = lever_names[static_cast<std::size_t>(policy.lever)];
  reading.faults.add(find_entry(item, "cost_multiple")->value.place,
                     fmt::format("{}.cost_multiple has no meaning here: {} cost what they pay out; their budget is "
                                 "calendar.{}_usd times the intensity",
                                 path, lever, lever));
}

void read_policy(Reading& reading, const Node& item) {
  const std::string path = label_of(item, "policy");
  Policy policy;
  bool known = false;
  for (const Entry& entry : item.entries) {
    if (read_number_of(reading, entry, path, policy_fields(), policy) || entry.key == "target") continue;
    if (entry.key == "name") {
      policy.name = read_plain_name(reading, entry, "policy");
    } else if (entry.key == "lever") {
      const std::size_t lever = read_kind(reading, entry, path, lever_names);
      known = lever < levers;
      if (known) policy.lever = static_cast<Lever>(lever);
    } else if (!is_removal_flag(reading, entry, path)) {
      report_unknown_key(reading, entry, "policy", keys_of_section("policy"));
    }
  }
  if (find_entry(item, "lever") == nullptr)
    reading.faults.add(item.place, fmt::format("{} needs a lever, as in lever = \"facilitation\"", path));
  if (policy.start_month > policy.end_month)
    reading.faults.add(find_entry(item, "end_month")->value.place,
                       fmt::format("{} ends in month {}, before it starts in month {}", path, policy.end_month, policy.start_month));
  if (const Entry* target = find_entry(item, "target"); target != nullptr)
    read_target(reading, target->value, path, "policy", target_of_organisations, policy.target);
  if (known) check_cost(reading, item, path, policy);
  check_target(reading, item, path, policy.target);
  reading.scenario.parameters.policies.push_back(std::move(policy));
}

// Size and duration against what the kind can have.
void check_shock(Reading& reading, const Node& item, const std::string& path, const ShockEvent& shock) {
  const ShockRow& row = row_of(shock.kind);
  const std::string_view kind = shock_names[static_cast<std::size_t>(shock.kind)];
  const Entry* size = find_entry(item, "size");
  if (row.unit.empty() && size != nullptr)
    reading.faults.add(size->place, fmt::format("{}.size: a {} has no size; its target says whom it hits", path, kind));
  else if (!row.unit.empty() && size == nullptr)
    reading.faults.add(item.place, fmt::format("{} needs a size ({}, {} to {}): {}", path, row.unit, write_number(row.lowest),
                                               write_number(row.highest), row.size_meaning));
  else if (size != nullptr && (shock.size < row.lowest || shock.size > row.highest))
    reading.faults.add(size->value.place,
                       fmt::format("{}.size is {}; allowed for a {} are {} to {} {}", path, write_number(shock.size), kind,
                                   write_number(row.lowest), write_number(row.highest), row.unit));
  if (const Entry* duration = find_entry(item, "duration_months"); duration != nullptr && !row.lasting)
    reading.faults.add(duration->place, fmt::format("{}.duration_months: a {} happens once, in its month", path, kind));
}

void read_shock_target(Reading& reading, const Node& item, const std::string& path, ShockEvent& shock) {
  const ShockRow& row = row_of(shock.kind);
  const std::string_view kind = shock_names[static_cast<std::size_t>(shock.kind)];
  const Entry* target = find_entry(item, "target");
  const std::uint16_t given =
      target == nullptr ? 0 : read_target(reading, target->value, path, "shock", row.target, shock.target);
  if (row.needed != 0 && (given & row.needed) == 0)
    reading.faults.add(target == nullptr ? item.place : target->value.place,
                       fmt::format("{}: a {} needs a target with {}", path, kind, list_target_keys(row.needed)));
  if (shock.kind == Shock::new_priority && shock.target.areas.size() == reading.scenario.parameters.areas.size())
    reading.faults.add(target->value.place, fmt::format("{}.target names every area; need moves from the others", path));
  check_target(reading, item, path, shock.target);
}

void read_shock(Reading& reading, const Node& item) {
  const std::string path = label_of(item, "shock");
  ShockEvent shock;
  bool known = false;
  for (const Entry& entry : item.entries) {
    if (read_number_of(reading, entry, path, shock_fields(), shock) || entry.key == "target") continue;
    if (entry.key == "name") {
      shock.name = read_plain_name(reading, entry, "shock");
    } else if (entry.key == "kind") {
      const std::size_t kind = read_kind(reading, entry, path, shock_names);
      known = kind < shocks;
      if (known) shock.kind = static_cast<Shock>(kind);
    } else if (!is_removal_flag(reading, entry, path)) {
      report_unknown_key(reading, entry, "shock", keys_of_section("shock"));
    }
  }
  if (find_entry(item, "kind") == nullptr)
    reading.faults.add(item.place, fmt::format("{} needs a kind, as in kind = \"recession\"", path));
  if (known) {
    check_shock(reading, item, path, shock);
    read_shock_target(reading, item, path, shock);
  }
  reading.scenario.parameters.shocks.push_back(std::move(shock));
}

void read_calendar_list(Reading& reading, const Node& root, const std::string& key,
                        void (*read_item)(Reading&, const Node&)) {
  const Entry* list = find_entry(root, key);
  if (list == nullptr) return;
  const auto is_table = [](const Node& item) { return item.is(NodeKind::table); };
  if (!list->value.is(NodeKind::list) || !std::all_of(list->value.items.begin(), list->value.items.end(), is_table))
    return reading.faults.add(list->value.place, fmt::format("{} must be written as [[{}]], one for each", key, key));
  std::set<std::string> names;
  for (const Node& item : list->value.items) {
    const Entry* name = find_entry(item, "name");
    if (name == nullptr)
      reading.faults.add(item.place, fmt::format("a [[{}]] needs a name", key));
    else if (name->value.is(NodeKind::text) && !names.insert(name->value.text).second)
      reading.faults.add(name->value.place, fmt::format("there are two [[{}]] called {}", key, quote_for_message(name->value.text)));
    read_item(reading, item);
  }
}

}  // namespace

void read_policies(Reading& reading, const Node& root) {
  read_calendar_list(reading, root, "policy", read_policy);
  read_calendar_list(reading, root, "shock", read_shock);
}

}  // namespace tessera
