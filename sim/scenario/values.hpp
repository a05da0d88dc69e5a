// Reads single values out of a document, and reports what is wrong with them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/faults.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

// What the parts of the reader work on.
struct Reading {
  const std::vector<SourceFile>& files;
  Faults& faults;
  Scenario scenario{};
  std::unordered_map<std::string, Place> given{};  // path -> where its value came from; the rest are defaults
};

struct Range {
  double lowest = 0.0;  // ends included
  double highest = 0.0;
  std::string_view unit{};
  bool whole = false;
};

// Each returns nothing and adds a fault if the node is of another kind or out of range. `what` names it in messages.
std::optional<double> read_number(Reading& reading, const Node& node, const std::string& what, Range range);
std::optional<std::string> read_text(Reading& reading, const Node& node, const std::string& what);
std::optional<bool> read_flag(Reading& reading, const Node& node, const std::string& what);
std::vector<std::string> read_texts(Reading& reading, const Node& node, const std::string& what);
bool expect_table(Reading& reading, const Node& node, const std::string& what);

// A table of numbers by name ({ food = 0.8 }) into a list in the order of `names`; names not given keep their value.
// Each name given is noted as `path`.name.
void read_numbers_by_name(Reading& reading, const Node& node, const std::string& path,
                          std::span<const std::string_view> names, Range range, std::vector<double>& into);

// Says that the key is not known in the section ("" = top level) and what may be meant, also in other sections.
void report_unknown_key(Reading& reading, const Entry& entry, std::string_view section,
                        std::span<const std::string_view> known);

// Whether a name can stand in paths and results: letters, digits, "_" and "-", at most 64 of them.
bool is_plain_name(std::string_view name);

// Names of groups, areas or types.
template <class Traits>
std::vector<std::string_view> list_names(const std::vector<Traits>& table) {
  std::vector<std::string_view> names;
  for (const Traits& traits : table) names.push_back(traits.name);
  return names;
}

}  // namespace tessera
