#include "formulas/production.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

constexpr std::size_t money = static_cast<std::size_t>(Resource::money);
constexpr std::size_t goods = static_cast<std::size_t>(Resource::goods);
constexpr std::size_t space = static_cast<std::size_t>(Resource::space);

// Spends money on goods and space until a further usd yields the same everywhere: at that point goods stand to money
// (in recipe units) as goods_ratio, space as space_ratio. Spending is piecewise linear in the money that is left, so at
// most two breakpoints have to be looked at. Changes `inputs` in place.
void buy_what_pays(const Recipe& recipe, const Market& market, Inputs& inputs) {
  Bundle& units = inputs.units;
  const double need = recipe.requirement[money];
  if (need <= 0.0) return;
  const double goods_cost = market.goods_markup * recipe.requirement[goods];
  const double space_cost = market.space_markup * market.space_price_usd * recipe.requirement[space];
  const double goods_start = goods_cost > 0.0 ? units[goods] / recipe.goods_ratio : INFINITY;
  const double space_start = space_cost > 0.0 ? units[space] / recipe.space_ratio : INFINITY;
  if (units[money] <= std::min(goods_start, space_start)) return;
  double purse = need * units[money];
  double slope = need;
  double left = units[money];
  const bool goods_first = goods_start <= space_start;
  for (int step = 0; step < 2; ++step) {
    const bool on_goods = (step == 0) == goods_first;
    const double start = on_goods ? goods_start : space_start;
    if (left <= start) break;
    purse += on_goods ? goods_cost * units[goods] : space_cost * units[space];
    slope += on_goods ? goods_cost * recipe.goods_ratio : space_cost * recipe.space_ratio;
    left = purse / slope;
  }
  units[money] = left;
  if (left > goods_start) units[goods] = recipe.goods_ratio * left;
  if (left > space_start) units[space] = recipe.space_ratio * left;
  if (!recipe.needs_logs) return;
  inputs.logs[money] = std::log(left);
  if (left > goods_start) inputs.logs[goods] = recipe.goods_log_ratio + inputs.logs[money];
  if (left > space_start) inputs.logs[space] = recipe.space_log_ratio + inputs.logs[money];
}

double ces_of(const Recipe& recipe, const Inputs& inputs) {
  const double rho = recipe.exponent;
  double sum = 0.0;
  for (std::size_t r = 0; r < resources; ++r) {
    if (recipe.weight[r] <= 0.0) continue;
    if (inputs.units[r] <= 0.0) {
      if (rho <= 0.0) return 0.0;
      continue;
    }
    if (rho == -1.0) {
      sum += recipe.weight[r] / inputs.units[r];
    } else if (rho == 0.0) {
      sum += recipe.weight[r] * inputs.logs[r];
    } else {
      sum += recipe.weight[r] * std::exp(rho * inputs.logs[r]);
    }
  }
  if (rho == 0.0) return std::exp(sum);
  if (sum <= 0.0) return 0.0;
  if (rho == -1.0) return 1.0 / sum;
  return std::exp(std::log(sum) / rho);
}

}  // namespace

Recipe make_recipe(const Bundle& requirement, double elasticity, const Bundle& prices, double goods_markup,
                   double space_markup) {
  Recipe recipe;
  recipe.requirement = requirement;
  double cost = 0.0;
  for (std::size_t r = 0; r < resources; ++r) cost += requirement[r] * prices[r];
  for (std::size_t r = 0; r < resources; ++r) recipe.weight[r] = cost > 0.0 ? requirement[r] * prices[r] / cost : 0.0;
  recipe.exponent = std::abs(elasticity - 1.0) < 1e-9 ? 0.0 : (elasticity - 1.0) / elasticity;
  if (cost <= 0.0) recipe.exponent = -1.0;  // a service that needs nothing is not made from nothing
  recipe.needs_logs = recipe.exponent != -1.0;
  recipe.goods_ratio = std::pow(goods_markup, -elasticity);
  recipe.space_ratio = std::pow(space_markup, -elasticity);
  recipe.goods_log_ratio = -elasticity * std::log(goods_markup);
  recipe.space_log_ratio = -elasticity * std::log(space_markup);
  return recipe;
}

double ces(const Recipe& recipe, const Bundle& units) {
  return ces_of(recipe, prepare_inputs(units, {1.0, 1.0, 1.0, 1.0}));
}

Inputs prepare_inputs(const Bundle& bundle, const Bundle& divisor, bool with_logs) {
  Inputs inputs;
  for (std::size_t r = 0; r < resources; ++r) inputs.units[r] = divisor[r] > 0.0 ? bundle[r] / divisor[r] : 0.0;
  if (with_logs)
    for (std::size_t r = 0; r < resources; ++r) inputs.logs[r] = inputs.units[r] > 0.0 ? std::log(inputs.units[r]) : 0.0;
  return inputs;
}

Bundle mix_divisor(std::span<const Recipe> recipes, std::span<const double> mix) {
  Bundle divisor{};
  for (std::size_t a = 0; a < recipes.size(); ++a)
    for (std::size_t r = 0; r < resources; ++r) divisor[r] += mix[a] * recipes[a].requirement[r];
  return divisor;
}

double area_units(const Recipe& recipe, double mix, const Inputs& inputs, const Market& market) {
  if (mix <= 0.0) return 0.0;
  Inputs bought = inputs;
  buy_what_pays(recipe, market, bought);
  return mix * ces_of(recipe, bought);
}

double area_units(const Recipe& recipe, double mix, const Bundle& bundle, const Bundle& divisor, const Market& market) {
  return area_units(recipe, mix, prepare_inputs(bundle, divisor), market);
}

Yield area_yield(const Recipe& recipe, double mix, const Inputs& own, const Market& market) {
  Yield yield;
  if (mix <= 0.0) return yield;
  Inputs inputs = own;
  buy_what_pays(recipe, market, inputs);
  yield.units = mix * ces_of(recipe, inputs);
  for (std::size_t r = 0; r < resources; ++r) {
    const double stock = mix * (r == money ? inputs.units[r] : own.units[r]) * recipe.requirement[r];
    yield.used[r] = std::min(stock, yield.units * recipe.requirement[r]);
  }
  // Only what the output really takes is bought: where hours bind, goods would lie idle.
  const auto bought = [&](std::size_t r) {
    const double most = mix * (inputs.units[r] - own.units[r]) * recipe.requirement[r];
    return std::clamp(yield.units * recipe.requirement[r] - yield.used[r], 0.0, std::max(0.0, most));
  };
  yield.bought_goods = bought(goods);
  yield.bought_space = bought(space);
  yield.purchase_usd = market.goods_markup * yield.bought_goods +
                       market.space_markup * market.space_price_usd * yield.bought_space;
  return yield;
}

Yield area_yield(const Recipe& recipe, double mix, const Bundle& bundle, const Bundle& divisor, const Market& market) {
  return area_yield(recipe, mix, prepare_inputs(bundle, divisor), market);
}

MixValue::MixValue(std::span<const Recipe> recipes, std::span<const double> mix, std::span<const double> worth)
    : recipes_(recipes), mix_(mix), worth_(worth), divisor_(mix_divisor(recipes, mix)) {
  for (std::size_t a = 0; a < recipes.size(); ++a) {
    if (!(mix[a] > 0.0 && worth[a] > 0.0)) continue;
    areas_[count_++] = static_cast<std::uint8_t>(a);
    with_logs_ = with_logs_ || recipes[a].needs_logs;
  }
}

double MixValue::of(const Bundle& bundle, const Market& market) const {
  const Inputs inputs = prepare_inputs(bundle, divisor_, with_logs_);
  double value = 0.0;
  for (std::size_t k = 0; k < count_; ++k) {
    const std::size_t a = areas_[k];
    value += worth_[a] * area_units(recipes_[a], mix_[a], inputs, market);
  }
  return value;
}

double bundle_value(std::span<const Recipe> recipes, std::span<const double> mix, std::span<const double> worth,
                    Bundle bundle, double coordination_hours, const Market& market) {
  double& hours = bundle[static_cast<std::size_t>(Resource::hours)];
  hours = std::max(0.0, hours - coordination_hours);
  return MixValue(recipes, mix, worth).of(bundle, market);
}

double relative_gain(double joint, double one, double other) {
  const double largest = std::max(joint, one + other);
  return largest > 0.0 ? (joint - one - other) / largest : 0.0;
}

double most_relative_gain(const Bundle& joint, const Bundle& one, const Bundle& other) {
  double least_of_one = INFINITY, least_of_other = INFINITY;
  for (std::size_t r = 0; r < resources; ++r) {
    if (!(joint[r] > 0.0)) continue;
    least_of_one = std::min(least_of_one, one[r] / joint[r]);
    least_of_other = std::min(least_of_other, other[r] / joint[r]);
  }
  if (least_of_one == INFINITY) return 0.0;  // nothing to make anything of
  return relative_gain(1.0, least_of_one, least_of_other);
}

}  // namespace tessera
