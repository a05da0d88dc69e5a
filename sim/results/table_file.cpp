#include "results/table_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <limits>

#include "base/errors.hpp"
#include "results/build_facts.hpp"
#include "results/durable.hpp"
#include "results/root.hpp"
#include "results/variable_group.hpp"
#include "results/whole_file.hpp"

namespace tessera {
namespace {

using hdf5::Handle;

void write_root_attributes(hid_t file, const TableFile& content) {
  const BuildFacts& facts = build_facts();
  write_text_attribute(file, "Conventions", "CF-1.10");
  write_attribute<std::int32_t>(file, "format_version", format_version);
  write_text_attribute(file, "program", "tessera");
  write_text_attribute(file, "version", facts.version);
  write_text_attribute(file, "commit", facts.commit);
  write_text_attribute(file, "compiler", facts.compiler);
  write_text_attribute(file, "command_line", content.command_line);
  write_text_attribute(file, "title", content.title);
  for (const auto& [name, text] : content.attributes) write_text_attribute(file, name.c_str(), text);
}

std::size_t count_rows(const StoredTable& table) {
  return std::visit([](const auto& values) { return values.size(); }, table.columns.front().values);
}

void write_column(VariableGroup& root, const TableColumn& column, const std::string& rows) {
  const VariableText text{column.name, column.unit, column.meaning};
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.values))
    root.write_variable<double>(text, {rows}, *numbers, std::numeric_limits<double>::quiet_NaN());
  else if (const auto* counts = std::get_if<std::vector<std::int64_t>>(&column.values))
    root.write_variable<std::int64_t>(text, {rows}, *counts);
  else
    root.write_text_variable(text, {rows}, std::get<std::vector<std::string>>(column.values));
}

void write_content(const std::string& temporary, const TableFile& content) {
  Handle file(H5Fcreate(temporary.c_str(), H5F_ACC_TRUNC, file_settings(), H5P_DEFAULT), H5Fclose,
              temporary + " can not be written");
  write_root_attributes(file, content);
  VariableGroup root(file);
  for (const StoredTable& table : content.tables) {
    root.add_counted_dimension({table.rows, "", "row of the table"}, count_rows(table));
    for (const TableColumn& column : table.columns) write_column(root, column, table.rows);
  }
  file.close(temporary + " can not be written");
}

}  // namespace

void refuse_existing(const std::string& path) {
  if (std::filesystem::exists(path)) throw InputError(fmt::format("{} exists already: choose another name (-o)", path));
}

void write_table_file(const std::string& path, const TableFile& content) {
  refuse_existing(path);
  hdf5::prepare_thread();
  const std::string temporary = path + ".new";
  try {
    write_content(temporary, content);
    sync_file(temporary);
  } catch (...) {
    unlink(temporary.c_str());
    throw;
  }
  publish_whole(temporary, path);
}

}  // namespace tessera
