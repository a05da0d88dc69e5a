#include "formulas/rough_gain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/draws.hpp"

namespace tessera {
namespace {

constexpr Bundle prices{1.0, 28.0, 1.0, 0.15};
constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
constexpr Market market;

// A world of some areas, and what two sides of it would pool.
struct Case {
  std::vector<Recipe> recipes;
  RoughValues::Areas mix{}, worth{};
  Bundle one{}, other{}, joint{};
};

double any_of(Stream& stream, std::initializer_list<double> values) {
  return values.begin()[stream.below(values.size())];
}

Bundle some_bundle(Stream& stream, double absent) {
  Bundle bundle{2e3, 150.0, 4e3, 800.0};
  for (double& x : bundle) x *= stream.uniform() < absent ? 0.0 : std::exp(8.0 * (stream.uniform() - 0.5));
  return bundle;
}

Case some_case(Stream& stream, std::size_t areas) {
  Case c;
  double total = 0.0;
  for (std::size_t a = 0; a < areas; ++a) {
    Bundle requirement{8.0, 1.2, 45.0, 4.0};
    for (double& x : requirement) x *= stream.uniform() < 0.25 ? 0.0 : std::exp(4.0 * (stream.uniform() - 0.5));
    const double elasticity = any_of(stream, {0.05, 0.2, 0.4, 0.5, 0.8, 0.95, 1.0, 1.1, 1.5, 4.0, 20.0});
    c.recipes.push_back(make_recipe(requirement, elasticity, prices, market.goods_markup, market.space_markup));
    total += c.mix[a] = a > 0 && stream.uniform() < 0.3 ? 0.0 : 0.01 + stream.uniform();
    c.worth[a] = a > 0 && stream.uniform() < 0.1 ? 0.0 : 0.01 + 10.0 * stream.uniform();
  }
  for (double& share : c.mix) share /= total;
  c.one = some_bundle(stream, 0.1);
  c.other = some_bundle(stream, 0.1);
  for (std::size_t r = 0; r < resources; ++r) c.joint[r] = c.one[r] + c.other[r];
  c.joint[hours] = std::max(0.0, c.joint[hours] - 20.0 * stream.uniform());
  return c;
}

RoughGain rough(const Case& c) { return RoughValues(c.recipes, market).gain(c.mix, c.worth, c.joint, c.one, c.other); }

double exact(const Case& c) {
  const std::size_t areas = c.recipes.size();
  const MixValue value(c.recipes, {c.mix.data(), areas}, {c.worth.data(), areas});
  return relative_gain(value.of(c.joint, market), value.of(c.one, market), value.of(c.other, market));
}

// Largest distance between what is said roughly of a world and the gain in one whose recipes need more hours.
double largest_error(double more_hours, std::size_t areas) {
  Stream stream({areas, 0, 0, 0}, {5, 5});
  double worst = 0.0;
  for (int trial = 0; trial < 4000; ++trial) {
    Case c = some_case(stream, areas);
    const RoughGain said = rough(c);
    EXPECT_LT(said.error, 0.01) << "nothing was said of " << trial;
    for (Recipe& recipe : c.recipes) recipe.requirement[hours] *= more_hours;
    worst = std::max(worst, std::abs(said.gain - exact(c)));
  }
  return worst;
}

TEST(RoughGain, IsWithinAFifthOfItsError) {
  for (const std::size_t areas : {1, 3, 4, 8, 9, 16}) EXPECT_LT(largest_error(1.0, areas), 2e-4) << areas;
}

TEST(RoughGain, TheSameCheckSeesRecipesThatNeedATenthMore) { EXPECT_GT(largest_error(1.1, 8), 2e-4); }

TEST(RoughGain, OfNothingIsNothing) {
  Stream stream({1, 0, 0, 0}, {6, 6});
  Case c = some_case(stream, 8);
  c.one = c.other = c.joint = Bundle{};
  EXPECT_EQ(rough(c).gain, 0.0);
  EXPECT_EQ(exact(c), 0.0);
}

TEST(RoughGain, AServiceThatNeedsNothingIsNotMadeFromNothing) {
  Stream stream({2, 0, 0, 0}, {6, 6});
  Case c = some_case(stream, 8);
  c.recipes[3] = make_recipe({}, 0.5, prices, market.goods_markup, market.space_markup);
  c.mix[3] = c.worth[3] = 0.5;
  EXPECT_NEAR(rough(c).gain, exact(c), 2e-4);
}

TEST(RoughGain, SaysNothingOfWhatFloatsDoNotHold) {
  Stream stream({3, 0, 0, 0}, {6, 6});
  Case c;
  do c = some_case(stream, 8);
  while (c.mix[0] == 0.0 || c.worth[0] == 0.0 || c.recipes[0].requirement[hours] == 0.0 || c.joint[hours] == 0.0);
  Case tiny = c, huge = c, cancelling = c, small_worth = c;
  tiny.one[hours] = 1e-30;
  huge.joint[hours] = 1e30;
  cancelling.recipes[0] = make_recipe({8.0, 1.2, 45.0, 4.0}, 1.0001, prices, market.goods_markup, market.space_markup);
  small_worth.worth[0] = 1e-30;
  EXPECT_LT(rough(c).error, 0.01);
  for (const Case& beyond : {tiny, huge, cancelling, small_worth}) {
    EXPECT_EQ(rough(beyond).gain, 0.0);
    EXPECT_EQ(rough(beyond).error, 1.0);
  }
}

}  // namespace
}  // namespace tessera
