// The world at one instant: everything the model remembers from one month to the next.
#pragma once

#include <cstdint>

#include "state/community.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/ties.hpp"

namespace tessera {

struct World {
  std::int32_t month = 0;        // months completed; the step that is running is month + 1
  double economy = 1.0;          // index of the general economy, 1 = normal
  Community community;
  Need need;
  Organisations organisations;
  Ties ties;
  Partnerships partnerships;
  Memberships memberships;
  Geography geography;           // derived
};

// Rebuilds everything marked derived from the arrays; called after founding and after reading a checkpoint.
void rebuild_indexes(World& world);
// The two halves of it, for founding: who is where; who is tied to whom and works with whom.
void rebuild_geography(World& world);
void rebuild_networks(World& world);

}  // namespace tessera
