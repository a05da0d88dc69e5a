// Every measure on the default town after two years: a number, or one of the few that can not be said yet.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "measures/measures.hpp"
#include "run/replicate.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

TEST(MeasuresOfATown, AreNumbersAfterTwoYearsAndSharesLieBetween0And1) {
  const Scenario scenario = read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml", {"run.months=24"});
  const std::size_t districts = 12;
  const MeasurePlan plan = plan_measures({"*"}, scenario.parameters, districts);
  Replicate replicate = found_replicate(scenario, plan, 0, nullptr);
  while (replicate.world.month < 24) advance_replicate(replicate, scenario, plan);
  ASSERT_EQ(replicate.world.community.districts, districts);
  const auto row = std::span(replicate.rows).last(plan.width);

  // No partnership is that old in month 24; no policy spends public money.
  const std::set<std::string_view> not_yet{"trust_in_lasting_partnerships", "survival_36_months", "survival_84_months",
                                           "met_per_public_usd"};
  std::size_t finite = 0;
  for (std::size_t k = 0; k < plan.measures.size(); ++k) {
    const Measure& measure = *plan.measures[k];
    for (std::size_t place = 0; place < plan.size[k]; ++place) {
      const double value = row[plan.offset[k] + place];
      if (std::isnan(value)) {
        EXPECT_TRUE(not_yet.contains(measure.name)) << measure.name << " at place " << place;
        continue;
      }
      ++finite;
      EXPECT_TRUE(std::isfinite(value)) << measure.name;
      EXPECT_TRUE(measure.unit != "share" || (value >= 0.0 && value <= 1.0)) << measure.name << " is " << value;
    }
  }
  EXPECT_GT(finite, 150u);
}

}  // namespace
}  // namespace tessera
