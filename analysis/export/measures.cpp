#include "analysis/export/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <ostream>

#include "analysis/export/choice.hpp"
#include "base/errors.hpp"
#include "base/nearest_name.hpp"
#include "scenario/csv.hpp"

namespace tessera {
namespace {

struct Column {
  std::string measure;
  bool single_precision = false;
  std::vector<std::string> places;  // {""} if it is one number
};

void refuse_unknown(const std::vector<std::string>& wanted, const std::vector<std::string>& known) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (const std::string& name : wanted)
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw InputError(fmt::format("The file holds no measure '{}'{}", name, suggest_name(name, names)));
}

std::vector<Column> choose_columns(const Results& results, const std::vector<std::string>& wanted) {
  const std::vector<std::string> known = results.measures();
  refuse_unknown(wanted, known);
  std::vector<Column> columns;
  for (const StoredItem& item : results.list_contents()) {
    const std::string name = item.path.substr(1);
    const std::vector<std::string>& among = wanted.empty() ? known : wanted;
    if (std::find(among.begin(), among.end(), name) == among.end()) continue;
    columns.push_back({name, item.type == "float32", {""}});
    if (item.axes.size() > 3) columns.back().places = results.names("/" + item.axes[3]);
  }
  return columns;
}

// The shortest text that reads back as the same number of the file's own precision.
void append_number(std::string& text, double value, bool single_precision) {
  if (std::isnan(value)) return;
  if (single_precision)
    fmt::format_to(std::back_inserter(text), "{}", static_cast<float>(value));
  else
    fmt::format_to(std::back_inserter(text), "{}", value);
}

class Writer {
 public:
  Writer(std::ostream& out, const Results& results, const MeasuresRequest& request)
      : out_(out), results_(results), columns_(choose_columns(results, request.measures)) {
    kept_ = results.kept_months().size();
    months_ = choose(results.kept_months(), request.month, "month");
    replicates_ = choose(results.replicate_numbers(), request.replicate, "replicate");
    points_ = choose(results.point_numbers(), request.point, "point");
    if (!results.is_experiment()) return;
    variants_ = results.variants();
    variant_of_points_ = results.variant_of_points();
    design_points_ = results.design_point_of_points();
    for (const std::string& path : results.factors()) factors_.push_back(results.factor_values(path));
  }

  MeasuresWritten write() {
    write_header();
    for (const Chosen& point : points_) write_point(point);
    return written_;
  }

 private:
  void write_header() {
    std::string line = "point,replicate";
    if (results_.is_experiment()) {
      line += ",variant,design_point";
      for (const std::string& path : results_.factors()) line += "," + write_csv_cell(path);
    }
    line += ",month";
    for (const Column& column : columns_)
      for (const std::string& place : column.places)
        line += "," + write_csv_cell(place.empty() ? column.measure : column.measure + "." + place);
    out_ << line << '\n';
  }

  void write_point(const Chosen& point) {
    const auto place = static_cast<std::uint32_t>(point.place);
    const std::vector<RunStatus> statuses = results_.statuses(place);
    std::vector<std::vector<double>> values;
    for (const Column& column : columns_) values.push_back(results_.measure_at(column.measure, place));
    for (const Chosen& replicate : replicates_) {
      if (statuses[replicate.place] != RunStatus::complete) {
        ++written_.incomplete_runs;
        continue;
      }
      const std::string head = fmt::format("{},{}", point.number, replicate.number) + describe_point(point.place);
      for (const Chosen& month : months_) write_row(head, replicate.place, month, values);
    }
  }

  std::string describe_point(std::size_t place) const {
    if (!results_.is_experiment()) return "";
    std::string text = fmt::format(",{},{}", write_csv_cell(variants_[variant_of_points_[place]]), design_points_[place]);
    for (const std::vector<double>& factor : factors_) append_number(text += ',', factor[place], false);
    return text;
  }

  void write_row(const std::string& head, std::size_t replicate, const Chosen& month,
                 const std::vector<std::vector<double>>& values) {
    row_ = head;
    fmt::format_to(std::back_inserter(row_), ",{}", month.number);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const std::size_t places = columns_[c].places.size();
      const std::size_t begin = (replicate * kept_ + month.place) * places;
      for (std::size_t k = 0; k < places; ++k) append_number(row_ += ',', values[c][begin + k], columns_[c].single_precision);
    }
    out_ << row_ << '\n';
    ++written_.rows;
  }

  std::ostream& out_;
  const Results& results_;
  std::vector<Column> columns_;
  std::vector<Chosen> points_, replicates_, months_;
  std::vector<std::string> variants_;
  std::vector<std::uint32_t> variant_of_points_;
  std::vector<std::int32_t> design_points_;
  std::vector<std::vector<double>> factors_;  // [factor][point]
  std::size_t kept_ = 0;  // months
  std::string row_;
  MeasuresWritten written_;
};

}  // namespace

MeasuresWritten write_measures_csv(std::ostream& out, const Results& results, const MeasuresRequest& request) {
  return Writer(out, results, request).write();
}

}  // namespace tessera
