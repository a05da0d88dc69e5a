#include "scenario/set_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scenario/merge.hpp"
#include "scenario/parse.hpp"
#include "scenario/source_text.hpp"

namespace tessera {
namespace {

void move_to_source(Node& node, std::uint32_t source) {
  node.place = {source, 0, 0};
  for (Node& item : node.items) move_to_source(item, source);
  for (Entry& entry : node.entries) {
    entry.place = {source, 0, 0};
    move_to_source(entry.value, source);
  }
}

// Keys of "a.b.\"c d\"", empty if it is not a path.
std::vector<std::string> split_path(const std::string& path) {
  std::vector<std::string> keys(1);
  bool quoted = false;
  for (const char c : path) {
    if (c == '"')
      quoted = !quoted;
    else if (c == '.' && !quoted)
      keys.emplace_back();
    else if (c == ' ' && !quoted)
      continue;
    else
      keys.back() += c;
  }
  const bool broken = quoted || keys.size() > deepest_nesting ||
                      std::any_of(keys.begin(), keys.end(), [](const auto& key) { return key.empty(); });
  return broken ? std::vector<std::string>() : keys;
}

bool is_bare_text(const std::string& text) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
  };
  return !text.empty() && letter(text[0]) && text.find_first_of("\"'[]{}=#\\") == std::string::npos;
}

std::optional<Node> parse_value(const std::string& text, Place place, Faults& faults) {
  if (text.find_first_of(std::string("\n\r\0", 3)) != std::string::npos) {
    faults.add(place, "a value must stand on one line");
    return std::nullopt;
  }
  try {
    Node table = parse_document("value = " + text, "--set", place.source);
    if (table.entries.size() == 1) return std::move(table.entries[0].value);
  } catch (const InputError& error) {
    if (!is_bare_text(text)) {
      faults.add(place, error.faults().front().message);
      return std::nullopt;
    }
  }
  Node word;
  word.kind = NodeKind::text;
  word.text = text;
  return word;
}

Node* find_item(Node& list, std::string_view naming, const std::string& name) {
  for (Node& item : list.items) {
    const Entry* entry = item.is(NodeKind::table) ? find_entry(item, naming) : nullptr;
    if (entry != nullptr && entry->value.is(NodeKind::text) && entry->value.text == name) return &item;
  }
  return nullptr;
}

// The table that holds the last key, made where it is missing; nullptr and a fault where something else is in the way.
Node* descend(Node& root, const std::vector<std::string>& keys, Place place, Faults& faults) {
  Node* at = &root;
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    Entry* entry = find_entry(*at, keys[i]);
    if (entry == nullptr) {
      at->entries.push_back({keys[i], place, {}});
      at->entries.back().value.place = place;
      entry = &at->entries.back();
    }
    at = &entry->value;
    if (at->is(NodeKind::list) && i == 0 && i + 2 < keys.size()) {
      at = find_item(*at, naming_key(keys[0]), keys[++i]);
      if (at == nullptr) {
        faults.add(place, fmt::format("no [[{}]] is called {}", keys[0], quote_for_message(keys[i])));
        return nullptr;
      }
    }
    if (!at->is(NodeKind::table)) {
      faults.add(place, fmt::format("{} is {}, it holds no keys", quote_for_message(keys[i]), describe_node(*at)));
      return nullptr;
    }
  }
  return at;
}

}  // namespace

void put_value(Node& root, const std::string& path, Node value, Faults& faults) {
  const Place place = value.place;
  const std::vector<std::string> keys = split_path(path);
  if (keys.empty()) {
    faults.add(place, fmt::format("{} is no path, as in run.months", quote_for_message(path)));
    return;
  }
  if (keys[0] == "extends" || keys[0] == "tessera") {
    faults.add(place, fmt::format("{} can only stand in a file", keys[0]));
    return;
  }
  Node* table = descend(root, keys, place, faults);
  if (table == nullptr) return;
  if (Entry* entry = find_entry(*table, keys.back()); entry != nullptr)
    *entry = {keys.back(), place, std::move(value)};
  else
    table->entries.push_back({keys.back(), place, std::move(value)});
}

void apply_set(Node& root, const std::string& set, std::vector<SourceFile>& files, Faults& faults) {
  files.push_back({"--set", set.empty() ? "(nothing)" : set});
  const Place place{static_cast<std::uint32_t>(files.size() - 1), 0, 0};
  check_source_text(set, "--set");
  const std::size_t equals = set.find('=');
  if (equals == std::string::npos || split_path(set.substr(0, equals)).empty()) {
    faults.add(place, "must be path=value, as in --set run.months=60");
    return;
  }
  std::optional<Node> value = parse_value(set.substr(equals + 1), place, faults);
  if (!value) return;
  move_to_source(*value, place.source);
  put_value(root, set.substr(0, equals), std::move(*value), faults);
}

}  // namespace tessera
