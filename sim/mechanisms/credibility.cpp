#include "mechanisms/credibility.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/parallel.hpp"
#include "formulas/logistic.hpp"
#include "state/peers.hpp"

namespace tessera {
namespace {

bool is_active(const Partnerships& partnerships, std::uint32_t p) {
  return partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active);
}

// What one unit of credit in a partnership is worth this month: harm-weighted units met over the members' credits.
std::vector<double> worth_of_credit(const Partnerships& partnerships, const Memberships& memberships,
                                    std::span<const double> harm) {
  std::vector<double> worth(partnerships.count(), 0.0);
  for_each_slot(partnerships.live.size(), [&](std::size_t k) {
    const std::uint32_t p = partnerships.live[k];
    if (!is_active(partnerships, p)) return;
    double met = 0.0, credits = 0.0;
    for (std::size_t a = 0; a < harm.size(); ++a) met += harm[a] * partnerships.met[p * harm.size() + a];
    for (const std::uint32_t m : memberships.of_partnership.of(p)) credits += memberships.credit[m];
    if (credits > 0.0) worth[p] = met / credits;
  });
  return worth;
}

void record_performance(Organisations& organisations, std::size_t i, const Memberships& memberships,
                        const std::vector<double>& worth, std::span<const double> harm, double adjustment,
                        std::int32_t month) {
  const double cost_usd = organisations.service_share[i] * organisations.cost_level_usd[i];
  if (!(cost_usd > 0.0)) return;
  double outcome = 0.0;
  for (std::size_t a = 0; a < harm.size(); ++a) outcome += harm[a] * organisations.own_met[i * harm.size() + a];
  for (const std::uint32_t m : memberships.of_organisation.of(i))
    outcome += memberships.credit[m] * worth[memberships.partnership[m]];
  const auto months = static_cast<double>(month - std::max(organisations.founded_month[i], 0));
  const double pace = std::max(adjustment, 1.0 / std::max(1.0, months));  // no one is judged on months before its first
  organisations.performance[i] += pace * (outcome / cost_usd - organisations.performance[i]);
}

// What the company of its partners does for one organisation.
struct Association {
  double credibility = 0.0;  // mean of partners
  double partners = 0.0;     // counted once per partnership shared
  double best_known = 0.0;   // largest base visibility
};

Association associate(const Organisations& organisations, const Partnerships& partnerships,
                      const Memberships& memberships, std::uint32_t i) {
  Association company;
  for (const std::uint32_t mine : memberships.of_organisation.of(i)) {
    const std::uint32_t p = memberships.partnership[mine];
    if (!is_active(partnerships, p)) continue;
    for (const std::uint32_t m : memberships.of_partnership.of(p)) {
      const std::uint32_t j = memberships.organisation[m];
      if (j == i) continue;
      company.credibility += organisations.credibility[j];
      company.partners += 1.0;
      company.best_known = std::max(company.best_known, organisations.visibility_base[j]);
    }
  }
  if (company.partners > 0.0) company.credibility /= company.partners;
  return company;
}

// log2 of performance over the geometric mean of peers', -1..1; 0 where there is nothing to compare.
double compare_with_peers(const Organisations& organisations, const PeerSums& logs, std::size_t i) {
  const bool on_record = organisations.performance[i] > 0.0;
  const double own = on_record ? std::log2(organisations.performance[i]) : 0.0;
  const PeerSum peers = sum_over_peers(organisations, logs, i, {own, on_record ? 1.0 : 0.0});
  if (peers.count < 0.5) return 0.0;
  return on_record ? std::clamp(own - peers.sum / peers.count, -1.0, 1.0) : -1.0;
}

}  // namespace

double earned_credibility(double base, double visibility, double log_ratio, double stories,
                          const CredibilityParameters& parameters) {
  const double weight = parameters.outcome_weight * (1.0 + parameters.stories_effect * stories);
  return clamp_share(base + weight * visibility * log_ratio);
}

double visibility_target(double base, double best_known, double relations, const CredibilityParameters& parameters) {
  const double known = base + parameters.visibility_association * std::max(0.0, best_known - base);
  return known + parameters.relations_effect * relations * (1.0 - known);
}

void update_credibility(Organisations& organisations, const Partnerships& partnerships, const Memberships& memberships,
                        const Geography& geography, const Support& support, const CredibilityParameters& parameters,
                        std::span<const double> harm, std::size_t types, std::int32_t month) {
  const double adjustment = parameters.adjustment_per_month;
  if (adjustment == 0.0) return;
  const std::vector<double> worth = worth_of_credit(partnerships, memberships, harm);
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] != 0) record_performance(organisations, i, memberships, worth, harm, adjustment, month);
  });
  const PeerSums logs = sum_by_home_and_type(
      organisations, geography, types,
      [&](std::size_t i) { return organisations.active[i] != 0 && organisations.performance[i] > 0.0; },
      [&](std::size_t i) { return std::log2(organisations.performance[i]); });
  std::vector<double> credibility(organisations.count()), visibility(organisations.count());
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] == 0) return;
    const auto row = static_cast<std::uint32_t>(i);
    const Association company = associate(organisations, partnerships, memberships, row);
    const double own = earned_credibility(organisations.credibility_base[i], organisations.visibility[i],
                                          compare_with_peers(organisations, logs, i),
                                          support.at(Lever::success_stories, i), parameters);
    const double weight = company.partners > 0.0 ? parameters.association_weight : 0.0;
    credibility[i] = own + weight * (company.credibility - own);
    visibility[i] = visibility_target(organisations.visibility_base[i], company.best_known,
                                      support.at(Lever::public_relations, i), parameters);
  });
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] == 0) return;
    organisations.credibility[i] += adjustment * (credibility[i] - organisations.credibility[i]);
    organisations.visibility[i] += adjustment * (visibility[i] - organisations.visibility[i]);
  });
}

}  // namespace tessera
