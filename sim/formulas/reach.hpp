// Which districts an organisation reaches, found through a grid over district centroids.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "vocabulary/new_organisation.hpp"

namespace tessera {

// Districts by square cell, about one district per cell.
struct DistrictGrid {
  std::vector<double> x_km, y_km;    // [district]
  double cell_km = 1.0;
  double west_km = 0.0;
  double south_km = 0.0;
  std::uint32_t columns = 1;
  std::uint32_t rows = 1;
  std::vector<std::uint32_t> begin;  // [cell + 1]
  std::vector<std::uint32_t> order;  // districts by cell, ascending within one
};

DistrictGrid make_district_grid(std::span<const double> x_km, std::span<const double> y_km);

// 1 - decay * (distance / radius)^2, at least 1 - decay.
double reach_weight(double distance_km, double radius_km, double decay);

// Districts whose centroid lies within radius_km of (x_km, y_km), always including `home`; ascending. Replaces `reach`.
void find_reach(std::vector<Reach>& reach, const DistrictGrid& grid, double x_km, double y_km, double radius_km,
                std::uint32_t home, double decay);

// The district whose centroid is nearest (the lowest of equals).
std::uint32_t nearest_district(const DistrictGrid& grid, double x_km, double y_km);

}  // namespace tessera
