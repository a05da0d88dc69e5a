// Entry and exit: organisations close and new ones are founded; nothing disappears from the books.
//
//   closes if a shock closes it (Conditions::closing), if overdrawn for insolvent_months in a row, or with chance 1 - exp(-hazard),
//   hazard   = closure_per_year / 12 (revenue / reference)^closure_size_exponent ((age + 1) / 21)^closure_age_exponent,
//              times overdrawn_multiplier while cash is below nothing
//   entrants of a district with residents ~ Poisson(entry_per_year / 12 * organisations founded there before the run)
//
// A closing organisation's volunteers go home, its money (or debt: a negative entry, borne by creditors) and goods are
// booked out as closure, its memberships end (a partnership left with fewer than two members ends too). Its row and ties
// stay. An entrant is drawn like a founding organisation of a type drawn by the types' weights, smaller by
// entrant_log_size_shift; its money is booked as endowment, its goods as in kind; it has no volunteers and knows nobody.
//
// Who closes is decided for all on the state as it stood, then applied in order of rows; entrants follow by district.
//
// Reads: Organisations::id, type, revenue_usd, founded_month, insolvent_months, reach; Community::residents, founded_here;
//   Conditions::closing.
// Writes: Organisations::active, closed_month, closure_reason, money_usd, money_book_usd, goods_usd, goods_book_usd,
//   volunteers, reach_volunteers, volunteers_left, new rows; Community::people; what leave_partnership writes; Geography.
// Draws: keyed by organisation (number 0: closes; 1: people classes of its volunteers), by district (2: entrants) and by
//   entrant (3: type, size, place; 100 and more: see OrganisationDraw).
// Source: Brown et al. 2013; Bielefeld 1994; Harrison & Laincz 2008.
#pragma once

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/world.hpp"

namespace tessera {

void close_organisations(Organisations& organisations, Community& community, Ties& ties, Partnerships& partnerships,
                         Memberships& memberships, const Conditions& conditions, const EntryExitParameters& parameters,
                         double reference_revenue_usd, const MechanismDraws& draws);

void found_entrants(World& world, const Parameters& parameters, const MechanismDraws& draws);

// Both, in this order.
void turn_over_organisations(World& world, const Parameters& parameters, const MechanismDraws& draws);

}  // namespace tessera
