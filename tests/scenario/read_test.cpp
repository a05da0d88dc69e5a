#include "scenario/read.hpp"

#include <gtest/gtest.h>

#include "base/errors.hpp"

namespace tessera {
TEST(ScenarioSmoke, ShippedOnesRead) {
  for (const char* name : {"town", "village", "metropolis", "food_bank_and_supermarkets", "school_and_clinic", "neighbourhood_revitalisation", "conservation_and_sponsor", "community_garden"}) {
    try {
    const Scenario s = read_scenario(std::string(TESSERA_SOURCE_DIR "/scenarios/") + name + ".toml");
    const Scenario t = read_scenario_text(s.merged_text, "merged.toml");
    EXPECT_EQ(s.merged_text, t.merged_text);
    } catch (const InputError& e) { ADD_FAILURE() << e.what(); }
  }
}
}
