#include "formulas/reach.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

std::uint32_t cell_index(double offset_km, double cell_km, std::uint32_t cells) {
  const double index = std::floor(offset_km / cell_km);
  return static_cast<std::uint32_t>(std::clamp(index, 0.0, static_cast<double>(cells - 1)));
}

std::uint32_t cell_of(const DistrictGrid& grid, double x_km, double y_km) {
  return cell_index(y_km - grid.south_km, grid.cell_km, grid.rows) * grid.columns +
         cell_index(x_km - grid.west_km, grid.cell_km, grid.columns);
}

double distance(const DistrictGrid& grid, std::uint32_t district, double x_km, double y_km) {
  const double dx = grid.x_km[district] - x_km;
  const double dy = grid.y_km[district] - y_km;
  return std::sqrt(dx * dx + dy * dy);
}

// Counting sort of the districts into cells.
void fill_cells(DistrictGrid& grid) {
  const auto districts = static_cast<std::uint32_t>(grid.x_km.size());
  grid.begin.assign(std::size_t{grid.columns} * grid.rows + 1, 0);
  for (std::uint32_t d = 0; d < districts; ++d) ++grid.begin[cell_of(grid, grid.x_km[d], grid.y_km[d]) + 1];
  for (std::size_t c = 1; c < grid.begin.size(); ++c) grid.begin[c] += grid.begin[c - 1];
  grid.order.resize(districts);
  std::vector<std::uint32_t> next(grid.begin.begin(), grid.begin.end() - 1);
  for (std::uint32_t d = 0; d < districts; ++d) grid.order[next[cell_of(grid, grid.x_km[d], grid.y_km[d])]++] = d;
}

}  // namespace

DistrictGrid make_district_grid(std::span<const double> x_km, std::span<const double> y_km) {
  DistrictGrid grid;
  grid.x_km.assign(x_km.begin(), x_km.end());
  grid.y_km.assign(y_km.begin(), y_km.end());
  if (x_km.empty()) return grid;
  const auto [west, east] = std::minmax_element(x_km.begin(), x_km.end());
  const auto [south, north] = std::minmax_element(y_km.begin(), y_km.end());
  const double width = *east - *west;
  const double height = *north - *south;
  // About as many cells as districts, whatever the shape, so that far-off districts cost no memory.
  const auto districts = static_cast<double>(x_km.size());
  grid.cell_km = std::max({std::sqrt(width * height / districts), std::max(width, height) / districts, 1e-3});
  grid.west_km = *west;
  grid.south_km = *south;
  grid.columns = static_cast<std::uint32_t>(width / grid.cell_km) + 1;
  grid.rows = static_cast<std::uint32_t>(height / grid.cell_km) + 1;
  fill_cells(grid);
  return grid;
}

double reach_weight(double distance_km, double radius_km, double decay) {
  const double ratio = radius_km > 0.0 ? distance_km / radius_km : 1.0;
  return std::max(1.0 - decay * ratio * ratio, 1.0 - decay);
}

void find_reach(std::vector<Reach>& reach, const DistrictGrid& grid, double x_km, double y_km, double radius_km,
                std::uint32_t home, double decay) {
  reach.clear();
  const std::uint32_t first_column = cell_index(x_km - radius_km - grid.west_km, grid.cell_km, grid.columns);
  const std::uint32_t last_column = cell_index(x_km + radius_km - grid.west_km, grid.cell_km, grid.columns);
  const std::uint32_t first_row = cell_index(y_km - radius_km - grid.south_km, grid.cell_km, grid.rows);
  const std::uint32_t last_row = cell_index(y_km + radius_km - grid.south_km, grid.cell_km, grid.rows);
  for (std::uint32_t row = first_row; row <= last_row; ++row) {
    const std::size_t begin = grid.begin[std::size_t{row} * grid.columns + first_column];
    const std::size_t end = grid.begin[std::size_t{row} * grid.columns + last_column + 1];
    for (std::size_t k = begin; k < end; ++k) {
      const std::uint32_t district = grid.order[k];
      const double km = distance(grid, district, x_km, y_km);
      if (district != home && km > radius_km) continue;
      reach.push_back({district, reach_weight(km, radius_km, decay)});
    }
  }
  const auto is_home = [home](const Reach& r) { return r.district == home; };
  if (std::none_of(reach.begin(), reach.end(), is_home))
    reach.push_back({home, reach_weight(distance(grid, home, x_km, y_km), radius_km, decay)});
  std::sort(reach.begin(), reach.end(), [](const Reach& a, const Reach& b) { return a.district < b.district; });
}

std::uint32_t nearest_district(const DistrictGrid& grid, double x_km, double y_km) {
  std::uint32_t nearest = 0;
  for (std::uint32_t d = 1; d < grid.x_km.size(); ++d)
    if (distance(grid, d, x_km, y_km) < distance(grid, nearest, x_km, y_km)) nearest = d;
  return nearest;
}

}  // namespace tessera
