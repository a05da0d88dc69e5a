// Designs of experiments in the unit cube: which points to look at when every point costs a run.
//
// Points are made by number, in any order and without keeping the others, so that a shard makes its own alone. Latin
// hypercube (McKay, Beckman & Conover 1979), Sobol's sequence scrambled by keyed draws (Owen 1995, see sobol.hpp), Saltelli's
// arrangement of two such samples (Saltelli 2002; Saltelli et al. 2010), trajectories of one step at a time (Morris
// 1991). Sobol and Saltelli are most even when samples is a power of 2.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/statistics/sobol.hpp"

namespace tessera {

enum class DesignKind : std::uint8_t { list, grid, latin_hypercube, sobol, saltelli, morris };
inline constexpr std::array<std::string_view, 6> design_kind_names{"list",  "grid",     "latin_hypercube",
                                                                   "sobol", "saltelli", "morris"};

// Dimensions of a design of this kind at most, and points of any design at most.
std::size_t most_design_dimensions(DesignKind kind);
inline constexpr std::uint64_t most_design_points = std::uint64_t{1} << 48;

// Places of Saltelli's points within the block of one sample: A, A with column 0 of B, ... A with the last column of B,
// B with column 0 of A, ... B with the last column of A, B.
struct SaltelliBlock {
  std::size_t dimensions;
  std::size_t size() const { return 2 * dimensions + 2; }
  std::size_t a() const { return 0; }
  std::size_t a_with_b(std::size_t column) const { return 1 + column; }
  std::size_t b_with_a(std::size_t column) const { return 1 + dimensions + column; }
  std::size_t b() const { return 2 * dimensions + 1; }
};

// Latin hypercube, Sobol, Saltelli and Morris; lists and grids are made of the values of their factors.
class UnitDesign {
 public:
  // samples: points of a Latin hypercube or a Sobol sequence, base points of Saltelli, trajectories of Morris;
  // morris_levels: even, 2 to 2^20. A design that can not be is a broken promise: who asks a user for these numbers
  // checks them.
  UnitDesign(DesignKind kind, std::size_t dimensions, std::uint64_t samples, std::uint64_t seed,
             std::uint32_t morris_levels = 4);

  // samples; Saltelli samples * (2 * dimensions + 2); Morris samples * (dimensions + 1).
  std::uint64_t size() const { return samples_ * block_; }
  // Point k, [dimension]: above 0 and below 1, of Morris 0 to 1 on its levels. Saltelli has for every sample its block in
  // the order of SaltelliBlock. Morris has for every trajectory its steps in order: each moves one dimension by
  // levels / (2 * (levels - 1)) up or down; base point, order and directions are drawn for each trajectory.
  std::vector<double> point(std::uint64_t k) const;

 private:
  std::vector<double> latin_hypercube_point(std::uint64_t k) const;
  std::vector<double> saltelli_point(std::uint64_t sample, std::size_t place) const;
  std::vector<double> morris_point(std::uint64_t trajectory, std::size_t step) const;

  DesignKind kind_;
  std::size_t dimensions_;
  std::uint64_t samples_, seed_;
  std::uint32_t levels_;
  std::uint64_t block_;  // points of one sample
  SobolSequence sobol_;  // without dimensions where it is not needed
};

}  // namespace tessera
