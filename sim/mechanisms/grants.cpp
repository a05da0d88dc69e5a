#include "mechanisms/grants.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "mechanisms/grants/month.hpp"

namespace tessera {
namespace grants {
namespace {

constexpr std::array<Lever, calls> levers_of{Lever::operating_grants, Lever::collaborative_grants};  // [call]

// Smallest and mean strength of a lever over open organisations.
std::pair<double, double> strengths(const Month& month, const Strength& strength) {
  if (strength.of.empty()) return {strength.everywhere, strength.everywhere};
  double least = 1.0, sum = 0.0, open = 0.0;
  for (std::size_t i = 0; i < month.organisations.count(); ++i) {
    if (month.organisations.active[i] == 0) continue;
    least = std::min(least, strength.at(i));
    sum += strength.at(i);
    open += 1.0;
  }
  if (open == 0.0) return {0.0, 0.0};
  return {least, std::max(least, sum / open)};
}

double residents_of(const Community& community) {
  std::int64_t sum = 0;
  for (const std::int64_t residents : community.residents) sum += residents;
  return static_cast<double>(sum);
}

// An application is written while the applicant has hours left for it.
bool writes(Organisations& organisations, std::uint32_t i, double application_hours) {
  const double left = organisations.available[i * resources + static_cast<std::size_t>(Resource::hours)] -
                      organisations.overhead_hours[i];
  if (left < application_hours) return false;
  organisations.overhead_hours[i] += application_hours;
  return true;
}

// Best score first; what is left of the budget decides.
void fund(std::vector<Bid>& bids, Budget budget) {
  std::vector<std::size_t> order(bids.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
    if (bids[one].score != bids[other].score) return bids[one].score > bids[other].score;
    return bids[one].place != bids[other].place ? bids[one].place < bids[other].place : one < other;
  });
  for (const std::size_t k : order) {
    Bid& bid = bids[k];
    bid.awarded = bid.asked_usd <= budget.common + (bid.targeted ? budget.targeted : 0.0);
    if (!bid.awarded) continue;
    const double common = std::min(budget.common, bid.asked_usd);
    budget.common -= common;
    budget.targeted -= bid.asked_usd - common;
  }
}

void log(Month& month, Call call, const Bid& bid) {
  Grants& grants = month.grants;
  const GrantsParameters& p = month.parameters;
  const double months = call == Call::operating ? p.operating_months : p.collaborative_months;
  const std::int32_t end = month.draws.month() + static_cast<std::int32_t>(months);
  if (bid.awarded) grants.paying.push_back(static_cast<std::uint32_t>(grants.count()));
  grants.month.push_back(month.draws.month());
  grants.call.push_back(static_cast<std::uint8_t>(call));
  grants.organisation.push_back(bid.organisation);
  grants.partnership.push_back(bid.partnership);
  grants.asked_usd.push_back(bid.asked_usd);
  grants.score.push_back(bid.score);
  grants.awarded_usd.push_back(bid.awarded ? bid.asked_usd : 0.0);
  grants.paid_usd.push_back(0.0);
  grants.end_month.push_back(bid.awarded ? end : never);
  if (bid.awarded && bid.partnership != nobody) month.partnerships.award_end_month[bid.partnership] = end;
}

void hold_call(Month& month, const Need& need, Call call) {
  const Budget budget = budget_of(month, call);
  if (budget.common + budget.targeted == 0.0) return;
  std::vector<Bid> bids =
      call == Call::operating ? operating_bids(month, need, budget) : collaborative_bids(month, need, budget);
  std::erase_if(bids, [&](const Bid& bid) {
    return bid.organisation == nobody || !writes(month.organisations, bid.organisation, month.parameters.application_hours);
  });
  fund(bids, budget);
  double won = 0.0;
  for (const Bid& bid : bids) {
    log(month, call, bid);
    won += bid.awarded;
  }
  double& success = month.grants.success[static_cast<std::size_t>(call)];
  success = next_expected_success(success, won, static_cast<double>(bids.size()), month.parameters.success_memory);
}

}  // namespace

Budget budget_of(const Month& month, Call call) {
  const bool operating = call == Call::operating;
  const double base_usd = operating ? month.parameters.operating_usd : month.parameters.collaborative_usd;
  const double policy_usd = operating ? month.setting.operating_policy_usd : month.setting.collaborative_policy_usd;
  const double residents = residents_of(month.community) * months_between_calls(month.parameters) / 12.0;
  const auto [least, mean] = strengths(month, month.support.of(levers_of[static_cast<std::size_t>(call)]));
  return {.base = base_usd * residents,
          .common = (base_usd + policy_usd * least) * residents,
          .targeted = policy_usd * (mean - least) * residents,
          .least = least};
}

}  // namespace grants

double review_score(const Merits& merits, const GrantsParameters& p) {
  return p.fit * merits.fit + p.capability * merits.capability + p.credibility * merits.credibility +
         p.mix * (merits.sectors - 1.0) / static_cast<double>(sectors - 1) + p.evidence * merits.evidence;
}

double asked_sum(double revenue_usd, double z, double reference_revenue_usd, const GrantsParameters& p) {
  const double revenue = std::max(revenue_usd, 1.0);
  const double median = p.size_share * revenue * std::pow(revenue / reference_revenue_usd, p.size_exponent - 1.0);
  return std::max(p.smallest_usd, median * std::exp(p.size_log_sd * z));
}

double next_expected_success(double expected, double won, double applied, double memory) {
  return expected + memory * ((won + 1.0) / (applied + 2.0) - expected);
}

std::int32_t months_between_calls(const GrantsParameters& p) {
  return std::max(1, 12 / static_cast<std::int32_t>(p.calls_per_year));
}

void award_grants(Grants& log, Organisations& organisations, Partnerships& partnerships, Memberships& memberships,
                  Community& community, const Need& need, const Support& support, const GrantsParameters& parameters,
                  const FundingSetting& setting, const MechanismDraws& draws) {
  std::fill(memberships.earmarked.begin(), memberships.earmarked.end(), 0.0);
  std::fill(community.grants_paid_usd.begin(), community.grants_paid_usd.end(), 0.0);
  for (const Lever lever : grants::levers_of) community.public_spending_usd[static_cast<std::size_t>(lever)] = 0.0;
  grants::Month month{log, organisations, partnerships, memberships, community, support, parameters, setting, draws};
  grants::pay_awards(month);
  if (draws.month() % months_between_calls(parameters) != 0) return;
  for (const Call call : {Call::operating, Call::collaborative}) grants::hold_call(month, need, call);
}

}  // namespace tessera
