// The parts of import, one per kind of table.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "scenario/csv.hpp"
#include "scenario/import.hpp"

namespace tessera {

// A whole table as text: cells by column name; rows of another width than the header are faults.
struct TextTable {
  std::vector<std::string> columns;
  std::vector<std::vector<CsvCell>> rows;

  bool has(const std::string& column) const;
  // The cell, empty if there is no such column.
  const std::string& cell(std::size_t row, const std::string& column) const;
  std::unordered_map<std::string, std::size_t> index;
};

TextTable read_text_table(const std::string& file, TableFaults& faults);
// Only the header of a table.
std::vector<std::string> read_columns(const std::string& file, TableFaults& faults);

void import_990(Imported& imported, const std::string& file, TableFaults& faults);
void import_hsds(Imported& imported, const std::string& file, TableFaults& faults);

}  // namespace tessera
