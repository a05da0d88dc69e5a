#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> solidarity_rows() {
  static constexpr std::array rows{
      ParameterRow{"solidarity.share", "share", 0, 0, 1,
                   "Share of an overdrawn partner's gap that partners with reserves cover.",
                   "assumed: few partnerships pool reserves, so none by default",
                   [](Parameters& p) -> double& { return p.solidarity.share; }},
      ParameterRow{"solidarity.reserve_months", "month", 3, 0, 120,
                   "Months of costs that a helper keeps for itself.",
                   "assumed: the lower end of what is advised",
                   [](Parameters& p) -> double& { return p.solidarity.reserve_months; }},
  };
  return rows;
}

}  // namespace tessera
