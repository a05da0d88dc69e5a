#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> needs_rows() {
  static constexpr std::array rows{
      ParameterRow{"needs.incidence_scale", "multiple", 1.7, 0, 100,
                   "Scales the incidence of every area and group.",
                   "assumed: puts capacity over need between 0.4 and 1.3 by area; confounded with expertise_effect",
                   [](Parameters& p) -> double& { return p.needs.incidence_scale; }},
  };
  return rows;
}

}  // namespace tessera
