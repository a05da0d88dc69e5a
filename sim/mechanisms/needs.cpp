#include "mechanisms/needs.hpp"

#include <algorithm>
#include <array>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "formulas/need.hpp"

namespace tessera {

void arise_needs(Need& need, const Community& community, const Conditions& conditions,
                 const NeedsParameters& parameters, std::span<const AreaTraits> areas, const MechanismDraws& draws) {
  std::array<double, most_areas> scale{};
  for (std::size_t a = 0; a < community.areas; ++a)
    scale[a] = need_scale(parameters.incidence_scale, areas[a].season_amplitude, areas[a].season_peak_month, draws.month());
  for_each_slot(community.cells(), [&](std::size_t cell) {
    const std::size_t g = cell % community.groups;
    const std::size_t d = cell / community.groups % community.districts;
    const std::size_t a = cell / community.groups / community.districts;
    double mean = scale[a] * areas[a].incidence[g] * static_cast<double>(community.residents[d * community.groups + g]);
    if (!conditions.need_factor.empty()) mean *= conditions.need_factor[cell];
    Stream stream = draws.at(Subject{.a = d, .b = g, .c = a});
    const double unmet = std::max(0.0, need.wanted[cell] - need.met[cell]);
    need.fresh[cell] = static_cast<double>(poisson(stream, mean));
    need.wanted[cell] = need.fresh[cell] + areas[a].persistence * unmet;
  });
}

}  // namespace tessera
