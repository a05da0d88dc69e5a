// Designs of experiments in the unit cube: which points to look at when every point costs a run.
//
// Points are made by number, in any order and without keeping the others, so that a shard makes its own alone. Latin
// hypercube (McKay, Beckman & Conover 1979), Sobol's sequence shifted by a keyed draw (see sobol.hpp), Saltelli's
// arrangement of two such samples (Saltelli et al. 2010), trajectories of one step at a time (Morris 1991).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tessera {

enum class DesignKind : std::uint8_t { list, grid, latin_hypercube, sobol, saltelli, morris };
inline constexpr std::array<std::string_view, 6> design_kind_names{"list",  "grid",     "latin_hypercube",
                                                                   "sobol", "saltelli", "morris"};

// Latin hypercube, Sobol, Saltelli and Morris; lists and grids are made of the values of their factors.
class UnitDesign {
 public:
  // samples: points of a Latin hypercube or a Sobol sequence, base points of Saltelli, trajectories of Morris;
  // morris_levels: even.
  UnitDesign(DesignKind kind, std::size_t dimensions, std::uint64_t samples, std::uint64_t seed, std::uint32_t morris_levels = 4);

  // samples; Saltelli samples * (dimensions + 2); Morris samples * (dimensions + 1).
  std::uint64_t size() const;
  // Point k, [dimension]: above 0 and below 1, of Morris 0 to 1 on its levels. Saltelli has for every sample the block
  // A, A with column 0 of B, ... A with the last column of B, B; Morris for every trajectory its steps in order.
  std::vector<double> point(std::uint64_t k) const;

 private:
  DesignKind kind_;
  std::size_t dimensions_;
  std::uint64_t samples_, seed_;
  std::uint32_t levels_;
  std::vector<std::uint64_t> directions_;  // of Sobol's sequence, [dimension * 64 + bit]
  std::vector<double> shift_;              // [dimension]
};

}  // namespace tessera
