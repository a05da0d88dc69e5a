#include "base/statistics/sobol.hpp"

#include <boost/random/sobol.hpp>
#include <cmath>

#include "base/draws.hpp"

namespace tessera {
namespace {

constexpr std::uint16_t sobol_shift = 1003;  // beyond the numbers of mechanisms

std::vector<double> draw_shift(std::size_t dimensions, std::uint64_t seed) {
  Stream stream = Draws(seed, 0, 0).of(sobol_shift).at(std::uint64_t{0});
  std::vector<double> shift(dimensions);
  for (double& value : shift) value = stream.uniform();
  return shift;
}

double shift_into_cube(double value, double by) {
  const double moved = value + by, inside = moved - std::floor(moved);
  return inside > 0.0 ? inside : 0x1p-53;
}

}  // namespace

std::vector<std::vector<double>> sobol_points(std::size_t dimensions, std::size_t count, std::uint64_t seed) {
  if (dimensions == 0) return std::vector<std::vector<double>>(count);
  boost::random::sobol engine(dimensions);
  const std::vector<double> shift = draw_shift(dimensions, seed);
  std::vector<std::vector<double>> points(count, std::vector<double>(dimensions));
  for (auto& point : points)
    for (std::size_t k = 0; k < dimensions; ++k)
      point[k] = shift_into_cube(static_cast<double>(engine() >> 11) * 0x1p-53, shift[k]);
  return points;
}

}  // namespace tessera
