#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> loans_rows() {
  static constexpr std::array rows{
      ParameterRow{"loans.share", "share", 0.5, 0, 1,
                   "Share of idle volunteers that a partner may borrow.",
                   "assumed: half are willing",
                   [](Parameters& p) -> double& { return p.loans.share; }},
      ParameterRow{"loans.idle_threshold", "share", 0.9, 0, 1,
                   "Use of hours below which volunteers are idle.",
                   "assumed: a tenth of slack is kept",
                   [](Parameters& p) -> double& { return p.loans.idle_threshold; }},
      ParameterRow{"loans.busy_threshold", "ratio", 1.05, 0.5, 2,
                   "Use of hours above which an organisation borrows.",
                   "assumed: just above full use",
                   [](Parameters& p) -> double& { return p.loans.busy_threshold; }},
  };
  return rows;
}

}  // namespace tessera
