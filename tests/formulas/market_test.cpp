#include "formulas/market.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace tessera {
namespace {

constexpr std::array mix{0.5, 0.5};
constexpr std::array worth{2.0, 1.0};

// Two areas made of money and hours, one each per unit, nothing else; one usd counts as much as an hour.
Technology simple(double elasticity, std::vector<double> prices) {
  Technology technology;
  technology.prices = {1.0, 1.0, 1.0, 1.0};
  for (int a = 0; a < 2; ++a)
    technology.recipes.push_back(make_recipe({1.0, 1.0, 0.0, 0.0}, elasticity, technology.prices, 1.15, 1.15));
  technology.service_price_usd = std::move(prices);
  return technology;
}

TEST(MarketFormula, AUsdBuysUnitsInProportionToTheMix) {
  EXPECT_DOUBLE_EQ(value_bought_per_usd(mix, worth, std::array{4.0, 8.0}), 1.5 / 6.0);
  EXPECT_DOUBLE_EQ(value_bought_per_usd(mix, worth, std::array{4.0, 0.0}), 2.0 / 4.0);  // a market in one area alone
  EXPECT_EQ(value_bought_per_usd(mix, worth, std::array{0.0, 0.0}), 0.0);
  EXPECT_EQ(value_bought_per_usd(mix, worth, {}), 0.0);
}

TEST(MarketFormula, WithoutAMarketNoBitChanges) {
  const Bundle bundle{30.0, 7.0, 0.0, 0.0};
  for (const double elasticity : {0.3, 0.5, 1.0, 2.0}) {
    const Technology none = simple(elasticity, {0.0, 0.0});
    const double made = bundle_value(none.recipes, mix, worth, bundle, 0.0, none.market);
    EXPECT_EQ(purchase_value(none, mix, worth, worth, bundle), made);
    EXPECT_EQ(purchase_value(simple(elasticity, {}), mix, worth, worth, bundle), made);
    EXPECT_EQ(purchase_value(simple(elasticity, {1e12, 1e12}), mix, worth, worth, bundle), made);  // too dear
  }
}

TEST(MarketFormula, WithoutHoursAllMoneyBuys) {
  const Technology technology = simple(0.5, {4.0, 8.0});
  const MoneyUse use = best_money_use(technology, mix, worth, worth, {30.0, 0.0, 0.0, 0.0});
  EXPECT_DOUBLE_EQ(use.value, 30.0 * 0.25);
  EXPECT_DOUBLE_EQ(use.bought_share, 1.0);
}

// Nearly perfect complements: as much money stays as there are hours, the rest buys.
TEST(MarketFormula, ComplementsKeepTheMoneyTheyNeed) {
  const Technology technology = simple(0.02, {6.0, 6.0});
  const MoneyUse use = best_money_use(technology, mix, worth, worth, {40.0, 10.0, 0.0, 0.0});
  EXPECT_NEAR(use.bought_share, 0.75, 0.02);
  EXPECT_NEAR(use.value, 10.0 * 1.5 + 30.0 * 1.5 / 6.0, 0.4);
}

// Cobb-Douglas with equal shares: value made 1.5 sqrt(m h); a further usd makes 0.75 sqrt(h / m) and buys v, so it pays to
// keep m = h (0.75 / v)^2.
TEST(MarketFormula, BestShareSolvesTheFirstOrderCondition) {
  const Technology technology = simple(1.0, {4.0, 4.0});
  const double v = 1.5 / 4.0, hours = 5.0, keeps = hours * std::pow(0.75 / v, 2.0);
  const MoneyUse use = best_money_use(technology, mix, worth, worth, {100.0, hours, 0.0, 0.0});
  EXPECT_NEAR(use.bought_share, 1.0 - keeps / 100.0, 1e-6);
  EXPECT_NEAR(use.value, 1.5 * std::sqrt(keeps * hours) + (100.0 - keeps) * v, 1e-9);
}

TEST(MarketFormula, AMarketNeverTakesAwayAndBoughtUnitsGainNoExpertise) {
  const Bundle bundle{50.0, 20.0, 0.0, 0.0};
  const std::array skilled{3.0, 1.5};
  double before = INFINITY;
  for (const double price : {0.5, 1.0, 2.0, 4.0, 8.0, 1000.0}) {
    const Technology technology = simple(0.5, {price, price});
    const double value = purchase_value(technology, mix, skilled, worth, bundle);
    EXPECT_LE(value, before) << price;
    EXPECT_GE(value, bundle_value(technology.recipes, mix, skilled, bundle, 0.0, technology.market)) << price;
    EXPECT_LE(value, purchase_value(technology, mix, skilled, skilled, bundle)) << price;
    before = value;
  }
}

}  // namespace
}  // namespace tessera
