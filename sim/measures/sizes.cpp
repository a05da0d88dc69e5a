// How revenue and reserves are spread over nonprofits, as the returns to the tax office would show it.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "measures/families.hpp"

namespace tessera {
namespace {

struct Totals {
  double log_sd = 0.0, top_tenth = 0.0, reserve_slope = 0.0, reserve_median = 0.0;
};

struct Nonprofits {
  std::vector<double> revenue_usd;     // of a year at the present rate
  std::vector<double> reserve_months;  // as revenue_usd
};

Nonprofits list_nonprofits(const Organisations& organisations) {
  Nonprofits list;
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    if (!organisations.active[i] || organisations.sector[i] != static_cast<std::uint8_t>(Sector::nonprofit)) continue;
    const double revenue = 12.0 * organisations.expected_income_usd[i];
    if (!(revenue > 0.0) || !(organisations.cost_level_usd[i] > 0.0)) continue;
    list.revenue_usd.push_back(revenue);
    list.reserve_months.push_back(organisations.money_usd[i] / organisations.cost_level_usd[i]);
  }
  return list;
}

double mean(const std::vector<double>& values) {
  return ratio(std::accumulate(values.begin(), values.end(), 0.0), static_cast<double>(values.size()));
}

double product_about_means(const std::vector<double>& x, const std::vector<double>& y) {
  const double mx = mean(x), my = mean(y);
  double sum = 0.0;
  for (std::size_t k = 0; k < x.size(); ++k) sum += (x[k] - mx) * (y[k] - my);
  return sum;
}

// Share of the whole held by the tenth of the values that are largest; the border value counts in part.
double share_of_top_tenth(std::vector<double> values) {
  std::sort(values.begin(), values.end(), std::greater<>());
  double left = static_cast<double>(values.size()) / 10.0, top = 0.0;
  for (const double value : values) {
    if (!(left > 0.0)) break;
    top += value * std::min(1.0, left);
    left -= 1.0;
  }
  return ratio(top, std::accumulate(values.begin(), values.end(), 0.0));
}

Totals describe_sizes(const World& world) {
  const Nonprofits list = list_nonprofits(world.organisations);
  std::vector<double> log_revenue(list.revenue_usd.size());
  std::transform(list.revenue_usd.begin(), list.revenue_usd.end(), log_revenue.begin(), [](double x) { return std::log(x); });
  const double spread = product_about_means(log_revenue, log_revenue);
  Totals totals;
  totals.log_sd = std::sqrt(ratio(spread, static_cast<double>(log_revenue.size()) - 1.0));
  totals.top_tenth = share_of_top_tenth(list.revenue_usd);
  totals.reserve_slope = spread > 0.0 ? product_about_means(log_revenue, list.reserve_months) / spread
                                      : std::numeric_limits<double>::quiet_NaN();
  auto months = list.reserve_months;
  std::sort(months.begin(), months.end());
  totals.reserve_median = months.empty() ? std::numeric_limits<double>::quiet_NaN()
                                         : 0.5 * (months[(months.size() - 1) / 2] + months[months.size() / 2]);
  return totals;
}

const std::vector<Reading<Totals>> readings{
    {{"revenue_log_sd", "", "log",
      "Standard deviation of log revenue of open nonprofits; revenue is twelve times expected monthly income.", "P1", true},
     [](const Totals& t, std::span<double> p) { p[0] = t.log_sd; }},
    {{"revenue_top_tenth", "", "share", "Share of that revenue that the largest tenth of open nonprofits holds.", "P1", true},
     [](const Totals& t, std::span<double> p) { p[0] = t.top_tenth; }},
    {{"nonprofit_reserve_months_median", "", "month", "Median over open nonprofits of cash over planned monthly costs.", "P2", true},
     [](const Totals& t, std::span<double> p) { p[0] = t.reserve_median; }},
    {{"nonprofit_reserve_slope", "", "month per log", "Slope of reserve months on log revenue over open nonprofits.", "P2", true},
     [](const Totals& t, std::span<double> p) { p[0] = t.reserve_slope; }},
};

}  // namespace

std::vector<Measure> sizes_measures() { return measures_of<Totals>(readings); }

void take_sizes(Places places, const World& world, const Parameters&) {
  read_off<Totals>(readings, describe_sizes(world), places);
}

}  // namespace tessera
