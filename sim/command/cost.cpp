#include "command/cost.hpp"

#include <fmt/format.h>

#include "run/progress.hpp"

namespace tessera {
namespace {

constexpr double bytes_of_program = 25e6;
constexpr double bytes_per_organisation = 12e3;
constexpr double bytes_per_cell = 64;
constexpr double seconds_per_organisation_month = 7e-6;

}  // namespace

RunCost estimate_cost(const Scenario& scenario) {
  const Parameters& p = scenario.parameters;
  const double organisations = p.founding.organisations + static_cast<double>(scenario.organisations.size());
  const double districts = p.community.districts + static_cast<double>(scenario.districts.size());
  const double cells = districts * static_cast<double>(p.groups.size() * p.areas.size());
  return {.months = p.run.months,
          .organisations = organisations,
          .districts = districts,
          .megabytes = (bytes_of_program + organisations * bytes_per_organisation + cells * bytes_per_cell) / 1e6,
          .core_seconds = p.run.months * organisations * seconds_per_organisation_month};
}

std::string tell_seconds(double seconds) {
  return seconds < 60.0 ? fmt::format("{:.2g} s", seconds) : describe_duration(seconds);
}

}  // namespace tessera
