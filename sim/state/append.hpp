// How organisations get their rows: many at once (founding) or one at a time (entrants).
#pragma once

#include <cstdint>
#include <span>

#include "state/organisations.hpp"
#include "vocabulary/new_organisation.hpp"

namespace tessera {

struct World;

// Makes room for rows [old count, count) with nothing in them yet; reach_begin is left to the caller.
void resize_organisations(Organisations& organisations, std::size_t count, std::uint32_t areas, std::uint32_t groups);

// Writes the founding values into a row that has room; this month's values start neutral. Changes only this row.
void set_organisation(Organisations& organisations, std::size_t row, std::uint32_t areas, std::uint32_t groups,
                      const NewOrganisation& values);

// A further organisation with its reach, at the end of everything, in the derived lists of geography, ties and
// memberships too. Its money and goods are stock, not booked: book them as income if it is founded during a run.
// Returns its row. Not for parallel loops.
std::uint32_t append_organisation(World& world, const NewOrganisation& values, std::span<const Reach> reach);

}  // namespace tessera
