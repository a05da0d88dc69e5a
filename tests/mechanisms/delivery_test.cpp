#include "mechanisms/delivery.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/books.hpp"
#include "support/chain_world.hpp"

namespace tessera {
namespace {

constexpr std::size_t money = static_cast<std::size_t>(Resource::money);
constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
constexpr std::size_t goods = static_cast<std::size_t>(Resource::goods);
constexpr std::size_t space = static_cast<std::size_t>(Resource::space);

void serve(World& world, const Parameters& parameters) {
  deliver_services(world.need, world.organisations, world.partnerships, world.community, world.geography,
                   world.memberships, world.support, test::technology_of(parameters), parameters.delivery);
}

test::Mechanic delivery(const Parameters& parameters) {
  return [parameters](World& world) { serve(world, parameters); };
}

Parameters plain() {
  Parameters parameters = standard_parameters();
  parameters.delivery.expertise_effect = 0.0;
  parameters.delivery.goods_markup = parameters.delivery.space_markup = 1000.0;  // nothing is bought
  parameters.delivery.referral_hours_per_member = 0.0;
  return parameters;
}

// Organisation 0 alone works on food, with inputs for ten units; others have nothing.
World one_producer(const Parameters& parameters) {
  World world = test::make_chain_world({.organisations = 3, .districts = 1, .active = 0, .forming = 0}, parameters);
  Organisations& all = world.organisations;
  std::fill(all.available.begin(), all.available.end(), 0.0);
  std::fill(all.overhead_hours.begin(), all.overhead_hours.end(), 0.0);
  std::fill(all.access.begin(), all.access.end(), 1.0);
  std::fill(all.mission.begin(), all.mission.end(), 0.0);
  for (double& wanted : world.need.wanted) wanted *= 100.0;  // there is need enough
  for (std::size_t i = 0; i < 3; ++i) all.mission[i * world.community.areas] = 1.0;
  for (std::size_t r = 0; r < resources; ++r) all.available[r] = 10.0 * parameters.areas[0].requirement[r];
  return world;
}

double sum(const std::vector<double>& values) {
  double total = 0.0;
  for (const double value : values) total += value;
  return total;
}

double need_of_area(const World& world, std::uint32_t area, const std::vector<double>& field) {
  double total = 0.0;
  for (std::uint32_t d = 0; d < world.community.districts; ++d)
    for (std::uint32_t g = 0; g < world.community.groups; ++g) total += field[world.community.cell(area, d, g)];
  return total;
}

TEST(Delivery, AProportionalBundleYieldsWhatItsRecipeSays) {
  const Parameters parameters = plain();
  World world = one_producer(parameters);
  serve(world, parameters);
  EXPECT_NEAR(world.organisations.own_output[0], 10.0, 1e-9);
  EXPECT_NEAR(world.organisations.own_met[0], 10.0, 1e-9);
  EXPECT_NEAR(need_of_area(world, 0, world.need.met), 10.0, 1e-9);
  EXPECT_NEAR(sum(world.need.delivered), 10.0, 1e-9);
  for (std::size_t r = 0; r < resources; ++r) EXPECT_NEAR(world.organisations.idle[r], 0.0, 1e-9);
  EXPECT_NEAR(world.organisations.hours_use[0], 1.0, 1e-9);
}

TEST(Delivery, ExpertiseMultipliesOutput) {
  Parameters parameters = plain();
  parameters.delivery.expertise_effect = 0.5;
  World world = one_producer(parameters);
  std::fill(world.organisations.expertise.begin(), world.organisations.expertise.end(), 0.6);
  serve(world, parameters);
  EXPECT_NEAR(world.organisations.own_output[0], 13.0, 1e-9);
}

TEST(Delivery, ClientsComeInProportionToNeedTimesAccessAndReach) {
  const Parameters parameters = plain();
  World world = one_producer(parameters);
  const std::uint32_t groups = world.community.groups;
  for (std::uint32_t g = 0; g < groups; ++g) world.organisations.access[g] = 0.1 * (g + 1);
  serve(world, parameters);
  double found = 0.0;
  for (std::uint32_t g = 0; g < groups; ++g) found += 0.1 * (g + 1) * world.need.wanted[world.community.cell(0, 0, g)];
  for (std::uint32_t g = 0; g < groups; ++g) {
    const std::size_t cell = world.community.cell(0, 0, g);
    EXPECT_NEAR(world.need.met[cell], 10.0 * 0.1 * (g + 1) * world.need.wanted[cell] / found, 1e-9);
  }
}

// The same world with one more group, which nobody belongs to and nobody reaches.
World with_empty_group(const World& world) {
  World wide = world;
  const std::size_t groups = world.community.groups, more = groups + 1;
  wide.community.groups = static_cast<std::uint32_t>(more);
  const auto widen = [&](std::vector<double>& values) {
    std::vector<double> widened(values.size() / groups * more, 0.0);
    for (std::size_t k = 0; k < values.size(); ++k) widened[k / groups * more + k % groups] = values[k];
    values = widened;
  };
  for (auto* values : {&wide.need.fresh, &wide.need.wanted, &wide.need.met, &wide.need.delivered, &wide.organisations.access})
    widen(*values);
  return wide;
}

// Four groups go through registers, five through loops.
TEST(Delivery, AGroupOfNobodyChangesNoBitForOthers) {
  const Parameters parameters = standard_parameters();
  for (const std::size_t areas : {std::size_t{8}, std::size_t{5}}) {
    Parameters fewer = parameters;
    fewer.areas.resize(areas);
    World four = test::make_chain_world({.active = 20, .members = 4}, fewer);
    World five = with_empty_group(four);
    serve(four, fewer);
    serve(five, fewer);
    ASSERT_EQ(four.community.groups, 4u);
    for (std::uint32_t a = 0; a < areas; ++a)
      for (std::uint32_t d = 0; d < four.community.districts; ++d)
        for (std::uint32_t g = 0; g < 4; ++g)
          EXPECT_EQ(four.need.met[four.community.cell(a, d, g)], five.need.met[five.community.cell(a, d, g)]);
    EXPECT_EQ(four.organisations.own_met, five.organisations.own_met);
    EXPECT_GT(sum(four.organisations.own_met), 0.0);
  }
}

TEST(Delivery, OutputCanNotExceedTheNeedThatIsFound) {
  const Parameters parameters = plain();
  World world = one_producer(parameters);
  for (std::size_t r = 0; r < resources; ++r) world.organisations.available[r] *= 1e6;
  serve(world, parameters);
  const double wanted = need_of_area(world, 0, world.need.wanted);
  EXPECT_NEAR(world.organisations.own_output[0], wanted, 1e-6);
  EXPECT_NEAR(world.organisations.idle[hours], 1.0 - wanted / 1e7, 1e-9);
}

TEST(Delivery, BoughtGoodsAreMoneyInUse) {
  Parameters parameters = plain();
  parameters.delivery.goods_markup = 1.0;
  World world = one_producer(parameters);
  for (std::size_t r = 0; r < resources; ++r) world.organisations.available[r] *= r == goods ? 0.0 : 100.0;
  world.organisations.available[hours] *= 1000.0;
  world.organisations.available[space] *= 1000.0;
  world.organisations.money_usd[0] = world.organisations.money_opening_usd[0] = 1e5;
  serve(world, parameters);
  const double spent = 1e5 - world.organisations.money_usd[0];
  ASSERT_GT(world.organisations.money_book_usd[static_cast<std::size_t>(MoneyEntry::bought_goods)], 1.0);
  EXPECT_NEAR(world.organisations.idle[money], 1.0 - spent / world.organisations.available[money], 1e-9);
}

TEST(Delivery, AdministrationIsPaidAndIsMoneyInUse) {
  const Parameters parameters = plain();
  World world = test::make_chain_world({.organisations = 4, .active = 1, .forming = 0, .members = 4}, parameters);
  world.partnerships.governance[0] = static_cast<std::uint8_t>(Governance::administrative_organisation);
  World shared = world;
  shared.partnerships.governance[0] = static_cast<std::uint8_t>(Governance::shared);
  serve(world, parameters);
  double paid = 0.0, given = 0.0;
  for (std::size_t m = 0; m < 4; ++m) {
    paid += world.organisations.money_book_usd[m * money_entries + static_cast<std::size_t>(MoneyEntry::coordination)];
    given += world.memberships.given[m * resources + money];
  }
  EXPECT_NEAR(paid, std::min(given, parameters.agreement.administration_usd), 1e-9);
  EXPECT_GT(paid, 0.0);
  EXPECT_NEAR(world.partnerships.coordination_hours[0], 4.0 * parameters.agreement.administration_hours_per_member, 1e-12);
}

TEST(Delivery, OpenConflictTakesHoursAndToolsSaveThem) {
  const Parameters parameters = standard_parameters();
  const World calm = test::make_chain_world({.organisations = 4, .active = 1, .forming = 0, .members = 4}, parameters);
  World quarrel = calm, equipped = calm, nothing = calm;
  quarrel.partnerships.conflict_month[0] = 20;
  equipped.support.of(Lever::collaboration_tools).everywhere = 0.5;
  nothing.support.of(Lever::collaboration_tools).of = {0.0, 0.0, 0.0, 0.0};
  World usual = calm;
  for (World* world : {&usual, &quarrel, &equipped, &nothing}) serve(*world, parameters);
  double pooled = 0.0;
  for (std::size_t m = 0; m < 4; ++m) pooled += calm.memberships.given[m * resources + hours];
  const double shared = 6.0 * parameters.agreement.shared_hours_per_pair;
  const double referral = 4.0 * parameters.delivery.referral_hours_per_member;
  EXPECT_NEAR(usual.partnerships.coordination_hours[0], shared + referral, 1e-9);
  EXPECT_NEAR(quarrel.partnerships.coordination_hours[0], shared + referral + parameters.conflict.lost_hours * pooled, 1e-9);
  EXPECT_NEAR(equipped.partnerships.coordination_hours[0], shared * (1.0 - 0.5 * parameters.agreement.tools_effect) + referral,
              1e-9);
  EXPECT_LT(quarrel.partnerships.output, usual.partnerships.output);
  EXPECT_EQ(test::changed_fields(usual, nothing), std::set<std::string>{});
}

TEST(Delivery, PartnersReferClientsAndStrangersServeThemTwice) {
  Parameters parameters = plain();
  parameters.delivery.overlap = 1.0;
  World strangers = test::make_chain_world({.organisations = 6, .districts = 1, .active = 0, .forming = 0}, parameters);
  World partners = strangers;
  test::add_partnership(partners, {0, 1, 2, 3, 4, 5}, Stage::active);  // nothing given: they only refer
  for (double& wanted : strangers.need.wanted) wanted *= 0.05;
  partners.need.wanted = strangers.need.wanted;
  serve(strangers, parameters);
  serve(partners, parameters);
  EXPECT_NEAR(sum(partners.need.delivered), sum(strangers.need.delivered), 1e-9);
  EXPECT_GT(sum(partners.need.met), 1.02 * sum(strangers.need.met));
}

TEST(Delivery, ClosedOrganisationsMakeNothing) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({.active = 0, .forming = 0}, parameters);
  serve(world, parameters);
  const std::size_t areas = world.community.areas;
  ASSERT_GT(sum(world.organisations.own_output), 0.0);
  std::fill(world.organisations.active.begin(), world.organisations.active.end(), std::uint8_t{0});
  serve(world, parameters);
  for (std::size_t k = 0; k < world.organisations.count() * areas; ++k) {
    EXPECT_EQ(world.organisations.own_output[k], 0.0);
    EXPECT_EQ(world.organisations.own_met[k], 0.0);
  }
  EXPECT_EQ(sum(world.need.met), 0.0);
}

TEST(Delivery, NeedMetIsSharedOutAmongProducersWithoutRest) {
  for (const double overlap : {0.0, 0.5, 1.0}) {
    Parameters parameters = standard_parameters();
    parameters.delivery.overlap = overlap;
    World world = test::make_chain_world({.active = 20, .members = 4}, parameters);
    for (double& wanted : world.need.wanted) wanted *= 0.3;  // so much is served that clients overlap
    serve(world, parameters);
    const std::size_t areas = world.community.areas;
    for (std::uint32_t a = 0; a < areas; ++a) {
      double achieved = 0.0, made = 0.0;
      for (std::size_t i = 0; i < world.organisations.count(); ++i) {
        achieved += world.organisations.own_met[i * areas + a];
        made += world.organisations.own_output[i * areas + a];
      }
      for (std::size_t p = 0; p < world.partnerships.count(); ++p) {
        achieved += world.partnerships.met[p * areas + a];
        made += world.partnerships.output[p * areas + a];
      }
      const double met = need_of_area(world, a, world.need.met);
      EXPECT_NEAR(achieved, met, 1e-9 * met);
      EXPECT_NEAR(made, need_of_area(world, a, world.need.delivered), 1e-9 * made);
      EXPECT_LT(met, made);
    }
    for (std::size_t cell = 0; cell < world.community.cells(); ++cell)
      EXPECT_LE(world.need.met[cell], world.need.wanted[cell] * (1.0 + 1e-12));
  }
}

TEST(Delivery, BooksBalanceAndNobodyUsesMoreThanThereIs) {
  for (const double markup : {1.0, 1.15, 3.0}) {
    Parameters parameters = standard_parameters();
    parameters.delivery.goods_markup = parameters.delivery.space_markup = markup;
    World world = test::make_chain_world({.active = 30, .members = 4}, parameters);
    for (std::uint32_t p = 0; p < 30; p += 3)
      world.partnerships.governance[p] = static_cast<std::uint8_t>(Governance::administrative_organisation);
    serve(world, parameters);
    const Organisations& all = world.organisations;
    EXPECT_LT(test::money_gap(all), 1e-12);
    EXPECT_LT(test::goods_gap(all), 1e-12);
    for (const double entry : all.money_book_usd) EXPECT_GE(entry, 0.0);
    for (const double entry : all.goods_book_usd) EXPECT_GE(entry, 0.0);
    for (const double idle : all.idle) EXPECT_TRUE(idle >= 0.0 && idle <= 1.0);
    for (std::size_t i = 0; i < all.count(); ++i) {
      EXPECT_GE(all.goods_usd[i], -1e-9);
      const double spent = all.money_opening_usd[i] - all.money_usd[i];
      EXPECT_LE(spent, all.available[i * resources + money] * (1.0 + 1e-12));
      EXPECT_NEAR(all.idle[i * resources + money], 1.0 - spent / all.available[i * resources + money], 1e-9);
    }
  }
}

TEST(Delivery, WhatMembersBearIsWhatTheirPartnershipUsed) {
  Parameters parameters = plain();
  parameters.delivery.goods_markup = 1.2;
  parameters.agreement.shared_hours_per_pair = 2.0;
  // Members give all they have, so that everything booked is the partnership's.
  World world = test::make_chain_world({.organisations = 4, .active = 1, .forming = 0, .members = 4}, parameters);
  std::fill(world.organisations.overhead_hours.begin(), world.organisations.overhead_hours.end(), 0.0);
  for (std::size_t k = 0; k < 4 * resources; ++k)
    world.memberships.given[k] = world.memberships.committed[k] = world.organisations.available[k];
  serve(world, parameters);
  Bundle borne{}, pool{};
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t r = 0; r < resources; ++r) {
      pool[r] += world.memberships.given[i * resources + r];
      borne[r] += world.organisations.available[i * resources + r] * (1.0 - world.organisations.idle[i * resources + r]);
    }
  EXPECT_EQ(sum(world.organisations.own_output), 0.0);
  EXPECT_NEAR(world.partnerships.coordination_hours[0], 12.0, 1e-12);
  for (std::size_t r = 0; r < resources; ++r) {
    EXPECT_LE(borne[r], pool[r] * (1.0 + 1e-12));
    EXPECT_GT(borne[r], 0.0);
    // Every member bears the same share of what it gave.
    for (std::size_t i = 0; i < 4; ++i)
      EXPECT_NEAR(1.0 - world.organisations.idle[i * resources + r], borne[r] / pool[r], 1e-9) << r;
  }
}

// Organisation 0 has money and nothing else.
World only_money(const Parameters& parameters, double usd) {
  World world = one_producer(parameters);
  for (std::size_t r = 0; r < resources; ++r) world.organisations.available[r] = r == money ? usd : 0.0;
  world.organisations.money_usd[0] = world.organisations.money_opening_usd[0] = usd;
  return world;
}

TEST(Delivery, ServicesAreBoughtWhereTheyHaveAPrice) {
  Parameters parameters = plain();
  parameters.areas[0].service_price_usd = 20.0;
  World world = only_money(parameters, 100.0);
  serve(world, parameters);
  EXPECT_NEAR(world.organisations.own_output[0], 5.0, 1e-9);
  EXPECT_NEAR(world.organisations.own_met[0], 5.0, 1e-9);
  EXPECT_NEAR(world.organisations.money_book_usd[static_cast<std::size_t>(MoneyEntry::bought_services)], 100.0, 1e-9);
  EXPECT_NEAR(world.organisations.money_usd[0], 0.0, 1e-9);
  EXPECT_NEAR(world.organisations.idle[money], 0.0, 1e-9);
  EXPECT_LT(test::money_gap(world.organisations), 1e-12);
}

TEST(Delivery, NoMoreServicesAreBoughtThanThereIsNeedToFind) {
  Parameters parameters = plain();
  parameters.areas[0].service_price_usd = 20.0;
  const double wanted = need_of_area(one_producer(parameters), 0, one_producer(parameters).need.wanted);
  World world = only_money(parameters, 40.0 * wanted);
  serve(world, parameters);
  EXPECT_NEAR(world.organisations.own_output[0], wanted, 1e-6);
  EXPECT_NEAR(world.organisations.idle[money], 0.5, 1e-9);
}

TEST(Delivery, APriceThatNobodyPaysAndNoPriceAreTheSameBitForBit) {
  const Parameters parameters = standard_parameters();
  Parameters dear = parameters;
  for (AreaTraits& area : dear.areas) area.service_price_usd = 1e6;
  const World world = test::make_chain_world({}, parameters);
  EXPECT_EQ(first_difference(test::after(world, delivery(parameters)), test::after(world, delivery(dear))), "");
  for (AreaTraits& area : dear.areas) area.service_price_usd = 5.0;  // the twin: all buy
  EXPECT_NE(first_difference(test::after(world, delivery(parameters)), test::after(world, delivery(dear))), "");
}

TEST(Delivery, ChangesWhatItDeclaresOnly) {
  const Parameters parameters = standard_parameters();
  const World before = test::make_chain_world({}, parameters);
  const World after = test::after(before, delivery(parameters));
  EXPECT_EQ(test::changed_fields(before, after),
            (std::set<std::string>{"need.met", "need.delivered", "organisations.money_usd",
                                   "organisations.money_book_usd", "organisations.goods_usd",
                                   "organisations.goods_book_usd", "organisations.idle", "organisations.hours_use",
                                   "organisations.own_output", "organisations.own_met",
                                   "partnerships.coordination_hours", "partnerships.output", "partnerships.met"}));
  EXPECT_EQ(test::wrong_index(after), "");
}

TEST(Delivery, WithoutNeedNothingIsUsed) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({}, parameters);
  std::fill(world.need.wanted.begin(), world.need.wanted.end(), 0.0);
  serve(world, parameters);
  EXPECT_EQ(sum(world.organisations.money_book_usd), 0.0);
  EXPECT_EQ(sum(world.organisations.goods_book_usd), 0.0);
  EXPECT_EQ(sum(world.need.met) + sum(world.need.delivered), 0.0);
}

TEST(Delivery, WithoutMeansNothingIsMade) {
  const Parameters parameters = standard_parameters();
  World world = test::make_chain_world({}, parameters);
  for (auto* values : {&world.organisations.available, &world.memberships.given})
    std::fill(values->begin(), values->end(), 0.0);
  serve(world, parameters);
  EXPECT_EQ(sum(world.need.met), 0.0);
  for (const Field& field : fields(world)) {
    if (field.table == "community") continue;  // surveys have never-yet values
    if (const auto* data = std::get_if<std::vector<double>*>(&field.data)) {
      EXPECT_TRUE(std::all_of((*data)->begin(), (*data)->end(), [](double x) { return std::isfinite(x); })) << field.name;
    }
  }
}

TEST(Delivery, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  const Parameters parameters = standard_parameters();
  const World world = test::make_chain_world(test::crowd, parameters);
  EXPECT_EQ(test::difference_between_threads(world, delivery(parameters)), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, parameters, delivery(parameters)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
