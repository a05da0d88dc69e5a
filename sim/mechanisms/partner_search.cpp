#include "mechanisms/partner_search.hpp"

#include <algorithm>
#include <vector>

#include "base/parallel.hpp"
#include "mechanisms/partner_search/view.hpp"

namespace tessera {

constexpr std::size_t most_tabulated = 33;  // members for which coordination is worked out beforehand

PairWeights pair_weights(const PartnerSearchParameters& p) {
  return {p.goal, p.gain, p.trust, p.trust_midpoint, p.credibility, p.closure, p.distance_per_km, p.load, p.coordination,
          p.sector_difference, p.already_partner};
}

double search_chance(double propensity, double perceived_unmet, double memberships,
                     const PartnerSearchParameters& parameters) {
  const double rate = parameters.rate_per_month * propensity *
                      (parameters.rate_base + parameters.rate_unmet * perceived_unmet) /
                      (1.0 + parameters.rate_membership_damping * memberships);
  return std::min(1.0, rate);
}

void search_partners(Partnerships& partnerships, Memberships& memberships, Ties& ties, Organisations& organisations,
                     const Geography& geography, const Support& support, const Technology& technology,
                     const PartnerSearchParameters& parameters, const SearchOutlook& outlook,
                     const MechanismDraws& draws) {
  using namespace partner_search;
  std::array<double, most_tabulated> added_hours;
  for (std::size_t n = 0; n < added_hours.size(); ++n)
    added_hours[n] = View::hours_of_one_more(technology.coordination, n);
  const RoughValues rough_values(technology.recipes, technology.market);
  std::vector<Profile> profiles(organisations.count());
  for_each_slot(profiles.size(), [&](std::size_t i) {
    profiles[i] = {organisations.id[i], organisations.x_km[i], organisations.y_km[i], organisations.credibility[i],
                   static_cast<double>(memberships.of_organisation.size(i)), organisations.sector[i]};
  });
  const View view{partnerships,
                  memberships,
                  ties,
                  organisations,
                  geography,
                  support,
                  technology,
                  parameters,
                  outlook,
                  draws,
                  pair_weights(parameters),
                  {outlook.trust.prior_counts, outlook.trust.prior_mean, outlook.trust.prior_credibility},
                  {outlook.agreement.commitment_share, outlook.agreement.commitment_idle_weight,
                   outlook.agreement.commitment_membership_damping},
                  technology.recipes.size(),
                  parameters.appraisal_noise_sd * (1.0 - parameters.diligence),
                  added_hours,
                  rough_values,
                  profiles};
  std::vector<Proposal> proposals(organisations.count());
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] != 0) proposals[i] = decide(view, static_cast<std::uint32_t>(i));
  });
  for (const Proposal& proposal : proposals)
    if (proposal.searched) organisations.overhead_hours[proposal.from] += parameters.diligence_hours * parameters.diligence;
  std::erase_if(proposals, [](const Proposal& proposal) { return proposal.kind == Kind::none; });
  std::sort(proposals.begin(), proposals.end(), [&](const Proposal& one, const Proposal& other) {
    return one.order != other.order ? one.order < other.order
                                    : organisations.id[one.from] < organisations.id[other.from];
  });
  carry_out(partnerships, memberships, ties, organisations, view, proposals, draws.month());
}

}  // namespace tessera
