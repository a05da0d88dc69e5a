#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "base/errors.hpp"
#include "formulas/trust.hpp"
#include "founding/acquaintances.hpp"
#include "founding/founding.hpp"
#include "founding/organisations.hpp"
#include "founding/partnerships.hpp"

namespace tessera {
namespace {

Scenario empty_town() {
  Scenario scenario;
  scenario.parameters = standard_parameters();
  scenario.parameters.founding.organisations = 0;
  scenario.parameters.community.districts = 2;
  scenario.parameters.community.residents = 4000;
  return scenario;
}

World found(const Scenario& scenario) { return found_world(scenario, Draws(3, 0, 0).of(Mechanism::founding)); }

bool is_drawn(const World& world, std::size_t i, DrawnValue value) {
  return (world.organisations.drawn[i] >> static_cast<unsigned>(value) & 1) != 0;
}

TEST(DescribedOrganisations, GivenValuesAreUsedAndTheRestIsMarkedAsDrawn) {
  Scenario scenario = empty_town();
  OrganisationRecord record{.id = "kitchen", .type = 0, .sector = Sector::community, .x_km = 4.4, .y_km = 1.2};
  record.revenue_usd = 240000;
  record.expenses_usd = 120000;
  record.reserve_months = 2.5;
  record.volunteers = 17;
  record.radius_km = 3;
  scenario.organisations = {record, {.type = 4}};
  const World world = found(scenario);
  const Organisations& o = world.organisations;
  EXPECT_EQ(o.sector[0], static_cast<std::uint8_t>(Sector::community));
  EXPECT_EQ(o.district[0], 1u);  // nearest centroid: (4.5, 1.5)
  EXPECT_EQ(o.x_km[0], 4.4);
  EXPECT_EQ(o.radius_km[0], 3.0);
  EXPECT_EQ(o.revenue_usd[0], 240000.0);
  EXPECT_EQ(o.expected_income_usd[0], 20000.0);
  EXPECT_EQ(o.cost_level_usd[0], 10000.0);
  EXPECT_EQ(o.money_usd[0], 25000.0);
  EXPECT_EQ(o.volunteers[0] + o.volunteers[1] + o.volunteers[2] + o.volunteers[3], 17);
  for (const DrawnValue value : {DrawnValue::position, DrawnValue::revenue, DrawnValue::reserves, DrawnValue::volunteers})
    EXPECT_FALSE(is_drawn(world, 0, value));
  for (const DrawnValue value : {DrawnValue::mission, DrawnValue::age, DrawnValue::goods, DrawnValue::credibility})
    EXPECT_TRUE(is_drawn(world, 0, value));
  EXPECT_EQ(o.drawn[1], (std::uint64_t{1} << drawn_value_names.size()) - 1);
}

TEST(DescribedPartnerships, TheSameTwoMayHaveManyNoTwoOfOneIdentity) {
  Scenario scenario = empty_town();
  scenario.organisations = {{.id = "a", .type = 0, .partnerships = {"p", "q", "r", "s", "t"}},
                            {.id = "b", .type = 4, .partnerships = {"p", "q", "r", "s", "t"}}};
  const World world = found(scenario);
  const Partnerships& p = world.partnerships;
  std::set<std::tuple<std::uint64_t, std::uint64_t, std::int32_t>> identities;
  for (std::size_t k = 0; k < p.count(); ++k) identities.emplace(p.initiator_id[k], p.target_id[k], p.founded_month[k]);
  EXPECT_EQ(p.count(), 5u);
  EXPECT_EQ(identities.size(), 5u);
  EXPECT_EQ(p.founded_month[1], 0);
}

TEST(DescribedOrganisations, UnknownDistrictIsAnInputError) {
  Scenario scenario = empty_town();
  scenario.organisations = {{.type = 0, .district = "atlantis"}};
  EXPECT_THROW(found(scenario), InputError);
}

TEST(DescribedTies, EvidenceGivesTheTrustThatWasStated) {
  Scenario scenario = empty_town();
  scenario.organisations = {{.id = "a"}, {.id = "b"}, {.id = "c"}};
  scenario.ties = {{.from = "b", .to = "a", .level = 3, .months_since_contact = 5.0, .trust = 0.6}, {.from = "a", .to = "c", .level = 4}};
  const World world = found(scenario);
  ASSERT_EQ(world.ties.count(), 2u);  // no acquaintances are drawn where ties are described
  const TrustParameters& p = scenario.parameters.trust;
  const double prior = institutional_trust(world.organisations.credibility[1], p.prior_mean, p.prior_credibility);
  EXPECT_NEAR(trust_from_evidence(world.ties.good_ab[0], world.ties.bad_ab[0], prior, p.prior_counts), 0.6, 1e-12);
  EXPECT_EQ(world.ties.last_contact_month[0], -5);
  EXPECT_EQ(world.ties.level[0], 3);
  EXPECT_EQ(world.ties.level[1], 4);
  EXPECT_DOUBLE_EQ(world.ties.good_ab[1] + world.ties.bad_ab[1], start_of_level(4).evidence);
  EXPECT_GE(world.ties.joint_hours[1], p.formal_hours);
}

TEST(DescribedTies, TrustBeyondWhatEvidenceCanGiveIsAsNearAsItGets) {
  EXPECT_EQ(good_evidence_for(1.0, 4.0, 0.5, 8.0), 4.0);
  EXPECT_EQ(good_evidence_for(0.0, 4.0, 0.5, 8.0), 0.0);
  EXPECT_DOUBLE_EQ(good_evidence_for(0.5, 4.0, 0.5, 8.0), 2.0);
}

TEST(DescribedTies, UnknownOrganisationIsAnInputError) {
  Scenario scenario = empty_town();
  scenario.organisations = {{.id = "a"}};
  scenario.ties = {{.from = "a", .to = "z"}};
  EXPECT_THROW(found(scenario), InputError);
}

TEST(DescribedPartnerships, BeginActiveWithTermsAndCommitments) {
  Scenario scenario = empty_town();
  OrganisationRecord leader{.id = "l", .type = 0, .partnerships = {"table", "pair"}};
  leader.mission = {1, 0, 0, 0, 0, 0, 0, 0};
  OrganisationRecord member{.id = "m", .type = 0, .partnerships = {"table"}};
  member.mission = {0, 1, 0, 0, 0, 0, 0, 0};
  OrganisationRecord other{.id = "o", .type = 8, .partnerships = {"table", "pair"}, .leads = true};
  other.mission = {0, 1, 0, 0, 0, 0, 0, 0};
  scenario.organisations = {leader, member, other};
  const World world = found(scenario);
  const Partnerships& p = world.partnerships;
  ASSERT_EQ(p.count(), 2u);
  EXPECT_EQ(p.stage[0], static_cast<std::uint8_t>(Stage::active));
  EXPECT_EQ(p.members[0], 3);
  EXPECT_EQ(p.members[1], 2);
  EXPECT_EQ(p.governance[0], static_cast<std::uint8_t>(Governance::lead_organisation));
  EXPECT_EQ(p.lead[0], 2u);
  EXPECT_EQ(p.initiator_id[0], world.organisations.id[2]);
  EXPECT_NE(p.target_id[0], p.target_id[1]);  // one identity each
  EXPECT_EQ(p.signed_month[0], 0);
  EXPECT_GE(p.term_end_month[0], 1);
  EXPECT_LE(p.term_end_month[0], 36);
  EXPECT_NEAR(p.purpose[0], 1.0 / 3.0, 1e-12);
  EXPECT_NEAR(p.purpose[1], 2.0 / 3.0, 1e-12);
  EXPECT_NEAR(p.divergence[0], (2.0 / 3.0 + 1.0 / 3.0 + 1.0 / 3.0) / 3.0, 1e-12);
  const Bundle available = available_at_founding(world.organisations, 1, scenario.parameters);
  for (std::size_t r = 0; r < resources; ++r)
    EXPECT_DOUBLE_EQ(world.memberships.committed[1 * resources + r], 0.5 * available[r]);
  EXPECT_DOUBLE_EQ(world.memberships.belief[0], 0.8);
  EXPECT_EQ(world.ties.count(), 3u);
  const std::uint32_t tie = find_tie(world.ties, 0, 2);
  ASSERT_NE(tie, nobody);
  EXPECT_EQ(world.ties.common[tie], 2);
}

TEST(DescribedPartnerships, WithoutALeaderGovernanceIsTheCheapest) {
  Scenario scenario = empty_town();
  for (int k = 0; k < 12; ++k)
    scenario.organisations.push_back({.type = 0, .partnerships = k < 3 ? std::vector<std::string>{"few", "many"} : std::vector<std::string>{"many"}});
  const World world = found(scenario);
  EXPECT_EQ(world.partnerships.governance[0], static_cast<std::uint8_t>(Governance::shared));
  EXPECT_EQ(world.partnerships.lead[0], nobody);
  EXPECT_EQ(world.partnerships.governance[1], static_cast<std::uint8_t>(Governance::lead_organisation));
  EXPECT_LT(world.partnerships.lead[1], 12u);
}

TEST(DescribedPartnerships, OfOneIsAnInputError) {
  Scenario scenario = empty_town();
  scenario.organisations = {{.partnerships = {"solo"}}};
  EXPECT_THROW(found(scenario), InputError);
}

}  // namespace
}  // namespace tessera
