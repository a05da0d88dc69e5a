#include <algorithm>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "formulas/choice.hpp"
#include "mechanisms/grants/month.hpp"

namespace tessera::grants {
namespace {

// Harm-weighted need that last month's services left unmet, by area, over the whole community.
std::vector<double> unmet_mix(const Month& month, const Need& need) {
  const std::size_t areas = month.community.areas;
  const std::size_t cells = std::size_t{month.community.districts} * month.community.groups;
  std::vector<double> mix(areas);
  for (std::size_t a = 0; a < areas; ++a) {
    double unmet = 0.0;
    for (std::size_t c = a * cells; c < (a + 1) * cells; ++c) unmet += need.wanted[c] - need.met[c];
    mix[a] = month.setting.harm[a] * std::max(0.0, unmet);
  }
  return mix;
}

// Expertise of an organisation in a mix of areas; share 0..1.
double expertise_in(const Organisations& organisations, std::uint32_t i, std::span<const double> mix) {
  double sum = 0.0;
  for (std::size_t a = 0; a < mix.size(); ++a)
    for (std::size_t k = 0; k < competences; ++k)
      sum += mix[a] * organisations.expertise[(i * mix.size() + a) * competences + k];
  return sum / static_cast<double>(competences);
}

double capability_of(const Organisations& organisations, std::uint32_t i, std::span<const double> mix) {
  return 0.5 * (organisations.capability[i] + expertise_in(organisations, i, mix));
}

// The decision of one applicant: fills the bid if the call is worth its hours.
void consider(Bid& bid, const Month& month, const Budget& budget, Call call, double revenue_usd, const Merits& merits,
              Stream stream) {
  const GrantsParameters& p = month.parameters;
  if (stream.uniform() >= p.attention) {
    bid.organisation = nobody;
    return;
  }
  bid.asked_usd = asked_sum(revenue_usd, normal(stream), month.setting.reference_revenue_usd, p);
  bid.score = review_score(merits, p) + p.reviewer_noise_sd * normal(stream);
  bid.place = stream.uniform();
  const double hopes_for = month.grants.success[static_cast<std::size_t>(call)] * bid.asked_usd;
  const bool affordable = bid.asked_usd <= budget.common + (bid.targeted ? budget.targeted : 0.0);
  if (!affordable || !(hopes_for > p.application_hours * month.setting.wage_usd_per_hour)) bid.organisation = nobody;
}

bool may_apply_alone(const Organisations& organisations, std::size_t i) {
  return organisations.active[i] != 0 && organisations.sector[i] != static_cast<std::uint8_t>(Sector::business);
}

// Who leads applies; under shared governance the member with most revenue does.
std::uint32_t applicant_of(const Month& month, std::uint32_t p) {
  if (month.partnerships.lead[p] != nobody) return month.partnerships.lead[p];
  std::uint32_t richest = nobody;
  for (const std::uint32_t m : month.memberships.of_partnership.of(p)) {
    const std::uint32_t i = month.memberships.organisation[m];
    if (richest == nobody || month.organisations.revenue_usd[i] > month.organisations.revenue_usd[richest]) richest = i;
  }
  return richest;
}

double sectors_among(const Month& month, std::uint32_t p) {
  unsigned seen = 0;
  for (const std::uint32_t m : month.memberships.of_partnership.of(p))
    seen |= 1U << month.organisations.sector[month.memberships.organisation[m]];
  double count = 0.0;
  for (; seen != 0; seen >>= 1) count += seen & 1U;
  return count;
}

bool may_apply_together(const Month& month, std::uint32_t p) {
  return month.partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active) &&
         month.partnerships.award_end_month[p] <= month.draws.month() &&
         month.partnerships.members[p] >= month.parameters.least_partners &&
         sectors_among(month, p) >= month.parameters.least_sectors;
}

// At least half of the members are reached more strongly than everybody is.
bool is_half_targeted(const Month& month, std::uint32_t p, double least) {
  const auto members = month.memberships.of_partnership.of(p);
  std::size_t targeted = 0;
  for (const std::uint32_t m : members)
    targeted += month.support.at(Lever::collaborative_grants, month.memberships.organisation[m]) > least ? 1 : 0;
  return targeted > 0 && 2 * targeted >= members.size();
}

Merits joint_merits(const Month& month, std::uint32_t p, std::span<const double> lacking) {
  const std::span<const double> purpose(&month.partnerships.purpose[p * lacking.size()], lacking.size());
  const auto members = month.memberships.of_partnership.of(p);
  Merits merits{.fit = cosine(purpose, lacking), .sectors = sectors_among(month, p)};
  for (const std::uint32_t m : members) {
    const std::uint32_t i = month.memberships.organisation[m];
    merits.capability += capability_of(month.organisations, i, purpose) / static_cast<double>(members.size());
    merits.credibility += month.organisations.credibility[i] / static_cast<double>(members.size());
  }
  merits.evidence = mean_support(month.support.of(Lever::shared_measurement), month.memberships, p);
  return merits;
}

// Every member can stand its part of the match of one month's payment.
bool can_match(const Month& month, std::uint32_t p, double asked_usd) {
  const double match = month.parameters.match_share * asked_usd / month.parameters.collaborative_months;
  if (match == 0.0) return true;
  const auto members = month.memberships.of_partnership.of(p);
  const std::vector<double> shares = member_shares(month.memberships, p);
  for (std::size_t k = 0; k < members.size(); ++k)
    if (shares[k] * match > own_money(month, month.memberships.organisation[members[k]])) return false;
  return true;
}

}  // namespace

std::vector<Bid> operating_bids(const Month& month, const Need& need, const Budget& budget) {
  const Organisations& organisations = month.organisations;
  const std::vector<double> lacking = unmet_mix(month, need);
  const std::size_t areas = lacking.size();
  std::vector<std::uint8_t> holds(organisations.count(), 0);
  for (const std::uint32_t k : month.grants.paying)
    if (month.grants.partnership[k] == nobody) holds[month.grants.organisation[k]] = 1;
  std::vector<Bid> bids(organisations.count());
  for_each_slot(bids.size(), [&](std::size_t row) {
    if (holds[row] != 0 || !may_apply_alone(organisations, row)) return;
    const auto i = static_cast<std::uint32_t>(row);
    const std::span<const double> mission(&organisations.mission[row * areas], areas);
    const Merits merits{.fit = cosine(mission, lacking),
                        .capability = capability_of(organisations, i, mission),
                        .credibility = organisations.credibility[i]};
    bids[row].organisation = i;
    bids[row].targeted = month.support.at(Lever::operating_grants, i) > budget.least;
    consider(bids[row], month, budget, Call::operating, organisations.revenue_usd[i], merits,
             month.draws.at(organisations.id[i]));
  });
  return bids;
}

std::vector<Bid> collaborative_bids(const Month& month, const Need& need, const Budget& budget) {
  const Partnerships& partnerships = month.partnerships;
  const std::vector<double> lacking = unmet_mix(month, need);
  std::vector<Bid> bids(partnerships.live.size());
  for_each_slot(bids.size(), [&](std::size_t k) {
    const std::uint32_t p = partnerships.live[k];
    if (!may_apply_together(month, p)) return;
    double revenue_usd = 0.0;
    for (const std::uint32_t m : month.memberships.of_partnership.of(p))
      revenue_usd += month.organisations.revenue_usd[month.memberships.organisation[m]];
    Bid& bid = bids[k];
    bid.organisation = applicant_of(month, p);
    bid.partnership = p;
    bid.targeted = is_half_targeted(month, p, budget.least);
    const Subject subject{partnerships.initiator_id[p], partnerships.target_id[p], 0,
                          static_cast<std::uint16_t>(partnerships.founded_month[p])};
    consider(bid, month, budget, Call::collaborative, revenue_usd, joint_merits(month, p, lacking),
             month.draws.at(subject, 1));
    if (bid.organisation != nobody && !can_match(month, p, bid.asked_usd)) bid.organisation = nobody;
  });
  return bids;
}

}  // namespace tessera::grants
