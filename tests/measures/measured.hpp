// What the measures say about a world, by name.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "measures/measures.hpp"
#include "measures/tiny_world.hpp"

namespace tessera::testing {

using Values = std::map<std::string, std::vector<double>, std::less<>>;

inline Values measure(const World& world, const Parameters& parameters = tiny_parameters(), bool last = false) {
  const MeasurePlan plan = plan_measures({"*"}, parameters, world.community.districts);
  std::vector<double> row(plan.width);
  take_measures(row, world, parameters, plan, last);
  Values values;
  for (std::size_t k = 0; k < plan.measures.size(); ++k) {
    const auto begin = row.begin() + static_cast<std::ptrdiff_t>(plan.offset[k]);
    values.emplace(plan.measures[k]->name, std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(plan.size[k])));
  }
  return values;
}

inline double one(const Values& values, std::string_view name) {
  const auto found = values.find(name);
  if (found == values.end()) throw std::runtime_error("no measure " + std::string(name));
  return found->second.at(0);
}

inline double at(const Values& values, std::string_view name, std::size_t place) { return values.find(name)->second.at(place); }

template <class Kind>
std::size_t index(Kind kind) { return static_cast<std::size_t>(kind); }

}  // namespace tessera::testing
