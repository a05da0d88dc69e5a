// How partnerships begin and grow: keeps members, lists and ties in step. Sequential, for the apply half of mechanisms.
#pragma once

#include <cstdint>
#include <span>

#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/ties.hpp"

namespace tessera {

// A new forming partnership without members; its row. purpose: [area] shares.
std::uint32_t start_partnership(Partnerships& partnerships, Memberships& memberships, std::uint64_t initiator_id,
                                std::uint64_t target_id, std::int32_t month, std::span<const double> purpose,
                                double communication);

// Adds a member; its position begins at its mission, its belief about the others' giving (share 0..1) at `belief`. Ties to
// the other members are made where missing. Returns its row.
std::uint32_t join_partnership(Partnerships& partnerships, Memberships& memberships, Ties& ties,
                               const Organisations& organisations, std::uint32_t partnership,
                               std::uint32_t organisation, std::int32_t month, double belief);

}  // namespace tessera
