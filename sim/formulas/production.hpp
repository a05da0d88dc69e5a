// What a bundle of inputs yields: constant elasticity of substitution over rival inputs, with purchase of what money can
// buy. Pure functions; a Recipe holds the constants of one service area.
//
// Weights are cost shares, and inputs are counted in units of the recipe (x / c), so that a bundle in recipe proportions
// yields the same at every elasticity. Resources a recipe does not need are left out. Homogeneous of degree one.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "vocabulary/names.hpp"

namespace tessera {

struct Recipe {
  Bundle requirement{};      // per service unit; 0 = not needed
  Bundle weight{};           // cost shares, sum 1; 0 where not needed
  double exponent = -1.0;    // (elasticity - 1) / elasticity; 0 = Cobb-Douglas
  double goods_ratio = 1.0;  // goods per money (in recipe units) up to which buying goods pays: markup^-elasticity
  double space_ratio = 1.0;
  double goods_log_ratio = 0.0;  // logarithms of the two
  double space_log_ratio = 0.0;
  bool needs_logs = false;       // of inputs: not where output is their harmonic mean
};

// A bundle in recipe units for a mix, the same for every area of that mix, with logarithms: prepared once per bundle.
struct Inputs {
  Bundle units{};
  Bundle logs{};  // left 0 where no recipe of the mix needs them
};

// Prices: value of one unit of each resource in usd; markups: price of buying goods and space relative to that value.
Recipe make_recipe(const Bundle& requirement, double elasticity, const Bundle& prices, double goods_markup,
                   double space_markup);

// Service units from inputs in recipe units (x_r / c_r), without purchase.
double ces(const Recipe& recipe, const Bundle& units);

// What one area makes of its share of a bundle.
struct Yield {
  double units = 0.0;         // service units before expertise
  Bundle used{};              // of each resource, own stock; used + bought <= given + bought
  double bought_goods = 0.0;  // usd of value, all used
  double bought_space = 0.0;  // m2 hour
  double purchase_usd = 0.0;  // money spent on both, on top of used[money]
};

// Fixed terms of buying.
struct Market {
  double goods_markup = 1.15;
  double space_markup = 1.15;
  double space_price_usd = 0.15;
};

// How a bundle is split over areas: each resource in proportion to mix[a] * requirement[a][r], so that every area gets
// inputs in the same proportions to its recipe. divisor[r] = sum over a of mix[a] * requirement[a][r].
Bundle mix_divisor(std::span<const Recipe> recipes, std::span<const double> mix);

Inputs prepare_inputs(const Bundle& bundle, const Bundle& divisor, bool with_logs = true);

// Yield of area `a` from its share of `bundle` under `mix` (sum 1), purchases made where they pay.
Yield area_yield(const Recipe& recipe, double mix, const Inputs& inputs, const Market& market);
Yield area_yield(const Recipe& recipe, double mix, const Bundle& bundle, const Bundle& divisor, const Market& market);

// Units alone (faster): mix * CES of the bundle in recipe proportions, purchases included.
double area_units(const Recipe& recipe, double mix, const Inputs& inputs, const Market& market);
double area_units(const Recipe& recipe, double mix, const Bundle& bundle, const Bundle& divisor, const Market& market);

// Values bundles under one mix: the sum over areas of worth[a] * units. What the mix fixes is worked out once for all of them.
class MixValue {
 public:
  // recipes, mix and worth [area] outlive it.
  MixValue(std::span<const Recipe> recipes, std::span<const double> mix, std::span<const double> worth);
  double of(const Bundle& bundle, const Market& market) const;

 private:
  std::span<const Recipe> recipes_;
  std::span<const double> mix_, worth_;
  Bundle divisor_;
  std::array<std::uint8_t, most_areas> areas_;  // that count, ascending
  std::size_t count_ = 0;
  bool with_logs_ = false;
};

// The value of one bundle. coordination_hours are taken off first.
double bundle_value(std::span<const Recipe> recipes, std::span<const double> mix, std::span<const double> worth,
                    Bundle bundle, double coordination_hours, const Market& market);

// Gain from pooling relative to the parts, in [-1, 1]: (joint - one - other) / max(joint, one + other); 0 if all are 0.
double relative_gain(double joint, double one, double other);

// Most that relative_gain can be under any mix and any worth, where the parts are worth what `one` and `other` yield and the
// joint value what `joint` does, joint <= one + other in every resource: each part makes at least the share of the joint
// output that it has of the joint input it is shortest of, as output is homogeneous and never falls with more input.
double most_relative_gain(const Bundle& joint, const Bundle& one, const Bundle& other);

}  // namespace tessera
