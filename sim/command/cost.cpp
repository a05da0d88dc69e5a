#include "command/cost.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/errors.hpp"
#include "base/memory.hpp"
#include "run/progress.hpp"

namespace tessera {
namespace {

constexpr double bytes_of_program = 25e6;
constexpr double bytes_per_organisation = 4e3;
constexpr double bytes_per_organisation_month = 65;  // ties that form; slower after the first ten years
constexpr double months_of_growth = 120;
constexpr double bytes_per_cell = 64;
constexpr double seconds_per_organisation_month = 7e-6;

}  // namespace

RunCost estimate_cost(const Scenario& scenario) {
  const Parameters& p = scenario.parameters;
  const double organisations = p.founding.organisations + static_cast<double>(scenario.organisations.size());
  const double districts = p.community.districts + static_cast<double>(scenario.districts.size());
  const double cells = districts * static_cast<double>(p.groups.size() * p.areas.size());
  const double bytes_of_one = bytes_per_organisation + bytes_per_organisation_month * std::min(p.run.months, months_of_growth);
  return {.months = p.run.months,
          .organisations = organisations,
          .districts = districts,
          .megabytes = (bytes_of_program + organisations * bytes_of_one + cells * bytes_per_cell) / 1e6,
          .core_seconds = p.run.months * organisations * seconds_per_organisation_month};
}

void refuse_what_no_memory_holds(const Scenario& scenario) {
  const double needed = estimate_cost(scenario).megabytes / 1e3, there = most_memory_bytes() / 1e9;
  if (needed > there)
    throw InputError(fmt::format("a run of {:.0f} organisations in {:.0f} districts needs about {:.1f} GB of memory, but there are {:.1f} GB: "
                                 "fewer organisations (organisations.count), or another machine",
                                 estimate_cost(scenario).organisations, estimate_cost(scenario).districts, needed, there));
}

std::string tell_seconds(double seconds) {
  return seconds < 60.0 ? fmt::format("{:.2g} s", seconds) : describe_duration(seconds);
}

}  // namespace tessera
