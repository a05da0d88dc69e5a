// Tables as one file in the form of netCDF-4: columns are variables over a dimension of rows. For what is computed over
// results, such as the answers to claims.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tessera {

struct TableColumn {
  std::string name;
  std::string unit;     // singular; empty is written as "1"
  std::string meaning;  // long_name
  std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::string>> values;  // one per row
};

struct StoredTable {
  std::string rows;  // name of the dimension
  std::vector<TableColumn> columns;
};

struct TableFile {
  std::string title;
  std::string command_line;  // volatile
  std::vector<std::pair<std::string, std::string>> attributes;  // further texts at the root
  std::vector<StoredTable> tables;
};

// Throws InputError if something stands at the path: asked before long work, and again by write_table_file.
void refuse_existing(const std::string& path);

// Writes the file whole and its digest beside it. Throws InputError as above, FileError if it can not be written.
void write_table_file(const std::string& path, const TableFile& content);

}  // namespace tessera
