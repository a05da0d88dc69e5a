// Checks that every mechanism must pass, given as a callable that runs it on a world.
#pragma once

#include <omp.h>

#include <functional>
#include <set>
#include <string>

#include "parameters/parameters.hpp"
#include "state/fields.hpp"
#include "support/small_world.hpp"

namespace tessera::test {

using Mechanic = std::function<void(World&)>;

inline World after(World world, const Mechanic& mechanism) {
  mechanism(world);
  return world;
}

// First field that differs between runs with 1, 2 and 7 threads; empty if none. Give it more than 2,000 organisations.
inline std::string difference_between_threads(const World& world, const Mechanic& mechanism) {
  const int before = omp_get_max_threads();
  omp_set_num_threads(1);
  const World one = after(world, mechanism);
  std::string difference;
  for (const int threads : {2, 7}) {
    omp_set_num_threads(threads);
    if (difference.empty()) difference = first_difference(one, after(world, mechanism));
  }
  omp_set_num_threads(before);
  return difference;
}

// Fields of the organisations that differ when one more organisation stands alone in an empty district out of reach.
inline std::set<std::string> fields_moved_by_a_stranger(const World& world, const Parameters& parameters,
                                                        const Mechanic& mechanism) {
  World larger = world;
  add_organisation(larger, parameters, founding_id(0, 999999), 0, add_empty_district(larger), 0);
  return changed_organisation_fields(after(world, mechanism), after(larger, mechanism), world.organisations.count());
}

}  // namespace tessera::test
