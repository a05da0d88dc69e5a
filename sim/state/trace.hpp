// What each mechanism left behind in a month, in 16 bits each: two runs can be compared month by month and mechanism by
// mechanism at a cost of less than a hundredth of the month.
//
// A witness is a hash of a few fields that a mechanism writes, taken when it has just done its part, before others write
// them too. So the first mechanism of a month whose witness differs is the one that did something else, or read something
// that an earlier one changed in a field that is nobody's witness. With parameters a little off, 214 of 217 were named in the
// month and the mechanism in which the states first differ, and two more one step earlier, as shocks are traced before they
// are felt (tests/run/replay_test.cpp).
//
// What it can miss: fields that are no witness (the books, shares and outputs of single organisations, half of the evidence
// of ties) show only when somebody acts on them, which may be a mechanism or some months later, or in state_hash alone; and
// two different states have the same witness once in 65,536 times, so that a change may pass where it does not spread.
#pragma once

#include <array>
#include <cstdint>

#include "state/world.hpp"
#include "vocabulary/mechanism_names.hpp"

namespace tessera {

// [mechanism], founding first; see trace_place. Founding counts in month 0 alone, the others in every month after.
using Trace = std::array<std::uint16_t, mechanism_names.size() - 1>;

constexpr std::size_t trace_place(Mechanism mechanism) { return static_cast<std::size_t>(mechanism) - 1; }

// Witness of a mechanism of the month, of the world as it left it. Of founding: of the whole state.
std::uint16_t witness(const World& world, Mechanism mechanism);

}  // namespace tessera
