// Peers: the active organisations of the same type at home in a district within reach. What they have on average, without
// visiting every pair.
#pragma once

#include <cstddef>
#include <vector>

#include "base/parallel.hpp"
#include "state/community.hpp"
#include "state/organisations.hpp"

namespace tessera {

// A sum over the organisations of one type at home in one district, and how many they are.
struct PeerSum {
  double sum = 0.0;
  double count = 0.0;
};

struct PeerSums {
  std::size_t types = 0;
  std::vector<PeerSum> of;  // [district][type]
};

// counts(i): does i enter; value(i): with what. Each district sums in order of founding: the result does not depend on
// threads nor on other districts.
template <class Counts, class Value>
PeerSums sum_by_home_and_type(const Organisations& organisations, const Geography& geography, std::size_t types,
                              const Counts& counts, const Value& value) {
  PeerSums sums{types, std::vector<PeerSum>(geography.homes.owners() * types)};
  for_each_slot(geography.homes.owners(), [&](std::size_t d) {
    for (const std::uint32_t i : geography.homes.of(d)) {
      if (!counts(i)) continue;
      PeerSum& sum = sums.of[d * types + organisations.type[i]];
      sum.sum += value(i);
      sum.count += 1.0;
    }
  });
  return sums;
}

// Sum over the peers of i, i itself left out; `own` is what i entered with (count 0: it did not).
inline PeerSum sum_over_peers(const Organisations& organisations, const PeerSums& sums, std::size_t i, PeerSum own) {
  PeerSum total;
  for (std::size_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row) {
    const std::size_t d = organisations.reach_district[row];
    const PeerSum& there = sums.of[d * sums.types + organisations.type[i]];
    const bool home = d == organisations.district[i];
    total.sum += home ? there.sum - own.sum : there.sum;
    total.count += home ? there.count - own.count : there.count;
  }
  return total;
}

}  // namespace tessera
