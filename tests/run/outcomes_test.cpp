#include "run/outcomes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/errors.hpp"
#include "parameters/parameters.hpp"

namespace tessera {
namespace {

std::size_t find_outcome(std::string_view measure) {
  const auto outcomes = summarise_replicates({});
  const auto found = std::find_if(outcomes.begin(), outcomes.end(), [&](const Outcome& o) { return o.measure == measure; });
  return static_cast<std::size_t>(found - outcomes.begin());
}

MeasurePlan outcome_plan() { return plan_measures(outcome_measures(), standard_parameters(), 3); }

// Rows in which every value is that of `value(month)`, months 1 to `months`.
template <class Value>
std::vector<double> make_rows(const MeasurePlan& plan, int months, const Value& value) {
  std::vector<double> rows;
  for (int month = 1; month <= months; ++month) rows.insert(rows.end(), plan.width, value(month));
  return rows;
}

TEST(Outcomes, AreMeansOfTheLastTwelveMonths) {
  const MeasurePlan plan = outcome_plan();
  const auto values = summarise_months(make_rows(plan, 20, [](int month) { return month; }), plan);
  EXPECT_DOUBLE_EQ(values[find_outcome("coverage")], 14.5);  // months 9 to 20
  EXPECT_DOUBLE_EQ(values[find_outcome("exits")], 12 * 14.5);
}

TEST(Outcomes, PublicSpendingIsThatOfTheWholeRun) {
  const MeasurePlan plan = outcome_plan();
  const auto values = summarise_months(make_rows(plan, 20, [](int month) { return month; }), plan);
  EXPECT_DOUBLE_EQ(values[find_outcome("public_spending_total")], 20.0);
}

TEST(Outcomes, OfAShortRunAreThoseOfAllItsMonthsAndExitsAreScaledToAYear) {
  const MeasurePlan plan = outcome_plan();
  const auto values = summarise_months(make_rows(plan, 4, [](int) { return 3.0; }), plan);
  EXPECT_DOUBLE_EQ(values[find_outcome("coverage")], 3.0);
  EXPECT_DOUBLE_EQ(values[find_outcome("exits")], 36.0);
}

TEST(Outcomes, LeaveOutMonthsWithoutAValue) {
  const MeasurePlan plan = outcome_plan();
  const auto values = summarise_months(make_rows(plan, 12, [](int month) { return month < 12 ? std::nan("") : 5.0; }), plan);
  EXPECT_DOUBLE_EQ(values[find_outcome("retention")], 5.0);
  const auto none = summarise_months(make_rows(plan, 12, [](int) { return std::nan(""); }), plan);
  EXPECT_TRUE(std::isnan(none[find_outcome("retention")]));
}

TEST(Outcomes, ReadTheirOwnPlaceOnAnAxis) {
  const MeasurePlan plan = outcome_plan();
  std::vector<double> row(plan.width, 0.0);
  for (std::size_t k = 0; k < plan.measures.size(); ++k)
    if (plan.measures[k]->name == "mean_degree_by_level") row[plan.offset[k] + static_cast<std::size_t>(Level::formal)] = 7.0;
  EXPECT_DOUBLE_EQ(summarise_months(row, plan)[find_outcome("mean_degree_by_level")], 7.0);
}

TEST(Outcomes, HaveStudentsIntervalOverReplicates) {
  const std::size_t count = summarise_replicates({}).size();
  std::vector<std::vector<double>> values;
  for (const double value : {1.0, 2.0, 3.0, 4.0, 5.0}) values.emplace_back(count, value);
  const Outcome outcome = summarise_replicates(values)[0];
  EXPECT_EQ(outcome.replicates, 5u);
  EXPECT_DOUBLE_EQ(outcome.mean, 3.0);
  EXPECT_NEAR(outcome.half_width, 2.776445 * std::sqrt(0.5), 1e-5);
  EXPECT_TRUE(std::isnan(summarise_replicates({values[0]})[0].half_width));
  EXPECT_TRUE(std::isnan(summarise_replicates({})[0].mean));
}

TEST(Outcomes, NeedTheirMeasures) {
  const MeasurePlan plan = plan_measures({"coverage"}, standard_parameters(), 3);
  EXPECT_THROW(summarise_months(std::vector<double>(plan.width), plan), BrokenPromise);
}

}  // namespace
}  // namespace tessera
