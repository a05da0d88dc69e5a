#include "analysis/sensitivity/stored_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/errors.hpp"
#include "base/nearest_name.hpp"
#include "run/outcomes.hpp"
#include "scenario/sweep.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

StudyFactor describe_factor(const SweepFactor& factor) {
  StudyFactor described{factor.path, factor.unit, factor.low, factor.high, factor.logarithmic};
  if (!factor.values.empty()) {
    described.low = *std::min_element(factor.values.begin(), factor.values.end());
    described.high = *std::max_element(factor.values.begin(), factor.values.end());
  }
  return described;
}

// What a measure has one number for: itself, or every place along its axis.
struct Column {
  std::string measure, label, unit;
  std::size_t place = 0, places = 1;
};

const StoredItem& find_item(const std::vector<StoredItem>& contents, const std::string& measure) {
  const auto found = std::find_if(contents.begin(), contents.end(), [&](const StoredItem& item) { return item.path == "/" + measure; });
  promise(found != contents.end(), "a measure is not among the contents of its file");
  return *found;
}

void append_columns(const Results& results, const std::vector<StoredItem>& contents, const std::string& measure,
                    std::string_view only, std::vector<Column>& columns) {
  const StoredItem& item = find_item(contents, measure);
  if (item.axes.size() < 4) {
    columns.push_back({measure, measure, item.unit});
    return;
  }
  const std::vector<std::string> names = results.names("/" + item.axes[3]);
  for (std::size_t k = 0; k < names.size(); ++k)
    if (only.empty() || names[k] == only) columns.push_back({measure, measure + "." + names[k], item.unit, k, names.size()});
}

bool fits(const std::string& name, const std::string& wanted) {
  if (!wanted.empty() && wanted.back() == '*') return name.starts_with(wanted.substr(0, wanted.size() - 1));
  return name == wanted;
}

std::vector<std::string> choose_measures(const std::vector<std::string>& stored, const std::vector<std::string>& wanted) {
  std::vector<std::string> chosen;
  for (const std::string& name : wanted) {
    const std::size_t before = chosen.size();
    for (const std::string& measure : stored)
      if (fits(measure, name) && std::find(chosen.begin(), chosen.end(), measure) == chosen.end()) chosen.push_back(measure);
    const bool known = std::any_of(stored.begin(), stored.end(), [&](const std::string& measure) { return fits(measure, name); });
    const std::vector<std::string_view> views(stored.begin(), stored.end());
    if (chosen.size() == before && !known)
      throw InputError(fmt::format("the file has no measure {}{}", name, suggest_name(name, views)));
  }
  return chosen;
}

std::vector<Column> choose_columns(const Results& results, const OutcomeChoice& choice) {
  const std::vector<std::string> stored = results.measures();
  const std::vector<StoredItem> contents = results.list_contents();
  std::vector<Column> columns;
  if (!choice.measures.empty()) {
    for (const std::string& measure : choose_measures(stored, choice.measures))
      append_columns(results, contents, measure, "", columns);
    return columns;
  }
  for (const OutcomeName& outcome : outcome_names())
    if (std::find(stored.begin(), stored.end(), outcome.measure) != stored.end())
      append_columns(results, contents, std::string(outcome.measure), outcome.place, columns);
  if (columns.empty()) throw InputError("the file has none of the headline measures; name some with --measure");
  return columns;
}

// Place of the month along the axis of the file.
std::size_t find_month(const std::vector<std::int32_t>& kept, std::int32_t month) {
  if (kept.empty()) throw InputError("the file keeps no month");
  const auto found = month < 0 ? kept.end() - 1 : std::find(kept.begin(), kept.end(), month);
  if (found != kept.end()) return static_cast<std::size_t>(found - kept.begin());
  std::string all;
  for (const std::int32_t one : kept) all += fmt::format("{}{}", all.empty() ? "" : ", ", one);
  throw InputError(fmt::format("the file does not keep month {}; it has {}", month, all));
}

}  // namespace

Study read_study(const Results& results, const std::string& file) {
  if (!results.is_experiment())
    throw InputError(fmt::format("{} holds no experiment: sensitivity needs runs at several points of a design, as `tessera "
                                 "experiment` makes them from a file with [[factor]]",
                                 file));
  const Sweep sweep = sweep_from_text(results.attribute("experiment"), file);
  if (sweep.factors.empty())
    throw InputError(fmt::format("the experiment of {} has no factors: nothing was varied but the variants, which `tessera compare` "
                                 "looks at",
                                 file));
  Study study{.name = sweep.name, .question = sweep.question, .design = sweep.design, .samples = sweep.samples,
              .seed = sweep.design_seed, .levels = sweep.levels};
  for (const SweepFactor& factor : sweep.factors) study.factors.push_back(describe_factor(factor));
  study.values.assign(sweep.design_points(), std::vector<double>(study.factors.size(), nan));
  const std::vector<std::int32_t> design_points = results.design_point_of_points();
  for (std::size_t j = 0; j < study.factors.size(); ++j) {
    const std::vector<double> values = results.factor_values(study.factors[j].path);
    for (std::size_t p = 0; p < design_points.size(); ++p)
      study.values.at(static_cast<std::size_t>(design_points[p]))[j] = values[p];
  }
  return study;
}

std::vector<StudyOutcome> read_outcomes(const Results& results, const Study& study, const OutcomeChoice& choice) {
  const std::vector<Column> columns = choose_columns(results, choice);
  const std::vector<std::int32_t> kept = results.kept_months();
  const std::size_t month = find_month(kept, choice.month), replicates = results.replicates();
  const std::vector<std::string> variants = results.variants();
  std::vector<StudyOutcome> outcomes;  // [variant][column]
  for (const std::string& variant : variants)
    for (const Column& column : columns)
      outcomes.push_back({variant, column.label, column.unit, kept[month],
                          {study.values.size(), replicates, std::vector<double>(study.values.size() * replicates, nan)}});
  const std::vector<std::uint32_t> variant_of = results.variant_of_points();
  const std::vector<std::int32_t> design_points = results.design_point_of_points();
  for (std::uint32_t p = 0; p < results.points(); ++p) {
    std::vector<double> values;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (c == 0 || columns[c].measure != columns[c - 1].measure) values = results.measure_at(columns[c].measure, p);
      Replicated& runs = outcomes[variant_of[p] * columns.size() + c].runs;
      for (std::size_t r = 0; r < replicates; ++r)
        runs.values[static_cast<std::size_t>(design_points[p]) * replicates + r] =
            values[(r * kept.size() + month) * columns[c].places + columns[c].place];
    }
  }
  return outcomes;
}

StudyRuns count_study_runs(const Results& results, const Study& study) {
  StudyRuns counts;
  std::vector<bool> begun(results.replicates(), false);
  for (std::uint32_t p = 0; p < results.points(); ++p) {
    const std::vector<RunStatus> statuses = results.statuses(p);
    for (std::size_t r = 0; r < statuses.size(); ++r) {
      begun[r] = begun[r] || statuses[r] != RunStatus::not_run;
      counts.complete += statuses[r] == RunStatus::complete;
      counts.failed += statuses[r] == RunStatus::failed;
    }
  }
  counts.replicates = static_cast<std::uint32_t>(std::count(begun.begin(), begun.end(), true));
  const auto asked = static_cast<std::int64_t>(study.values.size() * results.variants().size()) * counts.replicates;
  counts.missing = asked - counts.complete - counts.failed;
  return counts;
}

}  // namespace tessera
