// How strongly every lever works this month, and on whom. Derived from the calendar at the beginning of each month.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "state/partnerships.hpp"
#include "vocabulary/names.hpp"

namespace tessera {

struct Strength {
  double everywhere = 0.0;  // share 0..1, where `of` is empty
  std::vector<double> of;   // [organisation] share 0..1; empty: the same for all

  bool none() const { return of.empty() && everywhere == 0.0; }
  double at(std::size_t organisation) const {
    return of.empty() ? everywhere : (organisation < of.size() ? of[organisation] : 0.0);
  }
};

struct Support {
  std::array<Strength, levers> strength;

  const Strength& of(Lever lever) const { return strength[static_cast<std::size_t>(lever)]; }
  Strength& of(Lever lever) { return strength[static_cast<std::size_t>(lever)]; }
  double at(Lever lever, std::size_t organisation) const { return of(lever).at(organisation); }
};

// Mean strength over the members of a partnership.
inline double mean_support(const Strength& strength, const Memberships& memberships, std::uint32_t partnership) {
  if (strength.of.empty()) return strength.everywhere;
  const auto members = memberships.of_partnership.of(partnership);
  if (members.empty()) return 0.0;
  double sum = 0.0;
  for (const std::uint32_t m : members) sum += strength.at(memberships.organisation[m]);
  return sum / static_cast<double>(members.size());
}

// What shocks do this month. Derived like Support; an empty list changes nothing.
struct Conditions {
  std::vector<double> income_factor;    // [organisation][source] multiple of income
  std::vector<double> need_factor;      // [area][district][group] multiple of mean fresh need, index Community::cell
  std::vector<double> join_factor;      // [district] multiple of the rate at which residents join
  std::vector<double> capacity_factor;  // [organisation] multiple of staff hours and space
  std::vector<std::uint32_t> closing;   // [.] organisations that close this month, ascending
};

}  // namespace tessera
