#include "mechanisms/calendar/conditions.hpp"

#include <algorithm>

#include "formulas/need.hpp"

namespace tessera::calendar {
namespace {

// Everything at 1 as soon as something differs from it.
std::vector<double>& laid_out(std::vector<double>& factors, std::size_t count) {
  if (factors.empty()) factors.assign(count, 1.0);
  return factors;
}

void cut_funding(World& world, const Parameters& parameters, const ShockEvent& shock, const MechanismDraws& draws) {
  const Reached reached = find_reached(world, parameters, shock.target, shock.name, shock.month, draws);
  std::vector<double>& factors = laid_out(world.conditions.income_factor, world.organisations.count() * sources);
  for (std::size_t i = 0; i < world.organisations.count(); ++i)
    for (const Source source : {Source::appropriation, Source::grants})
      if (reached.has(i)) factors[i * sources + static_cast<std::size_t>(source)] *= 1.0 - shock.size;
}

// factor(area) for the cells of the target; 1 leaves a cell alone.
template <class Factor>
void scale_need(World& world, const Target& target, const Factor& factor) {
  const Community& community = world.community;
  std::vector<double>& factors = laid_out(world.conditions.need_factor, community.cells());
  for (std::uint32_t a = 0; a < community.areas; ++a)
    for (std::uint32_t d = 0; d < community.districts; ++d)
      for (std::uint32_t g = 0; g < community.groups; ++g)
        if (names_place(target.districts, d) && names_place(target.groups, g)) factors[community.cell(a, d, g)] *= factor(a);
}

void strike_disaster(World& world, const CalendarParameters& parameters, const ShockEvent& shock) {
  std::vector<double>& capacity = laid_out(world.conditions.capacity_factor, world.organisations.count());
  for (std::size_t i = 0; i < capacity.size(); ++i)
    if (names_place(shock.target.districts, world.organisations.district[i]))
      capacity[i] *= 1.0 - parameters.disaster_capacity * shock.size;
  scale_need(world, shock.target, [&](std::uint32_t) { return 1.0 + parameters.disaster_need * shock.size; });
}

void discourage_joining(World& world, const ShockEvent& shock) {
  std::vector<double>& factors = laid_out(world.conditions.join_factor, world.community.districts);
  for (std::size_t d = 0; d < factors.size(); ++d)
    if (names_place(shock.target.districts, d)) factors[d] *= 1.0 - shock.size;
}

void break_scandal(World& world, const Parameters& parameters, const ShockEvent& shock, const MechanismDraws& draws) {
  const Reached reached = find_reached(world, parameters, shock.target, shock.name, shock.month, draws);
  const Memberships& memberships = world.memberships;
  const auto is_partner = [&](std::size_t i) {
    for (const std::uint32_t own : memberships.of_organisation.of(i))
      for (const std::uint32_t other : memberships.of_partnership.of(memberships.partnership[own]))
        if (reached.has(memberships.organisation[other])) return true;
    return false;
  };
  std::vector<double>& credibility = world.organisations.credibility;
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    if (world.organisations.active[i] == 0) continue;
    if (reached.has(i))
      credibility[i] *= 1.0 - shock.size;
    else if (is_partner(i))
      credibility[i] *= 1.0 - parameters.calendar.scandal_spread * shock.size;
  }
}

void mark_closing(World& world, const Parameters& parameters, const ShockEvent& shock, const MechanismDraws& draws) {
  const Reached reached = find_reached(world, parameters, shock.target, shock.name, shock.month, draws);
  std::vector<std::uint32_t>& closing = world.conditions.closing;
  for (std::uint32_t i = 0; i < world.organisations.count(); ++i)
    if (world.organisations.active[i] != 0 && reached.has(i)) closing.push_back(i);
  std::sort(closing.begin(), closing.end());
  closing.erase(std::unique(closing.begin(), closing.end()), closing.end());
}

double mean_fresh_need(const World& world, const Parameters& parameters, std::size_t area) {
  const Community& community = world.community;
  const AreaTraits& traits = parameters.areas[area];
  double sum = 0.0;
  for (std::size_t d = 0; d < community.districts; ++d)
    for (std::size_t g = 0; g < community.groups; ++g)
      sum += traits.incidence[g] * static_cast<double>(community.residents[d * community.groups + g]);
  return sum * need_scale(parameters.needs.incidence_scale, traits.season_amplitude, traits.season_peak_month, world.month);
}

void set_priority(World& world, const Parameters& parameters, const ShockEvent& shock) {
  const auto is_named = [&](std::size_t area) { return names_place(shock.target.areas, area); };
  double named = 0.0, others = 0.0;
  for (std::size_t a = 0; a < world.community.areas; ++a)
    (is_named(a) ? named : others) += mean_fresh_need(world, parameters, a);
  const NeedShift shift = shift_need(shock.size, named, others);
  scale_need(world, {}, [&](std::uint32_t a) { return is_named(a) ? shift.in_named : shift.in_others; });
}

}  // namespace

NeedShift shift_need(double rise, double named, double others) {
  if (!(named > 0.0) || !(others > 0.0)) return {1.0, 1.0};
  const double possible = std::min(rise, others / named);
  return {1.0 + possible, std::max(0.0, 1.0 - possible * named / others)};
}

bool is_on(const ShockEvent& shock, std::int32_t month) {
  if (month < shock.month) return false;
  if (shock.kind == Shock::closure) return month == shock.month;
  if (shock.kind == Shock::scandal) return month == shock.month && shock.size > 0.0;
  return month - shock.month < shock.duration_months && shock.size > 0.0;
}

void add_shock(World& world, const Parameters& parameters, const ShockEvent& shock, const MechanismDraws& draws) {
  switch (shock.kind) {
    case Shock::funding_cut: return cut_funding(world, parameters, shock, draws);
    case Shock::recession: world.economy *= 1.0 - shock.size; return;
    case Shock::demand_surge:
      return scale_need(world, shock.target,
                        [&](std::uint32_t a) { return names_place(shock.target.areas, a) ? 1.0 + shock.size : 1.0; });
    case Shock::disaster: return strike_disaster(world, parameters.calendar, shock);
    case Shock::volunteer_slump: return discourage_joining(world, shock);
    case Shock::scandal: return break_scandal(world, parameters, shock, draws);
    case Shock::closure: return mark_closing(world, parameters, shock, draws);
    case Shock::new_priority: return set_priority(world, parameters, shock);
  }
}

}  // namespace tessera::calendar
