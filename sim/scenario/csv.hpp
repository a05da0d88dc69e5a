// Comma-separated values, row by row, with the place of every cell (RFC 4180; UTF-8 with or without byte order mark).
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/errors.hpp"

namespace tessera {

inline constexpr std::size_t most_table_faults = 100;

// Faults of tables, in the order found; beyond most_table_faults they are only counted.
class TableFaults {
 public:
  explicit TableFaults(std::vector<Fault>& faults) : faults_(faults) {}
  void add(const std::string& file, int line, int column, std::string message);
  bool empty() const { return found_ == 0; }
  // Says how many more there were; once, at the end.
  void close();

 private:
  std::vector<Fault>& faults_;
  std::size_t found_ = 0;
};

struct CsvCell {
  std::string text;
  int line = 0;    // where it begins, counted from 1
  int column = 0;  // in bytes
};

// Calls visit for every row, the header first, until it returns false. Memory is bounded by one row: cells of more than
// 64 KiB, rows of more than 1000 cells and files of more than 20,000,000 rows are faults. The first fault of syntax ends
// the file; one that can not be opened is a fault too.
void scan_csv(const std::string& file, TableFaults& faults, const std::function<bool(std::span<const CsvCell>)>& visit);

// Text as one cell, quoted where needed. What a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a
// carriage return, and is no number) gets an apostrophe before it, which scan_csv takes off again.
std::string write_csv_cell(const std::string& text);

}  // namespace tessera
