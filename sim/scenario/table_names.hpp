// Names from which the columns of the tables are made.
#pragma once

#include <string>
#include <vector>

#include "scenario/fields.hpp"
#include "vocabulary/names.hpp"

namespace tessera {

template <class Traits>
std::vector<std::string> names_of(const std::vector<Traits>& table) {
  std::vector<std::string> names;
  for (const Traits& traits : table) names.push_back(traits.name);
  return names;
}

inline std::vector<std::string> source_list() { return {source_names.begin(), source_names.end()}; }

inline std::vector<std::string> hours_list() { return {hours_class_names().begin(), hours_class_names().end()}; }

}  // namespace tessera
