// The communities on which patterns are measured, made from the default one (or a user's) by its size alone.
#pragma once

#include <array>
#include <vector>

#include "analysis/patterns/pattern.hpp"

namespace tessera {

// Sizes of P7 and P8: 15, 25, 50, 100, 200 for the slope; 25 and 80 for clustering.
inline constexpr std::array<int, 6> network_sizes{15, 25, 50, 80, 100, 200};

// How much is simulated. Quick forms answer the same questions with wider intervals.
struct Effort {
  std::uint32_t replicates = 30;  // of town and sizes
  std::uint32_t nonprofits_replicates = 2;
  int nonprofits = 12'000;                  // founded, so that 10,000 and more are there after ten years
  std::uint32_t recession_replicates = 50;  // pairs
  int recession_organisations = 2'000;
  std::uint32_t null_recession_replicates = 8;
};
Effort quick_effort();

// The same community with so many organisations: 500 residents per organisation, 20 organisations per district.
Scenario scale_community(const Scenario& base, int organisations);
// Only types of nonprofits, in their proportions.
Scenario keep_nonprofits(const Scenario& base, int organisations);

// One scenario per run of a replicate of the setting.
std::vector<Scenario> communities_of(Setting setting, const Scenario& base, const Effort& effort);
std::uint32_t replicates_of(Setting setting, const Effort& effort, bool of_null);

// The recession of P20, which begins after two years and lasts four.
inline constexpr std::int32_t recession_month = 25;
inline constexpr std::int32_t recession_months = 48;
inline constexpr double recession_fall = 0.075;  // of income
// The size of shock that lowers the community's income by recession_fall, found by two trial runs and the rule of
// three. NaN if the shock does not lower income.
double find_recession_size(const Scenario& community);

}  // namespace tessera
