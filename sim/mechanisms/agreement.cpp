#include "mechanisms/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/parallel.hpp"
#include "formulas/commitment.hpp"
#include "formulas/credit.hpp"
#include "formulas/logistic.hpp"
#include "formulas/trust.hpp"
#include "state/evidence.hpp"
#include "state/leave.hpp"

namespace tessera {
namespace {

enum class Outcome : std::uint8_t { waits, signs, lapses };

// Mean trust over all ordered pairs of members.
double mean_mutual_trust(const Memberships& memberships, const Ties& ties, const Organisations& organisations,
                         const TrustPrior& prior, std::uint32_t p) {
  const auto members = memberships.of_partnership.of(p);
  double sum = 0.0;
  for (std::size_t k = 0; k < members.size(); ++k)
    for (std::size_t l = k + 1; l < members.size(); ++l) {
      const std::uint32_t i = memberships.organisation[members[k]];
      const std::uint32_t j = memberships.organisation[members[l]];
      const std::uint32_t tie = find_tie(ties, i, j);
      const Evidence of_j = tie == nobody ? Evidence{} : evidence_of(ties, tie, i < j);
      const Evidence of_i = tie == nobody ? Evidence{} : evidence_of(ties, tie, j < i);
      sum += trust_in(of_j.good, of_j.bad, organisations.credibility[j], prior) +
             trust_in(of_i.good, of_i.bad, organisations.credibility[i], prior);
    }
  const double n = static_cast<double>(members.size());
  return sum / (n * (n - 1.0));
}

// What is agreed on: areas with a small share of the purpose are left out. At least the largest stays.
void settle_purpose(std::span<double> purpose, double smallest_share) {
  const double least = std::min(smallest_share, *std::max_element(purpose.begin(), purpose.end()));
  double total = 0.0;
  for (double& share : purpose) {
    if (share < least) share = 0.0;
    total += share;
  }
  if (total > 0.0)
    for (double& share : purpose) share /= total;
}

// Sets purpose, commitments, governance, lead, credits and what the members expect.
void sign(Partnerships& partnerships, Memberships& memberships, const Organisations& organisations,
          const Support& support, const Technology& technology, const AgreementParameters& parameters,
          double review_months, std::uint32_t p, std::int32_t month) {
  const auto members = memberships.of_partnership.of(p);
  const std::size_t areas = technology.recipes.size();
  const CommitmentRule rule{parameters.commitment_share, parameters.commitment_idle_weight,
                            parameters.commitment_membership_damping};
  std::vector<Bundle> bundles(members.size());
  Bundle pool{};
  double largest = -1.0;
  std::uint32_t richest = nobody;
  for (std::size_t k = 0; k < members.size(); ++k) {
    const std::uint32_t i = memberships.organisation[members[k]];
    const double others = static_cast<double>(memberships.of_organisation.size(i)) - 1.0;
    bundles[k] = spare_bundle({&organisations.available[i * resources], resources},
                              {&organisations.idle[i * resources], resources}, others, rule);
    for (std::size_t r = 0; r < resources; ++r) {
      memberships.committed[members[k] * resources + r] = bundles[k][r];
      pool[r] += bundles[k][r];
    }
    const double worth = bundle_worth_usd(bundles[k], technology.prices);
    if (worth > largest) {
      largest = worth;
      richest = i;
    }
  }
  const double n = static_cast<double>(members.size());
  const Governance mode = cheapest_governance(technology.coordination, n);
  settle_purpose({&partnerships.purpose[p * areas], areas}, parameters.smallest_purpose_share);
  const std::span<const double> purpose(&partnerships.purpose[p * areas], areas);
  const std::vector<double> credits = marginal_credits(bundles, purpose, technology.harm, technology);
  for (std::size_t k = 0; k < members.size(); ++k) memberships.credit[members[k]] = credits[k];
  partnerships.stage[p] = static_cast<std::uint8_t>(Stage::active);
  partnerships.signed_month[p] = month;
  partnerships.term_end_month[p] = month + static_cast<std::int32_t>(parameters.term_months);
  partnerships.next_review_month[p] = month + static_cast<std::int32_t>(review_months);
  const double supported = mean_support(support.of(Lever::agreement_support), memberships, p);
  partnerships.formality[p] =
      parameters.formality + parameters.support_formality * supported * (1.0 - parameters.formality);
  partnerships.governance[p] = static_cast<std::uint8_t>(mode);
  partnerships.lead[p] = mode == Governance::shared ? nobody : richest;
  const double saved =
      technology.coordination.tools_effect * mean_support(support.of(Lever::collaboration_tools), memberships, p);
  partnerships.expected_value[p] =
      bundle_value(technology.recipes, purpose, technology.harm, pool,
                   coordination_hours(technology.coordination, mode, n) * (1.0 - saved), technology.market);
}

}  // namespace

double signing_hazard(double mean_trust, double divergence, const AgreementParameters& parameters) {
  return parameters.rate_per_month * logistic(parameters.trust_slope * (mean_trust - parameters.trust_midpoint)) *
         logistic(parameters.divergence_slope * (parameters.divergence_midpoint - divergence));
}

void sign_agreements(Partnerships& partnerships, Memberships& memberships, Ties& ties, Organisations& organisations,
                     const Support& support, const Technology& technology, const AgreementParameters& parameters,
                     double review_months, const TrustParameters& trust, const MechanismDraws& draws) {
  const TrustPrior prior{trust.prior_counts, trust.prior_mean, trust.prior_credibility};
  const std::int32_t month = draws.month();
  const std::vector<std::uint32_t> live = partnerships.live;  // lapsing shortens the list
  std::vector<Outcome> outcomes(live.size(), Outcome::waits);
  for_each_slot(live.size(), [&](std::size_t k) {
    const std::uint32_t p = live[k];
    if (partnerships.stage[p] != static_cast<std::uint8_t>(Stage::forming) || partnerships.members[p] < 2) return;
    const double hazard = signing_hazard(mean_mutual_trust(memberships, ties, organisations, prior, p),
                                         partnerships.divergence[p], parameters);
    const Subject subject{partnerships.initiator_id[p], partnerships.target_id[p], 0,
                          static_cast<std::uint16_t>(partnerships.founded_month[p])};
    if (draws.at(subject).uniform() < chance_of_hazard(hazard))
      outcomes[k] = Outcome::signs;
    else if (month - partnerships.founded_month[p] >= static_cast<std::int32_t>(parameters.lapse_after_months))
      outcomes[k] = Outcome::lapses;
  });
  for (std::size_t k = 0; k < live.size(); ++k) {
    if (outcomes[k] == Outcome::lapses)
      end_partnership(partnerships, memberships, ties, live[k], month, EndReason::lapsed_in_forming);
    if (outcomes[k] != Outcome::signs) continue;
    for (const std::uint32_t m : memberships.of_partnership.of(live[k])) {
      const std::uint32_t i = memberships.organisation[m];
      organisations.overhead_hours[i] += parameters.signing_hours_per_member *
                                         (1.0 - parameters.support_effect * support.at(Lever::agreement_support, i));
    }
    sign(partnerships, memberships, organisations, support, technology, parameters, review_months, live[k], month);
  }
}

}  // namespace tessera
