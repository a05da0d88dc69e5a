#include "mechanisms/grants.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "support/books.hpp"
#include "support/chain_world.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

constexpr std::size_t money = static_cast<std::size_t>(Resource::money);
constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
constexpr std::size_t operating = static_cast<std::size_t>(Call::operating);
constexpr std::size_t collaborative = static_cast<std::size_t>(Call::collaborative);

void hold(World& world, const Parameters& parameters) {
  const std::vector<double> harm(world.community.areas, 1.0);
  award_grants(world.grants, world.organisations, world.partnerships, world.memberships, world.community, world.need,
               world.support, parameters.grants,
               {parameters.calendar.operating_grants_usd, parameters.calendar.collaborative_grants_usd,
                parameters.finance.wage_usd_per_hour, parameters.founding.reference_revenue_usd, harm},
               Draws(1, 0, static_cast<std::uint16_t>(world.month)).of(Mechanism::grants));
}

test::Mechanic grants_of_month(const Parameters& parameters) {
  return [&parameters](World& world) { hold(world, parameters); };
}

// The next month begins as finance leaves it: empty books, the same means as before.
void begin_month(World& world, const std::vector<double>& available) {
  ++world.month;
  Organisations& all = world.organisations;
  all.available = available;
  all.money_opening_usd = all.money_usd;
  std::fill(all.money_book_usd.begin(), all.money_book_usd.end(), 0.0);
  std::fill(all.overhead_hours.begin(), all.overhead_hours.end(), 0.0);
}

double booked(const World& world, MoneyEntry entry) {
  double sum = 0.0;
  for (std::size_t i = 0; i < world.organisations.count(); ++i)
    sum += world.organisations.money_book_usd[i * money_entries + static_cast<std::size_t>(entry)];
  return sum;
}

double paid_this_month(const World& world) {
  return world.community.grants_paid_usd[operating] + world.community.grants_paid_usd[collaborative];
}

double sum_of(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

double public_spending(const World& world) { return sum_of(world.community.public_spending_usd); }

// Everybody considers every call, asks for the same and is judged without error; enough money for all.
Parameters plain_parameters() {
  Parameters parameters = standard_parameters();
  GrantsParameters& p = parameters.grants;
  p.attention = p.application_hours = 1.0;
  p.size_exponent = 0.0;
  p.size_log_sd = p.reviewer_noise_sd = p.smallest_usd = 0.0;
  p.match_share = 0.0;
  p.calls_per_year = 2.0;
  p.operating_usd = p.collaborative_usd = 1e4;
  return parameters;
}

double equal_size(const Parameters& parameters) {
  return parameters.grants.size_share * parameters.founding.reference_revenue_usd;
}

double residents_of(const World& world) {
  return static_cast<double>(std::accumulate(world.community.residents.begin(), world.community.residents.end(), std::int64_t{0}));
}

// A budget per resident and year of which one call can pay `awards` of equal size, and half of one more.
double budget_for(const World& world, const Parameters& parameters, double awards) {
  return (awards + 0.5) * equal_size(parameters) * 2.0 / residents_of(world);
}

double count_won(const World& world, std::size_t call) {
  double won = 0.0;
  for (std::size_t k = 0; k < world.grants.count(); ++k) won += world.grants.call[k] == call && world.grants.awarded_usd[k] > 0.0;
  return won;
}

TEST(Grants, FormulasByHand) {
  GrantsParameters p = standard_parameters().grants;
  p.size_share = 0.2, p.size_exponent = 0.5, p.size_log_sd = 1.0, p.smallest_usd = 500.0;
  EXPECT_NEAR(asked_sum(1e6, 0.0, 1e6, p), 2e5, 1e-6);
  EXPECT_NEAR(asked_sum(4e6, 0.0, 1e6, p), 4e5, 1e-6);  // four times the revenue, twice the sum
  EXPECT_NEAR(asked_sum(1e6, 1.0, 1e6, p), 2e5 * std::exp(1.0), 1e-6);
  EXPECT_EQ(asked_sum(0.0, -9.0, 1e6, p), 500.0);
  p.fit = 1.0, p.capability = 2.0, p.credibility = 3.0, p.mix = 4.0, p.evidence = 5.0;
  EXPECT_DOUBLE_EQ(review_score({0.5, 0.25, 1.0, 4.0, 0.1}, p), 0.5 + 0.5 + 3.0 + 4.0 + 0.5);
  EXPECT_EQ(review_score({}, p), 0.0);
  EXPECT_DOUBLE_EQ(next_expected_success(0.4, 3.0, 8.0, 0.5), 0.4);
  EXPECT_GT(next_expected_success(0.0, 0.0, 0.0, 0.5), 0.0);  // nobody applied: hope comes back
  EXPECT_LT(next_expected_success(1.0, 9.0, 9.0, 0.5), 1.0);
  p.calls_per_year = 2.0;
  EXPECT_EQ(months_between_calls(p), 6);
  p.calls_per_year = 5.0;
  EXPECT_EQ(months_between_calls(p), 2);
}

TEST(Grants, WithoutMoneyNothingChangesAndBetweenCallsNobodyApplies) {
  Parameters parameters = plain_parameters();
  const World before = test::make_chain_world({}, parameters);
  World between = before;
  between.month = 25;
  EXPECT_EQ(test::changed_fields(before, test::after(between, grants_of_month(parameters))), std::set<std::string>{});
  parameters.grants.operating_usd = parameters.grants.collaborative_usd = 0.0;
  EXPECT_EQ(test::changed_fields(before, test::after(before, grants_of_month(parameters))), std::set<std::string>{});
}

TEST(Grants, ChangesWhatItDeclaresOnly) {
  const Parameters parameters = plain_parameters();
  const World before = test::make_chain_world({}, parameters);
  World after = test::after(before, grants_of_month(parameters));
  ++after.month;
  hold(after, parameters);
  std::set<std::string> changed = test::changed_fields(before, after);
  for (const char* name : {"month", "call", "organisation", "partnership", "asked_usd", "score", "awarded_usd", "paid_usd",
                           "end_month", "success"})
    EXPECT_EQ(changed.erase(std::string("grants.") + name), 1U) << name;
  EXPECT_EQ(changed, (std::set<std::string>{"community.grants_paid_usd", "memberships.earmarked", "organisations.available",
                                            "organisations.money_book_usd", "organisations.money_usd",
                                            "organisations.overhead_hours", "organisations.staff_hours",
                                            "partnerships.award_end_month"}));
}

TEST(Grants, RankedFundingTakesTheBestAsFarAsTheBudgetGoes) {
  Parameters parameters = plain_parameters();
  World world = test::make_chain_world({}, parameters);
  parameters.grants.operating_usd = budget_for(world, parameters, 7.0);
  parameters.grants.collaborative_usd = budget_for(world, parameters, 4.0);
  hold(world, parameters);
  EXPECT_EQ(count_won(world, operating), 7.0);  // budget over size, rounded down
  EXPECT_EQ(count_won(world, collaborative), 4.0);
  for (const std::size_t call : {operating, collaborative}) {
    double worst_winner = 1e9, best_loser = -1e9;
    for (std::size_t k = 0; k < world.grants.count(); ++k) {
      if (world.grants.call[k] != call) continue;
      if (world.grants.awarded_usd[k] > 0.0) worst_winner = std::min(worst_winner, world.grants.score[k]);
      else best_loser = std::max(best_loser, world.grants.score[k]);
    }
    EXPECT_GE(worst_winner, best_loser);
    EXPECT_GT(best_loser, -1e9) << "somebody was refused";
  }
  for (std::size_t k = 0; k < world.grants.count(); ++k) EXPECT_NEAR(world.grants.asked_usd[k], equal_size(parameters), 1e-6);
}

TEST(Grants, WhoMayApply) {
  Parameters parameters = plain_parameters();
  World world = test::make_chain_world({}, parameters);
  world.organisations.active[4] = 0;
  world.organisations.available[20 * resources + hours] = world.organisations.overhead_hours[20] + 0.5;  // no time
  world.partnerships.award_end_month[1] = 25;                                                            // holds one
  world.partnerships.award_end_month[2] = 24;                                                            // its last month
  parameters.grants.least_sectors = 2.0;
  hold(world, parameters);
  std::vector<std::uint32_t> alone, together;
  for (std::size_t k = 0; k < world.grants.count(); ++k)
    (world.grants.call[k] == operating ? alone : together)
        .push_back(world.grants.call[k] == operating ? world.grants.organisation[k] : world.grants.partnership[k]);
  for (std::uint32_t i = 0; i < world.organisations.count(); ++i) {
    const bool business = world.organisations.sector[i] == static_cast<std::uint8_t>(Sector::business);
    EXPECT_EQ(std::count(alone.begin(), alone.end(), i), !business && i != 4 && i != 20) << i;
  }
  for (const std::uint32_t p : world.partnerships.live) {
    std::set<std::uint8_t> sectors_there;
    for (const std::uint32_t m : world.memberships.of_partnership.of(p))
      sectors_there.insert(world.organisations.sector[world.memberships.organisation[m]]);
    const bool runs = world.partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active);
    EXPECT_TRUE(std::count(together.begin(), together.end(), p) == 0 || (runs && p != 1 && sectors_there.size() > 1)) << p;
  }
  EXPECT_EQ(std::count(together.begin(), together.end(), 2U), 1);
  const std::size_t first_call = world.grants.count();
  std::fill(world.organisations.overhead_hours.begin(), world.organisations.overhead_hours.end(), 0.0);
  world.month = 30;
  hold(world, parameters);
  for (std::size_t k = first_call; k < world.grants.count(); ++k)
    EXPECT_TRUE(world.grants.call[k] != operating || world.grants.organisation[k] == 20) << "all others hold a grant";
}

TEST(Grants, SharedMeasurementIsEvidenceInBidsOfPartnershipsOnly) {
  const Parameters parameters = plain_parameters();
  const World world = test::make_chain_world({}, parameters);
  World measured = world;
  measured.support.of(Lever::shared_measurement).everywhere = 0.5;
  const Grants plain = test::after(world, grants_of_month(parameters)).grants;
  const Grants shown = test::after(measured, grants_of_month(parameters)).grants;
  ASSERT_EQ(shown.organisation, plain.organisation);
  for (std::size_t k = 0; k < plain.count(); ++k)
    EXPECT_NEAR(shown.score[k] - plain.score[k], plain.call[k] == operating ? 0.0 : 0.5 * parameters.grants.evidence, 1e-12);
}

TEST(Grants, NotWorthTheHoursNobodyApplies) {
  Parameters parameters = plain_parameters();
  World world = test::make_chain_world({}, parameters);
  const double worth = world.grants.success[operating] * equal_size(parameters) / parameters.finance.wage_usd_per_hour;
  for (double& available : world.organisations.available) available = 1e9;
  parameters.grants.application_hours = 1.01 * worth;
  EXPECT_EQ(test::after(world, grants_of_month(parameters)).grants.count(), 0U);
  parameters.grants.application_hours = 0.99 * worth;
  hold(world, parameters);
  EXPECT_GT(world.grants.count(), 0U);
  double spent = 0.0;
  for (std::size_t i = 0; i < world.organisations.count(); ++i)
    spent += std::round(world.organisations.overhead_hours[i] / parameters.grants.application_hours);
  EXPECT_EQ(spent, static_cast<double>(world.grants.count()));  // each application costs its hours
}

TEST(Grants, PaidInEqualPartsInFullAndBooked) {
  const Parameters parameters = plain_parameters();
  World world = test::make_chain_world({}, parameters);
  const std::vector<double> available = world.organisations.available;
  hold(world, parameters);
  EXPECT_EQ(paid_this_month(world), 0.0);
  const Grants call = world.grants;
  const double awarded = sum_of(call.awarded_usd);
  Parameters no_more = parameters;
  no_more.grants.attention = 0.0;
  double paid = 0.0;
  for (int month = 1; month <= 36; ++month) {
    begin_month(world, available);
    hold(world, no_more);
    paid += paid_this_month(world);
    EXPECT_NEAR(booked(world, MoneyEntry::awards), paid_this_month(world), 1e-6);
    EXPECT_NEAR(booked(world, MoneyEntry::wages), parameters.grants.wage_share * paid_this_month(world), 1e-6);
    EXPECT_LT(test::money_gap(world.organisations), 1e-12);
    const double added_money = booked(world, MoneyEntry::awards) - booked(world, MoneyEntry::wages);
    double money_now = 0.0, hours_now = 0.0;
    for (std::size_t i = 0; i < world.organisations.count(); ++i) {
      money_now += world.organisations.available[i * resources + money] - available[i * resources + money];
      hours_now += world.organisations.available[i * resources + hours] - available[i * resources + hours];
    }
    EXPECT_NEAR(money_now, added_money, 1e-6);
    EXPECT_NEAR(hours_now * parameters.finance.wage_usd_per_hour, booked(world, MoneyEntry::wages), 1e-6);
    if (month == 1) {
      for (std::size_t k = 0; k < call.count(); ++k)
        EXPECT_NEAR(world.grants.paid_usd[k], call.awarded_usd[k] / (call.call[k] == operating ? 12.0 : 36.0), 1e-9);
    }
    World restored = world;
    rebuild_indexes(restored);
    EXPECT_EQ(restored.grants.paying, world.grants.paying);
  }
  EXPECT_NEAR(paid, awarded, 1e-6 * awarded);
  EXPECT_TRUE(world.grants.paying.empty());
}

TEST(Grants, TheClosedAndTheDissolvedGetNothingMore) {
  const Parameters parameters = plain_parameters();
  World world = test::make_chain_world({}, parameters);
  const std::vector<double> available = world.organisations.available;
  hold(world, parameters);
  begin_month(world, available);
  hold(world, parameters);
  const Grants before = world.grants;
  world.organisations.active[before.organisation[0]] = 0;
  const std::uint32_t p = before.partnership.back();
  ASSERT_NE(p, nobody);
  world.partnerships.stage[p] = static_cast<std::uint8_t>(Stage::dissolved);
  begin_month(world, available);
  hold(world, parameters);
  for (const std::size_t k : {std::size_t{0}, before.count() - 1}) {
    EXPECT_EQ(world.grants.paid_usd[k], before.paid_usd[k]);
    EXPECT_EQ(world.grants.end_month[k], 25);
  }
  EXPECT_EQ(world.grants.paying.size() + 2, before.paying.size());
  for (const std::uint32_t m : world.memberships.of_partnership.of(p)) EXPECT_EQ(world.memberships.earmarked[m * resources + money], 0.0);
}

TEST(Grants, MembersArePaidByHoursAndOnlyBesideTheMatch) {
  Parameters parameters = plain_parameters();
  parameters.grants.operating_usd = 0.0;
  parameters.grants.match_share = 0.1;
  World world = test::make_chain_world({.active = 1, .forming = 0, .members = 3}, parameters);
  for (std::size_t m = 0; m < 3; ++m) {
    world.organisations.available[m * resources + money] = 1e5;
    world.memberships.committed[m * resources + money] = 0.0;
    world.memberships.committed[m * resources + hours] = 10.0 * static_cast<double>(m + 1);
  }
  const std::vector<double> available = world.organisations.available;
  hold(world, parameters);
  ASSERT_EQ(world.grants.count(), 1U);
  const double due = equal_size(parameters) / 36.0;
  begin_month(world, available);
  world.organisations.available[2 * resources + money] = 0.025 * due;  // half of its match is there
  world.memberships.committed[money] = 1e4;                            // stands its match by what it promised
  hold(world, parameters);
  const double wages = parameters.grants.wage_share;
  const auto earmarked = [&](std::size_t m, std::size_t r) { return world.memberships.earmarked[m * resources + r]; };
  EXPECT_NEAR(earmarked(0, money), due / 6.0 * (1.0 - wages), 1e-9);
  EXPECT_NEAR(earmarked(1, money), due / 3.0 * (1.0 - wages + 0.1), 1e-9);
  EXPECT_NEAR(earmarked(2, money), due / 4.0 * (1.0 - wages + 0.1), 1e-9);
  for (const std::size_t m : {0U, 1U, 2U})
    EXPECT_NEAR(earmarked(m, hours) * parameters.finance.wage_usd_per_hour,
                wages * due * (m == 0 ? 1.0 / 6.0 : m == 1 ? 1.0 / 3.0 : 0.25), 1e-9);
  EXPECT_NEAR(world.grants.paid_usd[0], 0.75 * due, 1e-9);
  begin_month(world, available);
  hold(world, parameters);  // what was put off is spread over the months left
  EXPECT_NEAR(world.grants.paid_usd[0], 0.75 * due + 35.25 / 35.0 * due, 1e-9);
  World poor = test::make_chain_world({.active = 1, .forming = 0, .members = 3}, parameters);
  poor.organisations.available[resources + money] = 0.0;
  hold(poor, parameters);
  EXPECT_EQ(poor.grants.count(), 0U) << "who can not match does not apply";
}

TEST(Grants, PublicSpendingIsWhatThePolicyAdds) {
  Parameters parameters = plain_parameters();
  World world = test::make_chain_world({}, parameters);
  const double base = budget_for(world, parameters, 4.0);
  parameters.grants.operating_usd = parameters.calendar.operating_grants_usd = base;
  parameters.grants.collaborative_usd = 0.0;
  World with = world;
  with.support.of(Lever::operating_grants).everywhere = 1.0;
  hold(world, parameters);
  hold(with, parameters);
  EXPECT_EQ(count_won(world, operating), 4.0);
  EXPECT_EQ(count_won(with, operating), 9.0);
  const std::vector<double> available = world.organisations.available;
  for (World* each : {&world, &with}) {
    begin_month(*each, available);
    hold(*each, parameters);
    EXPECT_NEAR(booked(*each, MoneyEntry::awards), paid_this_month(*each), 1e-6);
  }
  EXPECT_EQ(public_spending(world), 0.0);
  EXPECT_NEAR(paid_this_month(with), 9.0 * equal_size(parameters) / 12.0, 1e-6);
  EXPECT_NEAR(public_spending(with), (9.0 - 4.5) * equal_size(parameters) / 12.0, 1e-6);  // beyond the base budget
  EXPECT_NEAR(public_spending(with), sum_of(with.community.public_spending_total_usd), 1e-9);
}

TEST(Grants, WhatATargetedPolicyAddsGoesToItsTargets) {
  Parameters parameters = plain_parameters();
  World world = test::make_chain_world({}, parameters);
  parameters.grants.operating_usd = parameters.grants.collaborative_usd = 0.0;
  parameters.calendar.operating_grants_usd =
      budget_for(world, parameters, 5.0) * static_cast<double>(world.organisations.count()) / 20.0;
  Strength& strength = world.support.of(Lever::operating_grants);
  strength.of.assign(world.organisations.count(), 0.0);
  for (std::size_t i = 0; i < 20; ++i) strength.of[i] = 1.0;
  hold(world, parameters);
  EXPECT_EQ(count_won(world, operating), 5.0);  // what the policy states, in proportion to whom it reaches
  for (std::size_t k = 0; k < world.grants.count(); ++k) EXPECT_LT(world.grants.organisation[k], 20U);
  World none = test::make_chain_world({}, parameters);
  none.support.of(Lever::operating_grants).of.assign(none.organisations.count(), 0.0);
  EXPECT_EQ(test::after(none, grants_of_month(parameters)).grants.count(), 0U);
  parameters.calendar.collaborative_grants_usd = 1e5;
  for (const std::size_t targeted : {1U, 2U}) {  // of four members: half of them are needed
    World joint = test::make_chain_world({.active = 1, .forming = 0, .members = 4}, parameters);
    std::vector<double>& of = joint.support.of(Lever::collaborative_grants).of;
    of.assign(joint.organisations.count(), 0.0);
    std::fill_n(of.begin(), targeted, 1.0);
    hold(joint, parameters);
    EXPECT_EQ(count_won(joint, collaborative), targeted == 2 ? 1.0 : 0.0);
  }
}

TEST(Grants, AttentionAndSizesAreAsStated) {
  Parameters parameters = plain_parameters();
  parameters.grants.attention = 0.3;
  parameters.grants.size_log_sd = 1.2;
  parameters.grants.operating_usd = 1e9;
  parameters.grants.application_hours = 0.0;
  World world = test::make_chain_world(test::crowd, parameters);
  hold(world, parameters);
  std::int64_t eligible = 0, applied = 0;
  for (const std::uint8_t sector : world.organisations.sector) eligible += sector != static_cast<std::uint8_t>(Sector::business);
  std::vector<double> logs;
  for (std::size_t k = 0; k < world.grants.count(); ++k) {
    if (world.grants.call[k] != operating) continue;
    ++applied;
    logs.push_back(std::log(world.grants.asked_usd[k] / equal_size(parameters)));
  }
  EXPECT_FALSE(check_proportion(applied, eligible, 0.3).rejects);
  EXPECT_TRUE(check_proportion(applied, eligible, 0.4).rejects);
  EXPECT_FALSE(check_normal_variance(logs, 1.2 * 1.2).rejects);
  EXPECT_TRUE(check_normal_variance(logs, 1.6 * 1.6).rejects);
}

TEST(Grants, SameForAnyNumberOfThreadsAndForOneMoreApplicantElsewhere) {
  const Parameters parameters = plain_parameters();
  const World world = test::make_chain_world(test::crowd, parameters);
  const auto two_months = [&](World& each) {
    hold(each, parameters);
    ++each.month;
    hold(each, parameters);
  };
  EXPECT_EQ(test::difference_between_threads(world, two_months), "");
  for (const std::string& moved : test::moved_by_a_stranger(world, parameters, two_months))
    EXPECT_TRUE(moved.starts_with("grants.")) << moved;  // the log has one row more, nobody's fate is another
}

}  // namespace
}  // namespace tessera
