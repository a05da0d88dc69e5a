// What `describe`, `explain` and `schema` say, all from the tables that the reader itself uses.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.hpp"

namespace tessera {

// One key of a scenario. Keys of tables by name carry NAME: "type.NAME.radius_km"; lists have one value per `per`.
struct ReferenceRow {
  std::string path;
  std::string_view unit;
  std::optional<double> standard;
  double lowest = 0.0;
  double highest = 0.0;
  std::string_view meaning;
  std::string_view source;
  bool whole = false;
  std::string_view per = "";  // "group", "area" or empty
};

// Every numeric key, in the order of the sections.
const std::vector<ReferenceRow>& reference_rows();
// The row of a path as in Origin ("type.food_bank.mission.food" finds "type.NAME.mission"); nullptr for texts and
// lists.
const ReferenceRow* find_reference(std::string_view path);

// Something with a name that other rooms know: a measure, a mechanism.
struct NamedText {
  std::string name, kind, unit, text;
};

// The reference as text: everything in outline for an empty name, else a section, a key, or something of `others`.
// Throws InputError with the nearest known name.
std::string describe_reference(const std::string& name, const std::vector<NamedText>& others);
nlohmann::json describe_reference_as_json(const std::vector<NamedText>& others);

// Every effective value whose path is or begins with `path` ("" = all): value, unit, range, origin, source. Throws
// InputError with the nearest known path.
std::string explain_scenario(const Scenario& scenario, const std::string& path);
nlohmann::json explain_scenario_as_json(const Scenario& scenario, const std::string& path);

// JSON Schema (draft-07) of scenario files. Ranges included; that names of districts or ties are known is not.
nlohmann::json scenario_schema();
// Of experiment files; of claims in them it says nothing.
nlohmann::json experiment_schema();

}  // namespace tessera
