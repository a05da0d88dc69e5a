#include "formulas/market.hpp"

namespace tessera {
namespace {

constexpr std::size_t money = static_cast<std::size_t>(Resource::money);
constexpr double golden = 0.6180339887498949;  // share of the bracket that is kept
constexpr int narrowings = 40;                 // leaves golden^40, about 4e-9, of the bracket

}  // namespace

double value_bought_per_usd(std::span<const double> mix, std::span<const double> worth, std::span<const double> price_usd) {
  double value = 0.0;
  double cost = 0.0;
  for (std::size_t a = 0; a < price_usd.size(); ++a) {
    if (!(price_usd[a] > 0.0)) continue;
    value += mix[a] * worth[a];
    cost += mix[a] * price_usd[a];
  }
  return cost > 0.0 ? value / cost : 0.0;
}

MoneyUse best_money_use(const Technology& technology, std::span<const double> mix, std::span<const double> worth_made,
                        std::span<const double> worth_bought, const Bundle& bundle) {
  const MixValue value_made(technology.recipes, mix, worth_made);
  const auto made = [&](const Bundle& left) { return value_made.of(left, technology.market); };
  MoneyUse best{0.0, made(bundle)};
  const double of_all_money = bundle[money] * value_bought_per_usd(mix, worth_bought, technology.service_price_usd);
  if (!(of_all_money > 0.0)) return best;
  const auto value_at = [&](double bought_share) {
    Bundle left = bundle;
    left[money] *= 1.0 - bought_share;
    return made(left) + bought_share * of_all_money;
  };
  const auto consider = [&](double bought_share, double value) {
    if (value > best.value) best = {bought_share, value};
  };
  consider(1.0, value_at(1.0));
  double low = 0.0, high = 1.0;
  double left = high - golden * (high - low), right = low + golden * (high - low);
  double at_left = value_at(left), at_right = value_at(right);
  for (int step = 0; step < narrowings; ++step) {
    if (at_left < at_right) {
      low = left;
      left = right;
      at_left = at_right;
      right = low + golden * (high - low);
      at_right = value_at(right);
    } else {
      high = right;
      right = left;
      at_right = at_left;
      left = high - golden * (high - low);
      at_left = value_at(left);
    }
  }
  consider(left, at_left);
  consider(right, at_right);
  return best;
}

double purchase_value(const Technology& technology, std::span<const double> mix, std::span<const double> worth_made,
                      std::span<const double> worth_bought, const Bundle& bundle) {
  return best_money_use(technology, mix, worth_made, worth_bought, bundle).value;
}

}  // namespace tessera
