#include "results/table_csv.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tessera {
namespace {

std::string quote(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + "\"";
}

std::string cell(const TableColumn& column, std::size_t row) {
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.values))
    return std::isnan((*numbers)[row]) ? "" : fmt::format("{}", (*numbers)[row]);
  if (const auto* counts = std::get_if<std::vector<std::int64_t>>(&column.values)) return fmt::format("{}", (*counts)[row]);
  return quote(std::get<std::vector<std::string>>(column.values)[row]);
}

}  // namespace

std::string table_as_csv(const StoredTable& table) {
  std::string text;
  for (std::size_t k = 0; k < table.columns.size(); ++k) text += (k == 0 ? "" : ",") + table.columns[k].name;
  text += "\n";
  if (table.columns.empty()) return text;
  const std::size_t rows = std::visit([](const auto& values) { return values.size(); }, table.columns.front().values);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t k = 0; k < table.columns.size(); ++k) text += (k == 0 ? "" : ",") + cell(table.columns[k], row);
    text += "\n";
  }
  return text;
}

}  // namespace tessera
