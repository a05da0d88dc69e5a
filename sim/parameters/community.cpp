#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> community_rows() {
  static constexpr std::array rows{
      ParameterRow{"community.districts", "count", 12, 0, 100000,
                   "Districts laid out on a grid by synthetic founding.",
                   "assumed: a mid-sized town",
                   [](Parameters& p) -> double& { return p.community.districts; }, true},
      ParameterRow{"community.residents", "person", 120000, 0, 1000000000,
                   "Residents of the synthetic districts together.",
                   "assumed: 500 residents per organisation, the density of registered charities in the United States (about 1.5 million for 330 million, half of them active)",
                   [](Parameters& p) -> double& { return p.community.residents; }, true},
      ParameterRow{"community.adult_share", "share", 0.78, 0.3, 1.0,
                   "Share of residents old enough to volunteer (16 and over).",
                   "US Census Bureau 2020: 79 % aged 16 or more, rounded",
                   [](Parameters& p) -> double& { return p.community.adult_share; }},
      ParameterRow{"community.district_spacing_km", "km", 3.0, 0.1, 100,
                   "Distance between neighbouring district centroids.",
                   "assumed: 1,100 residents per square km, a mid-sized town",
                   [](Parameters& p) -> double& { return p.community.district_spacing_km; }},
      ParameterRow{"community.segregation", "share", 0.5, 0, 1,
                   "How unevenly groups live: 0 = every district has the same mix, 1 = shares vary between 0.3 and 3 times the mean.",
                   "assumed: moderate residential segregation",
                   [](Parameters& p) -> double& { return p.community.segregation; }},
  };
  return rows;
}

}  // namespace tessera
