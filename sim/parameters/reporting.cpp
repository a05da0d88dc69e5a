#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> reporting_rows() {
  static constexpr std::array rows{
      ParameterRow{"reporting.omission", "share", 0.15, 0, 1,
                   "Chance that one side leaves out a tie it has, per level below the highest.",
                   "assumed: density of what both confirm is 1.5 to 5 times below what either reports",
                   [](Parameters& p) -> double& { return p.reporting.omission; }},
      ParameterRow{"reporting.level_error", "share", 0.2, 0, 1,
                   "Chance that a side names a tie one level too high or too low, each half of the time.",
                   "assumed: none measured",
                   [](Parameters& p) -> double& { return p.reporting.level_error; }},
  };
  return rows;
}

}  // namespace tessera
