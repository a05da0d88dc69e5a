// Groups, areas and types. First everything that is known (standard, then new ones as met) is laid out at its defaults,
// then what the file says is laid over it, then community.groups and community.areas select and order.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "scenario/read_parts.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_kinds = 1000;  // of groups, areas or types
constexpr double neutral_access = 0.4;  // assumed: a body that is open to most but seeks nobody out

const Node* find_table(const Node& root, std::string_view section, std::string_view key = "") {
  const Entry* entry = find_entry(root, section);
  if (entry == nullptr || !entry->value.is(NodeKind::table)) return nullptr;
  if (key.empty()) return &entry->value;
  const Entry* inner = find_entry(entry->value, key);
  return inner == nullptr ? nullptr : &inner->value;
}

// The row that a new one copies (`like`), or the number of rows.
template <class Traits>
std::size_t find_model(Reading& reading, const Entry& entry, const std::vector<Traits>& table,
                       const std::string& path) {
  const Entry* like = find_entry(entry.value, "like");
  if (like == nullptr) return table.size();
  const auto name = read_text(reading, like->value, path + ".like");
  if (!name) return table.size();
  const auto names = list_names(table);
  const std::size_t row = find_name(names, *name);
  if (row == table.size())
    reading.faults.add(like->value.place, fmt::format("{}.like names {}, which is not known here{}", path,
                                                      quote_for_message(*name), suggest_known_name(*name, names)));
  return row;
}

bool accept_new_name(Reading& reading, const Entry& entry, std::string_view kind) {
  if (is_plain_name(entry.key)) return true;
  reading.faults.add(entry.place, fmt::format("{} is no name for a {}: letters, digits, _ and - only, at most 64",
                                              quote_for_message(entry.key), kind));
  return false;
}

double mean_of(const std::vector<double>& values) {
  return values.empty() ? 0.0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// A new group is found like its model, or like the mean group.
void add_group(Parameters& parameters, const std::string& name, std::size_t model) {
  const bool copies = model < parameters.groups.size();
  const auto extend = [&](std::vector<double>& list) { list.push_back(copies ? list[model] : mean_of(list)); };
  for (AreaTraits& area : parameters.areas) extend(area.incidence);
  for (TypeTraits& type : parameters.types) extend(type.access);
  GroupTraits fresh = copies ? parameters.groups[model] : GroupTraits{};
  fresh.name = name;
  parameters.groups.push_back(std::move(fresh));
}

void add_area(Parameters& parameters, const std::string& name, std::size_t model) {
  const bool copies = model < parameters.areas.size();
  for (TypeTraits& type : parameters.types) type.mission.push_back(copies ? type.mission[model] : 0.0);
  AreaTraits fresh = copies ? parameters.areas[model] : AreaTraits{};
  fresh.name = name;
  fresh.incidence.resize(parameters.groups.size(), 0.0);
  parameters.areas.push_back(std::move(fresh));
}

void add_type(Parameters& parameters, const std::string& name, std::size_t model) {
  TypeTraits fresh = model < parameters.types.size() ? parameters.types[model] : TypeTraits{};
  if (model >= parameters.types.size()) {
    fresh.mission.assign(parameters.areas.size(), 0.0);
    fresh.access.assign(parameters.groups.size(), neutral_access);
    fresh.funding.fill(1.0 / static_cast<double>(sources));
  }
  fresh.name = name;
  parameters.types.push_back(std::move(fresh));
}

// One key of [type.NAME], [area.NAME] or [group.NAME]; false if it is no column.
template <class Traits>
bool read_column(Reading& reading, const Entry& entry, const std::string& path,
                 std::span<const TraitRow<Traits>> columns, Traits& traits) {
  const auto column =
      std::find_if(columns.begin(), columns.end(), [&](const auto& row) { return row.name == entry.key; });
  if (column == columns.end()) return false;
  const std::string what = path + "." + entry.key;
  const Range range{column->lowest, column->highest, column->unit, false};
  if (column->list != nullptr) {
    const Parameters& parameters = reading.scenario.parameters;
    const auto names = column->per == "group" ? list_names(parameters.groups) : list_names(parameters.areas);
    read_numbers_by_name(reading, entry.value, what, names, range, column->list(traits));
  } else if (const auto value = read_number(reading, entry.value, what, range)) {
    column->value(traits) = *value;
    reading.given.insert_or_assign(what, entry.value.place);
  }
  return true;
}

void read_sector(Reading& reading, const Entry& entry, const std::string& what, Sector& sector) {
  const auto name = read_text(reading, entry.value, what);
  if (!name) return;
  const std::size_t index = find_name(sector_names, *name);
  if (index == sectors) {
    reading.faults.add(entry.value.place, fmt::format("{} is {}, which is no sector{}", what, quote_for_message(*name),
                                                      suggest_known_name(*name, sector_names)));
    return;
  }
  sector = static_cast<Sector>(index);
  reading.given.insert_or_assign(what, entry.value.place);
}

bool read_type_key(Reading& reading, const Entry& entry, const std::string& path, TypeTraits& type) {
  const std::string what = path + "." + entry.key;
  if (entry.key == "sector") {
    read_sector(reading, entry, what, type.sector);
  } else if (entry.key == "one_field") {
    if (const auto flag = read_flag(reading, entry.value, what)) type.one_field = *flag;
    reading.given.insert_or_assign(what, entry.value.place);
  } else {
    return false;
  }
  return true;
}

template <class Traits>
void read_traits(Reading& reading, const Entry& entry, std::string_view kind, bool is_new,
                 std::span<const TraitRow<Traits>> columns, Traits& traits) {
  const std::string path = fmt::format("{}.{}", kind, entry.key);
  for (const Entry& key : entry.value.entries) {
    if (key.key == "like") {
      if (!is_new)
        reading.faults.add(key.place,
                           fmt::format("{} is known already; like is for new ones", quote_for_message(entry.key)));
    } else if constexpr (std::is_same_v<Traits, TypeTraits>) {
      if (!read_type_key(reading, key, path, traits) && !read_column(reading, key, path, columns, traits))
        report_unknown_key(reading, key, path, keys_of_section("type.NAME"));
    } else if (!read_column(reading, key, path, columns, traits)) {
      report_unknown_key(reading, key, path, keys_of_section(fmt::format("{}.NAME", kind)));
    }
  }
}

// All tables of one kind: known rows first, then new ones, so that `like` copies what the file made of its model.
template <class Traits>
void read_kind(Reading& reading, const Node& root, std::string_view kind, std::vector<Traits> Parameters::*table,
               std::span<const TraitRow<Traits>> columns, void (*add)(Parameters&, const std::string&, std::size_t)) {
  const Entry* section = find_entry(root, kind);
  if (section == nullptr || !expect_table(reading, section->value, fmt::format("[{}.NAME]", kind))) return;
  Parameters& parameters = reading.scenario.parameters;
  const std::size_t standard = (parameters.*table).size();
  for (const bool fresh : {false, true}) {
    for (const Entry& entry : section->value.entries) {
      std::size_t row = find_name(list_names(parameters.*table), entry.key);
      if (fresh != (row >= standard)) continue;
      const std::string path = fmt::format("{}.{}", kind, entry.key);
      if (!expect_table(reading, entry.value, fmt::format("[{}]", path))) continue;
      if (fresh) {
        if (!accept_new_name(reading, entry, kind)) continue;
        if ((parameters.*table).size() >= most_kinds)
          return reading.faults.add(entry.place, fmt::format("too many kinds of {}; {} are allowed", kind, most_kinds));
        add(parameters, entry.key, find_model(reading, entry, parameters.*table, path));
        row = (parameters.*table).size() - 1;
      }
      Traits traits = (parameters.*table)[row];
      read_traits(reading, entry, kind, fresh, columns, traits);
      (parameters.*table)[row] = std::move(traits);
    }
  }
}

// community.groups or community.areas as indexes; all of them if it is not given.
template <class Traits>
std::vector<std::size_t> read_selection(Reading& reading, const Node& root, const std::string& key,
                                        const std::vector<Traits>& table, std::size_t most) {
  std::vector<std::size_t> all(table.size());
  std::iota(all.begin(), all.end(), 0);
  std::vector<std::size_t> selection = all;
  Place place{0, 1, 1};
  if (const Node* list = find_table(root, "community", key); list != nullptr) {
    place = list->place;
    selection.clear();
    reading.given.insert_or_assign("community." + key, place);
    const auto names = list_names(table);
    for (const std::string& name : read_texts(reading, *list, "community." + key)) {
      const std::size_t row = find_name(names, name);
      if (row == names.size())
        reading.faults.add(
            place, fmt::format("community.{} names {}, which is neither a standard one nor described in this file{}",
                               key, quote_for_message(name), suggest_known_name(name, names)));
      else if (std::find(selection.begin(), selection.end(), row) != selection.end())
        reading.faults.add(place, fmt::format("community.{} names {} twice", key, quote_for_message(name)));
      else
        selection.push_back(row);
    }
    if (list->is(NodeKind::list) && list->items.empty())
      reading.faults.add(place, fmt::format("a community without {}; community.{} must name at least one", key, key));
  }
  if (selection.size() > most)
    reading.faults.add(place,
                       fmt::format("{} {} are more than the {} a community may have", selection.size(), key, most));
  return selection.empty() ? all : selection;  // empty is a fault already; go on to find the others
}

template <class Value>
void select(std::vector<Value>& list, const std::vector<std::size_t>& rows) {
  std::vector<Value> chosen;
  for (const std::size_t row : rows) chosen.push_back(list[row]);
  list = std::move(chosen);
}

void select_groups_and_areas(Reading& reading, const Node& root) {
  Parameters& parameters = reading.scenario.parameters;
  const auto groups = read_selection(reading, root, "groups", parameters.groups, most_groups);
  const auto areas = read_selection(reading, root, "areas", parameters.areas, most_areas);
  for (AreaTraits& area : parameters.areas) select(area.incidence, groups);
  for (TypeTraits& type : parameters.types) {
    select(type.access, groups);
    select(type.mission, areas);
  }
  select(parameters.groups, groups);
  select(parameters.areas, areas);
}

// [organisations.types]: weights by name, the same values as type.NAME.share.
void read_type_weights(Reading& reading, const Node& root) {
  Parameters& parameters = reading.scenario.parameters;
  const Node* only = find_table(root, "organisations", "only_listed_types");
  const bool only_listed =
      only != nullptr && read_flag(reading, *only, "organisations.only_listed_types").value_or(false);
  if (only_listed)
    for (TypeTraits& type : parameters.types)
      if (!reading.given.contains(fmt::format("type.{}.share", type.name))) type.share = 0.0;
  const Node* weights = find_table(root, "organisations", "types");
  if (weights == nullptr || !expect_table(reading, *weights, "[organisations.types]")) return;
  const auto names = list_names(parameters.types);
  for (const Entry& entry : weights->entries) {
    const std::size_t row = find_name(names, entry.key);
    const std::string path = fmt::format("type.{}.share", entry.key);
    if (row == names.size()) {
      reading.faults.add(entry.place, fmt::format("[organisations.types] has no type {}{}",
                                                  quote_for_message(entry.key), suggest_known_name(entry.key, names)));
      continue;
    }
    if (reading.given.contains(path))
      reading.faults.add(
          entry.place, fmt::format("{} and the weight in [organisations.types] are the same; give one of them", path));
    const Range range{type_columns()[0].lowest, type_columns()[0].highest, "weight", false};
    if (const auto weight = read_number(reading, entry.value, "organisations.types." + entry.key, range))
      parameters.types[row].share = *weight;
    reading.given.insert_or_assign(path, entry.value.place);
  }
}

// A type whose mission lies outside the chosen areas founds nothing unless the file gives it weight.
void drop_types_without_mission(Reading& reading) {
  for (TypeTraits& type : reading.scenario.parameters.types) {
    const bool serves =
        std::any_of(type.mission.begin(), type.mission.end(), [](double weight) { return weight > 0.0; });
    if (!serves && !reading.given.contains(fmt::format("type.{}.share", type.name))) type.share = 0.0;
  }
}

}  // namespace

std::size_t find_name(std::span<const std::string_view> names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

void read_catalogue(Reading& reading, const Node& root) {
  read_kind<GroupTraits>(reading, root, "group", &Parameters::groups, group_columns(), add_group);
  read_kind<AreaTraits>(reading, root, "area", &Parameters::areas, area_columns(), add_area);
  read_kind<TypeTraits>(reading, root, "type", &Parameters::types, type_columns(), add_type);
  read_type_weights(reading, root);
  select_groups_and_areas(reading, root);
  drop_types_without_mission(reading);
}

}  // namespace tessera
