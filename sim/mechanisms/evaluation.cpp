#include "mechanisms/evaluation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "formulas/commitment.hpp"
#include "formulas/credit.hpp"
#include "formulas/logistic.hpp"
#include "formulas/market.hpp"
#include "state/leave.hpp"

namespace tessera {
namespace {

enum Number : std::uint16_t { goal_draw, review_draw };

// What one unit of each area is worth to an organisation: harm, discounted outside its mission.
std::array<double, most_areas> worth_to(std::span<const double> mission, const Technology& technology,
                                        double mission_discount) {
  const double largest = *std::max_element(mission.begin(), mission.end());
  std::array<double, most_areas> worth{};
  for (std::size_t a = 0; a < mission.size(); ++a)
    worth[a] = technology.harm[a] *
               (1.0 - mission_discount + mission_discount * (largest > 0.0 ? mission[a] / largest : 0.0));
  return worth;
}

// Shares move this far to themselves times need, normalised.
void move_to_need(std::span<double> shares, std::span<const double> need, double distance) {
  double total = 0.0;
  for (std::size_t a = 0; a < shares.size(); ++a) total += shares[a] * need[a];
  if (!(total > 0.0)) return;
  for (std::size_t a = 0; a < shares.size(); ++a) shares[a] += distance * (shares[a] * need[a] / total - shares[a]);
}

struct Review {
  Partnerships& partnerships;
  Memberships& memberships;
  const Organisations& organisations;
  const Support& support;
  const Technology& technology;
  const EvaluationParameters& parameters;
  const AgreementParameters& agreement;
  double attention_floor;
  std::size_t areas;

  std::span<const double> mission(std::uint32_t i) const { return {&organisations.mission[i * areas], areas}; }

  Subject subject(std::uint32_t p, std::uint64_t member) const {
    return {partnerships.initiator_id[p], partnerships.target_id[p], member,
            static_cast<std::uint16_t>(partnerships.founded_month[p])};
  }

  // The mean of the months so far until the smoothing takes over: a young partnership is not judged on empty months.
  double pace_since(std::int32_t since, std::int32_t month) const {
    return std::max(parameters.smoothing_per_month, 1.0 / static_cast<double>(month - since + 1));
  }

  void smooth_outcomes(std::uint32_t p, std::int32_t month) const {
    const double* met = &partnerships.met[p * areas];
    double value = 0.0;
    for (std::size_t a = 0; a < areas; ++a) value += technology.harm[a] * met[a];
    const std::int32_t signed_month = partnerships.signed_month[p];
    partnerships.value[p] += pace_since(signed_month, month) * (value - partnerships.value[p]);
    double credits = 0.0;  // not 1 when members have come or gone since the last review
    for (const std::uint32_t m : memberships.of_partnership.of(p)) credits += memberships.credit[m];
    if (!(credits > 0.0)) credits = 1.0;
    for (const std::uint32_t m : memberships.of_partnership.of(p)) {
      const auto worth = worth_to(mission(memberships.organisation[m]), technology, parameters.mission_discount);
      double own = 0.0;
      for (std::size_t a = 0; a < areas; ++a) own += worth[a] * met[a];
      const double pace = pace_since(std::max(signed_month, memberships.joined_month[m]), month);
      memberships.benefit[m] += pace * (memberships.credit[m] / credits * own - memberships.benefit[m]);
    }
  }

  // What the bundle given would have been worth alone, as far as the member can tell.
  double outside_option(std::uint32_t m, Stream& stream) const {
    const std::uint32_t i = memberships.organisation[m];
    auto made = worth_to(mission(i), technology, parameters.mission_discount);
    auto bought = made;
    std::array<double, most_areas> mix{};
    double total = 0.0;
    for (std::size_t a = 0; a < areas; ++a) {
      mix[a] = mission(i)[a] * (attention_floor + organisations.perceived[i * areas + a]);
      total += mix[a];
      const double output = organisations.own_output[i * areas + a];
      double expertise = 0.0;
      for (std::size_t k = 0; k < competences; ++k)
        expertise += organisations.expertise[(i * areas + a) * competences + k] / static_cast<double>(competences);
      const double met_share = output > 0.0 ? organisations.own_met[i * areas + a] / output : 1.0;
      made[a] *= met_share * (1.0 + technology.expertise_effect * expertise);
      bought[a] *= met_share;
    }
    if (!(total > 0.0)) return 0.0;
    for (std::size_t a = 0; a < areas; ++a) mix[a] /= total;
    Bundle given{};  // what awards earmark would not be there alone
    for (std::size_t r = 0; r < resources; ++r)
      given[r] = std::max(0.0, memberships.given[m * resources + r] - memberships.earmarked[m * resources + r]);
    const double measured = support.at(Lever::shared_measurement, i);
    const double sd = parameters.outside_noise_sd * (1.0 - parameters.measurement_effect * measured);
    const double guess = std::exp(sd * normal(stream) - 0.5 * sd * sd);
    return guess *
           purchase_value(technology, {mix.data(), areas}, {made.data(), areas}, {bought.data(), areas}, given);
  }

  void renew_credits(std::uint32_t p) const {
    const auto members = memberships.of_partnership.of(p);
    std::vector<Bundle> bundles(members.size());
    for (std::size_t k = 0; k < members.size(); ++k)
      for (std::size_t r = 0; r < resources; ++r) bundles[k][r] = memberships.given[members[k] * resources + r];
    const auto credits = marginal_credits(bundles, {&partnerships.purpose[p * areas], areas}, technology.harm, technology);
    for (std::size_t k = 0; k < members.size(); ++k) memberships.credit[members[k]] = credits[k];
  }

  // Members judge; who wants to leave is returned.
  std::vector<std::uint32_t> judge(std::uint32_t p, bool term_ends, const MechanismDraws& draws) const {
    std::vector<std::uint32_t> leavers;
    const double pace =
        1.0 - std::pow(1.0 - parameters.smoothing_per_month, parameters.review_months);
    for (const std::uint32_t m : memberships.of_partnership.of(p)) {
      Stream stream = draws.at(subject(p, organisations.id[memberships.organisation[m]]), review_draw);
      memberships.outside[m] = outside_option(m, stream);
      const double now = satisfaction_of(memberships.benefit[m], memberships.outside[m], partnerships.value[p],
                                         partnerships.expected_value[p], parameters);
      memberships.satisfaction[m] += pace * (now - memberships.satisfaction[m]);
      if (stream.uniform() < leaving_chance(memberships.satisfaction[m], term_ends, parameters)) leavers.push_back(m);
    }
    renew_credits(p);
    return leavers;
  }

  // Purpose and positions move to where members see need; shares stay shares.
  void recalibrate(std::uint32_t p) const {
    const auto members = memberships.of_partnership.of(p);
    std::array<double, most_areas> need{};
    for (std::size_t a = 0; a < areas; ++a) {
      for (const std::uint32_t m : members) need[a] += organisations.perceived[memberships.organisation[m] * areas + a];
      need[a] = attention_floor + need[a] / static_cast<double>(members.size());
    }
    move_to_need({&partnerships.purpose[p * areas], areas}, {need.data(), areas}, parameters.recalibration);
    for (const std::uint32_t m : members)
      move_to_need({&memberships.position[m * areas], areas}, {need.data(), areas}, parameters.recalibration);
  }

  // Members have come and gone since the mode was chosen: another may be the cheapest now.
  void reconsider_governance(std::uint32_t p, std::size_t members) const {
    const Governance mode = cheapest_governance(technology.coordination, static_cast<double>(members));
    partnerships.governance_changes[p] += partnerships.governance[p] != static_cast<std::uint8_t>(mode);
    partnerships.governance[p] = static_cast<std::uint8_t>(mode);
    std::uint32_t& lead = partnerships.lead[p];
    if (mode == Governance::shared) lead = nobody;
    if (mode == Governance::shared || lead != nobody) return;
    double largest = -1.0;
    for (const std::uint32_t m : memberships.of_partnership.of(p)) {
      Bundle promised{};
      for (std::size_t r = 0; r < resources; ++r) promised[r] = memberships.committed[m * resources + r];
      const double worth = bundle_worth_usd(promised, technology.prices);
      if (worth > largest) lead = memberships.organisation[m];
      largest = std::max(largest, worth);
    }
  }

  // Commitments move this share of the way to what members can spare now.
  void renew_commitments(std::uint32_t p, double share) const {
    const CommitmentRule rule{agreement.commitment_share, agreement.commitment_idle_weight,
                              agreement.commitment_membership_damping};
    for (const std::uint32_t m : memberships.of_partnership.of(p)) {
      const std::uint32_t i = memberships.organisation[m];
      const double others = static_cast<double>(memberships.of_organisation.size(i)) - 1.0;
      const Bundle spare = spare_bundle({&organisations.available[i * resources], resources},
                                        {&organisations.idle[i * resources], resources}, others, rule);
      for (std::size_t r = 0; r < resources; ++r) {
        double& committed = memberships.committed[m * resources + r];
        committed = share == 1.0 ? spare[r] : committed + share * (spare[r] - committed);
      }
    }
  }

  // Reviews are due so many months after the last, whatever the lever was then.
  bool due(std::uint32_t p, std::int32_t month) const {
    const double strength = mean_support(support.of(Lever::evaluation_cycle), memberships, p);
    const std::int32_t earlier = static_cast<std::int32_t>(parameters.review_months) - review_interval(strength, parameters);
    return month >= partnerships.next_review_month[p] - earlier;
  }

  EndReason reason_of_leaving(std::uint32_t p, std::int32_t month) const {
    const std::int32_t award_end = partnerships.award_end_month[p];
    const bool funding_ended = award_end != never && month > award_end &&
                               month <= award_end + static_cast<std::int32_t>(parameters.funding_memory_months);
    return funding_ended ? EndReason::funding_ended : EndReason::unmet_expectation;
  }
};

}  // namespace

double satisfaction_of(double benefit, double outside, double value, double expected,
                       const EvaluationParameters& parameters) {
  const auto compare = [&](double achieved, double standard) {
    if (!(achieved + standard > 0.0)) return 0.5;
    const double log_ratio = std::log(std::max(achieved, 1e-6 * standard) / std::max(standard, 1e-6 * achieved));
    return logistic(parameters.comparison_slope * log_ratio);
  };
  // A partnership that the run began with has promised nothing on record: neither above nor below expectation.
  const double beside_expected = expected > 0.0 ? compare(value, expected) : 0.5;
  return (1.0 - parameters.expectation_weight) * compare(benefit, outside) +
         parameters.expectation_weight * beside_expected;
}

std::int32_t review_interval(double strength, const EvaluationParameters& parameters) {
  const double months = std::round(parameters.review_months * (1.0 - parameters.cycle_effect * strength));
  return std::max<std::int32_t>(1, static_cast<std::int32_t>(months));
}

double leaving_chance(double satisfaction, bool term_ends, const EvaluationParameters& parameters) {
  return (term_ends ? 1.0 : parameters.within_term_weight) *
         logistic(parameters.exit_slope * (parameters.exit_threshold - satisfaction));
}

void evaluate_partnerships(Partnerships& partnerships, Memberships& memberships, Ties& ties,
                           const Organisations& organisations, const Support& support, const Technology& technology,
                           const EvaluationParameters& parameters, const AgreementParameters& agreement,
                           double attention_floor, const MechanismDraws& draws) {
  const Review review{partnerships, memberships, organisations,   support, technology,
                      parameters,   agreement,   attention_floor, technology.recipes.size()};
  const std::int32_t month = draws.month();
  const std::vector<std::uint32_t> live = partnerships.live;  // leaving shortens the list
  std::vector<std::uint8_t> goal_reached(live.size(), 0);
  std::vector<std::vector<std::uint32_t>> leavers(live.size());
  for_each_slot(live.size(), [&](std::size_t k) {
    const std::uint32_t p = live[k];
    if (partnerships.stage[p] != static_cast<std::uint8_t>(Stage::active)) return;
    review.smooth_outcomes(p, month);
    goal_reached[k] =
        draws.at(review.subject(p, 0), goal_draw).uniform() < chance_of_hazard(parameters.goal_achieved_per_month);
    const bool term_ends = month >= partnerships.term_end_month[p];
    if (!term_ends && !review.due(p, month)) return;
    leavers[k] = review.judge(p, term_ends, draws);
    review.recalibrate(p);
    if (term_ends) partnerships.term_end_month[p] = month + static_cast<std::int32_t>(agreement.term_months);
    review.renew_commitments(p, term_ends ? 1.0 : parameters.flexibility);
    review.reconsider_governance(p, memberships.of_partnership.size(p) - leavers[k].size());
    partnerships.next_review_month[p] = month + static_cast<std::int32_t>(parameters.review_months);
    partnerships.expected_value[p] += parameters.expectation_adjustment * (partnerships.value[p] - partnerships.expected_value[p]);
  });
  for (std::size_t k = 0; k < live.size(); ++k) {
    const EndReason reason = review.reason_of_leaving(live[k], month);
    for (const std::uint32_t m : leavers[k]) leave_partnership(partnerships, memberships, ties, m, month, reason);
    if (goal_reached[k] != 0)
      end_partnership(partnerships, memberships, ties, live[k], month, EndReason::goal_achieved);
  }
}

}  // namespace tessera
