// Buying services instead of making them: what money is worth where service units can be had on a market.
//
// Units are bought in proportion to the mix, over the areas that have a market, so a usd buys value
//   v = sum over a of mix_a worth_a / sum over a of mix_a price_a   (a with price_a > 0).
// The share s of the money that is spent so is the best one: it maximises (value made of the bundle with money (1 - s)) +
// s * money * v, which is concave in s. Without a market nothing is bought and the value is that of the bundle, bit for bit.
#pragma once

#include <span>

#include "formulas/technology.hpp"

namespace tessera {

struct MoneyUse {
  double bought_share = 0.0;  // of the money, spent on bought services
  double value = 0.0;         // made and bought
};

// [area] mix (sum 1), worth of one unit that is bought, price of one unit in usd (0 = no market). Value of one usd; 0 without
// a market.
double value_bought_per_usd(std::span<const double> mix, std::span<const double> worth, std::span<const double> price_usd);

// The better use of a bundle's money. worth_made: [area] value of one unit before expertise that is made; worth_bought: of
// one that is bought, to which no expertise is added.
MoneyUse best_money_use(const Technology& technology, std::span<const double> mix, std::span<const double> worth_made,
                        std::span<const double> worth_bought, const Bundle& bundle);

// The value of it alone.
double purchase_value(const Technology& technology, std::span<const double> mix, std::span<const double> worth_made,
                      std::span<const double> worth_bought, const Bundle& bundle);

}  // namespace tessera
