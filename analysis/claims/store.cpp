#include "analysis/claims/store.hpp"

#include <functional>

#include "results/table_file.hpp"

namespace tessera {
namespace {

// A column of what `get` says of every row.
template <class Value, class Row, class Get>
TableColumn column(const std::string& name, const std::string& unit, const std::string& meaning, const std::vector<Row>& rows, Get get) {
  std::vector<Value> values;
  for (const Row& row : rows) values.push_back(Value(get(row)));
  return {name, unit, meaning, std::move(values)};
}

// The columns of an effect, their names beginning with `prefix`.
template <class Row, class Get>
void add_effect(std::vector<TableColumn>& columns, const std::string& prefix, const std::vector<Row>& rows, Get get) {
  struct Number {
    const char* name;
    const char* meaning;
    double Effect::*value;
  };
  static constexpr Number numbers[] = {
      {"effect", "treatment minus baseline, mean over pairs, in the unit of the outcome", &Effect::estimate},
      {"lower", "lower end of the 95 % interval of the effect", &Effect::lower},
      {"upper", "upper end of the 95 % interval of the effect", &Effect::upper},
      {"baseline_mean", "mean of the outcome in the baseline", &Effect::baseline_mean},
      {"baseline_sd", "standard deviation of the baseline between replicates", &Effect::spread},
      {"standardised", "effect over that standard deviation", &Effect::standardised},
      {"p", "two-sided p of the paired t", &Effect::p},
      {"p_holm", "p adjusted within its family by Holm's method", &Effect::p_holm},
      {"q", "p adjusted within its family by Benjamini and Hochberg's method", &Effect::q}};
  for (const Number& number : numbers)
    columns.push_back(column<double>(prefix + number.name, "", number.meaning, rows, [&](const Row& row) { return get(row).*number.value; }));
  columns.push_back(column<std::int64_t>(prefix + "pairs", "", "pairs of replicates", rows, [&](const Row& row) { return get(row).pairs; }));
  columns.push_back(column<std::int64_t>(prefix + "missing", "", "pairs in which one value does not exist", rows,
                                         [&](const Row& row) { return get(row).missing; }));
}

void add_outcome(std::vector<TableColumn>& columns, const std::string& prefix, const std::vector<ClaimAnswer>& rows,
                 std::optional<MeasuredOutcome> ClaimAnswer::*which) {
  const auto get = [which](const ClaimAnswer& row) { return (row.*which).value_or(MeasuredOutcome{}); };
  columns.push_back(column<std::string>(prefix + "outcome", "", "what is measured", rows, [&](const auto& row) { return get(row).text; }));
  columns.push_back(column<std::string>(prefix + "at", "", "months it is condensed over", rows, [&](const auto& row) { return get(row).window; }));
  columns.push_back(column<std::string>(prefix + "unit", "", "unit of the outcome", rows, [&](const auto& row) { return get(row).unit; }));
  columns.push_back(column<std::string>(prefix + "expected", "", "what the seed document says of the effect", rows, [&](const auto& row) {
    return (row.*which) ? expected_names[static_cast<std::size_t>((row.*which)->expected)] : std::string_view();
  }));
  add_effect(columns, prefix, rows, [&](const ClaimAnswer& row) { return get(row).effect; });
  columns.push_back(column<std::string>(prefix + "outcome_verdict", "", "verdict of this outcome", rows, [&](const auto& row) {
    return (row.*which) ? name_verdict((row.*which)->verdict) : std::string_view();
  }));
}

StoredTable claims_table(const std::vector<ClaimAnswer>& rows) {
  StoredTable table{"claim", {}};
  auto& columns = table.columns;
  const auto add = [&](const char* name, const char* meaning, const std::function<std::string(const ClaimAnswer&)>& get) {
    columns.push_back(column<std::string>(name, "", meaning, rows, get));
  };
  add("id", "id of the claim in scenarios/claims/index.csv", [](const auto& row) { return row.id; });
  add("text", "the claim", [](const auto& row) { return row.text; });
  add("file", "experiment file", [](const auto& row) { return row.file; });
  add("treatment", "variant", [](const auto& row) { return row.treatment; });
  add("baseline", "variant it is compared with", [](const auto& row) { return row.baseline; });
  add("beyond", "comparison whose effect is taken off; mostly empty", [](const auto& row) { return row.beyond; });
  add("verdict", "the answer", [](const auto& row) { return std::string(name_verdict(row.verdict)); });
  add("reading", "how to read it", [](const auto& row) { return row.reading; });
  add("because", "why it is by construction or not represented", [](const auto& row) { return row.because; });
  add("exploratory", "what of the design was changed after a first look at results; mostly empty", [](const auto& row) { return row.exploratory; });
  add("sweep_path", "the parameter that is swept", [](const auto& row) { return row.sweep_path; });
  add("region", "where the sweep and the regimes say what", [](const auto& row) { return describe_region(row.points); });
  add_outcome(columns, "", rows, &ClaimAnswer::outcome);
  add_outcome(columns, "downstream_", rows, &ClaimAnswer::downstream);
  return table;
}

struct LabelledPoint {
  std::string id;
  SweepPoint point;
};

StoredTable points_table(const std::vector<ClaimAnswer>& answers) {
  std::vector<LabelledPoint> rows;
  for (const ClaimAnswer& answer : answers)
    for (const SweepPoint& point : answer.points) rows.push_back({answer.id, point});
  StoredTable table{"sweep_point", {}};
  auto& columns = table.columns;
  columns.push_back(column<std::string>("sweep_id", "", "id of the claim", rows, [](const auto& row) { return row.id; }));
  columns.push_back(column<std::string>("sweep_label", "", "swept value, or name of the regime", rows, [](const auto& row) { return row.point.label; }));
  columns.push_back(column<double>("sweep_value", "", "swept value; none for a regime", rows, [](const auto& row) { return row.point.value; }));
  add_effect(columns, "sweep_", rows, [](const LabelledPoint& row) { return row.point.effect; });
  columns.push_back(column<std::string>("sweep_verdict", "", "verdict there", rows, [](const auto& row) {
    return row.point.same ? std::string_view("the same scenario") : name_verdict(row.point.verdict);
  }));
  columns.push_back(column<std::string>("sweep_asks", "", "whether it can change the verdict (elsewhere) or not (other)", rows, [](const auto& row) {
    return asks_names[row.point.beside ? 1 : 0];
  }));
  return table;
}

}  // namespace

void store_claims(const std::string& path, const ClaimAnswers& answers, const std::string& command_line) {
  TableFile content{.title = "The claims of the seed documents, answered by experiment", .command_line = command_line};
  content.tables.push_back(claims_table(answers.answers));
  content.tables.push_back(points_table(answers.answers));
  write_table_file(path, content);
}

}  // namespace tessera
