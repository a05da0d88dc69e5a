// What the shocks of a month do: the economy, the conditions that other mechanisms read, and what happens at once.
#pragma once

#include "mechanisms/calendar/reach.hpp"

namespace tessera::calendar {

// Whether a shock is on in this month, with a size that does anything.
bool is_on(const ShockEvent& shock, std::int32_t month);

// Adds one shock that is on to the economy, the conditions or, for a scandal, to credibility.
void add_shock(World& world, const Parameters& parameters, const ShockEvent& shock, const MechanismDraws& draws);

// Factors by which mean fresh need changes in the areas named and in all others, so that the total stays: the rise is
// at most what the others have. `named`, `others`: total mean fresh need of the two.
struct NeedShift {
  double in_named, in_others;
};
NeedShift shift_need(double rise, double named, double others);

}  // namespace tessera::calendar
