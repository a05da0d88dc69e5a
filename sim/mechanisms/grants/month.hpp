// One month of grants: everything its parts share. Private to the mechanism.
#pragma once

#include <vector>

#include "mechanisms/grants.hpp"

namespace tessera::grants {

struct Month {
  Grants& grants;
  Organisations& organisations;
  Partnerships& partnerships;
  Memberships& memberships;
  Community& community;
  const Support& support;
  const GrantsParameters& parameters;
  const FundingSetting& setting;
  const MechanismDraws& draws;
};

// Money of one call: what everybody eligible may win, and what only those whom a targeted policy reaches may.
struct Budget {
  double base = 0.0;      // usd, whatever policies do
  double common = 0.0;    // usd, base included
  double targeted = 0.0;  // usd
  double least = 0.0;     // strength of the lever that reaches everybody; more than that is being targeted
};
Budget budget_of(const Month& month, Call call);

// One application on its way through a call.
struct Bid {
  std::uint32_t organisation = nobody;  // nobody: does not apply
  std::uint32_t partnership = nobody;
  double asked_usd = 0.0;
  double score = 0.0;
  double place = 0.0;     // among equal scores
  bool targeted = false;
  bool awarded = false;
};

// Those who want to apply, by row of organisation or of live partnership; the others' bids have no organisation.
std::vector<Bid> operating_bids(const Month& month, const Need& need, const Budget& budget);
std::vector<Bid> collaborative_bids(const Month& month, const Need& need, const Budget& budget);

// This month's payments of all awards.
void pay_awards(Month& month);

// Part of member `m` in what its partnership is paid and has to match: by committed hours, equally where there are none.
std::vector<double> member_shares(const Memberships& memberships, std::uint32_t partnership);
// Money at hand that no award has earmarked yet.
double own_money(const Month& month, std::uint32_t organisation);

}  // namespace tessera::grants
