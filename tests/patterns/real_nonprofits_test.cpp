// 10,000 organisations with the finances of real nonprofits (IRS 990 filings of 2021) run for ten years; P1, P2, P3 and P5
// are measured on them and printed with range and verdict. The tables are read where they lie and never copied.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <vector>

#include "base/statistics/quantiles.hpp"
#include "founding/founding.hpp"
#include "measures/books.hpp"
#include "patterns/pattern.hpp"
#include "run/month.hpp"
#include "scenario/import.hpp"
#include "support/indiana.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

using test::report_pattern;

constexpr std::int32_t months = 120;
constexpr double infinite = 1e300;


// Least squares, y cut at its outer percents: a body that hardly spends has reserves for centuries.
double slope_of(const std::vector<double>& x, std::vector<double> y) {
  const double lowest = quantile(y, 0.01), highest = quantile(y, 0.99);
  for (double& value : y) value = std::clamp(value, lowest, highest);
  const double n = static_cast<double>(x.size());
  const double mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xy = 0.0, xx = 0.0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    xy += (x[k] - mean_x) * (y[k] - mean_y);
    xx += (x[k] - mean_x) * (x[k] - mean_x);
  }
  return xy / xx;
}

// Reserve months and log revenue of nonprofits that are open.
struct Reserves {
  std::vector<double> months_of_costs;
  std::vector<double> log_revenue;
  std::vector<double> revenue;
};

Reserves reserves_of(const World& world) {
  Reserves reserves;
  const Organisations& o = world.organisations;
  for (std::size_t i = 0; i < o.count(); ++i) {
    if (o.active[i] == 0 || o.sector[i] != static_cast<std::uint8_t>(Sector::nonprofit)) continue;
    if (!(o.cost_level_usd[i] > 0.0) || !(o.expected_income_usd[i] > 0.0)) continue;
    reserves.months_of_costs.push_back(o.money_usd[i] / o.cost_level_usd[i]);
    reserves.revenue.push_back(12.0 * o.expected_income_usd[i]);
    reserves.log_revenue.push_back(std::log(12.0 * o.expected_income_usd[i]));
  }
  return reserves;
}

double top_tenth_share(std::vector<double> values) {
  std::sort(values.begin(), values.end(), std::greater<>());
  const double total = std::accumulate(values.begin(), values.end(), 0.0);
  const auto tenth = static_cast<std::ptrdiff_t>(values.size() / 10);
  return std::accumulate(values.begin(), values.begin() + tenth, 0.0) / total;
}

double standard_deviation(const std::vector<double>& values) {
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  double square = 0.0;
  for (const double value : values) square += (value - mean) * (value - mean);
  return std::sqrt(square / static_cast<double>(values.size() - 1));
}

// Closures per organisation-year among the organisations that `chosen` picks.
template <class Chosen>
double closure_rate(const World& world, const Chosen& chosen) {
  const Organisations& o = world.organisations;
  double closed = 0.0, years = 0.0;
  for (std::size_t i = 0; i < o.count(); ++i) {
    if (!chosen(i)) continue;
    const std::int32_t from = std::max(0, o.founded_month[i]);
    const std::int32_t until = o.closed_month[i] == never ? world.month : o.closed_month[i];
    years += static_cast<double>(until - from) / 12.0;
    closed += o.closed_month[i] == never ? 0.0 : 1.0;
  }
  return closed / years;
}

World run_real_nonprofits(const Scenario& scenario, std::vector<Reserves>& five_and_ten_years) {
  World world = found_world(scenario, Draws(1, 0, 0).of(Mechanism::founding));
  for (std::uint16_t month = 1; month <= months; ++month) {
    advance_one_month(world, scenario.parameters, Draws(1, 0, month));
    if (month == 60 || month == months) five_and_ten_years.push_back(reserves_of(world));
    if (month % 12 == 0) check_books(world);
  }
  return world;
}

TEST(RealNonprofits, TenYearsOfTenThousandKeepPatternsOneTwoThreeAndFive) {
  const std::string table = TESSERA_SOURCE_DIR "/../shared/data/nonprofit_990_2021/orgs.csv";
  if (!std::filesystem::exists(table)) GTEST_SKIP() << "the table of real nonprofits does not lie beside the checkout";
  const Imported imported = read_import({table, "", ""});
  ASSERT_GT(imported.scenario.organisations.size(), 9000u);
  std::vector<Reserves> reserves;
  const World world = run_real_nonprofits(imported.scenario, reserves);
  const Reserves& end = reserves.back();

  std::printf("  %zu real nonprofits, %zu open after ten years\n", imported.scenario.organisations.size(),
              end.revenue.size());
  EXPECT_TRUE(report_pattern("P1 sd of log revenue after 10 years", standard_deviation(end.log_revenue), 1.9, 2.6));
  EXPECT_TRUE(report_pattern("P1 share of revenue of the top tenth", top_tenth_share(end.revenue), 0.75, 1.0));
  for (std::size_t k = 0; k < 2; ++k) {
    const std::string when = k == 0 ? " after 5 years" : " after 10 years";
    EXPECT_TRUE(report_pattern("P2 median reserve months" + when, quantile(reserves[k].months_of_costs, 0.5), 3.0, 8.0));
    EXPECT_TRUE(report_pattern("P2 slope of reserve months on log revenue" + when,
                               slope_of(reserves[k].log_revenue, reserves[k].months_of_costs), -infinite, 0.0));
  }

  const Organisations& o = world.organisations;
  std::vector<double> ages, revenues;
  for (std::size_t i = 0; i < o.count(); ++i) {
    ages.push_back(static_cast<double>(-o.founded_month[i]));
    revenues.push_back(o.revenue_usd[i]);
  }
  const double young = quantile(ages, 1.0 / 3.0), old = quantile(ages, 2.0 / 3.0);
  const double small = quantile(revenues, 1.0 / 3.0), large = quantile(revenues, 2.0 / 3.0);
  const double youngest = closure_rate(world, [&](std::size_t i) { return ages[i] <= young; });
  const double oldest = closure_rate(world, [&](std::size_t i) { return ages[i] >= old; });
  const double smallest = closure_rate(world, [&](std::size_t i) { return revenues[i] <= small; });
  const double largest = closure_rate(world, [&](std::size_t i) { return revenues[i] >= large; });
  EXPECT_TRUE(report_pattern("P3 closures per organisation-year",
                             closure_rate(world, [](std::size_t) { return true; }), 0.010, 0.028));
  EXPECT_TRUE(report_pattern("P3 youngest third over oldest third", youngest / oldest, 1.5, infinite));
  EXPECT_TRUE(report_pattern("P3 smallest third over largest third", smallest / largest, 1.0, infinite));

  const Community& c = world.community;
  double adults = 0.0, took_part = 0.0, stayed = 0.0, were_there = 0.0;
  for (std::uint32_t d = 0; d < c.districts; ++d) {
    adults += static_cast<double>(c.adults[d]);
    took_part += c.participation[d] * static_cast<double>(c.adults[d]);
    if (std::isnan(c.survey_retention[d])) continue;
    stayed += c.survey_retention[d] * c.participation[d] * static_cast<double>(c.adults[d]);
    were_there += c.participation[d] * static_cast<double>(c.adults[d]);
  }
  EXPECT_TRUE(report_pattern("P5 participation in a year", took_part / adults, 0.20, 0.30));
  EXPECT_TRUE(report_pattern("P5 retention from year to year", stayed / were_there, 0.58, 0.70));
  EXPECT_TRUE(report_pattern("P5 hours per volunteer and year", c.volunteer_hours_last_year[0] / took_part, 50.0, 70.0));

  double hours = 0.0, people = 0.0, below_mean = 0.0;
  const std::array<double, hours_classes> classes{
      imported.scenario.parameters.volunteering.hours_low, imported.scenario.parameters.volunteering.hours_middle,
      imported.scenario.parameters.volunteering.hours_high, imported.scenario.parameters.volunteering.hours_core};
  for (std::size_t i = 0; i < o.count(); ++i)
    for (std::size_t k = 0; k < hours_classes; ++k) {
      people += o.volunteers[i * hours_classes + k];
      hours += classes[k] * o.volunteers[i * hours_classes + k];
    }
  for (std::size_t i = 0; i < o.count(); ++i)
    for (std::size_t k = 0; k < hours_classes; ++k)
      if (classes[k] < hours / people) below_mean += o.volunteers[i * hours_classes + k];
  EXPECT_TRUE(report_pattern("P5 share of volunteers who give less than the mean", below_mean / people, 0.5, 1.0));
}

// The 25 organisations of a real partnership, from their real network, for ten years.
TEST(RealPartnership, IndianaLivesFromItsRealNetwork) {
  if (!test::indiana_is_there()) GTEST_SKIP() << "the tables of the Indiana partnership do not lie beside the checkout";
  const auto folder = std::filesystem::temp_directory_path() / ("tessera_indiana_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const Scenario scenario = read_scenario(test::write_indiana(folder.string()));
  World world = found_world(scenario, Draws(1, 0, 0).of(Mechanism::founding));
  ASSERT_EQ(world.organisations.count(), 25u);
  ASSERT_EQ(world.partnerships.live.size(), 1u);
  EXPECT_EQ(world.partnerships.members[0], 25);
  EXPECT_EQ(world.ties.count(), 300u);  // all know each other through the partnership
  double met = 0.0;
  for (std::uint16_t month = 1; month <= 120; ++month) {
    advance_one_month(world, scenario.parameters, Draws(1, 0, month));
    check_books(world);
    met += std::accumulate(world.partnerships.met.begin(), world.partnerships.met.begin() + world.community.areas, 0.0);
  }
  std::printf("  Indiana: %u of 25 members after ten years, stage %u, %.0f service units by the partnership\n",
              unsigned{world.partnerships.members[0]}, unsigned{world.partnerships.stage[0]}, met);
  EXPECT_GT(met, 0.0);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace tessera
