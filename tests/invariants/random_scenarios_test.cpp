// Books balance in whatever world the parameter table allows: 200 random scenarios, every parameter drawn from its range.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "base/draws.hpp"
#include "founding/founding.hpp"
#include "measures/books.hpp"
#include "measures/promises.hpp"
#include "run/month.hpp"
#include "state/fields.hpp"
#include "support/small_world.hpp"

namespace tessera {
namespace {

constexpr std::uint64_t generator_seed = 20261121;

double between(Stream& stream, double lowest, double highest) { return lowest + (highest - lowest) * stream.uniform(); }

// Half of the parameters at their defaults, a quarter anywhere in their range, a quarter at an end of it. What sets the
// size of the world stays small, so that 200 of them take seconds.
Scenario random_scenario(std::uint64_t number) {
  Stream stream = Draws(generator_seed, 0, 0).of(1).at(number);
  Scenario scenario;
  scenario.parameters = standard_parameters();
  for (const ParameterRow& row : parameter_table()) {
    const double kind = stream.uniform();
    const double value = between(stream, row.lowest, row.highest);
    double& place = row.value(scenario.parameters);
    if (kind < 0.25) place = row.whole ? std::round(value) : value;
    if (kind >= 0.25 && kind < 0.5) place = stream.uniform() < 0.5 ? row.lowest : row.highest;
  }
  scenario.parameters.community.districts = 1 + static_cast<double>(stream.below(6));
  scenario.parameters.community.residents = std::round(std::pow(10.0, between(stream, 1.0, 5.5)));
  scenario.parameters.founding.organisations = static_cast<double>(stream.below(60));
  scenario.parameters.run.months = 8;
  return scenario;
}

std::string not_finite(const World& world) {
  for (const Field& field : fields(const_cast<World&>(world)))
    if (const auto* const* values = std::get_if<std::vector<double>*>(&field.data))
      for (const double value : **values)
        if (std::isinf(value) || (std::isnan(value) && field.table != "community"))
          return std::string(field.table) + "." + std::string(field.name);
  return {};
}

TEST(RandomScenarios, BooksBalanceEveryMonth) {
  std::set<std::size_t> sizes;
  std::size_t with_partnerships = 0;
  for (std::uint64_t number = 0; number < 200; ++number) {
    SCOPED_TRACE("random scenario " + std::to_string(number));
    const Scenario scenario = random_scenario(number);
    World world = found_world(scenario, Draws(number, 0, 0).of(Mechanism::founding));
    for (std::uint16_t month = 1; month <= 8; ++month) {
      advance_one_month(world, scenario.parameters, Draws(number, 0, month));
      ASSERT_NO_THROW(check_promises(world)) << "month " << month;
      const Imbalance imbalance = measure_imbalance(world);
      ASSERT_LE(imbalance.money, 1e-9) << "month " << month;
      ASSERT_LE(imbalance.goods, 1e-9) << "month " << month;
      ASSERT_EQ(imbalance.volunteers, 0) << "month " << month;
      ASSERT_EQ(not_finite(world), "") << "month " << month;
      ASSERT_EQ(test::wrong_index(world), "") << "month " << month;
    }
    sizes.insert(world.organisations.count());
    if (std::count_if(world.partnerships.signed_month.begin(), world.partnerships.signed_month.end(),
                      [](std::int32_t month) { return month != never; }) > 0)
      ++with_partnerships;
  }
  EXPECT_GT(sizes.size(), 20u);  // the generator really varies
  EXPECT_GT(with_partnerships, 60u);
}

// The check sees a single cent and a single person.
TEST(RandomScenarios, TheCheckOfTheBooksCanFail) {
  const Scenario scenario = random_scenario(3);
  World world = found_world(scenario, Draws(3, 0, 0).of(Mechanism::founding));
  advance_one_month(world, scenario.parameters, Draws(3, 0, 1));
  ASSERT_GT(world.organisations.count(), 0u);
  World richer = world;
  richer.organisations.money_usd[0] += 1e-6 * std::max(1.0, std::abs(richer.organisations.money_opening_usd[0]));
  EXPECT_GT(measure_imbalance(richer).money, 1e-9);
  World fuller = world;
  ++fuller.community.people[0];
  EXPECT_NE(measure_imbalance(fuller).volunteers, 0);
}

}  // namespace
}  // namespace tessera
