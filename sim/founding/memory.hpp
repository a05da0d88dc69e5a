// What a world remembers beyond what tables of organisations, ties, partnerships and districts say: promises and beliefs of
// members, needs left unmet, income under way, grants being paid, where volunteers live ... A world that begins with a
// snapshot of another run goes on with it; a scenario without [[memory]] is founded without a past.
//
// Every stored field (state/fields.hpp) is remembered, except those that the other records give, those that name rows, and
// the books of the month. A value is called by its field and what it is of along further axes: "belief", "committed_hours",
// "expertise_base_food_2". Months count from the beginning of the run: negative before it, -1 = never. Whose it is:
//
// | table | of | with |
// | organisations | organisation | |
// | reach | organisation | district where its volunteers live |
// | ties | organisation of the earlier row | the other one |
// | partnerships | partnership | |
// | memberships | partnership | organisation |
// | districts | district | |
// | needs | district | group |
// | community | | |
// | grants | organisation that applied | partnership for which it did, if any: one record for each that is being paid |
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "state/world.hpp"

namespace tessera {

// Names of rows as records call them; empty: it has none and nothing of it is remembered.
struct WorldNames {
  std::vector<std::string> organisations;  // [organisation]
  std::vector<std::string> partnerships;   // [partnership]
  std::vector<std::string> districts;      // [district]
};

// Of a world that was just founded from the scenario.
WorldNames name_rows(const World& world, const Scenario& scenario);

// Writes what the scenario remembers into a world that is otherwise founded. Throws InputError that lists what does not fit:
// unknown names, values out of range, volunteers who do not add up.
void recall_memory(World& world, const Scenario& scenario);

// What must be remembered so that a world that was founded is `known`, from its month on: values of the same names that
// differ in any of `founded` (worlds founded from the scenario with different luck: at least one), and grants being paid.
std::vector<MemoryRecord> find_memory(const World& known, const WorldNames& names, const std::vector<World>& founded,
                                      const Scenario& scenario);

}  // namespace tessera
