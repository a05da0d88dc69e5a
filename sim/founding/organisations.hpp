// The first organisations: synthetic ones by type weights and size distributions, then the described ones.
//
// Counts per type: largest remainder. Ids: (type, rank); described ones have ranks from described_rank upwards, so that
// neither kind renumbers the other. Sizes: a keyed low-discrepancy sequence by rank within the type. Home: drawn by
// residents; position uniform in the district's square. Everything else: formulas/organisation_draw.hpp.
// Only the organisation's own id, its type's laws and where residents live enter its draws.
#pragma once

#include <string>
#include <vector>

#include "base/draws.hpp"
#include "scenario/scenario.hpp"
#include "state/world.hpp"

namespace tessera {

inline constexpr std::uint32_t described_rank = std::uint32_t{1} << 31;

// Fills Organisations (volunteers excepted) and Community::founded_here; the rest of Community must be there.
void found_organisations(World& world, const Scenario& scenario, const MechanismDraws& draws);

// Row of each described organisation: they follow the synthetic ones in the order of the scenario.
std::uint32_t row_of_record(const World& world, const Scenario& scenario, std::size_t record);

// Volunteers that the record gives, in all or by hours; nothing if they are left open.
std::optional<std::int64_t> known_volunteers(const OrganisationRecord& record);

// What districts are called in records: "district_1", "district_2", ... for synthetic ones, own names for described.
// Throws InputError for an unknown name.
std::uint32_t find_district(const Scenario& scenario, const std::string& name);

}  // namespace tessera
