// Need, what was met of it, and at what cost.
#include <algorithm>
#include <array>
#include <limits>

#include "measures/families.hpp"

namespace tessera {
namespace {

struct Sums {
  double fresh = 0.0, wanted = 0.0, met = 0.0, delivered = 0.0;
};

struct Totals {
  Sums all;
  std::vector<Sums> by_area, by_group, by_district;
  double harm_unmet = 0.0, harm_wanted = 0.0;
  double inclusion_gap = 0.0;
  double cost_usd = 0.0, hours = 0.0;
  double met_together = 0.0;
  double public_usd = 0.0;
};

void add(Sums& sums, const Need& need, std::size_t cell) {
  sums.fresh += need.fresh[cell];
  sums.wanted += need.wanted[cell];
  sums.met += need.met[cell];
  sums.delivered += need.delivered[cell];
}

void sum_cells(Totals& totals, const Community& community, const Need& need, const std::vector<AreaTraits>& areas) {
  totals.by_area.resize(community.areas);
  totals.by_group.resize(community.groups);
  totals.by_district.resize(community.districts);
  for (std::uint32_t a = 0; a < community.areas; ++a) {
    for (std::uint32_t d = 0; d < community.districts; ++d)
      for (std::uint32_t g = 0; g < community.groups; ++g) {
        const std::size_t cell = community.cell(a, d, g);
        add(totals.by_area[a], need, cell);
        add(totals.by_group[g], need, cell);
        add(totals.by_district[d], need, cell);
      }
    const Sums& area = totals.by_area[a];
    totals.all.fresh += area.fresh;
    totals.all.wanted += area.wanted;
    totals.all.met += area.met;
    totals.all.delivered += area.delivered;
    totals.harm_unmet += areas[a].harm_weight * (area.wanted - area.met);
    totals.harm_wanted += areas[a].harm_weight * area.wanted;
  }
}

double gap_between_groups(const std::vector<Sums>& groups) {
  double least = std::numeric_limits<double>::infinity(), most = -least;
  for (const Sums& group : groups)
    if (group.wanted > 0.0) {
      least = std::min(least, group.met / group.wanted);
      most = std::max(most, group.met / group.wanted);
    }
  return most >= least ? most - least : std::numeric_limits<double>::quiet_NaN();
}

// Money for services; core costs keep the rest of an organisation (a supermarket's shop) going.
constexpr std::array service_costs{MoneyEntry::wages,        MoneyEntry::volunteer_support, MoneyEntry::service_money,
                                   MoneyEntry::bought_goods, MoneyEntry::bought_space,      MoneyEntry::bought_services,
                                   MoneyEntry::agreement_costs, MoneyEntry::coordination};

void sum_inputs(Totals& totals, const Organisations& organisations) {
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    const double* money = &organisations.money_book_usd[i * money_entries];
    for (const MoneyEntry entry : service_costs) totals.cost_usd += money[static_cast<std::size_t>(entry)];
    const double* goods = &organisations.goods_book_usd[i * goods_entries];
    totals.cost_usd += goods[static_cast<std::size_t>(GoodsEntry::used)];
    if (organisations.active[i]) totals.hours += organisations.staff_hours[i] + organisations.volunteer_hours[i];
  }
}

void sum_joint_output(Totals& totals, const Partnerships& partnerships, std::size_t areas) {
  for (const std::uint32_t p : partnerships.live)
    for (std::size_t a = 0; a < areas; ++a) totals.met_together += partnerships.met[p * areas + a];
}

template <double (*value)(const Sums&), std::vector<Sums> Totals::*sums>
void read_each(const Totals& totals, std::span<double> places) {
  for (std::size_t k = 0; k < places.size(); ++k) places[k] = value((totals.*sums)[k]);
}

double wanted(const Sums& sums) { return sums.wanted; }
double met(const Sums& sums) { return sums.met; }
double covered(const Sums& sums) { return ratio(sums.met, sums.wanted); }

constexpr auto unit = "service unit";

const std::vector<Reading<Totals>> readings{
    {{"need_fresh", "", unit, "Need that arose this month.", "section 8"},
     [](const Totals& t, std::span<double> p) { p[0] = t.all.fresh; }},
    {{"need_wanted", "", unit, "Need this month: what arose and what persists of last month's unmet need.", "S0"},
     [](const Totals& t, std::span<double> p) { p[0] = t.all.wanted; }},
    {{"need_met", "", unit, "Need met this month, every client counted once.", "S0"},
     [](const Totals& t, std::span<double> p) { p[0] = t.all.met; }},
    {{"need_delivered", "", unit, "Service units delivered, the same client served twice counted twice.", ""},
     [](const Totals& t, std::span<double> p) { p[0] = t.all.delivered; }},
    {{"need_wanted_by_area", "area", unit, "As need_wanted, by service area.", ""}, read_each<wanted, &Totals::by_area>},
    {{"need_met_by_area", "area", unit, "As need_met, by service area.", ""}, read_each<met, &Totals::by_area>},
    {{"coverage", "", "share", "Need met over need wanted.", "P15, access to services"},
     [](const Totals& t, std::span<double> p) { p[0] = covered(t.all); }},
    {{"coverage_by_area", "area", "share", "As coverage, by service area (health coverage is the public-health outcome).",
      "public health"},
     read_each<covered, &Totals::by_area>},
    {{"coverage_by_group", "group", "share", "As coverage, by resident group.", "inclusion"},
     read_each<covered, &Totals::by_group>},
    {{"coverage_by_district", "district", "share", "As coverage, by district.", "inclusion"},
     read_each<covered, &Totals::by_district>},
    {{"coverage_of_fresh_need", "", "ratio", "Need met over the need that arose this month; may pass 1 as a backlog is worked off.",
      ""},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.all.met, t.all.fresh); }},
    {{"harm_weighted_unmet", "", "harm-weighted service unit", "Sum over areas of harm weight times unmet need.", "S0"},
     [](const Totals& t, std::span<double> p) { p[0] = t.harm_unmet; }},
    {{"harm_weighted_unmet_share", "", "share", "harm_weighted_unmet over the harm of all need wanted.", "S0"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.harm_unmet, t.harm_wanted); }},
    {{"inclusion_gap", "", "share",
      "Coverage of the group served best less that of the group served worst; within a group areas and districts weigh by need.",
      "inclusion"},
     [](const Totals& t, std::span<double> p) { p[0] = t.inclusion_gap; }},
    {{"duplication", "", "share", "1 less need met over service units delivered: effort spent on clients already served; 0 if nothing was delivered.",
      "efficiency"},
     [](const Totals& t, std::span<double> p) { p[0] = t.all.delivered > 0.0 ? 1.0 - t.all.met / t.all.delivered : 0.0; }},
    {{"service_cost", "", "usd",
      "Money spent on services (wages, volunteer support, service money, bought goods, space and services, agreements, coordination) and goods used.",
      "efficiency"},
     [](const Totals& t, std::span<double> p) { p[0] = t.cost_usd; }},
    {{"service_hours", "", "hour", "Staff hours and effective volunteer hours that organisations have for services.", "efficiency"},
     [](const Totals& t, std::span<double> p) { p[0] = t.hours; }},
    {{"efficiency_per_usd", "", "service unit per usd", "Need met over service_cost.", "efficiency"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.all.met, t.cost_usd); }},
    {{"efficiency_per_hour", "", "service unit per hour", "Need met over service_hours.", "efficiency"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.all.met, t.hours); }},
    {{"met_per_usd_by_area", "area", "service unit per usd",
      "Need met in the area over service_cost, the cost of all areas: people fed per usd where food is all that is done.",
      "S1-4, efficiency"},
     [](const Totals& t, std::span<double> p) {
       for (std::size_t a = 0; a < p.size(); ++a) p[a] = ratio(t.by_area[a].met, t.cost_usd);
     }},
    {{"met_per_public_usd", "", "service unit per usd",
      "Need met over public money spent on policies this month; NaN without policies. What a policy adds takes a comparison.",
      "cost effectiveness"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.all.met, t.public_usd); }},
    {{"joint_share", "", "share", "Share of need met that partnerships met.", "S0"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.met_together, t.all.met); }},
};

}  // namespace

std::vector<Measure> need_measures() { return measures_of<Totals>(readings); }

void take_need(Places places, const World& world, const Parameters& parameters) {
  Totals totals;
  sum_cells(totals, world.community, world.need, parameters.areas);
  totals.inclusion_gap = gap_between_groups(totals.by_group);
  sum_inputs(totals, world.organisations);
  for (const double usd : world.community.public_spending_usd) totals.public_usd += usd;
  sum_joint_output(totals, world.partnerships, world.community.areas);
  read_off<Totals>(readings, totals, places);
}

}  // namespace tessera
