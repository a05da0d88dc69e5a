// The rules of the house as pure functions: each reads a source tree and returns what breaks the rule, one line each. The
// tests in tests/house ask them about this tree (nothing may come back) and about small made-up trees (something must).
#pragma once

#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "parameters/parameters.hpp"
#include "state/fields.hpp"

namespace tessera::house {

using Faults = std::vector<std::string>;
using Path = std::filesystem::path;

// Includes go to lower floors, to the own header, or within the own room; mechanisms never include one another.
Faults include_faults(const Path& root);
// The top level holds README.md, CMakeLists.txt, sim, scenarios, analysis, tests, dot files, and what builds and runs leave.
Faults top_level_faults(const Path& root);
// Nothing names a path of the machine it was written on or an address that packages came from, and nothing is left over to
// be done.
Faults leftover_faults(const Path& root);
// Random draws come from the keyed streams of sim/base alone.
Faults generator_faults(const Path& root);
// The C interface of HDF5 is included under sim/results alone.
Faults hdf5_faults(const Path& root);
// No shell is called, which might obey what stands in a scenario; processes are started in three known places alone, word by word.
Faults process_faults(const Path& root);
// Files of code, in any language, have 400 lines at most.
Faults size_faults(const Path& root, std::size_t most_lines = 400);
// Every mechanism header has a source, a test, a section in sim/MODEL.md and a parameter section of its name.
Faults mechanism_faults(const Path& root, const std::set<std::string>& parameter_sections);
// Every stored vector of the structs in World, unless marked derived, has its row in fields(), and every row its vector.
Faults field_faults(const Path& root, std::span<const Field> fields);

// Every row has a well-formed name, a known unit, lowest <= standard <= highest, a meaning that is a sentence, and a source
// that is a citation with a year or "assumed: ..."; no two rows share a name or a value.
Faults parameter_faults(std::span<const ParameterRow> rows);
// Every number of every section struct of Parameters has exactly one row, and every row a number in its own section.
Faults coverage_faults(std::span<const ParameterRow> rows);
// As parameter_faults for a column of the tables of groups, areas and types.
template <class Traits>
Faults column_faults(std::span<const TraitRow<Traits>> columns);

// Pieces of the above, for rows of any kind.
Faults row_faults(const std::string& name, std::string_view unit, double lowest, double highest, std::string_view meaning,
                  std::string_view source);
std::string join(const Faults& faults);

template <class Traits>
Faults column_faults(std::span<const TraitRow<Traits>> columns) {
  Faults faults;
  std::set<std::string_view> names;
  Traits traits;
  std::set<const void*> values;
  for (const TraitRow<Traits>& column : columns) {
    const std::string name(column.name);
    const Faults found = row_faults(name, column.unit, column.lowest, column.highest, column.meaning, column.source);
    faults.insert(faults.end(), found.begin(), found.end());
    if (!names.insert(column.name).second) faults.push_back(name + ": two columns of this name");
    if ((column.value == nullptr) == (column.list == nullptr)) {
      faults.push_back(name + ": needs a value or a list, not both");
      continue;
    }
    const void* value = column.value != nullptr ? static_cast<const void*>(&column.value(traits)) : &column.list(traits);
    if (!values.insert(value).second) faults.push_back(name + ": shares its value with another column");
    if ((column.list != nullptr) == column.per.empty()) faults.push_back(name + ": a list says what it is per");
  }
  return faults;
}

}  // namespace tessera::house
