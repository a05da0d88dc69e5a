#include <algorithm>

#include "mechanisms/grants/month.hpp"

namespace tessera::grants {
namespace {

constexpr std::size_t money = static_cast<std::size_t>(Resource::money);
constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);

// A payment as it becomes resources.
struct Means {
  double money_usd = 0.0;
  double hours = 0.0;
};

Means receive(Organisations& organisations, std::uint32_t i, double usd, const Month& month) {
  const double wages = month.parameters.wage_share * usd;
  const Means means{usd - wages, wages / month.setting.wage_usd_per_hour};
  double* book = &organisations.money_book_usd[i * money_entries];
  book[static_cast<std::size_t>(MoneyEntry::awards)] += usd;
  book[static_cast<std::size_t>(MoneyEntry::wages)] += wages;
  organisations.money_usd[i] += usd - wages;
  organisations.staff_hours[i] += means.hours;
  organisations.available[i * resources + money] += means.money_usd;
  organisations.available[i * resources + hours] += means.hours;
  return means;
}

// Pays each member its part of `due` as far as it stands the match; returns what was paid.
double pay_members(Month& month, std::uint32_t p, double due) {
  Memberships& memberships = month.memberships;
  const std::vector<double> shares = member_shares(memberships, p);
  const auto members = memberships.of_partnership.of(p);
  double paid = 0.0;
  for (std::size_t k = 0; k < members.size(); ++k) {
    const std::uint32_t m = members[k], i = memberships.organisation[m];
    const double part = shares[k] * due, match = month.parameters.match_share * part;
    const double stands = std::min(match, std::max(0.0, own_money(month, i)));
    const double matched = match > 0.0 ? part * (stands / match) : part;
    const double beyond_promise = std::max(0.0, stands - memberships.committed[m * resources + money]);
    const Means means = receive(month.organisations, i, matched, month);
    memberships.earmarked[m * resources + money] += means.money_usd + beyond_promise;
    memberships.earmarked[m * resources + hours] += means.hours;
    paid += matched;
  }
  return paid;
}

bool still_there(const Month& month, std::uint32_t k) {
  const std::uint32_t p = month.grants.partnership[k];
  if (p == nobody) return month.organisations.active[month.grants.organisation[k]] != 0;
  return month.partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active);
}

// Share of what the call of application k awarded that the base budget did not cover. Rows of one call stand together.
double policy_share(const Month& month, std::uint32_t k) {
  const Grants& grants = month.grants;
  const auto same_call = [&](std::size_t row) { return grants.month[row] == grants.month[k] && grants.call[row] == grants.call[k]; };
  std::size_t first = k, last = k;
  while (first > 0 && same_call(first - 1)) --first;
  while (last + 1 < grants.count() && same_call(last + 1)) ++last;
  double awarded = 0.0;
  for (std::size_t row = first; row <= last; ++row) awarded += grants.awarded_usd[row];
  const double base = budget_of(month, static_cast<Call>(grants.call[k])).base;
  return awarded > base ? (awarded - base) / awarded : 0.0;
}

}  // namespace

std::vector<double> member_shares(const Memberships& memberships, std::uint32_t partnership) {
  const auto members = memberships.of_partnership.of(partnership);
  std::vector<double> shares(members.size());
  double total = 0.0;
  for (std::size_t k = 0; k < members.size(); ++k)
    total += shares[k] = memberships.committed[members[k] * resources + hours];
  for (double& share : shares) share = total > 0.0 ? share / total : 1.0 / static_cast<double>(members.size());
  return shares;
}

double own_money(const Month& month, std::uint32_t organisation) {
  double own = month.organisations.available[organisation * resources + money];
  for (const std::uint32_t m : month.memberships.of_organisation.of(organisation))
    own -= month.memberships.earmarked[m * resources + money];
  return own;
}

void pay_awards(Month& month) {
  Grants& grants = month.grants;
  const std::int32_t now = month.draws.month();
  std::vector<std::uint32_t> paying;
  double share = 0.0;
  std::uint32_t shared = nobody;  // application whose call `share` belongs to
  for (const std::uint32_t k : grants.paying) {
    if (!still_there(month, k)) {
      grants.end_month[k] = now - 1;
      continue;
    }
    const double due = (grants.awarded_usd[k] - grants.paid_usd[k]) / static_cast<double>(grants.end_month[k] - now + 1);
    double paid = due;
    if (grants.partnership[k] == nobody)
      receive(month.organisations, grants.organisation[k], due, month);
    else
      paid = pay_members(month, grants.partnership[k], due);
    if (shared == nobody || grants.month[shared] != grants.month[k] || grants.call[shared] != grants.call[k]) {
      share = policy_share(month, k);
      shared = k;
    }
    grants.paid_usd[k] += paid;
    month.community.grants_paid_usd[grants.call[k]] += paid;
    const Lever lever = static_cast<Call>(grants.call[k]) == Call::operating ? Lever::operating_grants : Lever::collaborative_grants;
    month.community.public_spending_usd[static_cast<std::size_t>(lever)] += share * paid;
    month.community.public_spending_total_usd[static_cast<std::size_t>(lever)] += share * paid;
    if (grants.end_month[k] > now) paying.push_back(k);
  }
  grants.paying = std::move(paying);
}

}  // namespace tessera::grants
