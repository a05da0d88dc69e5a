#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> run_rows() {
  static constexpr std::array rows{
      ParameterRow{"run.months", "month", 120, 1, 600,
                   "Length of the run.",
                   "assumed: ten years show a full life of partnerships",
                   [](Parameters& p) -> double& { return p.run.months; }, true},
      ParameterRow{"run.replicates", "count", 1, 1, 1000000,
                   "Replicates of the scenario, each with its own luck.",
                   "assumed: one run shows the mechanics; compare with 20 or more",
                   [](Parameters& p) -> double& { return p.run.replicates; }, true},
      ParameterRow{"run.seed", "", 20260, 0, 9007199254740991,
                   "Seed of all random draws.",
                   "assumed: any number will do",
                   [](Parameters& p) -> double& { return p.run.seed; }, true},
  };
  return rows;
}

}  // namespace tessera
