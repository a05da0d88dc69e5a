// Loans: partners with idle volunteers lend some of them, whole persons for one month, to partners short of hours.
//
//   can lend   = floor(share * volunteers * (1 - use)) of who used less than idle_threshold of its hours last month
//   needs      = hours * (use - 1) of who used more than busy_threshold: what would bring its use down to 1
//   borrowed   = persons of partners in active partnerships, the idlest first, until the need is met
//
// The busiest choose first; equals by permanent id. A lent person brings the mean hours of the lender's volunteers, and
// stays one of its volunteers: conservation of people is not touched, and next month everybody is back.
// Reads: Partnerships, Memberships, Organisations::id, volunteers, hours_use. Writes: Organisations::volunteers_lent,
//   volunteers_borrowed, volunteer_hours, available[hours]. Draws: none. Units: persons, hours. Source: assumed.
#pragma once

#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"

namespace tessera {

void lend_volunteers(Organisations& organisations, const Partnerships& partnerships, const Memberships& memberships,
                     const LoansParameters& parameters);

// Persons an organisation with so many volunteers can spare.
std::int32_t idle_persons(std::int32_t volunteers, double hours_use, const LoansParameters& parameters);

}  // namespace tessera
