// A rough value of the gain from pooling, eight areas at a time in single precision: a tenth of the cost of the gain itself.
// For bounds alone: who searches works out a gain only where the rough one leaves it a chance.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/eight_floats.hpp"
#include "formulas/production.hpp"

namespace tessera {

// relative_gain of three bundles lies within `error` of `gain`.
struct RoughGain {
  double gain = 0.0;
  double error = 1.0;  // share; 1 with gain 0 says nothing
};

// What recipes and market fix, worked out once for many bundles.
class RoughValues {
 public:
  RoughValues(std::span<const Recipe> recipes, const Market& market);
  using Areas = std::array<double, most_areas>;  // [area], 0 behind the last one

  // mix (sum 1) and worth of one unit. Nothing is said of bundles that floats can not hold, nor of elasticities too near to 1,
  // where the logarithms cancel.
  RoughGain gain(const Areas& mix, const Areas& worth, const Bundle& joint, const Bundle& one, const Bundle& other) const;

 private:
  // Eight areas; what lies behind the last one needs nothing and yields nothing.
  struct Block {
    std::array<Eight, resources> requirement{}, weight{}, log_weight{};
    Eight exponent{}, per_exponent{};
    Eight goods_cost{}, space_cost{};  // of one unit of the recipe; 0 where nothing is bought
    Eight goods_ratio{}, space_ratio{}, goods_log_ratio{}, space_log_ratio{};
    Eight goods_start{}, space_start{};  // money per unit of stock from which on it is bought
    Eight never_goods{}, never_space{};  // beyond all money where it is never bought
    Eight money_cost{};
    bool cobb_douglas = false;  // some of them
  };
  void set(Block& areas, std::size_t lane, const Recipe& recipe, const Market& market);
  static Eight units_of(const Block& areas, const std::array<float, resources>& inputs);

  std::vector<Block> blocks_;
  bool known_ = true;
};

}  // namespace tessera
