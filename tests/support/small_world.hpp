// A hand-made world for tests: organisations in districts that lie in a row, without founding. Every value of an
// organisation is drawn from its id, so adding one organisation changes no other.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "parameters/parameters.hpp"
#include "state/world.hpp"

namespace tessera::test {

struct SmallWorld {
  std::uint32_t districts = 4;
  std::uint32_t organisations = 24;
  std::uint32_t reach = 1;                 // districts to either side that an organisation serves
  std::int64_t residents_per_cell = 500;   // per district and group
  std::int32_t volunteers_per_class = 3;   // of each organisation at most, as far as its district has adults
};

// Standard types, groups and areas; needs half met; home districts in turn; ids by founding_id; no ties, no partnerships.
World make_small_world(const SmallWorld& shape, const Parameters& parameters);

// One more organisation in a district, without volunteers; indexes are extended. Returns its row.
std::uint32_t add_organisation(World& world, const Parameters& parameters, std::uint64_t id, std::uint16_t type,
                               std::uint32_t district, std::uint32_t reach = 1);

// One more district at the end, without residents, far from all others. Returns its row.
std::uint32_t add_empty_district(World& world);

// A partnership of these organisations (the first initiated it, the second was its target), with their ties.
std::uint32_t add_partnership(World& world, const std::vector<std::uint32_t>& members, Stage stage,
                              std::int32_t founded_month = 0);

// Partnerships of `members` neighbouring rows each, active, `count` of them, starting `step` rows apart.
void add_partnerships(World& world, std::uint32_t count, std::uint32_t members, std::uint32_t step);

// Names ("organisations.money_usd") of the fields that differ between two worlds.
std::set<std::string> changed_fields(const World& before, const World& after);

// Names of the organisations' fields of which some element differs for one of the first `count` organisations.
std::set<std::string> changed_organisation_fields(const World& before, const World& after, std::size_t count);

// Empty if every derived list is what rebuild_indexes makes of the arrays; else the name of the list.
std::string wrong_index(const World& world);

}  // namespace tessera::test
