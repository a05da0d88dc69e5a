#include "scenario/csv.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <memory>
#include <string_view>

namespace tessera {
namespace {

constexpr std::size_t longest_cell = 64 * 1024;
constexpr std::size_t most_cells = 1000;
constexpr std::size_t most_rows = 20'000'000;

bool is_utf8(const std::string& text) {
  for (std::size_t k = 0; k < text.size();) {
    const auto lead = static_cast<unsigned char>(text[k]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || k + length > text.size()) return false;
    for (std::size_t j = 1; j < length; ++j)
      if ((static_cast<unsigned char>(text[k + j]) & 0xC0) != 0x80) return false;
    k += length;
  }
  return true;
}

// Whether a spreadsheet would compute it, if it were not for the apostrophes that it may begin with.
bool is_formula(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
  if (text.empty() || std::string_view("=+-@\t\r").find(text.front()) == std::string_view::npos) return false;
  double number = 0.0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec != std::errc() || read.ptr != text.data() + text.size();
}

// Feeds the parser byte by byte, so that the place of every cell is known.
class Scan {
 public:
  Scan(const std::string& file, TableFaults& faults, const std::function<bool(std::span<const CsvCell>)>& visit)
      : file_(file), faults_(faults), visit_(visit) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
  }
  ~Scan() { csv_free(&parser_); }
  Scan(const Scan&) = delete;
  Scan& operator=(const Scan&) = delete;

  // False: no more is wanted or can be read.
  bool feed(char byte) {
    if (byte == '\0') return fail(line_, column_, "a zero byte: this is not a text file");
    const bool line_end = byte == '\n' || byte == '\r';
    if (!in_cell_ && !(line_end && cells_.empty())) {
      in_cell_ = true;
      cell_line_ = line_;
      cell_column_ = column_;
    }
    if (csv_parse(&parser_, &byte, 1, end_cell, end_row, this) != 1)
      return fail(line_, column_, "a stray quote: put the whole cell in quotes and double those inside it");
    if (parser_.entry_pos > longest_cell) return fail(cell_line_, cell_column_, "a cell of more than 64 KiB; is a closing quote missing?");
    if (cells_.size() > most_cells) return fail(line_, column_, "a row of more than 1000 cells");
    if (byte == '\n') {
      ++line_;
      column_ = 1;
    } else {
      ++column_;
    }
    return !stopped_;
  }

  void finish() {
    if (stopped_) return;
    if (csv_fini(&parser_, end_cell, end_row, this) != 0)
      fail(cell_line_, cell_column_, "a quote that is never closed");
    else if (rows_ == 0)
      faults_.add(file_, 0, 0, "the file is empty; its first line must name the columns");
  }

 private:
  static void end_cell(void* text, std::size_t size, void* self) {
    Scan& scan = *static_cast<Scan*>(self);
    std::string_view written(static_cast<const char*>(text), size);
    if (written.starts_with('\'') && is_formula(written)) written.remove_prefix(1);
    scan.cells_.push_back({std::string(written), scan.cell_line_, scan.cell_column_});
    if (!scan.in_cell_) {  // an empty last cell ends where the row ends
      scan.cells_.back().line = scan.line_;
      scan.cells_.back().column = scan.column_;
    }
    scan.in_cell_ = false;
  }
  static void end_row(int, void* self) { static_cast<Scan*>(self)->finish_row(); }

  void finish_row() {
    in_cell_ = false;
    for (const CsvCell& cell : cells_)
      if (!is_utf8(cell.text)) {
        fail(cell.line, cell.column, "bytes that are not UTF-8; save the table as UTF-8");
        return;
      }
    if (++rows_ > most_rows + 1) {
      fail(line_, 1, "more than 20,000,000 rows");
      return;
    }
    const bool blank = cells_.size() == 1 && cells_[0].text.empty();
    if (!blank && !visit_(cells_)) stopped_ = true;
    cells_.clear();
  }

  bool fail(int line, int column, const char* message) {
    faults_.add(file_, line, column, message);
    stopped_ = true;
    return false;
  }

  const std::string& file_;
  TableFaults& faults_;
  const std::function<bool(std::span<const CsvCell>)>& visit_;
  csv_parser parser_{};
  std::vector<CsvCell> cells_;
  std::size_t rows_ = 0;
  int line_ = 1;
  int column_ = 1;
  int cell_line_ = 1;
  int cell_column_ = 1;
  bool in_cell_ = false;
  bool stopped_ = false;
};

}  // namespace

void TableFaults::add(const std::string& file, int line, int column, std::string message) {
  if (++found_ <= most_table_faults) faults_.push_back({file, line, column, std::move(message)});
}

void TableFaults::close() {
  if (found_ > most_table_faults)
    faults_.push_back({.message = fmt::format("... and {} more faults in tables", found_ - most_table_faults)});
}

void scan_csv(const std::string& file, TableFaults& faults, const std::function<bool(std::span<const CsvCell>)>& visit) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> input(std::fopen(file.c_str(), "rb"), std::fclose);
  std::array<char, 65536> buffer;
  std::size_t size = input ? std::fread(buffer.data(), 1, buffer.size(), input.get()) : 0;
  if (!input || std::ferror(input.get()) != 0) return faults.add(file, 0, 0, "can not be read as a table");
  std::size_t begin = size >= 3 && std::string_view(buffer.data(), 3) == "\xEF\xBB\xBF" ? 3 : 0;
  Scan scan(file, faults, visit);
  for (bool more = true; size > 0 && more; size = std::fread(buffer.data(), 1, buffer.size(), input.get()), begin = 0)
    for (std::size_t k = begin; k < size && more; ++k) more = scan.feed(buffer[k]);
  scan.finish();
}

std::string write_csv_cell(const std::string& plain) {
  const std::string text = is_formula(plain) ? "'" + plain : plain;
  if (text.find_first_of(",\"\r\n") == std::string::npos && (text.empty() || (text.front() != ' ' && text.back() != ' '))) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace tessera
