#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "scenario/import_formats.hpp"
#include "scenario/import_words.hpp"

namespace tessera {
namespace {

constexpr double tax_year = 2021.0;         // of the file; ages count back from it
constexpr double longest_reserves = 600.0;  // months; beyond it the expenses of the year say little

struct Counts {
  std::size_t without_revenue = 0, revenue_from_expenses = 0, long_reserves = 0, no_funding = 0, no_age = 0;
};

class Filing {
 public:
  Filing(const TextTable& table, std::size_t row, const std::string& file, TableFaults& faults)
      : table_(table), row_(row), file_(file), faults_(faults) {}

  // Nothing if the form has no such value.
  std::optional<double> usd(const std::string& column) const {
    const std::string& text = table_.cell(row_, column);
    if (text.empty() || text == "NA") return std::nullopt;
    double value = 0.0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && value > -1e15 && value < 1e15) return value;
    const CsvCell& cell = table_.rows[row_][table_.index.at(column)];
    faults_.add(file_, cell.line, cell.column, fmt::format("{} must be a number, but is \"{}\"", column, text));
    return std::nullopt;
  }
  double or_zero(const std::string& column) const { return std::max(0.0, usd(column).value_or(0.0)); }
  const std::string& text(const std::string& column) const { return table_.cell(row_, column); }

 private:
  const TextTable& table_;
  std::size_t row_;
  const std::string& file_;
  TableFaults& faults_;
};

// Government grants are part of contributions on the form.
std::vector<double> funding_of(const Filing& filing) {
  const double grants = filing.or_zero("govt_grants");
  const double donations = std::max(0.0, filing.or_zero("contributions_total") - grants);
  const double fees = filing.or_zero("program_revenue");
  const double sum = donations + fees + grants;
  if (!(sum > 0.0)) return {};
  return {donations / sum, fees / sum, 0.0, grants / sum};
}

void set_revenue(OrganisationRecord& record, const Filing& filing, Counts& counts) {
  const auto revenue = filing.usd("revenue");
  const auto expenses = filing.usd("expenses");
  if (expenses && *expenses > 0.0) record.expenses_usd = expenses;
  if (revenue && *revenue > 0.0) {
    record.revenue_usd = revenue;
  } else if (record.expenses_usd) {
    record.revenue_usd = expenses;
    ++counts.revenue_from_expenses;
  } else {
    ++counts.without_revenue;
  }
}

void set_reserves(OrganisationRecord& record, const Filing& filing, Counts& counts) {
  const auto cash = filing.usd("cash_eoy");
  const auto savings = filing.usd("savings_eoy");
  const auto costs = record.expenses_usd ? record.expenses_usd : record.revenue_usd;
  if ((!cash && !savings) || !costs) return;
  const double months = std::max(0.0, cash.value_or(0.0) + savings.value_or(0.0)) / (*costs / 12.0);
  if (months > longest_reserves) ++counts.long_reserves;
  record.reserve_months = std::min(months, longest_reserves);
}

void set_age(OrganisationRecord& record, const Filing& filing, Counts& counts) {
  auto year = filing.usd("year_formation");
  if (!year) year = filing.usd("ruling_year");
  if (year && *year > 1500.0 && *year <= tax_year)
    record.age_years = tax_year - *year;
  else
    ++counts.no_age;
}

}  // namespace

void import_990(Imported& imported, const std::string& file, TableFaults& faults) {
  const TextTable table = read_text_table(file, faults);
  Scenario& scenario = imported.scenario;
  Counts counts;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const Filing filing(table, row, file, faults);
    OrganisationRecord record;
    record.id = fmt::format("filing_{}", row + 1);
    set_revenue(record, filing, counts);
    record.type = type_index(scenario.parameters, type_of_field(filing.text("ntmaj12"), record.revenue_usd.value_or(0.0)));
    if (scenario.parameters.types[record.type].sector == Sector::government) record.sector = Sector::nonprofit;
    set_reserves(record, filing, counts);
    set_age(record, filing, counts);
    record.funding = funding_of(filing);
    if (record.funding.empty()) ++counts.no_funding;
    scenario.organisations.push_back(std::move(record));
  }
  const auto note = [&](std::size_t count, const char* what) {
    if (count > 0) imported.notes.push_back(fmt::format("{} of {} filings {}", count, table.rows.size(), what));
  };
  note(counts.revenue_from_expenses, "have no revenue above zero: their expenses stand in for it");
  note(counts.without_revenue, "have neither revenue nor expenses above zero: their size is drawn");
  note(counts.long_reserves, "hold more than 600 months of reserves: cut to 600");
  note(counts.no_funding, "do not say where income comes from: their funding mix is drawn");
  note(counts.no_age, "have no year of formation or ruling: their age is drawn");
}

}  // namespace tessera
