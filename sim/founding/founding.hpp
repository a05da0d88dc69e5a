// Builds the first world of a replicate: synthetic from distributions, from described organisations, or both.
#pragma once

#include "base/draws.hpp"
#include "scenario/scenario.hpp"
#include "state/world.hpp"

namespace tessera {

// The world at month 0. Draws are those of Draws(seed, replicate, 0).of(Mechanism::founding).
World found_world(const Scenario& scenario, const MechanismDraws& draws);

}  // namespace tessera
