// Finance opens the month's books, brings in income and pays what is paid whatever happens.
//
//   noise[i,s]   <- persistence * noise + sd_i sqrt(1 - persistence^2) z,   sd_i = noise_sd (revenue_i / reference)^exponent
//   income[i,s]   = base[i,s] * exp(noise - sd_i^2 / 2) * economy^economy_elasticity * standing_i (donations and fees only)
//                   * income_factor[i,s] (shocks; 1 without)
//   standing_i    = (credibility_i visibility_i / mean of peers')^standing_elasticity, within 0.5..2, 1 without peers
//   expected     <- expected + smoothing (income - expected)
//   desired       = expected * clamp(1 + (reserve months - target) / horizon, 0.6, 1.4)
//   cost level   <- cost level + adjustment (desired - cost level), at least fixed_share * revenue / 12
//   paid          = wages + core costs + volunteer support; money for services is set aside, spent by delivery
//
// Peers: active organisations of the same type whose home lies within reach, never a community-wide mean. Diversified
// income is steadier because sources have independent noise; there is no bonus for it.
// Goods: the stock perishes at the type's rate, then in-kind gifts arrive (with the noise of the first source it has).
// Shocks may take part of staff hours and space (capacity_factor); wages are paid all the same.
// A closed organisation's books are opened empty and it has nothing available; nothing else of it changes.
//
// Reads: all of Organisations' finance, volunteers, credibility, visibility, reach, type; Geography::homes; economy;
//   Conditions::income_factor, capacity_factor.
// Writes: Organisations::money_opening_usd, goods_opening_usd, money_book_usd, goods_book_usd, money_usd, goods_usd,
//   income_noise, expected_income_usd, cost_level_usd, insolvent_months, available, staff_hours; resets overhead_hours,
//   volunteers_joined, volunteers_left. Volunteer hours join `available` in volunteering.
// Draws: one normal per organisation and source with income, keyed by the organisation.
// Units: usd per month, hours per month. Source: spread and adjustment from IRS 990 returns and Brown et al. 2013, see rows.
#pragma once

#include <span>

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/community.hpp"
#include "state/organisations.hpp"
#include "state/support.hpp"

namespace tessera {

void settle_finance(Organisations& organisations, const Geography& geography, double economy,
                    const Conditions& conditions, const FinanceParameters& parameters, double reference_revenue_usd, std::span<const TypeTraits> types,
                    const MechanismDraws& draws);

}  // namespace tessera
