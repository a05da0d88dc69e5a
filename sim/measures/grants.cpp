// Grants and what partners do for one another with money and people: calls, awards, shares of income, loans, aid.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "measures/families.hpp"

namespace tessera {
namespace {

using ByCall = std::array<double, calls>;

struct Totals {
  ByCall applications{}, paid{};             // this month
  ByCall applied_in_year{}, won_in_year{};   // last twelve months
  std::vector<double> log_awards;            // of the last twelve months
  double application_hours = 0.0;
  double funded = 0.0;
  std::array<double, sources> income{};
  double awards = 0.0, lent = 0.0, aided = 0.0;
};

// From the newest row back to a year ago.
void read_log(Totals& totals, const Grants& grants, std::int32_t month) {
  for (std::size_t k = grants.count(); k > 0 && grants.month[k - 1] > month - 12; --k) {
    const std::size_t row = k - 1, call = grants.call[row];
    totals.applications[call] += grants.month[row] == month;
    totals.applied_in_year[call] += 1.0;
    if (grants.awarded_usd[row] <= 0.0) continue;
    totals.won_in_year[call] += 1.0;
    totals.log_awards.push_back(std::log(grants.awarded_usd[row]));
  }
}

void read_organisations(Totals& totals, const Organisations& organisations) {
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    const double* money = &organisations.money_book_usd[i * money_entries];
    for (std::size_t s = 0; s < sources; ++s) totals.income[s] += money[s];
    totals.awards += money[static_cast<std::size_t>(MoneyEntry::awards)];
    totals.aided += money[static_cast<std::size_t>(MoneyEntry::aid_received)] > 0.0;
    totals.lent += organisations.volunteers_lent[i];
  }
}

double sum(const auto& values) {
  double total = 0.0;
  for (const double value : values) total += value;
  return total;
}

// Of a sample; NaN with fewer than two values.
double standard_deviation(const std::vector<double>& values) {
  const double n = static_cast<double>(values.size()), mean = ratio(sum(values), n);
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(ratio(squares, n - 1.0));
}

constexpr auto application = "application";

const std::vector<Reading<Totals>> readings{
    {{"grant_applications", "call", application, "Applications to calls held this month.", "P6, S0-3"},
     [](const Totals& t, std::span<double> p) { std::copy_n(t.applications.begin(), p.size(), p.begin()); }},
    {{"grant_success", "", "share", "Of all applications of the last twelve months, those that won. NaN without any.", "P6, S0-20, S2-R8"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(sum(t.won_in_year), sum(t.applied_in_year)); }},
    {{"grant_success_by_call", "call", "share", "As grant_success, by kind of call.", "P6"},
     [](const Totals& t, std::span<double> p) {
       for (std::size_t c = 0; c < p.size(); ++c) p[c] = ratio(t.won_in_year[c], t.applied_in_year[c]);
     }},
    {{"grant_size_mean", "", "usd", "Geometric mean of the grants awarded in the last twelve months. NaN without any.", "P6"},
     [](const Totals& t, std::span<double> p) {
       p[0] = std::exp(ratio(sum(t.log_awards), static_cast<double>(t.log_awards.size())));
     }},
    {{"grant_size_log_sd", "", "log",
      "Standard deviation of the log of grants awarded in the last twelve months. NaN with fewer than two.", "P6"},
     [](const Totals& t, std::span<double> p) { p[0] = standard_deviation(t.log_awards); }},
    {{"grants_paid", "call", "usd", "Payments of grants this month.", "S0-3, S0-18, S0-19, S2-5, S2-R5"},
     [](const Totals& t, std::span<double> p) { std::copy_n(t.paid.begin(), p.size(), p.begin()); }},
    {{"grant_application_hours", "", "hour", "Hours spent on applications this month.", "S2-R5"},
     [](const Totals& t, std::span<double> p) { p[0] = t.application_hours; }},
    {{"partnerships_funded", "", "partnership", "Living partnerships that hold an award with payments to come.", "P4, S2-R5, S2-B6"},
     [](const Totals& t, std::span<double> p) { p[0] = t.funded; }},
    {{"income_share_by_source", "source", "share",
      "Share of each source in all income this month, awards of calls included in the whole.", "diversification, S1-6"},
     [](const Totals& t, std::span<double> p) {
       for (std::size_t s = 0; s < p.size(); ++s) p[s] = ratio(t.income[s], sum(t.income) + t.awards);
     }},
    {{"award_share", "", "share", "Awards of calls over all income of organisations this month.", "S0-3, S0-18, S2-5"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.awards, sum(t.income) + t.awards); }},
    {{"organisations_aided", "", "organisation", "Organisations that partners helped out with money this month.", "S0-6"},
     [](const Totals& t, std::span<double> p) { p[0] = t.aided; }},
    {{"volunteers_lent", "", "person", "Volunteers who worked for a partner of their organisation this month.", "civic engagement"},
     [](const Totals& t, std::span<double> p) { p[0] = t.lent; }},
};

}  // namespace

std::vector<Measure> grants_measures() { return measures_of<Totals>(readings); }

void take_grants(Places places, const World& world, const Parameters& parameters) {
  Totals totals;
  read_log(totals, world.grants, world.month);
  std::copy_n(world.community.grants_paid_usd.begin(), calls, totals.paid.begin());
  totals.application_hours = sum(totals.applications) * parameters.grants.application_hours;
  for (const std::uint32_t p : world.partnerships.live) totals.funded += world.partnerships.award_end_month[p] > world.month;
  read_organisations(totals, world.organisations);
  read_off<Totals>(readings, totals, places);
}

}  // namespace tessera
