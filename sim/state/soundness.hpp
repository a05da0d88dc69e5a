// Whether arrays that came from outside are a world, so that who walks them need not look at every step.
#pragma once

#include <functional>
#include <string>

#include "state/fields.hpp"
#include "state/world.hpp"

namespace tessera {

// What is wrong first, as in "ties.a[3] is 99, of 24 organisations"; empty if nothing is. Every wanted field is as long as
// its axes say, rows and districts that it names are there, enumerations have names. Fields that are not wanted do not
// count. World::month and what numbers mean are not looked at: that is for the invariants.
std::string first_unsound_field(const World& world, const std::function<bool(const Field&)>& wanted);

}  // namespace tessera
