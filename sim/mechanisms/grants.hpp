// Grants: calls for single organisations and for partnerships, what is asked, who wins, what is paid.
//
//   budget    = (base usd + policy usd * mean strength of the lever) per resident and year * residents * months between calls / 12
//   asked     = max(smallest, size_share * revenue * (revenue / reference)^(size_exponent - 1) * exp(size_log_sd z))
//   applies   = considers the call (attention), asked <= budget, expected success * asked > application_hours * wage, and,
//               for partnerships, every member can stand its part of the match
//   score     = fit cos(mission or purpose, harm-weighted unmet need of the community) + capability (capability + expertise) / 2
//               + credibility + mix (sectors - 1) / 3 + evidence * shared measurement (of partnerships) + reviewer noise,
//               each with its weight
//   awarded   : by score, whoever asks no more than what is left; who asks more is passed over
//   success  <- success + success_memory ((won + 1) / (applied + 2) - success)
//
// An award is paid in equal parts from the month after the call. A part of each payment pays staff at once, the rest is
// money for services. Payments to a partnership go to its members by committed hours (equally without), earmarked for it,
// and only beside the match: own money, of which what is promised anyhow counts. What can not be matched is put off to the
// months left, then lapses. A recipient that has closed or dissolved gets nothing more. Base money is spent before what a
// policy adds: public spending is what a call pays beyond the base budget, in the same proportion in each of its awards.
//
// Reads: Partnerships, Need, Support, Organisations' mission, expertise, credibility, capability, sector, revenue_usd;
//   Community::residents. Writes: Grants, Partnerships::award_end_month, Memberships::earmarked, Community::grants_paid_usd,
//   public_spending_usd and _total_usd of the two grant levers, Organisations::money_usd, money_book_usd (awards, wages),
//   available, staff_hours, overhead_hours (applications).
// Draws: attention, size, noise and place among equals, one stream per applicant: organisations number 0, partnerships 1.
// Units: usd, hours, months. Source: UK 360Giving 2019; GrantStation 2019; Feinberg et al. 2008.
#pragma once

#include <span>

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/community.hpp"
#include "state/grants.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"

namespace tessera {

// What funding takes from the parameters of other mechanisms.
struct FundingSetting {
  double operating_policy_usd = 0.0;      // per resident and year, at full strength of the lever
  double collaborative_policy_usd = 0.0;
  double wage_usd_per_hour = 1.0;
  double reference_revenue_usd = 1.0;
  std::span<const double> harm;           // [area] weight of one unmet unit
};

void award_grants(Grants& grants, Organisations& organisations, Partnerships& partnerships, Memberships& memberships,
                  Community& community, const Need& need, const Support& support, const GrantsParameters& parameters,
                  const FundingSetting& setting, const MechanismDraws& draws);

// What reviewers look at; every part between 0 and 1 but sectors.
struct Merits {
  double fit = 0.0;          // cosine with what the community lacks
  double capability = 0.0;   // mean of capability and expertise
  double credibility = 0.0;
  double sectors = 1.0;      // among the members, 1 for a single organisation
  double evidence = 0.0;     // of a partnership's outcomes, by shared measurement; 0 for a single organisation
};
double review_score(const Merits& merits, const GrantsParameters& parameters);

// z is standard normal. Revenue below 1 usd counts as 1.
double asked_sum(double revenue_usd, double z, double reference_revenue_usd, const GrantsParameters& parameters);

// Rule of succession, so that neither a call without winners nor one without applications settles the matter for ever.
double next_expected_success(double expected, double won, double applied, double memory);

// Months from one call to the next.
std::int32_t months_between_calls(const GrantsParameters& parameters);

}  // namespace tessera
