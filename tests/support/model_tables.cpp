#include "support/model_tables.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

#include "parameters/parameters.hpp"

namespace tessera::house {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A bar would end the cell.
std::string cell(std::string_view text) { return std::regex_replace(std::string(text), std::regex(R"(\|)"), "\\|"); }

std::string unit_cell(std::string_view unit) { return unit.empty() ? "1" : std::string(unit); }

// The first sentence of the comment that a mechanism's header begins with.
std::string first_sentence(const std::string& header) {
  std::string comment;
  for (std::size_t at = 0; header.compare(at, 3, "// ") == 0 && comment.find(". ") == std::string::npos;) {
    const std::size_t end = header.find('\n', at);
    comment += header.substr(at + 3, end - at - 3) + " ";
    at = end + 1;
  }
  return comment.substr(0, comment.find(". ")) + ".";
}

template <class Traits>
void list_columns(std::string& text, std::string_view table, std::span<const TraitRow<Traits>> columns) {
  for (const TraitRow<Traits>& column : columns)
    text += fmt::format("| `{}.NAME.{}` | {} | {} | {} to {} | {} | {} |\n", table, column.name,
                        column.per.empty() ? "one number" : fmt::format("one per {}", column.per),
                        unit_cell(column.unit), column.lowest, column.highest, cell(column.meaning), cell(column.source));
}

struct Marks {
  std::size_t from;
  std::size_t to;
};

Marks find_marks(const std::string& document, const std::string& name) {
  const std::string begin = fmt::format("<!-- {}: generated -->\n", name);
  const std::size_t from = document.find(begin);
  const std::size_t to = document.find(fmt::format("<!-- {}: end -->", name));
  if (from == std::string::npos || to == std::string::npos || to < from)
    throw std::runtime_error("the marks of the block " + name + " are missing");
  return {from + begin.size(), to};
}

}  // namespace

GeneratedBlock schedule_block(const std::filesystem::path& root) {
  const std::string month = read(root / "sim/run/month.cpp");
  const std::regex call(R"(timed\(Mechanism::(\w+))");
  GeneratedBlock block{"schedule", "| | mechanism | what it is |\n|---|---|---|\n"};
  int number = 0;
  for (auto at = std::sregex_iterator(month.begin(), month.end(), call); at != std::sregex_iterator(); ++at) {
    const std::string name = (*at)[1];
    block.text += fmt::format("| {} | [{}](mechanisms/{}.hpp) | {} |\n", ++number, name, name,
                              cell(first_sentence(read(root / "sim/mechanisms" / (name + ".hpp")))));
  }
  return block;
}

GeneratedBlock parameters_block() {
  GeneratedBlock block{"parameters", "| parameter | default | unit | range | meaning | source |\n|---|---|---|---|---|---|\n"};
  for (const ParameterRow& row : parameter_table())
    block.text += fmt::format("| `{}` | {} | {} | {} to {} | {} | {} |\n", row.name, row.standard, unit_cell(row.unit),
                              row.lowest, row.highest, cell(row.meaning), cell(row.source));
  return block;
}

GeneratedBlock columns_block() {
  GeneratedBlock block{"columns", "| column | values | unit | range | meaning | source |\n|---|---|---|---|---|---|\n"};
  list_columns(block.text, "group", group_columns());
  list_columns(block.text, "area", area_columns());
  list_columns(block.text, "type", type_columns());
  return block;
}

std::string renew_block(const std::string& document, const GeneratedBlock& block) {
  const Marks marks = find_marks(document, block.name);
  return document.substr(0, marks.from) + block.text + document.substr(marks.to);
}

std::string standing_block(const std::string& document, const std::string& name) {
  const Marks marks = find_marks(document, name);
  return document.substr(marks.from, marks.to - marks.from);
}

}  // namespace tessera::house
