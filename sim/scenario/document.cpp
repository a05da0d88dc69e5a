#include "scenario/document.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/faults.hpp"

namespace tessera {

Entry* find_entry(Node& table, std::string_view key) {
  const auto entry =
      std::find_if(table.entries.begin(), table.entries.end(), [&](const Entry& other) { return other.key == key; });
  return entry == table.entries.end() ? nullptr : &*entry;
}

const Entry* find_entry(const Node& table, std::string_view key) { return find_entry(const_cast<Node&>(table), key); }

std::string describe_node(const Node& node) {
  switch (node.kind) {
    case NodeKind::boolean:
      return node.whole != 0 ? "true" : "false";
    case NodeKind::whole:
      return fmt::format("the number {}", node.whole);
    case NodeKind::number:
      return fmt::format("the number {}", node.number);
    case NodeKind::text:
      return fmt::format("the text {}", quote_for_message(node.text));
    case NodeKind::moment:
      return "a date or time";
    case NodeKind::list:
      return "a list";
    case NodeKind::table:
      return "a table";
  }
  return "a value";
}

}  // namespace tessera
