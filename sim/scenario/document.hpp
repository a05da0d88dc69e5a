// A TOML document as plain data: every value knows the file, line and column it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// Where something stands. line and column count from 1; line 0 = not in a file (--set).
struct Place {
  std::uint32_t source = 0;  // index into the list of files read
  std::int32_t line = 0;
  std::int32_t column = 0;
};

// A file, or one --set.
struct SourceFile {
  std::string name;      // path as reached, or "--set"
  std::string set_text;  // "path=value" of a --set, empty for files
};

enum class NodeKind : std::uint8_t { boolean, whole, number, text, moment, list, table };

struct Entry;

struct Node {
  NodeKind kind = NodeKind::table;
  Place place;
  std::int64_t whole = 0;      // boolean (0 or 1) and whole
  double number = 0.0;         // whole and number
  std::string text;            // text; as written for dates and times
  std::vector<Entry> entries;  // table, in file order
  std::vector<Node> items;     // list

  bool is(NodeKind other) const { return kind == other; }
  bool is_number() const { return kind == NodeKind::number || kind == NodeKind::whole; }
};

struct Entry {
  std::string key;
  Place place;  // of the key
  Node value;
};

inline constexpr int deepest_nesting = 64;

// The entry of that key, or nullptr.
const Entry* find_entry(const Node& table, std::string_view key);
Entry* find_entry(Node& table, std::string_view key);

// What a value is, for messages: "the text \"twelve\"", "the number 7", "a list", "a table".
std::string describe_node(const Node& node);

}  // namespace tessera
