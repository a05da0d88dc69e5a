// What the table of fields says about who writes what, and the list of the month's mechanisms, held against the month itself.
#include "run/month.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "base/draws.hpp"
#include "founding/founding.hpp"
#include "run/replicate.hpp"
#include "state/fields.hpp"
#include "support/busy_town.hpp"
#include "support/small_world.hpp"

namespace tessera {
namespace {

TEST(Month, CallsTheMechanismsInTheirOrder) {
  const Scenario scenario = test::busy_town();
  World world = found_world(scenario, Draws(1, 0, 0).of(Mechanism::founding));
  std::vector<Mechanism> called;
  advance_one_month(world, scenario.parameters, Draws(1, 0, 1), nullptr, nullptr,
                    [&](Mechanism mechanism) { called.push_back(mechanism); });
  EXPECT_EQ(called, std::vector<Mechanism>(month_order.begin(), month_order.end()));
  EXPECT_EQ(called.size() + 2, mechanism_names.size());  // founding, and the empty name of number 0
}

using Seen = std::map<std::string, std::set<std::string>>;  // names of the fields that each mechanism changed

void watch(const Scenario& scenario, std::uint32_t replicate, Seen& seen) {
  World world = found_world(scenario, Draws(seed_of(scenario), replicate, 0).of(Mechanism::founding));
  World before = world;
  const auto note = [&](Mechanism mechanism) {
    const auto changed = test::changed_fields(before, world);
    seen[test::name_of(mechanism)].insert(changed.begin(), changed.end());
    before = world;
  };
  while (world.month < months_of(scenario)) {
    const auto month = static_cast<std::uint16_t>(world.month + 1);
    advance_one_month(world, scenario.parameters, Draws(seed_of(scenario), replicate, month), nullptr, nullptr, note);
  }
}

// Both ways: nobody writes what is not his, and nobody is said to write what he never does.
TEST(Month, ChangesTheFieldsOfTheirWritersAndNoOthers) {
  Scenario scenario = test::busy_town();
  scenario.parameters.run.months = 72.0;  // terms run out
  scenario.parameters.solidarity.share = 1.0;
  scenario.parameters.solidarity.reserve_months = 0.0;
  scenario.parameters.conflict.exit_per_month = 1.0;
  Seen seen;
  for (std::uint32_t replicate = 0; replicate < 12; ++replicate) watch(scenario, replicate, seen);
  World empty;
  for (const Field& field : fields(empty)) {
    const std::string name = std::string(field.table) + "." + std::string(field.name);
    for (const Mechanism mechanism : month_order)
      EXPECT_EQ(seen[test::name_of(mechanism)].count(name) != 0, field.writers.hold(mechanism))
          << name << " and " << test::name_of(mechanism);
  }
}

}  // namespace
}  // namespace tessera
