#include "scenario/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/nearest_name.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_names = 10'000;  // in a list

void report_kind(Reading& reading, const Node& node, const std::string& what, std::string_view wanted) {
  reading.faults.add(node.place, fmt::format("{} must be {}, but is {}", what, wanted, describe_node(node)));
}

// The first other section that knows exactly this key, or one that is nearly the same.
std::string suggest_section(std::string_view key, std::string_view section) {
  std::string near;
  for (const SectionKeys& other : section_keys()) {
    if (other.section == section) continue;
    const std::string home = other.section.empty() ? "at the top of the file" : fmt::format("in [{}]", other.section);
    if (std::find(other.keys.begin(), other.keys.end(), key) != other.keys.end())
      return fmt::format("; it belongs {}", home);
    const std::string_view nearest = find_nearest_name(key, other.keys);
    if (near.empty() && !nearest.empty()) near = fmt::format("; did you mean '{}' {}?", nearest, home);
  }
  return near;
}

std::string suggest_key(std::string_view key, std::string_view section, std::span<const std::string_view> known) {
  const std::string elsewhere = suggest_section(key, section);
  if (elsewhere.starts_with("; it belongs")) return elsewhere;
  const std::string here = suggest_known_name(key, known);
  return here.starts_with("; did you mean") || elsewhere.empty() ? here : elsewhere;
}

}  // namespace

std::optional<double> read_number(Reading& reading, const Node& node, const std::string& what, Range range) {
  if (!node.is_number()) {
    report_kind(reading, node, what, range.whole ? "a whole number" : "a number");
    return std::nullopt;
  }
  const double value = node.number;
  if (!std::isfinite(value)) {
    reading.faults.add(node.place, fmt::format("{} is {}, which is no usable number", what, value));
    return std::nullopt;
  }
  if (range.whole && value != std::floor(value)) {
    reading.faults.add(node.place, fmt::format("{} must be a whole number, but is {}", what, value));
    return std::nullopt;
  }
  if (value < range.lowest || value > range.highest) {
    reading.faults.add(node.place, fmt::format("{} is {}; allowed are {} to {}{}{}", what, write_number(value),
                                               write_number(range.lowest), write_number(range.highest),
                                               range.unit.empty() ? "" : " ", range.unit));
    return std::nullopt;
  }
  return value + 0.0;  // minus zero is zero
}

namespace {

// Texts are shown on terminals, which some characters would command: all below the blank but line ends and tabs, DEL, and
// U+0080 to U+009F.
bool commands_terminals(const std::string& text) {
  unsigned char before = 0;
  for (const char c : text) {
    const auto letter = static_cast<unsigned char>(c);
    if ((letter < 0x20 && c != '\n' && c != '\t') || letter == 0x7F || (before == 0xC2 && letter < 0xA0)) return true;
    before = letter;
  }
  return false;
}

}  // namespace

std::optional<std::string> read_text(Reading& reading, const Node& node, const std::string& what) {
  if (!node.is(NodeKind::text)) {
    report_kind(reading, node, what, "text in quotes");
    return std::nullopt;
  }
  const bool lines = what == "name" && node.text.find('\n') != std::string::npos;
  if (!lines && !commands_terminals(node.text)) return node.text;
  reading.faults.add(node.place, fmt::format("{} must be {}, but is {}", what, lines ? "on one line" : "free of control characters",
                                             quote_for_message(node.text)));
  return std::nullopt;
}

std::optional<bool> read_flag(Reading& reading, const Node& node, const std::string& what) {
  if (node.is(NodeKind::boolean)) return node.whole != 0;
  report_kind(reading, node, what, "true or false");
  return std::nullopt;
}

std::vector<std::string> read_texts(Reading& reading, const Node& node, const std::string& what) {
  std::vector<std::string> texts;
  if (!node.is(NodeKind::list)) report_kind(reading, node, what, "a list of names, as in [\"a\", \"b\"]");
  if (node.items.size() > most_names) {
    reading.faults.add(node.place, fmt::format("{} has {} entries; {} are allowed", what, node.items.size(), most_names));
    return texts;
  }
  for (const Node& item : node.items)
    if (const auto text = read_text(reading, item, "each entry of " + what)) texts.push_back(*text);
  return texts;
}

bool expect_table(Reading& reading, const Node& node, const std::string& what) {
  if (node.is(NodeKind::table)) return true;
  report_kind(reading, node, what, "a table");
  return false;
}

void read_numbers_by_name(Reading& reading, const Node& node, const std::string& path,
                          std::span<const std::string_view> names, Range range, std::vector<double>& into) {
  if (!node.is(NodeKind::table)) {
    report_kind(
        reading, node, path,
        fmt::format("a table by name, as in {{ {} = {} }}", names.empty() ? "name" : names[0], range.highest / 2));
    return;
  }
  into.resize(names.size(), 0.0);
  for (const Entry& entry : node.entries) {
    const auto name = std::find(names.begin(), names.end(), entry.key);
    if (name == names.end()) {
      reading.faults.add(entry.place, fmt::format("{} has no {}{}", path, quote_for_message(entry.key),
                                                  suggest_known_name(entry.key, names)));
      continue;
    }
    const std::string what = fmt::format("{}.{}", path, entry.key);
    if (const auto value = read_number(reading, entry.value, what, range)) {
      into[static_cast<std::size_t>(name - names.begin())] = *value;
      reading.given.insert_or_assign(what, entry.value.place);
    }
  }
}

void report_unknown_key(Reading& reading, const Entry& entry, std::string_view section,
                        std::span<const std::string_view> known) {
  if (reading.faults.full()) return reading.faults.add(entry.place, "");
  reading.faults.add(entry.place, fmt::format("unknown key {}{}{}", quote_for_message(entry.key),
                                              section.empty() ? "" : fmt::format(" in [{}]", section),
                                              suggest_key(entry.key, section, known)));
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace tessera
