// One month of the model: THE list of mechanisms, in order.
#pragma once

#include "base/draws.hpp"
#include "base/timers.hpp"
#include "formulas/technology.hpp"
#include "parameters/parameters.hpp"
#include "state/world.hpp"

namespace tessera {

// What production needs to know, from the parameters of several mechanisms.
Technology make_technology(const Parameters& parameters);

// Advances the world by one month with the draws of that month. `timers` may be nullptr.
void advance_one_month(World& world, const Parameters& parameters, const Draws& draws, Timers* timers = nullptr);

}  // namespace tessera
