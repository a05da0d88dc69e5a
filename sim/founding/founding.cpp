#include "founding/founding.hpp"

#include "founding/acquaintances.hpp"
#include "founding/districts.hpp"
#include "founding/memory.hpp"
#include "founding/organisations.hpp"
#include "founding/partnerships.hpp"
#include "founding/volunteers.hpp"

namespace tessera {
namespace {

void make_room_for_need(Need& need, std::size_t cells) {
  for (auto* values : {&need.fresh, &need.wanted, &need.met, &need.delivered}) values->assign(cells, 0.0);
}

}  // namespace

World found_world(const Scenario& scenario, const MechanismDraws& draws) {
  World world;
  world.community = found_districts(scenario, draws);
  make_room_for_need(world.need, world.community.cells());
  found_organisations(world, scenario, draws);
  rebuild_geography(world);
  found_volunteers(world, scenario, draws);
  found_ties(world, scenario, draws);
  found_partnerships(world, scenario, draws);
  world.grants.success.assign(calls, 0.35);
  recall_memory(world, scenario);
  return world;
}

}  // namespace tessera
