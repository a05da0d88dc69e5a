// Which keys each section of a scenario knows, how users spell a parameter, and how numbers are written.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parameters/row.hpp"

namespace tessera {

struct SectionKeys {
  std::string section;                 // "" = top level, "trust", "type.NAME", "organisation", ...
  std::vector<std::string_view> keys;  // those with a fixed name
};

// Every section, the top level first, then as users meet them.
const std::vector<SectionKeys>& section_keys();
std::span<const std::string_view> keys_of_section(std::string_view section);

// The path users write: the row's name, but "organisations.count" for founding.organisations.
std::string_view spell_parameter(const ParameterRow& row);
// The row of a path, by either spelling; nullptr if there is none.
const ParameterRow* find_spelt_parameter(std::string_view path);

// Section and key of "section.key".
std::string_view section_of(std::string_view path);
std::string_view key_of(std::string_view path);

// A number as TOML that reads back to the same value: whole ones without a point.
std::string write_number(double value);

}  // namespace tessera
