#include "parameters/axes.hpp"

#include <array>

#include "base/errors.hpp"
#include "vocabulary/causes.hpp"
#include "vocabulary/classes.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

struct FixedAxis {
  std::string_view name;
  std::span<const std::string_view> labels;
};

constexpr std::array<FixedAxis, 15> fixed_axes{{{"sector", sector_names},
                                                {"source", source_names},
                                                {"level", level_names},
                                                {"stage", stage_names},
                                                {"governance", governance_names},
                                                {"end_reason", end_reason_names},
                                                {"closure_reason", closure_reason_names},
                                                {"money_entry", money_entry_names},
                                                {"goods_entry", goods_entry_names},
                                                {"size_class", size_class_names},
                                                {"age_class", age_class_names},
                                                {"lever", lever_names},
                                                {"call", call_names},
                                                {"resource", resource_names},
                                                {"cause", cause_names}}};

template <class Traits>
std::vector<std::string> names_of(const std::vector<Traits>& traits) {
  std::vector<std::string> names;
  for (const Traits& one : traits) names.push_back(one.name);
  return names;
}

}  // namespace

std::span<const std::string_view> axis_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all{"area", "group", "district"};
    for (const FixedAxis& axis : fixed_axes) all.push_back(axis.name);
    return all;
  }();
  return names;
}

std::vector<std::string> axis_labels(std::string_view axis, const Parameters& parameters,
                                     const std::vector<std::string>& district_names) {
  if (axis == "area") return names_of(parameters.areas);
  if (axis == "group") return names_of(parameters.groups);
  if (axis == "district") return district_names;
  for (const FixedAxis& fixed : fixed_axes)
    if (fixed.name == axis) return {fixed.labels.begin(), fixed.labels.end()};
  throw BrokenPromise("no axis is called '" + std::string(axis) + "'");
}

}  // namespace tessera
