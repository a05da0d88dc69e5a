// Organisations: how many, who enters and leaves, and how they stand financially.
#include <algorithm>
#include <array>

#include "vocabulary/classes.hpp"
#include "measures/families.hpp"

namespace tessera {
namespace {

constexpr double hours_of_a_job = 160.0;  // per month, full time

using ByClass = std::array<double, 3>;

struct Totals {
  double open = 0.0, entries = 0.0, exits = 0.0;
  std::array<double, sectors> by_sector{};
  ByClass by_size{}, by_age{}, exits_by_size{}, exits_by_age{};
  std::array<double, closure_reason_names.size()> exits_by_reason{};
  double credibility = 0.0, visibility = 0.0;
  std::vector<double> access;
  std::vector<double> reserves;  // months, of open organisations with costs
  double thin = 0.0, deficits = 0.0;
  double concentration = 0.0, earning = 0.0;
  double income = 0.0, spending = 0.0;
  std::array<double, sectors> income_by_sector{};
  double staff_hours = 0.0;
  std::array<double, resources> available{}, idle{};
  std::array<double, money_entries> money{};
  std::array<double, goods_entries> goods{};
};

void count_exit(Totals& totals, const Organisations& organisations, std::size_t i, double age_months) {
  totals.exits += 1.0;
  totals.exits_by_size[size_class(organisations.revenue_usd[i])] += 1.0;
  totals.exits_by_age[age_class(age_months)] += 1.0;
  totals.exits_by_reason[organisations.closure_reason[i]] += 1.0;
}

void describe_open(Totals& totals, const Organisations& organisations, std::size_t i, double age_months) {
  totals.open += 1.0;
  totals.by_sector[organisations.sector[i]] += 1.0;
  totals.by_size[size_class(organisations.revenue_usd[i])] += 1.0;
  totals.by_age[age_class(age_months)] += 1.0;
  totals.credibility += organisations.credibility[i];
  totals.visibility += organisations.visibility[i];
  totals.staff_hours += organisations.staff_hours[i];
  for (std::size_t r = 0; r < resources; ++r) {
    const double available = organisations.available[i * resources + r];
    totals.available[r] += available;
    totals.idle[r] += available * organisations.idle[i * resources + r];
  }
  const std::size_t groups = totals.access.size();
  for (std::size_t g = 0; g < groups; ++g) totals.access[g] += organisations.access[i * groups + g];
  if (organisations.cost_level_usd[i] > 0.0) {
    const double months = organisations.money_usd[i] / organisations.cost_level_usd[i];
    totals.reserves.push_back(months);
    totals.thin += months < 3.0;
  }
}

void add_books(Totals& totals, const Organisations& organisations, std::size_t i) {
  const double* money = &organisations.money_book_usd[i * money_entries];
  const double awards = money[static_cast<std::size_t>(MoneyEntry::awards)];
  double in = 0.0, out = 0.0, earned = 0.0, squares = awards * awards;
  for (std::size_t k = 0; k < money_entries; ++k) {
    totals.money[k] += money[k];
    (k < money_income_entries ? in : out) += money[k];
  }
  for (std::size_t k = 0; k < sources; ++k) {
    earned += money[k];
    squares += money[k] * money[k];
  }
  for (std::size_t k = 0; k < goods_entries; ++k) totals.goods[k] += organisations.goods_book_usd[i * goods_entries + k];
  totals.income += earned;
  totals.income_by_sector[organisations.sector[i]] += earned;
  totals.spending += out;
  if (!organisations.active[i]) return;
  totals.deficits += out > in;
  if (earned + awards > 0.0) {
    totals.earning += 1.0;
    totals.concentration += squares / ((earned + awards) * (earned + awards));
  }
}

Totals describe_organisations(const World& world) {
  Totals totals;
  const Organisations& organisations = world.organisations;
  totals.access.assign(world.community.groups, 0.0);
  totals.reserves.reserve(organisations.count());
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    const double age_months = world.month - organisations.founded_month[i];
    totals.entries += world.month > 0 && organisations.founded_month[i] == world.month;
    if (organisations.active[i])
      describe_open(totals, organisations, i, age_months);
    else if (organisations.closed_month[i] == world.month)
      count_exit(totals, organisations, i, age_months);
    else
      continue;  // closed long ago: its books are empty
    add_books(totals, organisations, i);
  }
  return totals;
}

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

double perished_share(const Totals& t) {
  const auto booked = [&](GoodsEntry entry) { return t.goods[static_cast<std::size_t>(entry)]; };
  return ratio(booked(GoodsEntry::perished), booked(GoodsEntry::perished) + booked(GoodsEntry::used));
}

template <auto Totals::*list>
void read_list(const Totals& totals, std::span<double> places) {
  std::copy_n((totals.*list).begin(), places.size(), places.begin());
}

constexpr auto unit = "organisation";

const std::vector<Reading<Totals>> readings{
    {{"organisations", "", unit, "Open organisations.", "P3"},
     [](const Totals& t, std::span<double> p) { p[0] = t.open; }},
    {{"organisations_by_sector", "sector", unit, "Open organisations by sector.", "P3"}, read_list<&Totals::by_sector>},
    {{"organisations_by_size_class", "size_class", unit, "Open organisations by yearly revenue as founded.", "P3, P20"},
     read_list<&Totals::by_size>},
    {{"organisations_by_age_class", "age_class", unit, "Open organisations by age.", "P3"}, read_list<&Totals::by_age>},
    {{"entries", "", unit, "Organisations founded this month.", "P3"},
     [](const Totals& t, std::span<double> p) { p[0] = t.entries; }},
    {{"exits", "", unit, "Organisations that closed this month.", "P3"},
     [](const Totals& t, std::span<double> p) { p[0] = t.exits; }},
    {{"exits_by_size_class", "size_class", unit, "As exits, by yearly revenue as founded.", "P3, P20"},
     read_list<&Totals::exits_by_size>},
    {{"exits_by_age_class", "age_class", unit, "As exits, by age.", "P3"}, read_list<&Totals::exits_by_age>},
    {{"exits_by_reason", "closure_reason", unit, "As exits, by reason.", "P3"}, read_list<&Totals::exits_by_reason>},
    {{"credibility", "", "share", "Mean credibility of open organisations.", "credibility"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.credibility, t.open); }},
    {{"visibility", "", "share", "Mean visibility of open organisations.", "credibility"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.visibility, t.open); }},
    {{"access_by_group", "group", "share", "Mean share of the group that an open organisation can find and is welcome to.",
      "inclusion"},
     [](const Totals& t, std::span<double> p) {
       for (std::size_t g = 0; g < p.size(); ++g) p[g] = ratio(t.access[g], t.open);
     }},
    {{"reserve_months_median", "", "month", "Median over open organisations of cash over planned monthly costs.", "P2"},
     [](const Totals& t, std::span<double> p) { p[0] = median(t.reserves); }},
    {{"thin_reserves_share", "", "share", "Open organisations with cash for less than three months of costs.", "P2"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.thin, static_cast<double>(t.reserves.size())); }},
    {{"deficit_share", "", "share", "Open organisations that paid more than they received this month.", "P2"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.deficits, t.open); }},
    {{"funding_concentration", "", "share",
      "Mean over open organisations with income of the sum of squared shares of their sources this month, awards of calls being one: 1 is one source.",
      "diversification"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.concentration, t.earning); }},
    {{"income", "", "usd", "Income of all organisations this month from donations, fees, appropriations and renewed grants, without awards of calls.", "economy"},
     [](const Totals& t, std::span<double> p) { p[0] = t.income; }},
    {{"income_by_sector", "sector", "usd", "As income, by sector; that of business is the business income of the economic side.",
      "S2-B8, economy"},
     read_list<&Totals::income_by_sector>},
    {{"jobs", "", "full-time job", "Staff hours of open organisations this month over 160.", "S2-B8, economy"},
     [](const Totals& t, std::span<double> p) { p[0] = t.staff_hours / hours_of_a_job; }},
    {{"idle_by_resource", "resource", "share",
      "Of what open organisations had for services this month, the share that neither they nor their partnerships used.",
      "S2-B2"},
     [](const Totals& t, std::span<double> p) {
       for (std::size_t r = 0; r < p.size(); ++r) p[r] = ratio(t.idle[r], t.available[r]);
     }},
    {{"goods_perished_share", "", "share", "Of goods that perished or were used this month, the share that perished.",
      "S0-5, S1-4"},
     [](const Totals& t, std::span<double> p) { p[0] = perished_share(t); }},
    {{"spending", "", "usd", "All money that left organisations this month, what closed ones gave up included.", "economy"},
     [](const Totals& t, std::span<double> p) { p[0] = t.spending; }},
    {{"money_booked", "money_entry", "usd", "Money in and out of organisations this month by entry of their books.", "books"},
     read_list<&Totals::money>},
    {{"goods_booked", "goods_entry", "usd", "Goods in and out of organisations this month by entry of their books.", "books"},
     read_list<&Totals::goods>},
};

}  // namespace

std::vector<Measure> organisations_measures() { return measures_of<Totals>(readings); }

void take_organisations(Places places, const World& world, const Parameters&) {
  read_off<Totals>(readings, describe_organisations(world), places);
}

}  // namespace tessera
