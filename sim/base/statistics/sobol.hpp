// Sobol's low-discrepancy points (Sobol 1967; directions of Joe & Kuo 2008) in the open unit cube, made random by keyed
// draws: another seed gives another set, equally even.
#pragma once

#include <cstdint>
#include <vector>

namespace tessera {

inline constexpr std::size_t most_sobol_dimensions = 3667;  // of the tables of directions in Boost

// shift: all points together, around each axis (Cranley & Patterson 1976). nested: the halves of each axis change places or
// not, and so on within each (Owen 1995): the first hundreds of points in high dimensions, whose columns follow one another
// (correlations of .3 at 128 points of 24 dimensions), come apart.
enum class Randomisation : std::uint8_t { shift, nested };

// Points by number, in any order: the same bits as the sequence in order.
class SobolSequence {
 public:
  // dimensions: 0 to most_sobol_dimensions.
  SobolSequence(std::size_t dimensions, std::uint64_t seed, Randomisation randomisation = Randomisation::shift);
  // [dimension], each above 0 and below 1; k below 2^52. Point 0 is the origin of Sobol's sequence, moved; the first
  // 2^m points have one in each of 2^m equal parts of every dimension.
  std::vector<double> point(std::uint64_t k) const;

 private:
  std::size_t dimensions_;
  std::vector<std::uint64_t> directions_;  // [bit of the number * dimensions + dimension]
  std::vector<double> shift_;              // [dimension]
  std::uint64_t seed_;
  Randomisation randomisation_;
};

// [point][dimension], each above 0 and below 1; point k is the same however many follow. Without the origin: its first
// point is point 1 of the sequence.
std::vector<std::vector<double>> sobol_points(std::size_t dimensions, std::size_t count, std::uint64_t seed);

}  // namespace tessera
