// The world at one instant: everything the model remembers from one month to the next.
#pragma once

#include <cstdint>

#include "state/community.hpp"
#include "state/grants.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"
#include "state/ties.hpp"

namespace tessera {

struct World {
  std::int32_t month = 0;        // months completed; the step that is running is month + 1
  double economy = 1.0;          // index of the general economy, 1 = normal; written by: calendar
  Community community;
  Need need;
  Organisations organisations;
  Ties ties;
  Partnerships partnerships;
  Memberships memberships;
  Grants grants;
  Geography geography;           // derived
  Support support;               // derived: what levers do this month
  Conditions conditions;         // derived: what shocks do this month
};

// Rebuilds everything marked derived from the arrays; called after founding and after reading a checkpoint.
void rebuild_indexes(World& world);
// The two halves of it, for founding: who is where; who is tied to whom and works with whom.
void rebuild_geography(World& world);
void rebuild_networks(World& world);

}  // namespace tessera
