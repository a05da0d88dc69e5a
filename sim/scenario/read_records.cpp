#include <fmt/format.h>

#include <algorithm>

#include "scenario/fields.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

constexpr std::size_t longest_id = 200;

std::string read_name(Reading& reading, const Node& node, const std::string& what) {
  const std::string name = read_text(reading, node, what).value_or("");
  const bool control =
      std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (node.is(NodeKind::text) && (name.empty() || name.size() > longest_id || control))
    reading.faults.add(node.place, fmt::format("{} must be 1 to {} characters on one line, but is {}", what, longest_id,
                                               quote_for_message(name)));
  return name;
}

template <class Record>
bool read_field(Reading& reading, const Entry& entry, const std::string& path,
                std::span<const RecordField<Record>> fields, Record& record) {
  const auto field = std::find_if(fields.begin(), fields.end(), [&](const auto& row) { return row.name == entry.key; });
  if (field == fields.end()) return false;
  const std::string what = path + "." + entry.key;
  record.*(field->value) = read_number(reading, entry.value, what, {field->lowest, field->highest, field->unit, false});
  reading.given.insert_or_assign(what, entry.value.place);
  return true;
}

// A list that is all open until the file gives some of it; what it then leaves out is zero.
void read_open_list(Reading& reading, const Entry& entry, const std::string& path,
                    std::span<const std::string_view> names, std::vector<double>& into) {
  const bool persons = entry.key == "groups" || entry.key == "volunteers_by_hours";
  read_numbers_by_name(reading, entry.value, path + "." + entry.key, names,
                       {0, persons ? 1e9 : 1.0, persons ? "person" : "share", false}, into);
  const bool nothing = std::all_of(into.begin(), into.end(), [](double value) { return value == 0.0; });
  if (entry.value.is(NodeKind::table) && nothing && (entry.key == "mission" || entry.key == "funding" || entry.key == "purpose"))
    reading.faults.add(entry.value.place, fmt::format("{}.{} has no share above zero", path, entry.key));
}

std::size_t read_choice(Reading& reading, const Node& node, const std::string& what,
                        std::span<const std::string_view> names, std::size_t otherwise) {
  const auto name = read_text(reading, node, what);
  if (!name) return otherwise;
  const std::size_t index = find_name(names, *name);
  if (index < names.size()) return index;
  reading.faults.add(node.place, fmt::format("{} is {}, which is not known{}", what, quote_for_message(*name),
                                             suggest_known_name(*name, names)));
  return otherwise;
}

std::string label_record(const Node& item, std::string_view list, std::string_view key) {
  const Entry* name = find_entry(item, key);
  if (name == nullptr || !name->value.is(NodeKind::text) || name->value.text.size() > longest_id)
    return std::string(list);
  return fmt::format("{}.{}", list, name->value.text);
}

std::uint64_t read_drawn(Reading& reading, const Node& node, const std::string& what) {
  std::uint64_t bits = 0;
  for (const std::string& name : read_texts(reading, node, what)) {
    const std::size_t value = find_name(drawn_value_names, name);
    if (value == drawn_value_names.size())
      reading.faults.add(node.place, fmt::format("{} names {}, which is not known{}", what, quote_for_message(name),
                                                 suggest_known_name(name, drawn_value_names)));
    else
      bits |= std::uint64_t{1} << value;
  }
  return bits;
}

// The lists by name of an organisation; false if the key is none of them.
bool read_organisation_list(Reading& reading, const Entry& entry, const std::string& path, OrganisationRecord& record) {
  const Parameters& parameters = reading.scenario.parameters;
  if (entry.key == "funding") {
    read_open_list(reading, entry, path, source_names, record.funding);
  } else if (entry.key == "mission") {
    read_open_list(reading, entry, path, list_names(parameters.areas), record.mission);
  } else if (entry.key == "access") {
    read_open_list(reading, entry, path, list_names(parameters.groups), record.access);
  } else if (entry.key == "volunteers_by_hours") {
    read_open_list(reading, entry, path, hours_class_names(), record.volunteers_by_hours);
  } else if (entry.key == "expertise_by_area") {
    const std::vector<std::string> names = expertise_names(parameters);
    read_open_list(reading, entry, path, std::vector<std::string_view>(names.begin(), names.end()), record.expertise_by_area);
  } else {
    return false;
  }
  return true;
}

void read_organisation(Reading& reading, const Node& item) {
  const Parameters& parameters = reading.scenario.parameters;
  const std::string path = label_record(item, "organisation", "id");
  OrganisationRecord record;
  for (const Entry& entry : item.entries) {
    const std::string what = path + "." + entry.key;
    if (read_field(reading, entry, path, organisation_fields(), record)) continue;
    if (read_organisation_list(reading, entry, path, record)) continue;
    if (entry.key == "id")
      record.id = read_name(reading, entry.value, what);
    else if (entry.key == "name")
      record.name = read_name(reading, entry.value, what);
    else if (entry.key == "type")
      record.type =
          static_cast<std::uint16_t>(read_choice(reading, entry.value, what, list_names(parameters.types), 0));
    else if (entry.key == "sector")
      record.sector = static_cast<Sector>(read_choice(reading, entry.value, what, sector_names, 0));
    else if (entry.key == "district")
      record.district = read_text(reading, entry.value, what);
    else if (entry.key == "drawn")
      record.drawn = read_drawn(reading, entry.value, what);
    else if (entry.key == "partnerships")
      record.partnerships = read_texts(reading, entry.value, what);
    else if (entry.key == "leads")
      record.leads = read_flag(reading, entry.value, what).value_or(false);
    else if (entry.key != "remove" || read_flag(reading, entry.value, what).value_or(false))
      report_unknown_key(reading, entry, "organisation", keys_of_section("organisation"));
  }
  if (find_entry(item, "type") == nullptr)
    reading.faults.add(item.place, fmt::format("{} needs a type, as in type = \"charity\"", path));
  reading.scenario.organisations.push_back(std::move(record));
}

void read_district(Reading& reading, const Node& item) {
  const std::string path = label_record(item, "district", "name");
  DistrictRecord record;
  for (const Entry& entry : item.entries) {
    if (read_field(reading, entry, path, district_fields(), record)) continue;
    if (entry.key == "name")
      record.name = read_name(reading, entry.value, path + ".name");
    else if (entry.key == "groups")
      read_open_list(reading, entry, path, list_names(reading.scenario.parameters.groups), record.group_residents);
    else if (entry.key != "remove" || read_flag(reading, entry.value, path + ".remove").value_or(false))
      report_unknown_key(reading, entry, "district", keys_of_section("district"));
  }
  if (find_entry(item, "name") == nullptr) reading.faults.add(item.place, "a [[district]] needs a name");
  reading.scenario.districts.push_back(std::move(record));
}

int read_level(Reading& reading, const Node& node) {
  if (node.is(NodeKind::text)) return static_cast<int>(read_choice(reading, node, "tie.level", level_names, 1));
  return static_cast<int>(
      read_number(reading, node, "tie.level", {0, static_cast<double>(levels - 1), "level", true}).value_or(1));
}

void read_tie(Reading& reading, const Node& item) {
  TieRecord record;
  for (const Entry& entry : item.entries) {
    if (read_field(reading, entry, "tie", tie_fields(), record)) continue;
    if (entry.key == "from")
      record.from = read_name(reading, entry.value, "tie.from");
    else if (entry.key == "to")
      record.to = read_name(reading, entry.value, "tie.to");
    else if (entry.key == "level")
      record.level = read_level(reading, entry.value);
    else
      report_unknown_key(reading, entry, "tie", keys_of_section("tie"));
  }
  for (const std::string_view key : {"from", "to"})
    if (find_entry(item, key) == nullptr)
      reading.faults.add(item.place, fmt::format("a [[tie]] needs {}, the id of an organisation", key));
  reading.scenario.ties.push_back(std::move(record));
}

void read_partnership(Reading& reading, const Node& item) {
  const std::string path = label_record(item, "partnership", "name");
  PartnershipRecord record;
  for (const Entry& entry : item.entries) {
    const std::string what = path + "." + entry.key;
    if (read_field(reading, entry, path, partnership_fields(), record)) continue;
    if (entry.key == "name")
      record.name = read_name(reading, entry.value, what);
    else if (entry.key == "lead")
      record.lead = read_name(reading, entry.value, what);
    else if (entry.key == "governance")
      record.governance = static_cast<Governance>(read_choice(reading, entry.value, what, governance_names, 0));
    else if (entry.key == "purpose")
      read_open_list(reading, entry, path, list_names(reading.scenario.parameters.areas), record.purpose);
    else if (entry.key != "remove" || read_flag(reading, entry.value, what).value_or(false))
      report_unknown_key(reading, entry, "partnership", keys_of_section("partnership"));
  }
  if (find_entry(item, "name") == nullptr) reading.faults.add(item.place, "a [[partnership]] needs a name");
  reading.scenario.partnerships.push_back(std::move(record));
}

// Which tables and values there are, founding knows.
void read_memory(Reading& reading, const Node& item) {
  MemoryRecord record;
  for (const Entry& entry : item.entries) {
    const std::string what = "memory." + entry.key;
    if (entry.key == "table")
      record.table = read_name(reading, entry.value, what);
    else if (entry.key == "of")
      record.of = read_name(reading, entry.value, what);
    else if (entry.key == "with")
      record.with = read_name(reading, entry.value, what);
    else if (entry.key != "values")
      report_unknown_key(reading, entry, "memory", keys_of_section("memory"));
    else if (expect_table(reading, entry.value, what))
      for (const Entry& one : entry.value.entries)
        if (const auto value = read_number(reading, one.value, what + "." + one.key, {-most_remembered, most_remembered}))
          record.values.emplace_back(one.key, *value);
  }
  for (const std::string_view key : {"table", "values"})
    if (find_entry(item, key) == nullptr) reading.faults.add(item.place, fmt::format("a [[memory]] needs {}", key));
  reading.scenario.memory.push_back(std::move(record));
}

void read_list(Reading& reading, const Node& root, const std::string& key, void (*read_item)(Reading&, const Node&)) {
  const Entry* list = find_entry(root, key);
  if (list == nullptr) return;
  const bool tables =
      list->value.is(NodeKind::list) && std::all_of(list->value.items.begin(), list->value.items.end(),
                                                    [](const Node& item) { return item.is(NodeKind::table); });
  if (!tables)
    return reading.faults.add(list->value.place, fmt::format("{} must be written as [[{}]], one for each", key, key));
  for (const Node& item : list->value.items) read_item(reading, item);
}

}  // namespace

void read_records(Reading& reading, const Node& root) {
  read_list(reading, root, "district", read_district);
  read_list(reading, root, "organisation", read_organisation);
  read_list(reading, root, "tie", read_tie);
  read_list(reading, root, "partnership", read_partnership);
  read_list(reading, root, "memory", read_memory);
}

}  // namespace tessera
