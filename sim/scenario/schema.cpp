#include <fmt/format.h>

#include "parameters/parameters.hpp"
#include "scenario/calendar_fields.hpp"
#include "scenario/fields.hpp"
#include "scenario/reference.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

using nlohmann::json;

json text(std::string_view description) { return {{"type", "string"}, {"description", description}}; }

json texts(std::string_view description) {
  return {{"type", "array"}, {"items", {{"type", "string"}}}, {"description", description}};
}

template <class Names>
json choice(const Names& names, std::string_view description) {
  json values = json::array();
  for (const std::string_view name : names) values.push_back(name);
  return {{"type", "string"}, {"enum", values}, {"description", description}};
}

json number(const ReferenceRow& row) {
  json schema{{"type", row.whole ? "integer" : "number"}, {"minimum", row.lowest}, {"maximum", row.highest}};
  if (row.standard) schema["default"] = *row.standard;
  if (!row.per.empty()) schema = {{"type", "object"}, {"additionalProperties", schema}};
  schema["description"] = fmt::format("{}{}{}{} Source: {}", row.meaning, row.unit.empty() ? "" : " Unit: ", row.unit,
                                      row.unit.empty() ? "" : ".", row.source);
  return schema;
}

json object(json properties) {
  return {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

json shares(std::string_view description, double most) {
  return {{"type", "object"},
          {"description", description},
          {"additionalProperties", {{"type", "number"}, {"minimum", 0}, {"maximum", most}}}};
}

// The numeric keys below a prefix such as "type.NAME." or "tie.".
json numbers_below(const std::string& prefix) {
  json properties = json::object();
  for (const ReferenceRow& row : reference_rows())
    if (row.path.starts_with(prefix)) properties[row.path.substr(prefix.size())] = number(row);
  return properties;
}

json named_tables(const std::string& kind) {
  json properties = numbers_below(kind + ".NAME.");
  properties["like"] = text("For a new one: the one it copies.");
  if (kind == "type") {
    properties["sector"] = choice(sector_names, "Sector.");
    properties["one_field"] = {{"type", "boolean"},
                               {"description", "Each organisation has one main field, drawn by the mission weights."}};
  }
  return {{"type", "object"}, {"additionalProperties", object(std::move(properties))}};
}

json list_of(json properties, const std::vector<std::string>& required) {
  json item = object(std::move(properties));
  item["required"] = required;
  return {{"type", "array"}, {"items", std::move(item)}};
}

json organisations_schema() {
  json properties = numbers_below("organisation.");
  properties["id"] = text("Unique; ties and --set refer to it.");
  properties["name"] = text("Name for people.");
  properties["type"] = text("A type of organisation.");
  properties["sector"] = choice(sector_names, "Default: the type's.");
  properties["district"] = text("Name of its home.");
  properties["funding"] = shares("Shares of income by source.", 1);
  properties["mission"] = shares("Shares by area.", 1);
  properties["access"] = shares("Share of each group that it can find.", 1);
  properties["expertise_by_area"] = shares("Expertise by area and competence (food_1 ... food_4).", 1);
  properties["volunteers_by_hours"] = shares("Volunteers by hours: low, middle, high, core.", 1e8);
  properties["drawn"] = texts("Values given here that are not known but were drawn once.");
  properties["partnerships"] = texts("Names of partnerships it belongs to when the run begins.");
  properties["leads"] = {{"type", "boolean"}, {"description", "Leads those partnerships."}};
  properties["remove"] = {{"type", "boolean"}, {"description", "Deletes the one with this id of an extended file."}};
  return list_of(std::move(properties), {});
}

json districts_schema() {
  json properties = numbers_below("district.");
  properties["name"] = text("Unique.");
  properties["groups"] = shares("Residents by group.", 1e9);
  properties["remove"] = {{"type", "boolean"}, {"description", "Deletes the one with this name of an extended file."}};
  return list_of(std::move(properties), {"name"});
}

json ties_schema() {
  json properties = numbers_below("tie.");
  properties["from"] = text("Id of an organisation.");
  properties["to"] = text("Id of an organisation.");
  properties["level"] = {
      {"description", "Level of collaboration, by name or 0 to 5."},
      {"anyOf", json::array({choice(level_names, ""), {{"type", "integer"}, {"minimum", 0}, {"maximum", 5}}})}};
  return list_of(std::move(properties), {"from", "to"});
}

json partnerships_schema() {
  json properties = numbers_below("partnership.");
  properties["name"] = text("As organisations name it.");
  properties["lead"] = text("Id of the organisation that leads it.");
  properties["governance"] = choice(governance_names, "How it is governed.");
  properties["purpose"] = shares("Shares by area.", 1);
  return list_of(std::move(properties), {"name"});
}

json memory_schema() {
  json properties;
  properties["table"] = text("Table of the state: organisations, ties, partnerships, memberships, needs ...");
  properties["of"] = text("Whose: name as in the other records.");
  properties["with"] = text("The second name, where two say whose it is.");
  properties["values"] = {{"type", "object"}, {"description", "Numbers by name."}, {"additionalProperties", {{"type", "number"}}}};
  return list_of(std::move(properties), {"table", "values"});
}

// A name or several; districts also by number.
json target_schema(const std::string& list) {
  json properties = numbers_below(list + ".target.");
  for (const TargetNames& names : target_names()) {
    json one = names.key == target_sector ? choice(sector_names, "") : json{{"type", "string"}};
    if (names.key == target_district) one = {{"type", {"string", "integer"}}};
    properties[std::string(names.name)] = {
        {"description", names.meaning}, {"anyOf", json::array({one, {{"type", "array"}, {"items", one}, {"minItems", 1}}})}};
  }
  return object(std::move(properties));
}

// The plain numbers of [[policy]] or [[shock]], without those of the target.
json calendar_schema(const std::string& list) {
  json properties = json::object();
  const json numbers = numbers_below(list + ".");
  for (const auto& [key, value] : numbers.items())
    if (!key.starts_with("target.")) properties[key] = value;
  properties["name"] = text("Unique; --set and other files refer to it.");
  properties["target"] = target_schema(list);
  properties["remove"] = {{"type", "boolean"}, {"description", "Deletes the one with this name of an extended file."}};
  if (list == "policy") properties["lever"] = choice(lever_names, "What is turned: tessera describe levers.");
  if (list == "shock") properties["kind"] = choice(shock_names, "What happens: tessera describe shocks.");
  return list_of(std::move(properties), {"name"});
}

void add_parameters(json& properties) {
  for (const ParameterRow& row : parameter_table()) {
    const std::string_view path = spell_parameter(row);
    json& section = properties[std::string(section_of(path))];
    if (section.is_null()) section = object(json::object());
    section["properties"][std::string(key_of(path))] = number(*find_reference(path));
  }
  properties["founding"]["properties"]["organisations"] = number(*find_reference("organisations.count"));
  json& community = properties["community"]["properties"];
  community["areas"] = texts("Service areas, in order.");
  community["groups"] = texts("Resident groups, in order.");
  community["tables"] = text("Path of a CSV table of districts.");
  json& organisations = properties["organisations"]["properties"];
  organisations["table"] = text("Path of a CSV table of organisations.");
  organisations["ties"] = text("Path of a CSV table of ties.");
  organisations["districts"] = text("Path of a CSV table of districts.");
  organisations["partnerships"] = text("Path of a CSV table of partnerships.");
  organisations["memory"] = text("Path of a CSV table of what the world remembers.");
  organisations["types"] = shares("Weights of types, normalised; types not listed keep their default.", 1e6);
  organisations["only_listed_types"] = {{"type", "boolean"}, {"description", "Types not listed have weight zero."}};
}

}  // namespace

json scenario_schema() {
  json properties{{"tessera", {{"const", 1}, {"description", "Version of the scenario format."}}},
                  {"name", text("Title.")},
                  {"question", text("What the scenario asks.")},
                  {"extends", text("Path of the scenario that this one changes.")}};
  add_parameters(properties);
  properties["results"] =
      object({{"measures", texts("Names of measures; may end in *.")},
              {"snapshots_every_months", number(*find_reference("results.snapshots_every_months"))}});
  for (const std::string kind : {"type", "area", "group"}) properties[kind] = named_tables(kind);
  properties["organisation"] = organisations_schema();
  properties["district"] = districts_schema();
  properties["tie"] = ties_schema();
  properties["partnership"] = partnerships_schema();
  properties["memory"] = memory_schema();
  for (const std::string list : {"policy", "shock"}) properties[list] = calendar_schema(list);
  json schema = object(std::move(properties));
  schema["$schema"] = "http://json-schema.org/draft-07/schema#";
  schema["title"] = "Tessera scenario";
  schema["required"] = {"tessera"};
  return schema;
}

}  // namespace tessera
