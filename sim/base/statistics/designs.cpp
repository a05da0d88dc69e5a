#include "base/statistics/designs.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "base/draws.hpp"
#include "base/errors.hpp"

namespace tessera {
namespace {

// Beyond the numbers of mechanisms.
constexpr std::uint16_t strata_order = 1030, strata_jitter = 1031, morris_trajectory = 1032;
constexpr std::uint16_t feistel_rounds = 8;
constexpr std::uint32_t most_levels = 1u << 20;

std::size_t sobol_dimensions(DesignKind kind, std::size_t dimensions) {
  if (kind == DesignKind::sobol) return dimensions;
  return kind == DesignKind::saltelli ? 2 * dimensions : 0;
}

std::uint64_t find_block(DesignKind kind, std::size_t dimensions) {
  if (kind == DesignKind::saltelli) return SaltelliBlock{dimensions}.size();
  return kind == DesignKind::morris ? dimensions + 1 : 1;
}

// Checked before anything is made of them.
std::size_t promise_possible(DesignKind kind, std::size_t dimensions, std::uint64_t samples, std::uint32_t levels) {
  promise(kind != DesignKind::list && kind != DesignKind::grid, "lists and grids are no designs of the unit cube");
  promise(dimensions > 0 && dimensions <= most_design_dimensions(kind), "a design of impossibly many dimensions");
  promise(samples > 0 && samples <= most_design_points / find_block(kind, dimensions), "a design of impossibly many points");
  promise(kind != DesignKind::morris || (levels % 2 == 0 && levels > 0 && levels <= most_levels),
          "Morris' design needs an even number of levels");
  return dimensions;
}

// Place of number k in a keyed order of 0..n-1, one number at a time: a Feistel network on the next even number of bits
// permutes more numbers than wanted; those outside are sent on until they come in (Black & Rogaway 2002).
std::uint64_t permuted(std::uint64_t k, std::uint64_t n, const MechanismDraws& draws, std::uint64_t permutation) {
  const auto half_bits = static_cast<unsigned>((std::bit_width(n - 1) + 1) / 2);
  const std::uint64_t mask = (std::uint64_t{1} << half_bits) - 1;
  do {
    std::uint64_t left = k >> half_bits, right = k & mask;
    for (std::uint16_t round = 0; round < feistel_rounds; ++round) {
      left ^= draws.at(Subject{.a = permutation, .b = right}, round)() & mask;
      std::swap(left, right);
    }
    k = left << half_bits | right;
  } while (k >= n);
  return k;
}

}  // namespace

std::size_t most_design_dimensions(DesignKind kind) {
  return kind == DesignKind::saltelli ? most_sobol_dimensions / 2 : most_sobol_dimensions;
}

UnitDesign::UnitDesign(DesignKind kind, std::size_t dimensions, std::uint64_t samples, std::uint64_t seed,
                       std::uint32_t morris_levels)
    : kind_(kind), dimensions_(promise_possible(kind, dimensions, samples, morris_levels)), samples_(samples), seed_(seed),
      levels_(morris_levels), block_(find_block(kind, dimensions)), sobol_(sobol_dimensions(kind, dimensions), seed, Randomisation::nested) {}

std::vector<double> UnitDesign::point(std::uint64_t k) const {
  promise(k < size(), "a point beyond the design");
  const std::uint64_t sample = k / block_;
  const auto place = static_cast<std::size_t>(k % block_);
  if (kind_ == DesignKind::saltelli) return saltelli_point(sample, place);
  if (kind_ == DesignKind::morris) return morris_point(sample, place);
  return kind_ == DesignKind::sobol ? sobol_.point(k) : latin_hypercube_point(k);
}

std::vector<double> UnitDesign::latin_hypercube_point(std::uint64_t k) const {
  const MechanismDraws order = Draws(seed_, 0, 0).of(strata_order), jitter = Draws(seed_, 0, 0).of(strata_jitter);
  Stream within = jitter.at(k);
  std::vector<double> point(dimensions_);
  for (std::size_t j = 0; j < dimensions_; ++j) {
    const auto stratum = static_cast<double>(permuted(k, samples_, order, j));
    point[j] = std::min((stratum + within.uniform_open()) / static_cast<double>(samples_), 1.0 - 0x1p-53);
  }
  return point;
}

std::vector<double> UnitDesign::saltelli_point(std::uint64_t sample, std::size_t place) const {
  const SaltelliBlock block{dimensions_};
  std::vector<double> first = sobol_.point(sample);
  std::vector<double> second(first.begin() + static_cast<std::ptrdiff_t>(dimensions_), first.end());
  first.resize(dimensions_);
  if (place >= block.b_with_a(0)) std::swap(first, second);  // B is what the column is put into
  if (place != block.a() && place != block.b()) {
    const std::size_t column = (place - 1) % dimensions_;
    first[column] = second[column];
  }
  return first;
}

std::vector<double> UnitDesign::morris_point(std::uint64_t trajectory, std::size_t step) const {
  Stream stream = Draws(seed_, 0, 0).of(morris_trajectory).at(trajectory);
  const std::uint32_t half = levels_ / 2;
  std::vector<std::uint64_t> level(dimensions_);
  std::vector<bool> upwards(dimensions_);
  for (std::size_t j = 0; j < dimensions_; ++j) {
    level[j] = stream.below(half);
    upwards[j] = stream.below(2) == 1;
    if (!upwards[j]) level[j] += half;
  }
  std::vector<std::size_t> order(dimensions_);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = dimensions_; left > 1; --left) std::swap(order[left - 1], order[stream.below(left)]);
  for (std::size_t k = 0; k < step; ++k) level[order[k]] += upwards[order[k]] ? half : -std::uint64_t{half};
  std::vector<double> point(dimensions_);
  for (std::size_t j = 0; j < dimensions_; ++j)
    point[j] = static_cast<double>(level[j]) / static_cast<double>(levels_ - 1);
  return point;
}

}  // namespace tessera
