// Sobol's low-discrepancy points (Sobol 1967; directions of Joe & Kuo 2008) in the open unit cube, shifted as a whole
// by a keyed draw (Cranley & Patterson 1976): another seed gives another set, equally even.
#pragma once

#include <cstdint>
#include <vector>

namespace tessera {

inline constexpr std::size_t most_sobol_dimensions = 3667;  // of the tables of directions in Boost

// Points by number, in any order: the same bits as the sequence in order.
class SobolSequence {
 public:
  // dimensions: 0 to most_sobol_dimensions.
  SobolSequence(std::size_t dimensions, std::uint64_t seed);
  // [dimension], each above 0 and below 1; k below 2^52. Point 0 is the origin of Sobol's sequence, shifted; the first
  // 2^m points have one in each of 2^m equal parts of every dimension.
  std::vector<double> point(std::uint64_t k) const;

 private:
  std::size_t dimensions_;
  std::vector<std::uint64_t> directions_;  // [bit of the number * dimensions + dimension]
  std::vector<double> shift_;              // [dimension]
};

// [point][dimension], each above 0 and below 1; point k is the same however many follow. Without the origin: its first
// point is point 1 of the sequence.
std::vector<std::vector<double>> sobol_points(std::size_t dimensions, std::size_t count, std::uint64_t seed);

}  // namespace tessera
