#include "mechanisms/partner_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/distributions.hpp"
#include "formulas/trust.hpp"
#include "support/chain_world.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

void search(World& world, const Parameters& parameters, std::uint64_t seed = 1) {
  const SearchOutlook outlook{parameters.agreement, parameters.dialogue, parameters.trust,
                              parameters.delivery.attention_floor, parameters.contribution.first_belief};
  search_partners(world.partnerships, world.memberships, world.ties, world.organisations, world.geography,
                  world.support, test::technology_of(parameters), parameters.partner_search, outlook,
                  Draws(seed, 0, static_cast<std::uint16_t>(world.month)).of(Mechanism::partner_search));
}

test::Mechanic partner_search(const Parameters& parameters) {
  return [parameters](World& world) { search(world, parameters); };
}

// Everyone looks every month and is easy to please.
Parameters keen() {
  Parameters parameters = standard_parameters();
  parameters.partner_search.rate_per_month = 1.0;
  parameters.partner_search.rate_base = 1.0;
  parameters.partner_search.rate_membership_damping = 0.0;
  parameters.partner_search.intercept = 2.0;
  parameters.partner_search.answer_intercept = 3.0;
  parameters.partner_search.appraisal_noise_sd = 0.0;
  return parameters;
}

TEST(PartnerSearch, SearchChanceByHandAndAtItsLimit) {
  PartnerSearchParameters p = standard_parameters().partner_search;
  p.rate_per_month = 0.2;
  p.rate_base = 0.5;
  p.rate_unmet = 2.0;
  p.rate_membership_damping = 0.5;
  EXPECT_DOUBLE_EQ(search_chance(1.5, 0.25, 2.0, p), 0.2 * 1.5 * 1.0 / 2.0);
  EXPECT_EQ(search_chance(100.0, 1.0, 0.0, p), 1.0);
  EXPECT_EQ(search_chance(0.0, 1.0, 0.0, p), 0.0);
}

TEST(PartnerSearch, AtRateZeroNothingChanges) {
  Parameters parameters = keen();
  parameters.partner_search.rate_per_month = 0.0;
  const World before = test::make_chain_world({}, parameters);
  EXPECT_EQ(test::changed_fields(before, test::after(before, partner_search(parameters))), std::set<std::string>{});
}

TEST(PartnerSearch, ChangesPartnershipsMembershipsAndTiesOnly) {
  const Parameters parameters = keen();
  const World before = test::make_chain_world({}, parameters);
  const World after = test::after(before, partner_search(parameters));
  EXPECT_GT(after.partnerships.count(), before.partnerships.count());
  EXPECT_GT(after.memberships.count(), before.memberships.count() + 2 * (after.partnerships.count() - before.partnerships.count()));
  for (const std::string& name : test::changed_fields(before, after))
    EXPECT_TRUE(name.starts_with("partnerships.") || name.starts_with("memberships.") || name.starts_with("ties.") ||
                name == "organisations.overhead_hours")
        << name;
  // Of what was there, evidence, levels and positions stay as they were.
  for (std::size_t t = 0; t < before.ties.count(); ++t) EXPECT_EQ(after.ties.good_ab[t], before.ties.good_ab[t]);
  for (std::size_t k = 0; k < before.partnerships.purpose.size(); ++k)
    EXPECT_EQ(after.partnerships.purpose[k], before.partnerships.purpose[k]);
}

TEST(PartnerSearch, ListsTiesAndIdentitiesStayRight) {
  const Parameters parameters = keen();
  World world = test::make_chain_world({}, parameters);
  for (int month = 0; month < 6; ++month) {
    search(world, parameters);
    ++world.month;
  }
  EXPECT_EQ(test::wrong_index(world), "");
  EXPECT_EQ(test::wrong_common(world), "");
  std::set<std::array<std::uint64_t, 3>> identities;
  for (std::size_t p = 0; p < world.partnerships.count(); ++p) {
    const auto month = static_cast<std::uint64_t>(world.partnerships.founded_month[p]);
    EXPECT_TRUE(identities.insert({world.partnerships.initiator_id[p], world.partnerships.target_id[p], month}).second);
    std::set<std::uint32_t> members;
    for (const std::uint32_t m : world.memberships.of_partnership.of(p))
      EXPECT_TRUE(members.insert(world.memberships.organisation[m]).second) << "twice in one partnership";
  }
}

TEST(PartnerSearch, BoundsOnMembersAndMembershipsHold) {
  Parameters parameters = keen();
  parameters.partner_search.load = 0.0;
  parameters.partner_search.most_members = 4;
  parameters.partner_search.most_memberships = 5;
  World world = test::make_chain_world({.active = 5, .forming = 0}, parameters);
  for (int month = 0; month < 12; ++month) {
    search(world, parameters);
    ++world.month;
  }
  EXPECT_EQ(*std::max_element(world.partnerships.members.begin(), world.partnerships.members.end()), 4);
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < world.organisations.count(); ++i)
    most = std::max(most, world.memberships.of_organisation.size(i));
  EXPECT_EQ(most, 5U);
}

TEST(PartnerSearch, NewcomersToARunningPartnershipPromiseAndShareItsCredit) {
  const Parameters parameters = keen();
  World world = test::make_chain_world({.active = 20, .forming = 0}, parameters);
  const std::size_t before = world.memberships.count();
  search(world, parameters);
  std::size_t newcomers = 0;
  for (std::size_t m = before; m < world.memberships.count(); ++m) {
    const std::uint32_t p = world.memberships.partnership[m];
    if (p >= 20 || world.partnerships.members[p] != 4) continue;
    ++newcomers;
    EXPECT_DOUBLE_EQ(world.memberships.credit[m], 1.0 / 3.0);  // beside three who hold 1: a quarter of the whole
    EXPECT_GT(world.memberships.committed[m * resources], 0.0);
    EXPECT_EQ(world.memberships.belief[m], parameters.contribution.first_belief);
  }
  EXPECT_GT(newcomers, 0U);
}

TEST(PartnerSearch, ClosedOrganisationsAreNeitherAskedNorAsking) {
  const Parameters parameters = keen();
  World world = test::make_chain_world({.organisations = 12, .districts = 1, .active = 0, .forming = 0}, parameters);
  for (const std::uint32_t i : {2U, 5U, 9U}) world.organisations.active[i] = 0;
  for (int month = 0; month < 10; ++month) {
    search(world, parameters);
    ++world.month;
  }
  EXPECT_GT(world.memberships.count(), 5U);
  for (const std::uint32_t i : {2U, 5U, 9U}) EXPECT_EQ(world.memberships.of_organisation.size(i), 0U);
}

// One searcher among four others in one district, who always agree: a plain multinomial logit over five outcomes.
struct Choice {
  Parameters parameters = keen();
  World world;
  Choice() {
    parameters.partner_search.intercept = -1.0;
    parameters.partner_search.answer_intercept = 60.0;
    world = test::make_chain_world({.organisations = 5, .districts = 1, .active = 0, .forming = 0}, parameters);
    for (std::uint32_t i = 0; i < 5; ++i) {
      world.organisations.propensity[i] = i == 0 ? 10.0 : 0.0;
      world.organisations.x_km[i] = 2.0 * i;
    }
    test::set_evidence(world, 0, 3, 6.0, 0.0);
  }

  // Value of a bundle at the common mix, as the searcher sees it.
  double value(const Technology& technology, const std::vector<double>& mix, const Bundle& bundle, double coordination) const {
    std::vector<double> worth;
    for (std::size_t a = 0; a < mix.size(); ++a) worth.push_back(technology.harm[a] * world.organisations.perceived[a]);
    return bundle_value(technology.recipes, mix, worth, bundle, coordination, technology.market);
  }
  Bundle spare(std::uint32_t i) const {
    Bundle bundle{};
    for (std::size_t r = 0; r < resources; ++r) {
      const double idle = world.organisations.idle[i * resources + r];
      bundle[r] = world.organisations.available[i * resources + r] * parameters.agreement.commitment_share *
                  (1.0 - parameters.agreement.commitment_idle_weight * (1.0 - idle));
    }
    return bundle;
  }
  double gain(std::uint32_t j) const {
    const Technology technology = test::technology_of(parameters);
    const std::size_t areas = world.community.areas;
    const Bundle mine = spare(0), theirs = spare(j);
    const double exponent = 1.0 - parameters.dialogue.voice_equality;
    const double voice = std::pow(1.0 + bundle_worth_usd(mine, technology.prices), exponent),
                 other_voice = std::pow(1.0 + bundle_worth_usd(theirs, technology.prices), exponent);
    std::vector<double> mix;
    double total = 0.0;
    for (std::size_t a = 0; a < areas; ++a) {
      mix.push_back((voice * world.organisations.mission[a] + other_voice * world.organisations.mission[j * areas + a]) *
                    (parameters.delivery.attention_floor + world.organisations.perceived[a]));
      total += mix.back();
    }
    for (double& share : mix) share /= total;
    Bundle pool{};
    for (std::size_t r = 0; r < resources; ++r) pool[r] = mine[r] + theirs[r];
    const double together = value(technology, mix, pool, technology.coordination.shared_hours_per_pair),
                 apart = value(technology, mix, mine, 0.0) + value(technology, mix, theirs, 0.0);
    return (together - apart) / std::max(together, apart);
  }
  double utility_of(std::uint32_t j) const {
    const PartnerSearchParameters& s = parameters.partner_search;
    const Organisations& all = world.organisations;
    const std::size_t areas = world.community.areas;
    const double prior = institutional_trust(all.credibility[j], parameters.trust.prior_mean, parameters.trust.prior_credibility);
    const double trust = trust_from_evidence(j == 3 ? 6.0 : 0.0, 0.0, prior, parameters.trust.prior_counts);
    const double spare_hours = spare(0)[static_cast<std::size_t>(Resource::hours)];
    const double coordination = std::min(3.0, 0.5 * parameters.agreement.shared_hours_per_pair / (1.0 + spare_hours));
    return s.intercept + s.new_partnership - std::log(4.0 / 12.0) +
           s.goal * cosine({&all.mission[0], areas}, {&all.mission[j * areas], areas}) + s.gain * gain(j) +
           s.trust * (trust - s.trust_midpoint) + s.credibility * all.credibility[j] - s.distance_per_km * 2.0 * j -
           s.coordination * coordination + (all.sector[0] != all.sector[j] ? s.sector_difference : 0.0);
  }
};

TEST(PartnerSearch, ChoicesFollowTheLogitOfUtilitiesGainIncluded) {
  const Choice choice;
  std::array<std::int64_t, 5> chosen{};
  for (std::uint64_t seed = 1; seed <= 20000; ++seed) {
    World world = choice.world;
    search(world, choice.parameters, seed);
    const std::uint32_t with = world.partnerships.count() == 0 ? 0 : world.memberships.organisation[1];
    ++chosen[with];
  }
  std::vector<double> shares{1.0}, without_gain{1.0};
  for (std::uint32_t j = 1; j < 5; ++j) {
    shares.push_back(std::exp(choice.utility_of(j)));
    without_gain.push_back(std::exp(choice.utility_of(j) - choice.parameters.partner_search.gain * choice.gain(j)));
  }
  EXPECT_FALSE(check_counts(chosen, shares).rejects) << check_counts(chosen, shares);
  EXPECT_TRUE(check_counts(chosen, without_gain).rejects);
  shares[1] *= 1.2;
  EXPECT_TRUE(check_counts(chosen, shares).rejects);
}

TEST(PartnerSearch, TheRestOfACommunityKeepsItsLuckWhenOneAlternativeGoes) {
  const Choice choice;
  int same = 0, lost = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    World all = choice.world, fewer = choice.world;
    Parameters parameters = choice.parameters;
    search(all, parameters, seed);
    fewer.organisations.active[4] = 0;
    parameters.partner_search.intercept += std::log(3.0 / 4.0);  // the correction for the number of alternatives
    search(fewer, parameters, seed);
    const bool started = all.partnerships.count() > 0;
    if (started && all.memberships.organisation[1] == 4U) {
      ++lost;
      continue;
    }
    same += started == (fewer.partnerships.count() > 0) &&
            (!started || all.memberships.organisation[1] == fewer.memberships.organisation[1]);
  }
  EXPECT_GT(lost, 0);
  EXPECT_EQ(same, 500 - lost);
}

TEST(PartnerSearch, ShareThatSearchesFollowsTheChance) {
  Parameters parameters = keen();
  parameters.partner_search.rate_unmet = 0.0;
  parameters.partner_search.rate_per_month = 0.3;
  parameters.partner_search.intercept = 60.0;  // who searches proposes, who is asked agrees
  parameters.partner_search.most_memberships = 200;
  parameters.partner_search.most_members = 2;
  World world = test::make_chain_world(
      {.organisations = 3000, .districts = 20, .active = 0, .forming = 0}, parameters);
  search(world, parameters);
  std::set<std::uint64_t> initiators(world.partnerships.initiator_id.begin(), world.partnerships.initiator_id.end());
  // Two who ask each other start one partnership only; among dozens of candidates that is one in hundreds.
  const auto started = static_cast<std::int64_t>(initiators.size());
  EXPECT_FALSE(check_proportion(started, 3000, 0.3).rejects) << check_proportion(started, 3000, 0.3);
  EXPECT_TRUE(check_proportion(started, 3000, 0.36).rejects);
}

// The searcher sees each gain with a truncated normal error of its own; integrated here by plain sampling. That gains are
// computed only where they could still win must not be felt.
TEST(PartnerSearch, ErrorsOfAppraisalEnterTheChoiceAsStated) {
  Choice choice;
  choice.parameters.partner_search.appraisal_noise_sd = 0.8;
  choice.parameters.partner_search.diligence = 0.5;
  std::array<std::int64_t, 5> chosen{};
  for (std::uint64_t seed = 1; seed <= 20000; ++seed) {
    World world = choice.world;
    search(world, choice.parameters, seed);
    ++chosen[world.partnerships.count() == 0 ? 0 : world.memberships.organisation[1]];
  }
  std::vector<double> shares(5, 0.0), without_error{1.0};
  std::array<double, 5> known{};
  for (std::uint32_t j = 1; j < 5; ++j) {
    known[j] = choice.utility_of(j);
    without_error.push_back(std::exp(known[j]));
  }
  Stream stream = Draws(5, 0, 0).of(Mechanism::founding).at(1);
  for (int sample = 0; sample < 400000; ++sample) {
    std::array<double, 5> odds{1.0};
    double total = 1.0;
    for (std::uint32_t j = 1; j < 5; ++j) {
      const double error = 0.4 * std::clamp(normal(stream), -3.0, 3.0);
      odds[j] = std::exp(known[j] + choice.parameters.partner_search.gain * error);
      total += odds[j];
    }
    for (std::size_t j = 0; j < 5; ++j) shares[j] += odds[j] / total;
  }
  EXPECT_FALSE(check_counts(chosen, shares).rejects) << check_counts(chosen, shares);
  EXPECT_TRUE(check_counts(chosen, without_error).rejects);
}

TEST(PartnerSearch, FullDiligenceSeesTheGainAndCostsItsHours) {
  Parameters careful = keen(), knowing = keen();
  careful.partner_search.appraisal_noise_sd = 2.0;
  careful.partner_search.diligence = 1.0;
  careful.partner_search.diligence_hours = 5.0;
  knowing.partner_search.appraisal_noise_sd = 0.0;
  knowing.partner_search.diligence_hours = 0.0;
  const World before = test::make_chain_world({}, careful);
  const World one = test::after(before, partner_search(careful)), other = test::after(before, partner_search(knowing));
  EXPECT_EQ(test::changed_fields(one, other), std::set<std::string>{"organisations.overhead_hours"});
  for (std::size_t i = 0; i < before.organisations.count(); ++i)  // everybody looks
    EXPECT_DOUBLE_EQ(one.organisations.overhead_hours[i], before.organisations.overhead_hours[i] + 5.0);
}

TEST(PartnerSearch, AnswersOnThePriorAloneIgnoreEvidence) {
  Choice choice;
  choice.parameters.partner_search.answer_intercept = 0.0;
  World known = choice.world;
  for (std::uint32_t j = 1; j < 5; ++j) {
    const std::uint32_t tie = make_tie(known.ties, 0, j, known.month);
    known.ties.bad_ba[tie] = 30.0;  // the asked have seen the searcher fail
  }
  World stranger = known;
  std::fill(stranger.ties.bad_ba.begin(), stranger.ties.bad_ba.end(), 0.0);
  for (const double weight : {0.0, 1.0}) {
    choice.parameters.partner_search.acceptor_trust = weight;
    int differ = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
      World one = known, other = stranger;
      search(one, choice.parameters, seed);
      search(other, choice.parameters, seed);
      differ += one.partnerships.count() != other.partnerships.count();
    }
    EXPECT_EQ(differ > 0, weight > 0.0) << differ;
  }
}

TEST(PartnerSearch, AMapShowsOrganisationsBeyondReachAndNoneWithoutIt) {
  Parameters parameters = keen();
  parameters.partner_search.distance_per_km = 0.0;
  parameters.partner_search.near_share = 1.0;
  World world = test::make_chain_world({.organisations = 600, .districts = 12, .active = 0, .forming = 0}, parameters);
  const auto far_pairs = [&](double strength) {
    World mapped = world;
    mapped.support.of(Lever::stakeholder_mapping).everywhere = strength;
    search(mapped, parameters);
    int far = 0;
    for (std::size_t m = 0; m + 1 < mapped.memberships.count(); m += 2) {
      const std::uint32_t one = mapped.organisations.district[mapped.memberships.organisation[m]],
                          other = mapped.organisations.district[mapped.memberships.organisation[m + 1]];
      far += one > other + 1 || other > one + 1;
    }
    return far;
  };
  EXPECT_EQ(far_pairs(0.0), 0);
  EXPECT_GT(far_pairs(1.0), 20);
  const World without = test::after(world, partner_search(parameters));
  parameters.partner_search.mapping_share = 0.0;
  world.support.of(Lever::stakeholder_mapping).everywhere = 1.0;
  EXPECT_EQ(test::changed_fields(without, test::after(world, partner_search(parameters))), std::set<std::string>{});
}

TEST(PartnerSearch, IncentivesMakeBusinessesSearchMore) {
  Parameters parameters = keen();
  parameters.partner_search.rate_unmet = 0.0;
  parameters.partner_search.rate_per_month = 0.3;
  parameters.partner_search.diligence = 1.0;
  parameters.partner_search.diligence_hours = 1.0;  // searches are counted by the hours they cost
  parameters.partner_search.incentive_effect = 0.5;
  World world = test::make_chain_world({.organisations = 20000, .districts = 60, .active = 0, .forming = 0}, parameters);
  std::fill(world.organisations.overhead_hours.begin(), world.organisations.overhead_hours.end(), 0.0);
  world.support.of(Lever::corporate_partnership_incentive).everywhere = 0.8;
  search(world, parameters);
  std::array<std::int64_t, 2> searches{}, all{};
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    const bool business = world.organisations.sector[i] == static_cast<std::uint8_t>(Sector::business);
    ++all[business];
    searches[business] += world.organisations.overhead_hours[i] > 0.0;
  }
  EXPECT_FALSE(check_proportion(searches[0], all[0], 0.3).rejects) << check_proportion(searches[0], all[0], 0.3);
  EXPECT_FALSE(check_proportion(searches[1], all[1], 0.42).rejects) << check_proportion(searches[1], all[1], 0.42);
  EXPECT_TRUE(check_proportion(searches[1], all[1], 0.3).rejects);
}

TEST(PartnerSearch, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  Parameters parameters = standard_parameters();
  parameters.partner_search.rate_base = 1.0;
  const World world = test::make_chain_world(test::crowd, parameters);
  EXPECT_EQ(test::difference_between_threads(world, partner_search(parameters)), "");
  EXPECT_EQ(test::moved_by_a_stranger(world, parameters, partner_search(parameters)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
