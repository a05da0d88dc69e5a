// The mechanisms of the chain, iterated on fixed worlds, against what can be solved on paper.
#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "formulas/trust.hpp"
#include "mechanisms/agreement.hpp"
#include "mechanisms/delivery.hpp"
#include "mechanisms/dialogue.hpp"
#include "mechanisms/evaluation.hpp"
#include "mechanisms/trust.hpp"
#include "support/chain_world.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

Draws draws_of(const World& world) { return {1, 0, static_cast<std::uint16_t>(world.month)}; }

// Dialogue: (I - (1 - s) W) z = s m, W trust times voice, rows normalised.
TEST(ClosedForms, DialogueSettlesAtTheFriedkinJohnsenFixedPoint) {
  Parameters parameters = standard_parameters();
  parameters.dialogue.voice_equality = 1.0;
  parameters.dialogue.evidence = 0.0;
  constexpr int n = 5;
  World world = test::make_chain_world({.organisations = n, .active = 0, .forming = 1, .members = n}, parameters);
  const int areas = static_cast<int>(world.community.areas);
  Eigen::MatrixXd trust = Eigen::MatrixXd::Identity(n, n);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      if (i == j) continue;
      const std::uint32_t tie = find_tie(world.ties, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j));
      trust(i, j) = trust_in(i < j ? world.ties.good_ab[tie] : world.ties.good_ba[tie],
                             i < j ? world.ties.bad_ab[tie] : world.ties.bad_ba[tie],
                             world.organisations.credibility[static_cast<std::size_t>(j)],
                             {parameters.trust.prior_counts, parameters.trust.prior_mean, parameters.trust.prior_credibility});
    }
  for (int month = 0; month < 400; ++month)
    hold_dialogue(world.partnerships, world.memberships, world.ties, world.organisations, world.support, test::technology_of(parameters),
                  parameters.dialogue, parameters.agreement, parameters.trust, world.month);
  const auto fixed_point = [&](double s) -> Eigen::MatrixXd {
    Eigen::MatrixXd weights = trust;
    for (int i = 0; i < n; ++i) weights.row(i) /= weights.row(i).sum();
    Eigen::MatrixXd mission(n, areas);
    for (int i = 0; i < n; ++i)
      for (int a = 0; a < areas; ++a) mission(i, a) = world.organisations.mission[static_cast<std::size_t>(i * areas + a)];
    return (Eigen::MatrixXd::Identity(n, n) - (1.0 - s) * weights).partialPivLu().solve(s * mission);
  };
  const auto distance = [&](const Eigen::MatrixXd& truth) {
    double largest = 0.0;
    for (int i = 0; i < n; ++i)
      for (int a = 0; a < areas; ++a)
        largest = std::max(largest, std::abs(truth(i, a) - world.memberships.position[static_cast<std::size_t>(i * areas + a)]));
    return largest;
  };
  EXPECT_LT(distance(fixed_point(parameters.dialogue.stubbornness)), 1e-12);
  EXPECT_GT(distance(fixed_point(1.05 * parameters.dialogue.stubbornness)), 1e-4);
}

// Many small strangers, each with inputs for y units, and all of them in one partnership; one area, one district.
struct Coverage {
  Parameters parameters = standard_parameters();
  World world;
  double wanted = 0.0;

  Coverage(std::uint32_t producers, double total_over_need) {
    DeliveryParameters& p = parameters.delivery;
    p.overlap = 1.0;
    p.expertise_effect = p.referral_hours_per_member = 0.0;
    p.goods_markup = p.space_markup = 1000.0;
    parameters.agreement.shared_hours_per_pair = parameters.agreement.lead_hours_per_link =
        parameters.agreement.administration_hours_per_member = parameters.agreement.administration_usd = 0.0;
    world = test::make_chain_world({.organisations = producers, .districts = 1, .active = 0, .forming = 0}, parameters);
    Organisations& all = world.organisations;
    const std::size_t areas = world.community.areas;
    std::fill(all.access.begin(), all.access.end(), 1.0);
    std::fill(all.overhead_hours.begin(), all.overhead_hours.end(), 0.0);
    std::fill(all.mission.begin(), all.mission.end(), 0.0);
    for (std::uint32_t g = 0; g < world.community.groups; ++g) wanted += world.need.wanted[world.community.cell(0, 0, g)];
    for (std::uint32_t i = 0; i < producers; ++i) {
      all.mission[i * areas] = 1.0;
      for (std::size_t r = 0; r < resources; ++r)
        all.available[i * resources + r] = parameters.areas[0].requirement[r] * total_over_need * wanted / producers;
    }
  }
  void join_all() {
    std::vector<std::uint32_t> members(world.organisations.count());
    for (std::uint32_t i = 0; i < members.size(); ++i) members[i] = i;
    test::add_partnership(world, members, Stage::active);
    std::fill(world.partnerships.purpose.begin(), world.partnerships.purpose.end(), 0.0);
    world.partnerships.purpose[0] = 1.0;
    world.memberships.given = world.organisations.available;
  }
  double met_share() {
    deliver_services(world.need, world.organisations, world.partnerships, world.community, world.geography,
                     world.memberships, world.support, test::technology_of(parameters), parameters.delivery);
    double met = 0.0;
    for (std::uint32_t g = 0; g < world.community.groups; ++g) met += world.need.met[world.community.cell(0, 0, g)];
    return met / wanted;
  }
};

TEST(ClosedForms, ManySmallStrangersCoverByChance) {
  for (const double supply : {0.2, 0.7, 1.5}) {
    const double exact = 1.0 - std::pow(1.0 - supply / 800.0, 800.0);
    const double covered = Coverage(800, supply).met_share();
    EXPECT_NEAR(covered, exact, 1e-9);
    EXPECT_NEAR(covered, 1.0 - std::exp(-supply), 1e-3);
    EXPECT_GT(std::abs(covered - std::min(1.0, supply)), 0.01);
  }
}

TEST(ClosedForms, OnePartnershipCoversWhatItMakesUpToTheNeed) {
  for (const double supply : {0.2, 0.7, 1.0, 1.5}) {
    Coverage coverage(50, supply);
    coverage.join_all();
    EXPECT_NEAR(coverage.met_share(), std::min(1.0, supply), 1e-9);
  }
}

// Trust: evidence iterated at a constant success.
TEST(ClosedForms, TrustSettlesAtItsFixedPoint) {
  Parameters parameters = standard_parameters();
  parameters.trust.observation_noise_sd = 0.0;
  World world = test::make_chain_world({.organisations = 2, .active = 1, .forming = 0, .members = 2}, parameters);
  const TrustParameters& t = parameters.trust;
  world.memberships.fulfilment = {0.6, 0.8};
  for (world.month = 1; world.month < 2000; ++world.month)
    update_trust(world.ties, world.partnerships, world.memberships, world.organisations, world.support, t,
                 draws_of(world).of(Mechanism::trust));
  const TrustPrior prior{t.prior_counts, t.prior_mean, t.prior_credibility};
  const auto settled = [&](double fulfilment, std::size_t j, double negativity) {
    return trust_fixed_point(fulfilment / t.tolerance, t.forgetting_per_month, t.weight, negativity,
                             institutional_trust(world.organisations.credibility[j], t.prior_mean, t.prior_credibility),
                             t.prior_counts);
  };
  const double in_b = trust_in(world.ties.good_ab[0], world.ties.bad_ab[0], world.organisations.credibility[1], prior);
  const double in_a = trust_in(world.ties.good_ba[0], world.ties.bad_ba[0], world.organisations.credibility[0], prior);
  EXPECT_NEAR(in_b, settled(0.8, 1, t.negativity), 1e-10);
  EXPECT_NEAR(in_a, settled(0.6, 0, t.negativity), 1e-10);
  EXPECT_GT(std::abs(in_a - settled(0.6, 0, 1.05 * t.negativity)), 1e-4);
}

// Evaluation: with the goal as the only hazard, lives are geometric in months, exponential in time.
TEST(ClosedForms, PartnershipsSurviveExponentiallyAtAConstantHazard) {
  constexpr double hazard = 0.05;
  Parameters parameters = standard_parameters();
  parameters.evaluation.goal_achieved_per_month = hazard;
  World world = test::make_chain_world({.organisations = 1501, .active = 1500, .forming = 0, .members = 2}, parameters);
  for (auto* months : {&world.partnerships.term_end_month, &world.partnerships.next_review_month})
    std::fill(months->begin(), months->end(), 10000);
  const Technology technology = test::technology_of(parameters);
  std::vector<std::int64_t> ended_in_half_year(11, 0);
  for (world.month = 1; world.month <= 60; ++world.month) {
    const std::size_t before = world.partnerships.live.size();
    evaluate_partnerships(world.partnerships, world.memberships, world.ties, world.organisations, world.support, technology,
                          parameters.evaluation, parameters.agreement, parameters.delivery.attention_floor,
                          draws_of(world).of(Mechanism::evaluation));
    ended_in_half_year[static_cast<std::size_t>((world.month - 1) / 6)] +=
        static_cast<std::int64_t>(before - world.partnerships.live.size());
  }
  ended_in_half_year[10] = static_cast<std::int64_t>(world.partnerships.live.size());  // still alive
  const auto shares = [](double rate) {
    std::vector<double> share;
    for (int half = 0; half < 10; ++half) share.push_back(std::exp(-6.0 * rate * half) - std::exp(-6.0 * rate * (half + 1)));
    share.push_back(std::exp(-60.0 * rate));
    return share;
  };
  EXPECT_FALSE(check_counts(ended_in_half_year, shares(hazard)).rejects) << check_counts(ended_in_half_year, shares(hazard));
  EXPECT_TRUE(check_counts(ended_in_half_year, shares(1.25 * hazard)).rejects);
  for (std::size_t p = 0; p < 1500; ++p) {
    const bool lives = world.partnerships.ended_month[p] == never;
    EXPECT_EQ(world.partnerships.end_reason[p], static_cast<std::uint8_t>(lives ? EndReason::none : EndReason::goal_achieved));
  }
}

// Agreement: with a constant hazard and a long time limit, time in forming is exponential too.
TEST(ClosedForms, TimeInFormingIsExponentialAtAConstantHazard) {
  Parameters parameters = standard_parameters();
  parameters.agreement.lapse_after_months = 120;
  World world = test::make_chain_world({.organisations = 1501, .active = 0, .forming = 1500, .members = 2}, parameters);
  std::fill(world.organisations.credibility.begin(), world.organisations.credibility.end(), 0.5);
  for (auto* evidence : {&world.ties.good_ab, &world.ties.good_ba, &world.ties.bad_ab, &world.ties.bad_ba})
    std::fill(evidence->begin(), evidence->end(), 0.0);
  std::fill(world.partnerships.divergence.begin(), world.partnerships.divergence.end(), 0.15);
  const double hazard = signing_hazard(parameters.trust.prior_mean, 0.15, parameters.agreement);
  for (world.month = 20; world.month < 32; ++world.month)
    sign_agreements(world.partnerships, world.memberships, world.ties, world.organisations, world.support, test::technology_of(parameters),
                    parameters.agreement, parameters.evaluation.review_months, parameters.trust,
                    draws_of(world).of(Mechanism::agreement));
  std::vector<std::int64_t> signed_after(13, 0);
  for (std::size_t p = 0; p < 1500; ++p) {
    const std::int32_t when = world.partnerships.signed_month[p];
    ++signed_after[when == never ? 12 : static_cast<std::size_t>(when - 20)];
  }
  const auto shares = [](double rate) {
    std::vector<double> share;
    for (int k = 0; k < 12; ++k) share.push_back(std::exp(-rate * k) - std::exp(-rate * (k + 1)));
    share.push_back(std::exp(-12.0 * rate));
    return share;
  };
  EXPECT_FALSE(check_counts(signed_after, shares(hazard)).rejects) << check_counts(signed_after, shares(hazard));
  EXPECT_TRUE(check_counts(signed_after, shares(1.3 * hazard)).rejects);
}

}  // namespace
}  // namespace tessera
