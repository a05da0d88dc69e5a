#include "formulas/rough_gain.hpp"

#include <immintrin.h>

#include <algorithm>
#include <cmath>

#include "base/four_doubles.hpp"

namespace tessera {
namespace {

using FourWords = std::int64_t __attribute__((vector_size(32)));

constexpr std::size_t lanes = 8;
constexpr std::size_t money = static_cast<std::size_t>(Resource::money);
constexpr std::size_t goods = static_cast<std::size_t>(Resource::goods);
constexpr std::size_t space = static_cast<std::size_t>(Resource::space);

constexpr double error_of_gain = 1e-3;      // tests allow a fifth of it
constexpr double smallest_exponent = 0.01;  // but for 0 itself, as the three below
constexpr double smallest_weight = 1e-5, smallest_value = 1e-7, smallest_ratio = 1e-6;
constexpr double fewest_units = 1e-12, most_units = 1e12;
constexpr double least_value = 1e-100;       // so that no product of a share and a worth is lost
constexpr float nothing = 1e-30F;           // what is below was made of nothing, given the limits above
constexpr float beyond = 1e30F;             // more money than there is
constexpr float log_of_nothing = -1e9F;     // so far below that any power of it drowns the rest
constexpr float log_without_weight = -1e30F;

Eight narrowed(Four low, Four high) {
  return Eight(_mm256_set_m128(_mm256_cvtpd_ps(__m256d(high)), _mm256_cvtpd_ps(__m256d(low))));
}
bool any_of(FourWords which) { return _mm256_movemask_pd(_mm256_castsi256_pd(__m256i(which))) != 0; }
double largest_of(Four x) { return std::max(std::max(x[0], x[1]), std::max(x[2], x[3])); }

// Inputs in recipe units; false where a float would not hold them.
bool find_inputs(std::array<float, resources>& inputs, const Bundle& bundle, Four divisor) {
  static_assert(resources == 4);
  const Four none{};
  const Four units = divisor > none ? load_four(bundle.data()) / divisor : none;
  if (any_of((units != none) & ((units < fewest_units) | (units > most_units)))) return false;
  _mm_storeu_ps(inputs.data(), _mm256_cvtpd_ps(__m256d(units)));
  return true;
}

}  // namespace

RoughValues::RoughValues(std::span<const Recipe> recipes, const Market& market) : blocks_((recipes.size() + lanes - 1) / lanes) {
  for (Block& areas : blocks_) {
    areas.exponent = areas.per_exponent = eight_of(-1.0F);
    for (Eight& log : areas.log_weight) log = eight_of(log_without_weight);
    areas.never_goods = areas.never_space = eight_of(beyond);
  }
  for (std::size_t a = 0; a < recipes.size(); ++a) set(blocks_[a / lanes], a % lanes, recipes[a], market);
}

void RoughValues::set(Block& areas, std::size_t lane, const Recipe& recipe, const Market& market) {
  for (std::size_t r = 0; r < resources; ++r) {
    areas.requirement[r][lane] = static_cast<float>(recipe.requirement[r]);
    areas.weight[r][lane] = static_cast<float>(recipe.weight[r]);
    if (!(recipe.weight[r] > 0.0)) continue;
    areas.log_weight[r][lane] = static_cast<float>(std::log2(recipe.weight[r]));
    if (recipe.weight[r] < smallest_weight) known_ = false;
  }
  const bool needs_nothing = *std::max_element(recipe.weight.begin(), recipe.weight.end()) <= 0.0;
  areas.exponent[lane] = static_cast<float>(recipe.exponent);
  areas.cobb_douglas = areas.cobb_douglas || recipe.exponent == 0.0;
  if (needs_nothing) areas.per_exponent[lane] = 1.0F;  // and yields nothing: the logarithm stays far below
  else if (recipe.exponent != 0.0) areas.per_exponent[lane] = static_cast<float>(1.0 / recipe.exponent);
  if (recipe.exponent != 0.0 && std::abs(recipe.exponent) < smallest_exponent) known_ = false;
  if (std::min(recipe.goods_ratio, recipe.space_ratio) < smallest_ratio) known_ = false;
  const double money_cost = recipe.requirement[money];
  const double goods_cost = market.goods_markup * recipe.requirement[goods];
  const double space_cost = market.space_markup * market.space_price_usd * recipe.requirement[space];
  if (!(money_cost > 0.0)) return;
  areas.money_cost[lane] = static_cast<float>(money_cost);
  if (goods_cost > 0.0) {
    areas.goods_cost[lane] = static_cast<float>(goods_cost);
    areas.goods_ratio[lane] = static_cast<float>(recipe.goods_ratio);
    areas.goods_log_ratio[lane] = static_cast<float>(std::log2(recipe.goods_ratio));
    areas.goods_start[lane] = static_cast<float>(1.0 / recipe.goods_ratio);
    areas.never_goods[lane] = 0.0F;
  }
  if (space_cost > 0.0) {
    areas.space_cost[lane] = static_cast<float>(space_cost);
    areas.space_ratio[lane] = static_cast<float>(recipe.space_ratio);
    areas.space_log_ratio[lane] = static_cast<float>(std::log2(recipe.space_ratio));
    areas.space_start[lane] = static_cast<float>(1.0 / recipe.space_ratio);
    areas.never_space[lane] = 0.0F;
  }
}

// area_units of a mix of 1, in the steps of formulas/production.cpp.
Eight RoughValues::units_of(const Block& areas, const std::array<float, resources>& inputs) {
  const Eight packed{inputs[0], inputs[1], inputs[2], inputs[3], 1.0F, 1.0F, 1.0F, 1.0F};
  const Eight logs_of_all = packed > 0.0F ? log2_roughly(packed) : eight_of(log_of_nothing);
  std::array<Eight, resources> logs;
  for (std::size_t r = 0; r < resources; ++r) logs[r] = eight_of(logs_of_all[r]);

  // Money buys goods and space as far as that pays.
  const Eight stock = eight_of(inputs[money]);
  const Eight goods_start = inputs[goods] * areas.goods_start + areas.never_goods;
  const Eight space_start = inputs[space] * areas.space_start + areas.never_space;
  const auto goods_first = goods_start <= space_start;
  const Eight goods_purse = areas.goods_cost * inputs[goods], space_purse = areas.space_cost * inputs[space];
  const Eight goods_slope = areas.goods_cost * areas.goods_ratio, space_slope = areas.space_cost * areas.space_ratio;
  const Eight purse = areas.money_cost * stock + (goods_first ? goods_purse : space_purse);
  const Eight slope = areas.money_cost + (goods_first ? goods_slope : space_slope);
  Eight left = purse / slope;
  const Eight left_by_both = (purse + (goods_first ? space_purse : goods_purse)) / (slope + (goods_first ? space_slope : goods_slope));
  left = left > most(goods_start, space_start) ? left_by_both : left;
  const auto buys = stock > least(goods_start, space_start);
  const Eight log_left = log2_roughly(buys ? left : eight_of(1.0F));
  logs[money] = buys ? log_left : logs[money];
  logs[goods] = buys & (left > goods_start) ? log_left + areas.goods_log_ratio : logs[goods];
  logs[space] = buys & (left > space_start) ? log_left + areas.space_log_ratio : logs[space];

  // The mean of the inputs, its largest term taken out so that no power overflows.
  std::array<Eight, resources> terms;
  for (std::size_t r = 0; r < resources; ++r) terms[r] = areas.log_weight[r] + areas.exponent * logs[r];
  const Eight largest = most(most(terms[0], terms[1]), most(terms[2], terms[3]));
  Eight sum{};
  for (const Eight& term : terms) sum += exp2_roughly(term - largest);
  Eight log_units = (largest + log2_roughly(sum)) * areas.per_exponent;
  if (areas.cobb_douglas) {
    Eight mean{};
    for (std::size_t r = 0; r < resources; ++r) mean += areas.weight[r] * logs[r];
    log_units = areas.exponent == 0.0F ? mean : log_units;
  }
  return exp2_roughly(log_units);
}

RoughGain RoughValues::gain(const Areas& mix, const Areas& worth, const Bundle& joint, const Bundle& one,
                            const Bundle& other) const {
  if (!known_) return {};
  // Value of the mix by area, the largest one 1.
  std::array<Four, most_areas / 4> values{};
  Four largest{};
  const std::size_t fours = 2 * blocks_.size();
  for (std::size_t k = 0; k < fours; ++k) {
    values[k] = load_four(&mix[4 * k]) * load_four(&worth[4 * k]);
    largest = largest > values[k] ? largest : values[k];
  }
  const double whole = largest_of(largest);
  if (!(whole > least_value)) return {};
  std::array<Eight, most_areas / lanes> weights;
  std::array<Eight, resources> needs{};
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    for (const Four value : {values[2 * b], values[2 * b + 1]})
      if (any_of((value > 0.0) & (value < smallest_value * whole))) return {};
    weights[b] = narrowed(values[2 * b] / whole, values[2 * b + 1] / whole);
    const Eight shares = narrowed(load_four(&mix[8 * b]), load_four(&mix[8 * b + 4]));
    for (std::size_t r = 0; r < resources; ++r) needs[r] += shares * blocks_[b].requirement[r];
  }
  const auto sums = sums_of(needs[0], needs[1], needs[2], needs[3]);
  const Four divisor = Four(_mm256_cvtps_pd(_mm_loadu_ps(sums.data())));
  std::array<Eight, 3> products{};
  const std::array<const Bundle*, 3> bundles{&joint, &one, &other};
  for (std::size_t k = 0; k < bundles.size(); ++k) {
    std::array<float, resources> inputs;
    if (!find_inputs(inputs, *bundles[k], divisor)) return {};
    for (std::size_t b = 0; b < blocks_.size(); ++b) products[k] += weights[b] * units_of(blocks_[b], inputs);
  }
  const auto worths = sums_of(products[0], products[1], products[2], Eight{});
  const auto of_something = [&](std::size_t k) { return worths[k] < nothing ? 0.0 : double{worths[k]}; };
  return {relative_gain(of_something(0), of_something(1), of_something(2)), error_of_gain};
}

}  // namespace tessera
