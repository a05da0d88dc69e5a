#include "mechanisms/finance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "formulas/finance.hpp"
#include "state/peers.hpp"

namespace tessera {
namespace {

struct Setting {
  const FinanceParameters& parameters;
  std::span<const TypeTraits> types;
  double reference_revenue_usd;
  double economy_factor;
  const Conditions& conditions;
  const PeerSums& standings;
};

double standing_of(const Organisations& organisations, std::size_t i) {
  return organisations.credibility[i] * organisations.visibility[i];
}

double peers_factor(const Organisations& organisations, std::size_t i, const Setting& setting) {
  if (setting.parameters.standing_elasticity == 0.0) return 1.0;
  const double own = standing_of(organisations, i);
  const PeerSum peers = sum_over_peers(organisations, setting.standings, i, {own, 1.0});
  return peers.count > 0.5 ? standing_factor(own, peers.sum / peers.count, setting.parameters.standing_elasticity) : 1.0;
}

void open_books(Organisations& organisations, std::size_t i) {
  organisations.money_opening_usd[i] = organisations.money_usd[i];
  organisations.goods_opening_usd[i] = organisations.goods_usd[i];
  std::fill_n(organisations.money_book_usd.begin() + static_cast<std::ptrdiff_t>(i * money_entries), money_entries, 0.0);
  std::fill_n(organisations.goods_book_usd.begin() + static_cast<std::ptrdiff_t>(i * goods_entries), goods_entries, 0.0);
  organisations.overhead_hours[i] = 0.0;
  organisations.volunteers_joined[i] = 0;
  organisations.volunteers_left[i] = 0;
}

void have_nothing(Organisations& organisations, std::size_t i) {
  std::fill_n(organisations.available.begin() + static_cast<std::ptrdiff_t>(i * resources), resources, 0.0);
  organisations.staff_hours[i] = 0.0;
}

// Brings in this month's income; returns the noise factor of the first source with income (1 without).
double receive_income(Organisations& organisations, std::size_t i, const Setting& setting, const MechanismDraws& draws) {
  const FinanceParameters& p = setting.parameters;
  const double sd =
      income_noise_sd(p.noise_sd, p.noise_size_exponent, organisations.revenue_usd[i], setting.reference_revenue_usd);
  const double standing = peers_factor(organisations, i, setting);
  Stream stream = draws.at(organisations.id[i]);
  double income = 0.0, first_factor = -1.0;
  for (std::size_t s = 0; s < sources; ++s) {
    const double base = organisations.base_income_usd[i * sources + s];
    if (base == 0.0) continue;
    double& noise = organisations.income_noise[i * sources + s];
    noise = next_income_noise(noise, p.noise_persistence, sd, normal(stream));
    const double factor = income_factor(noise, sd);
    if (first_factor < 0.0) first_factor = factor;
    const bool by_standing = s == static_cast<std::size_t>(Source::donations) || s == static_cast<std::size_t>(Source::fees);
    double amount = base * factor * setting.economy_factor * (by_standing ? standing : 1.0);
    if (!setting.conditions.income_factor.empty()) amount *= setting.conditions.income_factor[i * sources + s];
    organisations.money_book_usd[i * money_entries + s] = amount;
    income += amount;
  }
  organisations.money_usd[i] += income;
  organisations.expected_income_usd[i] += p.income_smoothing_per_month * (income - organisations.expected_income_usd[i]);
  return first_factor < 0.0 ? 1.0 : first_factor;
}

double reserve_months(double money, double cost_level) {
  if (cost_level > 0.0) return money / cost_level;
  return money > 0.0 ? 1e9 : 0.0;
}

void plan_costs(Organisations& organisations, std::size_t i, const FinanceParameters& p) {
  double& cost_level = organisations.cost_level_usd[i];
  const double desired =
      desired_costs(organisations.expected_income_usd[i], reserve_months(organisations.money_usd[i], cost_level),
                    organisations.target_reserve_months[i], p.reserve_horizon_months);
  const double fixed = p.fixed_share * organisations.revenue_usd[i] / 12.0;
  cost_level = std::max(fixed, cost_level + p.cost_adjustment_per_month * (desired - cost_level));
}

void pay_costs(Organisations& organisations, std::size_t i, double capacity, const FinanceParameters& p) {
  double volunteers = 0.0;
  for (std::size_t c = 0; c < hours_classes; ++c) volunteers += organisations.volunteers[i * hours_classes + c];
  const CostSplit costs = split_costs(organisations.cost_level_usd[i], organisations.service_share[i],
                                      organisations.wage_share[i], p.service_overhead, p.volunteer_support_usd * volunteers);
  double* book = &organisations.money_book_usd[i * money_entries];
  book[static_cast<std::size_t>(MoneyEntry::wages)] = costs.wages;
  book[static_cast<std::size_t>(MoneyEntry::core_costs)] = costs.core;
  book[static_cast<std::size_t>(MoneyEntry::volunteer_support)] = costs.volunteer_support;
  double& money = organisations.money_usd[i];
  money -= costs.wages + costs.core + costs.volunteer_support;
  organisations.insolvent_months[i] = money < 0.0 ? organisations.insolvent_months[i] + 1 : 0;
  organisations.staff_hours[i] = costs.wages / p.wage_usd_per_hour * capacity;
  double* available = &organisations.available[i * resources];
  available[static_cast<std::size_t>(Resource::money)] = std::clamp(money, 0.0, costs.service_money);
  available[static_cast<std::size_t>(Resource::hours)] = organisations.staff_hours[i];
}

void store_goods(Organisations& organisations, std::size_t i, double perishing_per_month, double gift_factor,
                 double capacity) {
  double* book = &organisations.goods_book_usd[i * goods_entries];
  const double perished = organisations.goods_usd[i] * perishing_per_month;
  const double in_kind = organisations.goods_income_usd[i] * gift_factor;
  book[static_cast<std::size_t>(GoodsEntry::perished)] = perished;
  book[static_cast<std::size_t>(GoodsEntry::in_kind)] = in_kind;
  organisations.goods_usd[i] += in_kind - perished;
  organisations.available[i * resources + static_cast<std::size_t>(Resource::goods)] = organisations.goods_usd[i];
  organisations.available[i * resources + static_cast<std::size_t>(Resource::space)] =
      organisations.space_m2_hours[i] * capacity;
}

}  // namespace

void settle_finance(Organisations& organisations, const Geography& geography, double economy,
                    const Conditions& conditions, const FinanceParameters& parameters, double reference_revenue_usd, std::span<const TypeTraits> types,
                    const MechanismDraws& draws) {
  const PeerSums standings = sum_by_home_and_type(
      organisations, geography, types.size(), [&](std::size_t i) { return organisations.active[i] != 0; },
      [&](std::size_t i) { return standing_of(organisations, i); });
  const Setting setting{parameters, types, reference_revenue_usd, std::pow(economy, parameters.economy_elasticity), conditions,
                        standings};
  for_each_slot(organisations.count(), [&](std::size_t i) {
    open_books(organisations, i);
    if (organisations.active[i] == 0) return have_nothing(organisations, i);
    const double gift_factor = receive_income(organisations, i, setting, draws);
    plan_costs(organisations, i, parameters);
    const double capacity = conditions.capacity_factor.empty() ? 1.0 : conditions.capacity_factor[i];
    pay_costs(organisations, i, capacity, parameters);
    store_goods(organisations, i, types[organisations.type[i]].goods_perishing_per_month, gift_factor, capacity);
  });
}

}  // namespace tessera
