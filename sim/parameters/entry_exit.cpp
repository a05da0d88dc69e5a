#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> entry_exit_rows() {
  static constexpr std::array rows{
      ParameterRow{"entry_exit.closure_per_year", "per year", 0.006, 0, 1,
                   "Closure hazard of a solvent organisation at the reference revenue and 20 years.",
                   "Brown et al. 2013: 1.1 % a year in all",
                   [](Parameters& p) -> double& { return p.entry_exit.closure_per_year; }},
      ParameterRow{"entry_exit.closure_size_exponent", "exponent", -0.15, -1, 0,
                   "That hazard changes with revenue to this power.",
                   "Harrison & Laincz 2008: falls with size",
                   [](Parameters& p) -> double& { return p.entry_exit.closure_size_exponent; }},
      ParameterRow{"entry_exit.closure_age_exponent", "exponent", -0.35, -2, 0,
                   "That hazard changes with age to this power.",
                   "Harrison & Laincz 2008; Bielefeld 1994: falls with age",
                   [](Parameters& p) -> double& { return p.entry_exit.closure_age_exponent; }},
      ParameterRow{"entry_exit.insolvent_months", "month", 6, 1, 60,
                   "An organisation without cash for so long closes.",
                   "assumed: creditors' patience",
                   [](Parameters& p) -> double& { return p.entry_exit.insolvent_months; }, true},
      ParameterRow{"entry_exit.overdrawn_multiplier", "multiple", 3, 1, 100,
                   "Rise of the closure hazard while cash is below nothing.",
                   "assumed: as the prototype",
                   [](Parameters& p) -> double& { return p.entry_exit.overdrawn_multiplier; }},
      ParameterRow{"entry_exit.entry_per_year", "per year", 0.022, 0, 1,
                   "New organisations per founding organisation of the district.",
                   "Brown et al. 2013: 4 to 8 % a year rise above 50 thousand usd, most of them not new; balance with closures",
                   [](Parameters& p) -> double& { return p.entry_exit.entry_per_year; }},
      ParameterRow{"entry_exit.entrant_log_size_shift", "log", -0.8, -5, 5,
                   "Log size of entrants relative to their type.",
                   "assumed: newcomers are small",
                   [](Parameters& p) -> double& { return p.entry_exit.entrant_log_size_shift; }},
  };
  return rows;
}

}  // namespace tessera
