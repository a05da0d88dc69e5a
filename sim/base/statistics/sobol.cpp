#include "base/statistics/sobol.hpp"

#include <boost/random/sobol.hpp>
#include <cmath>

#include "base/draws.hpp"
#include "base/errors.hpp"

namespace tessera {
namespace {

constexpr std::uint16_t sobol_shift = 1003, nested_halves = 1033;  // beyond the numbers of mechanisms
constexpr unsigned nested_bits = 24;  // as many points as halves of halves can tell apart; below them any place will do
constexpr unsigned number_bits = 52;

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

// Whether two halves change places is drawn for every half of a half ... once: keyed by the axis and what is left of it.
double nest_into_cube(std::uint64_t word, std::size_t dimension, const MechanismDraws& draws) {
  std::uint64_t nested = 0;
  for (unsigned depth = 0; depth < nested_bits; ++depth) {
    const std::uint64_t before = depth == 0 ? 0 : word >> (64 - depth);
    const std::uint64_t swap = draws.at(Subject{.a = dimension, .b = before}, static_cast<std::uint16_t>(depth))() & 1;
    nested |= ((word >> (63 - depth) & 1) ^ swap) << (63 - depth);
  }
  nested |= draws.at(Subject{.a = dimension, .b = word}, nested_bits)() >> nested_bits;
  return (static_cast<double>(nested >> 12) + 0.5) * 0x1p-52;
}

// Boost's engine can only go on, and copying it copies its tables. Point n is the sum, bit by bit, of the directions of
// the bits set in the Gray code of n; the point whose Gray code has one bit alone is the direction of that bit.
std::vector<std::uint64_t> find_directions(std::size_t dimensions) {
  std::vector<std::uint64_t> directions;
  if (dimensions == 0) return directions;
  boost::random::sobol engine(dimensions);
  for (unsigned bit = 0; bit < number_bits; ++bit) {
    engine.seed((std::uint64_t{2} << bit) - 2);  // the engine counts from 0, where Sobol's sequence has point 1
    for (std::size_t k = 0; k < dimensions; ++k) directions.push_back(engine());
  }
  return directions;
}

}  // namespace

SobolSequence::SobolSequence(std::size_t dimensions, std::uint64_t seed, Randomisation randomisation)
    : dimensions_(dimensions), seed_(seed), randomisation_(randomisation) {
  promise(dimensions <= most_sobol_dimensions, "more dimensions than Sobol's sequence has directions for");
  directions_ = find_directions(dimensions);
  shift_ = draw_shift(dimensions, seed);
}

std::vector<double> SobolSequence::point(std::uint64_t k) const {
  promise(k >> number_bits == 0, "a point of Sobol's sequence beyond the precision of numbers");
  std::vector<std::uint64_t> words(dimensions_);
  const std::uint64_t gray = k ^ (k >> 1);
  for (unsigned bit = 0; bit < number_bits; ++bit) {
    if ((gray >> bit & 1) == 0) continue;
    for (std::size_t j = 0; j < dimensions_; ++j) words[j] ^= directions_[bit * dimensions_ + j];
  }
  std::vector<double> point(dimensions_);
  const MechanismDraws halves = Draws(seed_, 0, 0).of(nested_halves);
  for (std::size_t j = 0; j < dimensions_; ++j)
    point[j] = randomisation_ == Randomisation::nested ? nest_into_cube(words[j], j, halves) : shift_into_cube(static_cast<double>(words[j] >> 11) * 0x1p-53, shift_[j]);
  return point;
}

std::vector<std::vector<double>> sobol_points(std::size_t dimensions, std::size_t count, std::uint64_t seed) {
  const SobolSequence sequence(dimensions, seed);
  std::vector<std::vector<double>> points(count);
  for (std::size_t k = 0; k < count; ++k) points[k] = sequence.point(k + 1);
  return points;
}

}  // namespace tessera
