#include "mechanisms/calendar.hpp"

#include <algorithm>

#include "mechanisms/calendar/conditions.hpp"
#include "mechanisms/calendar/reach.hpp"
#include "parameters/levers.hpp"

namespace tessera {
namespace {

using calendar::Reached;

void begin_quietly(World& world) {
  for (Strength& strength : world.support.strength) {
    strength.everywhere = 0.0;
    strength.of.clear();
  }
  Conditions& conditions = world.conditions;
  for (std::vector<double>* factors : {&conditions.income_factor, &conditions.need_factor, &conditions.join_factor,
                                       &conditions.capacity_factor})
    factors->clear();
  conditions.closing.clear();
  world.economy = 1.0;
  world.community.public_spending_usd.assign(levers, 0.0);
  world.community.public_spending_total_usd.resize(levers, 0.0);
}

bool works(const Policy& policy, std::int32_t month) {
  return policy.intensity > 0.0 && policy.start_month <= month && month <= policy.end_month;
}

void add_strength(Strength& strength, const Reached& reached, double intensity, std::size_t organisations) {
  if (reached.everybody && strength.of.empty()) {
    strength.everywhere = join_strengths(strength.everywhere, intensity);
    return;
  }
  if (strength.of.empty()) strength.of.assign(organisations, strength.everywhere);
  for (std::size_t i = 0; i < organisations; ++i)
    if (reached.has(i)) strength.of[i] = join_strengths(strength.of[i], intensity);
}

// Each district counts by the share of the open organisations at home there that are reached.
double count_districts(const World& world, const Reached& reached) {
  if (reached.everybody) return world.community.districts;
  double sum = 0.0;
  for (std::size_t d = 0; d < world.community.districts; ++d) {
    double open = 0.0, here = 0.0;
    for (const std::uint32_t i : world.geography.homes.of(d)) {
      open += world.organisations.active[i];
      here += world.organisations.active[i] != 0 && reached.has(i) ? 1.0 : 0.0;
    }
    if (open > 0.0) sum += here / open;
  }
  return sum;
}

// Members reached, each counted as one (memberships) or by its share in its partnership.
double count_members(const World& world, const Reached& reached, bool by_partnership) {
  double sum = 0.0;
  for (const std::uint32_t p : world.partnerships.live) {
    const auto members = world.memberships.of_partnership.of(p);
    double here = 0.0;
    for (const std::uint32_t m : members) here += reached.has(world.memberships.organisation[m]) ? 1.0 : 0.0;
    if (!members.empty()) sum += by_partnership ? here / static_cast<double>(members.size()) : here;
  }
  return sum;
}

double count_organisations(const World& world, const Reached& reached, bool member_businesses_only) {
  double sum = 0.0;
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    const bool asked = !member_businesses_only ||
                       (world.organisations.sector[i] == static_cast<std::uint8_t>(Sector::business) &&
                        world.memberships.of_organisation.size(i) > 0);
    if (world.organisations.active[i] != 0 && asked && reached.has(i)) sum += 1.0;
  }
  return sum;
}

double count_units(CostBasis basis, const World& world, const Reached& reached) {
  switch (basis) {
    case CostBasis::district: return count_districts(world, reached);
    case CostBasis::member: return count_members(world, reached, false);
    case CostBasis::partnership: return count_members(world, reached, true);
    case CostBasis::organisation: return count_organisations(world, reached, false);
    case CostBasis::member_business: return count_organisations(world, reached, true);
    case CostBasis::paid: return 0.0;
  }
  return 0.0;
}

void add_policy(World& world, const Parameters& parameters, const Policy& policy, const MechanismDraws& draws) {
  const Reached reached =
      calendar::find_reached(world, parameters, policy.target, policy.name, policy.start_month, draws);
  add_strength(world.support.of(policy.lever), reached, policy.intensity, world.organisations.count());
  const LeverRow& row = row_of(policy.lever);
  const double usd = parameters.calendar.*row.cost_usd * count_units(row.basis, world, reached) * policy.intensity *
                     policy.cost_multiple;
  const auto lever = static_cast<std::size_t>(policy.lever);
  world.community.public_spending_usd[lever] += usd;
  world.community.public_spending_total_usd[lever] += usd;
}

}  // namespace

void apply_calendar(World& world, const Parameters& parameters, const MechanismDraws& draws) {
  begin_quietly(world);
  for (const Policy& policy : parameters.policies)
    if (works(policy, world.month)) add_policy(world, parameters, policy, draws);
  for (const ShockEvent& shock : parameters.shocks)
    if (calendar::is_on(shock, world.month)) calendar::add_shock(world, parameters, shock, draws);
}

}  // namespace tessera
