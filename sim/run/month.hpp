// One month of the model: THE list of mechanisms, in order.
#pragma once

#include <optional>

#include "base/draws.hpp"
#include "base/timers.hpp"
#include "formulas/technology.hpp"
#include "measures/solo_benchmark.hpp"
#include "parameters/parameters.hpp"
#include "state/world.hpp"

namespace tessera {

// What production needs to know, from the parameters of several mechanisms.
Technology make_technology(const Parameters& parameters);

// Advances the world by one month with the draws of that month. `timers` may be nullptr. Who wants to measure the solo
// benchmark gives room for the month as delivery finds it.
void advance_one_month(World& world, const Parameters& parameters, const Draws& draws, Timers* timers = nullptr,
                       std::optional<BeforeDelivery>* before_delivery = nullptr);

}  // namespace tessera
