#include "formulas/production.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/draws.hpp"

namespace tessera {
namespace {

constexpr std::size_t money = static_cast<std::size_t>(Resource::money);
constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
constexpr std::size_t goods = static_cast<std::size_t>(Resource::goods);
constexpr std::size_t space = static_cast<std::size_t>(Resource::space);

constexpr Bundle prices{1.0, 28.0, 1.0, 0.15};
constexpr Bundle food{8.0, 1.2, 45.0, 4.0};
constexpr double elasticities[] = {0.05, 0.2, 0.4, 0.5, 0.8, 1.0, 1.5, 4.0, 20.0};

Recipe recipe_of(const Bundle& requirement, double elasticity, const Market& market = {}) {
  return make_recipe(requirement, elasticity, prices, market.goods_markup, market.space_markup);
}

Bundle scaled(const Bundle& bundle, double factor) {
  Bundle result = bundle;
  for (double& x : result) x *= factor;
  return result;
}

Bundle random_bundle(Stream& stream, const Bundle& around) {
  Bundle bundle = around;
  for (double& x : bundle) x *= std::exp(4.0 * (stream.uniform() - 0.5));
  return bundle;
}

TEST(Production, WeightsAreCostShares) {
  const Recipe recipe = recipe_of({10.0, 0.5, 6.0, 0.0}, 0.5);
  EXPECT_DOUBLE_EQ(recipe.weight[money], 10.0 / 30.0);
  EXPECT_DOUBLE_EQ(recipe.weight[hours], 14.0 / 30.0);
  EXPECT_DOUBLE_EQ(recipe.weight[goods], 6.0 / 30.0);
  EXPECT_EQ(recipe.weight[space], 0.0);
  EXPECT_DOUBLE_EQ(recipe.exponent, -1.0);
}

TEST(Production, InputsInProportionYieldTheSameAtEveryElasticity) {
  for (const double elasticity : elasticities)
    EXPECT_NEAR(ces(recipe_of(food, elasticity), {3.7, 3.7, 3.7, 3.7}), 3.7, 1e-12) << elasticity;
}

TEST(Production, HarmonicMeanByHandAtElasticityOneHalf) {
  const Recipe recipe = recipe_of({1.0, 1.0 / 28.0, 1.0, 1.0 / 0.15}, 0.5);  // four equal weights
  EXPECT_NEAR(ces(recipe, {1.0, 2.0, 4.0, 4.0}), 4.0 / (1.0 + 0.5 + 0.25 + 0.25), 1e-12);
}

TEST(Production, NearsLeontiefAtLowElasticity) {
  const Bundle units{2.0, 1.3, 1.1, 5.0};
  double gap = 1e300;
  for (const double elasticity : {0.4, 0.2, 0.1, 0.05}) {
    const Recipe recipe = recipe_of(food, elasticity);
    const double output = ces(recipe, units);
    EXPECT_GE(output, 1.1);  // the scarcest input, in recipe units
    EXPECT_LE(output, 1.1 * std::pow(recipe.weight[goods], 1.0 / recipe.exponent) + 1e-12);
    EXPECT_LT(output - 1.1, gap);
    gap = output - 1.1;
  }
  EXPECT_LT(gap, 0.04);
}

TEST(Production, IsCobbDouglasAtElasticityOneAndNearsItFromBothSides) {
  const Bundle units{2.0, 1.3, 1.1, 5.0};
  const Recipe even = recipe_of(food, 1.0);
  double product = 1.0;
  for (std::size_t r = 0; r < resources; ++r) product *= std::pow(units[r], even.weight[r]);
  EXPECT_NEAR(ces(even, units), product, 1e-12);
  EXPECT_NEAR(ces(recipe_of(food, 1.0 + 1e-6), units), product, 1e-5);
  EXPECT_NEAR(ces(recipe_of(food, 1.0 - 1e-6), units), product, 1e-5);
  EXPECT_GT(std::abs(ces(recipe_of(food, 0.9), units) - product), 1e-3);
}

TEST(Production, IsLinearAtHighElasticity) {
  const Bundle units{2.0, 0.0, 1.1, 5.0};
  const Recipe recipe = recipe_of(food, 1e7);
  double sum = 0.0;
  for (std::size_t r = 0; r < resources; ++r) sum += recipe.weight[r] * units[r];
  EXPECT_NEAR(ces(recipe, units), sum, 1e-5);
}

TEST(Production, HomogeneousOfDegreeOneAndConcave) {
  Stream stream = Draws(1, 0, 1).of(1).at(1);
  for (const double elasticity : elasticities) {
    const Recipe recipe = recipe_of(food, elasticity);
    for (int k = 0; k < 50; ++k) {
      const Bundle one = random_bundle(stream, {1, 1, 1, 1}), other = random_bundle(stream, {1, 1, 1, 1});
      Bundle together{};
      for (std::size_t r = 0; r < resources; ++r) together[r] = one[r] + other[r];
      EXPECT_NEAR(ces(recipe, scaled(one, 17.0)), 17.0 * ces(recipe, one), 1e-9 * ces(recipe, one) * 17.0);
      EXPECT_GE(ces(recipe, together), (ces(recipe, one) + ces(recipe, other)) * (1.0 - 1e-12)) << elasticity;
    }
  }
}

TEST(Production, WhatIsNotNeededIsLeftOut) {
  for (const double elasticity : elasticities) {
    const Recipe recipe = recipe_of({8.0, 1.2, 0.0, 4.0}, elasticity);
    EXPECT_EQ(ces(recipe, {2.0, 3.0, 0.0, 4.0}), ces(recipe, {2.0, 3.0, 99.0, 4.0})) << elasticity;
    EXPECT_GT(ces(recipe, {2.0, 3.0, 0.0, 4.0}), 0.0) << elasticity;
  }
}

TEST(Production, NothingComesFromNothing) {
  for (const double elasticity : elasticities) {
    EXPECT_EQ(ces(recipe_of(food, elasticity), {}), 0.0) << elasticity;
    EXPECT_EQ(ces(recipe_of({}, elasticity), {1, 1, 1, 1}), 0.0) << elasticity;
    const std::vector<Recipe> recipes{recipe_of(food, elasticity), recipe_of({35, 2, 25, 8}, elasticity)};
    const std::vector<double> mix{0.3, 0.7}, worth{3.0, 1.0};
    const Bundle divisor = mix_divisor(recipes, mix);
    const Yield yield = area_yield(recipes[0], mix[0], {}, divisor, Market{});
    EXPECT_EQ(yield.units, 0.0);
    EXPECT_EQ(yield.purchase_usd, 0.0);
    EXPECT_EQ(yield.used, Bundle{});
    EXPECT_EQ(bundle_value(recipes, mix, worth, {}, 5.0, Market{}), 0.0);
  }
  // Complements: without hours nothing is made below elasticity 1, whatever the rest.
  EXPECT_EQ(ces(recipe_of(food, 0.5), {9.0, 0.0, 9.0, 9.0}), 0.0);
}

// The best that any split of the purse between service money, goods and space can do, by trying many.
double best_by_search(const Recipe& recipe, const Market& market, const Bundle& bundle, int steps) {
  const double purse = bundle[money];
  const double goods_price = market.goods_markup, space_price = market.space_markup * market.space_price_usd;
  double best = 0.0;
  for (int i = 0; i <= steps; ++i)
    for (int j = 0; i + j <= steps; ++j) {
      const double on_goods = purse * i / steps, on_space = purse * j / steps;
      const Bundle spent{purse - on_goods - on_space, bundle[hours], bundle[goods] + on_goods / goods_price,
                         bundle[space] + on_space / space_price};
      Bundle units{};
      for (std::size_t r = 0; r < resources; ++r) units[r] = spent[r] / recipe.requirement[r];
      best = std::max(best, ces(recipe, units));
    }
  return best;
}

TEST(Production, PurchasesAreTheBestPossible) {
  const Market market{.goods_markup = 1.3, .space_markup = 1.1, .space_price_usd = prices[space]};
  Stream stream = Draws(2, 0, 1).of(1).at(1);
  for (const double elasticity : {0.2, 0.4, 0.5, 1.0, 1.5, 3.0}) {
    const Recipe recipe = recipe_of(food, elasticity, market);
    for (int k = 0; k < 25; ++k) {
      Bundle bundle = random_bundle(stream, scaled(food, 10.0));
      if (k % 5 == 0) bundle[goods] = 0.0;
      if (k % 7 == 0) bundle[space] = 0.0;
      const double found = area_units(recipe, 1.0, bundle, recipe.requirement, market);
      const double best = best_by_search(recipe, market, bundle, 150);
      EXPECT_GE(found, best * (1.0 - 1e-9)) << elasticity << " " << k;
      EXPECT_LE(found, best * 1.02) << elasticity << " " << k;  // the search is as coarse as its steps
    }
  }
}

// The search above sees a rule that buys too much or too little.
TEST(Production, TwinAWrongPurchaseRuleFallsShort) {
  const Market market{.goods_markup = 1.3, .space_markup = 1.1, .space_price_usd = prices[space]};
  const Bundle bundle{600.0, 12.0, 50.0, 10.0};
  for (const double wrong : {0.2, 3.0}) {
    Recipe recipe = recipe_of(food, 0.5, market);
    recipe.goods_ratio *= wrong;
    EXPECT_LT(area_units(recipe, 1.0, bundle, recipe.requirement, market),
              best_by_search(recipe, market, bundle, 150) * (1.0 - 1e-3));
  }
}

TEST(Production, NobodyBuysWhatIsAbundant) {
  const Market market{};
  const Recipe recipe = recipe_of(food, 0.5, market);
  const Yield yield = area_yield(recipe, 1.0, {80.0, 12.0, 4500.0, 400.0}, recipe.requirement, market);
  EXPECT_EQ(yield.bought_goods, 0.0);
  EXPECT_EQ(yield.bought_space, 0.0);
  EXPECT_EQ(yield.purchase_usd, 0.0);
  EXPECT_GT(yield.units, 0.0);
}

TEST(Production, YieldsAgreeAndNeverUseMoreThanIsGiven) {
  Stream stream = Draws(3, 0, 1).of(1).at(1);
  const Market market{.goods_markup = 1.15, .space_markup = 1.4, .space_price_usd = prices[space]};
  double bought = 0.0;
  for (const double elasticity : elasticities)
    for (int k = 0; k < 40; ++k) {
      const std::vector<Recipe> recipes{recipe_of(food, elasticity, market), recipe_of({35, 2, 25, 8}, elasticity, market),
                                        recipe_of({4, 1, 0, 2}, elasticity, market)};
      const double first = stream.uniform(), second = stream.uniform() * (1.0 - first);
      const std::vector<double> mix{first, second, 1.0 - first - second};
      const Bundle bundle = random_bundle(stream, {500, 40, 300, 200});
      const Bundle divisor = mix_divisor(recipes, mix);
      Bundle used{};
      double purchases = 0.0;
      for (std::size_t a = 0; a < recipes.size(); ++a) {
        const Yield yield = area_yield(recipes[a], mix[a], bundle, divisor, market);
        EXPECT_EQ(yield.units, area_units(recipes[a], mix[a], bundle, divisor, market));
        EXPECT_GE(yield.bought_goods, 0.0);
        EXPECT_GE(yield.bought_space, 0.0);
        EXPECT_NEAR(yield.purchase_usd, 1.15 * yield.bought_goods + 1.4 * 0.15 * yield.bought_space, 1e-9);
        for (std::size_t r = 0; r < resources; ++r) {
          EXPECT_GE(yield.used[r], 0.0);
          const double most = recipes[a].requirement[r] * yield.units;  // used = min(x, c * y), bought on top
          const double with_bought = yield.used[r] + (r == goods ? yield.bought_goods : r == space ? yield.bought_space : 0.0);
          EXPECT_LE(with_bought, most * (1.0 + 1e-12));
          used[r] += yield.used[r];
        }
        purchases += yield.purchase_usd;
      }
      for (std::size_t r = 0; r < resources; ++r)
        EXPECT_LE(used[r] + (r == money ? purchases : 0.0), bundle[r] * (1.0 + 1e-12)) << elasticity << " " << r;
      bought += purchases;
    }
  EXPECT_GT(bought, 0.0);
}

TEST(Production, AMixSharesOutTheWholeBundle) {
  const std::vector<Recipe> recipes{recipe_of(food, 0.5), recipe_of({35, 2, 25, 8}, 0.5)};
  const std::vector<double> mix{0.25, 0.75};
  const Bundle divisor = mix_divisor(recipes, mix);
  EXPECT_DOUBLE_EQ(divisor[money], 0.25 * 8 + 0.75 * 35);
  // A bundle that makes exactly 40 units in that mix.
  const Bundle bundle = scaled(divisor, 40.0);
  EXPECT_NEAR(area_units(recipes[0], mix[0], bundle, divisor, Market{}), 10.0, 1e-9);
  EXPECT_NEAR(area_units(recipes[1], mix[1], bundle, divisor, Market{}), 30.0, 1e-9);
  EXPECT_NEAR(bundle_value(recipes, mix, std::vector<double>{3.0, 1.0}, bundle, 0.0, Market{}), 60.0, 1e-8);
}

TEST(Production, PoolingComplementsPaysCloningDoesNotCoordinationCosts) {
  const std::vector<Recipe> recipes{recipe_of(food, 0.4)};
  const std::vector<double> mix{1.0}, worth{3.0};
  const auto value = [&](const Bundle& bundle, double coordination) {
    return bundle_value(recipes, mix, worth, bundle, coordination, Market{});
  };
  const auto gain = [&](const Bundle& one, const Bundle& other, double coordination) {
    Bundle joint{};
    for (std::size_t r = 0; r < resources; ++r) joint[r] = one[r] + other[r];
    return relative_gain(value(joint, coordination), value(one, 0.0), value(other, 0.0));
  };
  const Bundle has_goods{100.0, 2.0, 9000.0, 50.0}, has_vans{1000.0, 200.0, 100.0, 600.0};
  EXPECT_GT(gain(has_goods, has_vans, 1.0), 0.2);
  EXPECT_NEAR(gain(has_goods, has_goods, 0.0), 0.0, 1e-12);
  EXPECT_LT(gain(has_goods, has_goods, 1.0), -0.01);
  EXPECT_EQ(value(has_goods, 5.0), 0.0);  // all its hours go into meetings
}

// Every bound holds for both recipes at random; how near it comes is the twin: a bound lower by a twentieth would be broken.
TEST(Production, NoPoolGainsMoreThanItsBound) {
  const Market market;
  const Bundle shelter{150.0, 5.0, 60.0, 30.0};
  Stream stream({4, 0, 0, 0}, {1, 1});
  double nearest = 1.0;
  for (const double elasticity : elasticities)
    for (int trial = 0; trial < 200; ++trial) {
      const std::vector<Recipe> recipes{recipe_of(food, elasticity), recipe_of(shelter, 0.7 * elasticity)};
      const std::vector<double> mix{0.6, 0.4}, worth{1.0, 2.5};
      const Bundle one = scaled(random_bundle(stream, food), 4.0), other = random_bundle(stream, shelter);
      Bundle joint{};
      for (std::size_t r = 0; r < resources; ++r) joint[r] = one[r] + other[r];
      joint[hours] *= 1.0 - 0.3 * stream.uniform();
      const auto value = [&](const Bundle& bundle) { return bundle_value(recipes, mix, worth, bundle, 0.0, market); };
      const double gain = relative_gain(value(joint), value(one), value(other));
      const double most = most_relative_gain(joint, one, other);
      ASSERT_LE(gain, most + 1e-12) << elasticity;
      nearest = std::min(nearest, most - gain);
    }
  EXPECT_LT(nearest, 0.05);
}

TEST(Production, TheBoundOfGainByHand) {
  EXPECT_DOUBLE_EQ(most_relative_gain({4.0, 4.0, 4.0, 0.0}, {1.0, 2.0, 3.0, 0.0}, {3.0, 2.0, 1.0, 0.0}), 0.5);
  EXPECT_EQ(most_relative_gain({2.0, 2.0, 2.0, 2.0}, {1.0, 1.0, 1.0, 1.0}, {1.0, 1.0, 1.0, 1.0}), 0.0);
  EXPECT_EQ(most_relative_gain({1.0, 2.0, 0.0, 0.0}, {1.0, 0.0, 0.0, 0.0}, {0.0, 2.0, 0.0, 0.0}), 1.0);
  EXPECT_EQ(most_relative_gain({1.0, 1.0, 0.0, 0.0}, {1.0, 1.0, 0.0, 0.0}, {1.0, 1.0, 0.0, 0.0}), -0.5);  // half is lost
  EXPECT_EQ(most_relative_gain({}, {}, {}), 0.0);
}

TEST(Production, RelativeGainByHandAndWithinItsBounds) {
  EXPECT_DOUBLE_EQ(relative_gain(6.0, 1.0, 2.0), 0.5);
  EXPECT_DOUBLE_EQ(relative_gain(0.0, 1.0, 2.0), -1.0);
  EXPECT_DOUBLE_EQ(relative_gain(5.0, 0.0, 0.0), 1.0);
  EXPECT_EQ(relative_gain(0.0, 0.0, 0.0), 0.0);
}

}  // namespace
}  // namespace tessera
