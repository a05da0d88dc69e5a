#include "analysis/patterns/communities.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/patterns/statistics.hpp"
#include "base/errors.hpp"
#include "run/ensemble.hpp"

namespace tessera {
namespace {

constexpr double residents_per_organisation = 500.0;
constexpr double organisations_per_district = 20.0;
constexpr double ten_years = 120.0;

Scenario add_recession(Scenario community, double size) {
  community.parameters.shocks.push_back({.name = "recession of P20",
                                         .kind = Shock::recession,
                                         .month = recession_month,
                                         .size = size,
                                         .duration_months = recession_months});
  return community;
}

Scenario recession_community(const Scenario& base, int organisations) {
  Scenario community = scale_community(base, organisations);
  community.parameters.run.months = recession_month - 1 + recession_months;
  return community;
}

}  // namespace

Effort quick_effort() {
  return {.replicates = 6,
          .nonprofits_replicates = 1,
          .nonprofits = 2'000,
          .recession_replicates = 6,
          .recession_organisations = 1'000,
          .null_recession_replicates = 2};
}

Scenario scale_community(const Scenario& base, int organisations) {
  Scenario scaled = base;
  Parameters& p = scaled.parameters;
  p.founding.organisations = organisations;
  p.community.residents = residents_per_organisation * organisations;
  p.community.districts = std::max(1.0, std::round(organisations / organisations_per_district));
  return scaled;
}

Scenario keep_nonprofits(const Scenario& base, int organisations) {
  Scenario kept = scale_community(base, organisations);
  for (TypeTraits& type : kept.parameters.types)
    if (type.sector != Sector::nonprofit) type.share = 0.0;
  kept.parameters.run.months = ten_years;
  return kept;
}

double find_recession_size(const Scenario& community) {
  constexpr double trial = 0.1;
  const Scenario shocked = add_recession(community, trial);
  const std::array runs{EnsembleRun{&community, 0}, EnsembleRun{&shocked, 0}};
  std::array<double, 2> income{};
  const auto watch = [&](std::size_t run, const World& world) {
    if (world.month >= recession_month) income[run] += income_of(world);
  };
  run_ensemble(runs, {.watch = watch});
  const double fall = 1.0 - income[1] / income[0];
  return fall > 1e-4 ? trial * recession_fall / fall : std::numeric_limits<double>::quiet_NaN();
}

std::vector<Scenario> communities_of(Setting setting, const Scenario& base, const Effort& effort) {
  std::vector<Scenario> communities;
  switch (setting) {
    case Setting::town:
      communities.push_back(base);
      break;
    case Setting::sizes:
      for (const int size : network_sizes) communities.push_back(scale_community(base, size));
      break;
    case Setting::nonprofits:
      communities.push_back(keep_nonprofits(base, effort.nonprofits));
      break;
    case Setting::recession: {
      const Scenario normal = recession_community(base, effort.recession_organisations);
      const double size = find_recession_size(normal);
      communities.push_back(normal);
      communities.push_back(add_recession(normal, std::isfinite(size) ? size : 0.0));
      break;
    }
  }
  return communities;
}

std::uint32_t replicates_of(Setting setting, const Effort& effort, bool of_null) {
  switch (setting) {
    case Setting::nonprofits:
      return effort.nonprofits_replicates;
    case Setting::recession:
      return of_null ? std::min(effort.recession_replicates, effort.null_recession_replicates)
                     : effort.recession_replicates;
    default:
      return effort.replicates;
  }
}

}  // namespace tessera
