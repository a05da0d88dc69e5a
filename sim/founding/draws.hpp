// Numbers that separate the draws of founding about one subject: append only. Those of one organisation are
// OrganisationDraw.
#pragma once

#include <cstdint>

#include "base/draws.hpp"

namespace tessera {

enum class FoundingDraw : std::uint16_t {
  district_size = 1,     // a: district
  district_groups = 2,   // a: district
  size_shift = 3,        // a: type
  volunteer_offset = 4,  // a: district
  acquaintance = 5,      // a, b: ids of the two
  partnership = 6        // a, b: ids of initiator and target
};

inline Stream founding_stream(const MechanismDraws& draws, const Subject& subject, FoundingDraw number) {
  return draws.at(subject, static_cast<std::uint16_t>(number));
}

}  // namespace tessera
