// Expected coordination cost by governance mode (Provan & Kenis 2008) and the choice of the cheapest.
#pragma once

#include "vocabulary/names.hpp"

namespace tessera {

struct CoordinationCosts {
  double shared_hours_per_pair = 1.0;
  double lead_hours_per_link = 3.0;
  double administration_usd = 1500.0;
  double administration_hours_per_member = 1.5;
  double wage_usd_per_hour = 28.0;
  double tools_effect = 0.0;  // share of these hours that full collaboration tools save
};

// Hours per month that n members spend on coordination under a mode (shared n(n-1)/2 pairs, lead n-1 links, NAO n).
double coordination_hours(const CoordinationCosts& costs, Governance mode, double members);
// The same with the administrative organisation's fixed cost, in usd.
double coordination_cost_usd(const CoordinationCosts& costs, Governance mode, double members);
Governance cheapest_governance(const CoordinationCosts& costs, double members);
// Fewest members at which this mode is the cheapest, up to `most`; 0 if it never is. Cheapness is by intervals of size: shared
// first, a lead organisation next, an administrative organisation last, and any of them may be missing.
int first_size_of(const CoordinationCosts& costs, Governance mode, int most);

}  // namespace tessera
