// What clustering co-membership alone makes: the same partnerships, with the same number of members and the same formal
// ties among their places, and organisations with the same number of memberships, but who sits where is shuffled.
//
// Places of partnerships are swapped between pairs of memberships, so that every organisation keeps its number of
// memberships and no partnership holds one twice (Strona et al. 2014 and earlier swap algorithms for bipartite graphs).
#pragma once

#include <cstdint>
#include <vector>

#include "base/draws.hpp"
#include "measures/structure.hpp"
#include "state/world.hpp"

namespace tessera {

// Memberships of signed partnerships, and which of them are joined by a formal tie within their partnership.
struct Affiliations {
  struct Seat {
    std::uint32_t partnership;
    std::uint32_t organisation;
  };
  std::vector<Seat> seats;                                      // in order of partnership
  std::vector<std::pair<std::uint32_t, std::uint32_t>> formal;  // pairs of seats of one partnership
};

Affiliations list_affiliations(const World& world);
// `swaps` tries per seat.
void shuffle_seats(Affiliations& affiliations, int swaps, Stream& stream);
// The network of formal ties that the seats make.
Structure project(const Affiliations& affiliations, const Organisations& organisations);

}  // namespace tessera
