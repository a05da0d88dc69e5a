#include "formulas/governance.hpp"

namespace tessera {

double coordination_hours(const CoordinationCosts& costs, Governance mode, double members) {
  if (members <= 1.0) return 0.0;  // nobody to coordinate with
  switch (mode) {
    case Governance::shared: return costs.shared_hours_per_pair * members * (members - 1.0) / 2.0;
    case Governance::lead_organisation: return costs.lead_hours_per_link * (members - 1.0);
    case Governance::administrative_organisation: return costs.administration_hours_per_member * members;
  }
  return 0.0;
}

double coordination_cost_usd(const CoordinationCosts& costs, Governance mode, double members) {
  const double fixed = mode == Governance::administrative_organisation ? costs.administration_usd : 0.0;
  return fixed + costs.wage_usd_per_hour * coordination_hours(costs, mode, members);
}

Governance cheapest_governance(const CoordinationCosts& costs, double members) {
  Governance cheapest = Governance::shared;
  for (const Governance mode : {Governance::lead_organisation, Governance::administrative_organisation})
    if (coordination_cost_usd(costs, mode, members) < coordination_cost_usd(costs, cheapest, members)) cheapest = mode;
  return cheapest;
}

int first_size_of(const CoordinationCosts& costs, Governance mode, int most) {
  for (int members = 2; members <= most; ++members)
    if (cheapest_governance(costs, members) == mode) return members;
  return 0;
}

}  // namespace tessera
