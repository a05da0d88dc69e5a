#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <memory>
#include <ostream>

#include "analysis/export/choice.hpp"
#include "analysis/export/labels.hpp"
#include "analysis/export/tables.hpp"
#include "base/errors.hpp"
#include "scenario/csv.hpp"
#include "scenario/fields.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

constexpr std::array<std::string_view, 5> row_names{"organisation", "partnership", "membership", "application", "event"};
constexpr std::array<std::string_view, 5> prefixes{"organisation_", "partnership_", "membership_", "grant_", "event_"};

// Months that every row has; in others -1 is "never".
constexpr std::array<std::string_view, 4> always_there{"founded_month", "joined_month", "event_month", "grant_month"};

enum class Form { number, whole, label, id, bits };

struct Column {
  std::string name;
  Form form = Form::number;
  bool per_snapshot = false;
  double none = std::numeric_limits<double>::quiet_NaN();  // the number that stands for nothing
  std::shared_ptr<const StoredArray> array;
  std::size_t width = 1, place = 0;                 // values of a row, and which of them
  std::shared_ptr<const std::vector<std::string>> labels;
  std::shared_ptr<const std::vector<std::uint64_t>> ids;
};

class Columns {
 public:
  Columns(const Results& results, std::string group, AgentTable table)
      : results_(results), group_(std::move(group)), table_(static_cast<std::size_t>(table)) {
    organisation_names_ = texts(group_ + "/organisation_name");
    for (const StoredItem& item : results.list_contents())
      if (item.path.starts_with(group_ + "/")) add_item(item, item.path.substr(group_.size() + 1));
    std::stable_sort(columns_.begin(), columns_.end(), [](const Column& one, const Column& other) { return rank(one) < rank(other); });
  }

  std::size_t rows() const { return rows_; }
  const std::vector<Column>& all() const { return columns_; }
  const Column* find(const std::string& name) const {
    const auto found = std::find_if(columns_.begin(), columns_.end(), [&](const Column& column) { return column.name == name; });
    return found == columns_.end() ? nullptr : &*found;
  }

 private:
  // Who it is stands first.
  static std::size_t rank(const Column& column) {
    static constexpr std::array<std::string_view, 10> first{"row", "month", "kind", "name", "type", "sector", "district", "partnership",
                                                            "organisation", "organisation_name"};
    return static_cast<std::size_t>(std::find(first.begin(), first.end(), column.name) - first.begin());
  }

  std::shared_ptr<const std::vector<std::string>> texts(const std::string& path) const {
    return std::make_shared<const std::vector<std::string>>(results_.names(path));
  }

  void add_item(const StoredItem& item, const std::string& name) {
    if (name == row_names[table_] && item.dimension_only) return;
    const bool own = name.starts_with(prefixes[table_]) || name == row_names[table_];
    const bool per_snapshot = item.axes.size() > 1 && item.axes[0] == "snapshot";
    if (!own || item.axes.empty() || item.axes[per_snapshot ? 1 : 0] != row_names[table_]) return;
    Column column{.name = name == row_names[table_] ? "row" : name.substr(prefixes[table_].size()), .per_snapshot = per_snapshot};
    if (item.type == "string") return add_text(std::move(column), item.path);
    if (item.type == "uint64" && column.name.ends_with("id")) return add_id(std::move(column), item.path);
    column.array = std::make_shared<const StoredArray>(results_.read(item.path));
    rows_ = column.array->shape[per_snapshot ? 1 : 0];
    describe_values(column, item);
    add_places(column, item.axes, per_snapshot ? 2 : 1);
  }

  void add_text(Column column, const std::string& path) {
    column.form = Form::label;
    column.labels = texts(path);
    rows_ = column.labels->size();
    columns_.push_back(std::move(column));
  }

  void add_id(Column column, const std::string& path) {
    column.form = Form::id;
    column.ids = std::make_shared<const std::vector<std::uint64_t>>(results_.read_ids(path));
    rows_ = column.ids->size();
    columns_.push_back(std::move(column));
  }

  void describe_values(Column& column, const StoredItem& item) const {
    column.form = item.type.starts_with("float") ? Form::number : column.name == "drawn" ? Form::bits : Form::whole;
    if (item.type == "uint32") column.none = std::numeric_limits<std::uint32_t>::max();
    const std::string name = item.path.substr(group_.size() + 1);
    const bool may_be_never = (column.name.ends_with("month") || column.name == "organisation" || column.name == "partnership") &&
                              std::find(always_there.begin(), always_there.end(), column.name) == always_there.end() &&
                              std::find(always_there.begin(), always_there.end(), name) == always_there.end();
    if (item.type == "int32" && may_be_never) column.none = never;
    if (std::vector<std::string> meanings = results_.meanings(item.path); column.form == Form::whole && !meanings.empty()) {
      column.form = Form::label;
      column.labels = std::make_shared<const std::vector<std::string>>(std::move(meanings));
    }
    if (name == "organisation_district") {
      column.form = Form::label;
      column.labels = std::make_shared<const std::vector<std::string>>(district_names(results_));
    }
  }

  std::vector<std::string> places_along(const std::string& axis, std::size_t size) const {
    std::vector<std::string> places;
    for (std::size_t k = 0; k < size; ++k)
      places.push_back(axis == "competence" ? fmt::format("{}", k + 1) : axis == "hours_class" ? std::string(hours_class_names()[k]) : "");
    return axis == "competence" || axis == "hours_class" ? places : results_.names(group_ + "/" + axis);
  }

  // One column, or one for each place along the further axes.
  void add_places(const Column& column, const std::vector<std::string>& axes, std::size_t first_axis) {
    std::vector<std::string> names{column.name};
    for (std::size_t axis = first_axis; axis < axes.size(); ++axis) {
      std::vector<std::string> longer;
      for (const std::string& name : names)
        for (const std::string& place : places_along(axes[axis], column.array->shape[axis])) longer.push_back(name + "_" + place);
      names = std::move(longer);
    }
    for (std::size_t k = 0; k < names.size(); ++k) {
      Column one = column;
      one.name = names[k];
      one.width = names.size();
      one.place = k;
      columns_.push_back(std::move(one));
    }
    add_name_of_organisation(column);
  }

  void add_name_of_organisation(const Column& column) {
    if (column.name != "organisation" && column.name != "lead") return;
    Column named = column;
    named.name += "_name";
    named.form = Form::label;
    named.labels = organisation_names_;
    columns_.push_back(std::move(named));
  }

  const Results& results_;
  std::string group_;
  std::size_t table_;
  std::shared_ptr<const std::vector<std::string>> organisation_names_;
  std::vector<Column> columns_;
  std::size_t rows_ = 0;
};

double value_of(const Column& column, std::size_t snapshot, std::size_t rows, std::size_t row) {
  const std::size_t begin = column.per_snapshot ? snapshot * rows : 0;
  return column.array->values[(begin + row) * column.width + column.place];
}

void append_cell(std::string& text, const Column& column, std::size_t snapshot, std::size_t rows, std::size_t row) {
  if (column.form == Form::id) return void(text += fmt::format("{}", (*column.ids)[row]));
  if (column.array == nullptr) return void(text += write_csv_cell((*column.labels)[row]));
  const double value = value_of(column, snapshot, rows, row);
  if (std::isnan(value) || value == column.none) return;
  switch (column.form) {
    case Form::label: text += write_csv_cell(label_of(*column.labels, value)); break;
    case Form::bits: fmt::format_to(std::back_inserter(text), "{}", fmt::join(names_of_drawn(static_cast<std::uint64_t>(value)), ";")); break;
    case Form::whole: fmt::format_to(std::back_inserter(text), "{}", static_cast<std::int64_t>(value)); break;
    default: fmt::format_to(std::back_inserter(text), "{}", value);
  }
}

// From the month in which the row began to the one before it ended.
bool is_there(const Columns& columns, AgentTable table, std::size_t row, std::int32_t month) {
  const Column* began = columns.find(table == AgentTable::memberships ? "joined_month" : "founded_month");
  const Column* ended = columns.find(table == AgentTable::memberships ? "left_month" : table == AgentTable::organisations ? "" : "ended_month");
  if (began != nullptr && value_of(*began, 0, columns.rows(), row) > month) return false;
  if (ended == nullptr) return true;
  const double end = value_of(*ended, 0, columns.rows(), row);
  return end == never || end > month;
}

}  // namespace

void write_agents_csv(std::ostream& out, const Results& results, const std::string& group, AgentTable table,
                      const std::vector<std::size_t>& snapshots, std::optional<std::int32_t> alive_at) {
  const Columns columns(results, group, table);
  const bool by_snapshot = table == AgentTable::organisations;
  const std::vector<double> months = results.read(group + "/snapshot").values;
  std::string line = by_snapshot ? "month" : "";
  for (const Column& column : columns.all()) line += (line.empty() ? "" : ",") + write_csv_cell(column.name);
  out << line << '\n';
  for (const std::size_t snapshot : by_snapshot ? snapshots : std::vector<std::size_t>{months.size() - 1}) {
    const auto month = static_cast<std::int32_t>(months.at(snapshot));
    for (std::size_t row = 0; row < columns.rows(); ++row) {
      if (by_snapshot && !is_there(columns, table, row, month)) continue;
      if (alive_at && !is_there(columns, table, row, *alive_at)) continue;
      line = by_snapshot ? fmt::format("{}", month) : "";
      bool first = !by_snapshot;
      for (const Column& column : columns.all()) {
        if (!first) line += ',';
        first = false;
        append_cell(line, column, snapshot, columns.rows(), row);
      }
      out << line << '\n';
    }
  }
}

}  // namespace tessera
