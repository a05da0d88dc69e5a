// Books balance under every lever and every shock, alone and in pairs drawn at random with random dates, strengths and targets.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "base/draws.hpp"
#include "founding/founding.hpp"
#include "measures/books.hpp"
#include "measures/promises.hpp"
#include "parameters/levers.hpp"
#include "run/month.hpp"
#include "state/fields.hpp"
#include "support/small_world.hpp"

namespace tessera {
namespace {

constexpr std::uint64_t generator_seed = 20261122;
constexpr std::uint16_t months = 10;

Target random_target(Stream& stream, std::uint16_t keys) {
  Target target;
  const auto names = [&](TargetKey key) { return (keys & key) != 0 && stream.uniform() < 0.3; };
  if (names(target_sector)) target.sectors = {static_cast<Sector>(stream.below(sectors))};
  if (names(target_district)) target.districts = {static_cast<std::uint32_t>(stream.below(3))};
  if (names(target_group)) target.groups = {static_cast<std::uint32_t>(stream.below(2))};
  if (names(target_area)) target.areas = {static_cast<std::uint32_t>(stream.below(4))};
  if (names(target_share)) target.share = stream.uniform();
  if (names(target_most_connected)) target.most_connected = static_cast<std::uint32_t>(1 + stream.below(5));
  return target;
}

Policy random_policy(Lever lever, Stream& stream) {
  Policy policy{.name = "p" + std::to_string(stream.below(1000)), .lever = lever};
  policy.start_month = static_cast<std::int32_t>(1 + stream.below(months));
  policy.end_month = policy.start_month + static_cast<std::int32_t>(stream.below(months));
  policy.intensity = stream.uniform() < 0.3 ? 1.0 : stream.uniform();
  policy.target = random_target(stream, target_of_organisations);
  return policy;
}

ShockEvent random_shock(Shock kind, Stream& stream) {
  const ShockRow& row = row_of(kind);
  ShockEvent shock{.name = "s" + std::to_string(stream.below(1000)), .kind = kind};
  shock.month = static_cast<std::int32_t>(1 + stream.below(months));
  shock.size = row.lowest + (row.highest - row.lowest) * (stream.uniform() < 0.3 ? 1.0 : stream.uniform());
  shock.duration_months = static_cast<std::int32_t>(1 + stream.below(months));
  shock.target = random_target(stream, row.target);
  return shock;
}

// One of all levers and shocks, by number.
void add_event(Parameters& parameters, std::size_t which, Stream& stream) {
  if (which < levers)
    parameters.policies.push_back(random_policy(static_cast<Lever>(which), stream));
  else
    parameters.shocks.push_back(random_shock(static_cast<Shock>(which - levers), stream));
}

std::string name_of(std::size_t which) {
  return std::string(which < levers ? lever_names[which] : shock_names[which - levers]);
}

Scenario small_town() {
  Scenario scenario;
  scenario.parameters = standard_parameters();
  scenario.parameters.community.districts = 3.0;
  scenario.parameters.community.residents = 20000.0;
  scenario.parameters.founding.organisations = 40.0;
  return scenario;
}

void expect_balance(const Scenario& scenario, std::uint64_t number) {
  World world = found_world(scenario, Draws(number, 0, 0).of(Mechanism::founding));
  for (std::uint16_t month = 1; month <= months; ++month) {
    advance_one_month(world, scenario.parameters, Draws(number, 0, month));
    ASSERT_NO_THROW(check_promises(world)) << "month " << month;
    const Imbalance imbalance = measure_imbalance(world);
    ASSERT_LE(imbalance.money, 1e-9) << "month " << month;
    ASSERT_LE(imbalance.goods, 1e-9) << "month " << month;
    ASSERT_EQ(imbalance.volunteers, 0) << "month " << month;
    ASSERT_EQ(test::wrong_index(world), "") << "month " << month;
    for (const double usd : world.community.public_spending_usd) ASSERT_TRUE(std::isfinite(usd) && usd >= 0.0);
    for (const double met : world.need.met) ASSERT_TRUE(std::isfinite(met) && met >= 0.0);
  }
}

TEST(PoliciesAndBooks, BalanceUnderEachAlone) {
  for (std::size_t which = 0; which < levers + shocks; ++which)
    for (std::uint64_t round = 0; round < 3; ++round) {
      SCOPED_TRACE(name_of(which) + ", round " + std::to_string(round));
      Stream stream = Draws(generator_seed, 0, 0).of(1).at(Subject{.a = which, .b = round});
      Scenario scenario = small_town();
      add_event(scenario.parameters, which, stream);
      expect_balance(scenario, round);
    }
}

TEST(PoliciesAndBooks, BalanceUnderRandomPairs) {
  for (std::uint64_t number = 0; number < 120; ++number) {
    Stream stream = Draws(generator_seed, 0, 0).of(2).at(number);
    const std::size_t one = stream.below(levers + shocks), other = stream.below(levers + shocks);
    SCOPED_TRACE(name_of(one) + " and " + name_of(other) + ", number " + std::to_string(number));
    Scenario scenario = small_town();
    add_event(scenario.parameters, one, stream);
    add_event(scenario.parameters, other, stream);
    expect_balance(scenario, number);
  }
}

}  // namespace
}  // namespace tessera
