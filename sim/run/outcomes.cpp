#include "run/outcomes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/errors.hpp"
#include "base/statistics/intervals.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t last_months = 12;

enum class Over { mean, sum, last };  // of the last twelve months; last: the last of them

struct Headline {
  std::string_view measure;
  const char* label;
  Over over = Over::mean;
  std::string_view place = "";  // along the measure's axis; level is the only one used
};

constexpr std::array<Headline, 14> headlines{{{"coverage", "need met"},
                                              {"harm_weighted_unmet_share", "unmet need, weighted by harm"},
                                              {"inclusion_gap", "gap between groups"},
                                              {"duplication", "effort duplicated"},
                                              {"joint_share", "met by partnerships"},
                                              {"partnerships", "partnerships standing"},
                                              {"partnered_share", "organisations in partnerships"},
                                              {"mean_degree_by_level", "formal ties per organisation", Over::mean, "formal"},
                                              {"trust_in_partnerships", "trust among partners"},
                                              {"volunteers", "volunteers"},
                                              {"retention", "volunteers who stay another year"},
                                              {"organisations", "organisations"},
                                              {"exits", "organisations closed in a year", Over::sum},
                                              {"public_spending_total", "public spending in all, usd", Over::last}}};

std::size_t find_place(const Headline& headline) {
  const auto place = std::find(level_names.begin(), level_names.end(), headline.place);
  return headline.place.empty() ? 0 : static_cast<std::size_t>(place - level_names.begin());
}

std::size_t find_column(const Headline& headline, const MeasurePlan& plan) {
  for (std::size_t k = 0; k < plan.measures.size(); ++k)
    if (plan.measures[k]->name == headline.measure) return plan.offset[k] + find_place(headline);
  throw BrokenPromise("the outcome " + std::string(headline.measure) + " is not measured");
}

std::string_view find_unit(std::string_view measure) {
  for (const Measure& known : measure_table())
    if (known.name == measure) return known.unit;
  throw BrokenPromise("no measure is called " + std::string(measure));
}

}  // namespace

std::vector<std::string> outcome_measures() {
  std::vector<std::string> names;
  for (const Headline& headline : headlines) names.emplace_back(headline.measure);
  return names;
}

std::vector<OutcomeName> outcome_names() {
  std::vector<OutcomeName> names;
  for (const Headline& headline : headlines)
    names.push_back({headline.measure, headline.place, headline.label, headline.over == Over::sum, headline.over == Over::last});
  return names;
}

std::vector<double> summarise_months(std::span<const double> rows, const MeasurePlan& plan) {
  std::vector<double> values;
  const std::size_t months = std::min(last_months, rows.size() / plan.width);
  for (const Headline& headline : headlines) {
    const std::size_t column = find_column(headline, plan);
    double sum = 0.0, known = 0.0;
    for (std::size_t k = 1; k <= months; ++k) {
      const double value = rows[rows.size() - k * plan.width + column];
      if (std::isnan(value)) continue;
      sum += value;
      known += 1.0;
    }
    if (known == 0.0) sum = nan;
    if (headline.over == Over::last)
      values.push_back(months > 0 ? rows[rows.size() - plan.width + column] : nan);
    else
      values.push_back(headline.over == Over::sum ? sum * static_cast<double>(last_months) / known : sum / known);
  }
  return values;
}

std::vector<Outcome> summarise_replicates(const std::vector<std::vector<double>>& values) {
  std::vector<Outcome> outcomes;
  for (std::size_t k = 0; k < headlines.size(); ++k) {
    std::vector<double> column;
    for (const auto& replicate : values) column.push_back(replicate[k]);
    const Interval interval = mean_interval(column);
    outcomes.push_back({headlines[k].measure, headlines[k].label, find_unit(headlines[k].measure),
                        static_cast<std::uint32_t>(interval.count), interval.estimate, interval.upper - interval.estimate});
  }
  return outcomes;
}

}  // namespace tessera
