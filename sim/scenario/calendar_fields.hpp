// The keys of [[policy]], [[shock]] and their targets: one table for the reader, the writer, the origins, the reference and
// the schema.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "parameters/levers.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

// A key that is a plain number.
template <class Record>
struct CalendarField {
  std::string_view name;
  std::string_view unit;
  double standard;
  double lowest;
  double highest;
  std::string_view meaning;
  bool whole;
  double (*get)(const Record&);
  void (*set)(Record&, double);
};

std::span<const CalendarField<Policy>> policy_fields();
std::span<const CalendarField<ShockEvent>> shock_fields();
std::span<const CalendarField<Target>> target_fields();

// The keys of a target that are names, with their bit.
struct TargetNames {
  std::string_view name;
  TargetKey key;
  std::string_view meaning;
};
std::span<const TargetNames> target_names();

// Keys of a target by their bits, separated by ", ".
std::string list_target_keys(std::uint16_t keys);

// The names that a target gives under one key, as the reader understands them.
std::vector<std::string> names_in_target(const Scenario& scenario, const Target& target, TargetKey key);
// All names that can stand there, in the order of the indexes.
std::vector<std::string> names_for_target(const Scenario& scenario, TargetKey key);

}  // namespace tessera
