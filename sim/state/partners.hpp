// Who works with whom under a signed agreement.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "state/partnerships.hpp"
#include "vocabulary/names.hpp"

namespace tessera {

// Organisations that share an active partnership with this one, each once, by ascending row.
inline std::vector<std::uint32_t> active_partners(const Partnerships& partnerships, const Memberships& memberships,
                                                  std::uint32_t organisation) {
  std::vector<std::uint32_t> partners;
  for (const std::uint32_t mine : memberships.of_organisation.of(organisation)) {
    const std::uint32_t p = memberships.partnership[mine];
    if (partnerships.stage[p] != static_cast<std::uint8_t>(Stage::active)) continue;
    for (const std::uint32_t m : memberships.of_partnership.of(p))
      if (memberships.organisation[m] != organisation) partners.push_back(memberships.organisation[m]);
  }
  std::sort(partners.begin(), partners.end());
  partners.erase(std::unique(partners.begin(), partners.end()), partners.end());
  return partners;
}

}  // namespace tessera
