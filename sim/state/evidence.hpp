// Reading and adding directed evidence of a tie.
#pragma once

#include <cstdint>

#include "state/organisations.hpp"
#include "state/ties.hpp"

namespace tessera {

// Evidence that `from` holds about `to`; zeros for strangers.
struct Evidence {
  double good = 0.0;
  double bad = 0.0;
};

inline Evidence evidence_of(const Ties& ties, std::uint32_t tie, bool from_is_a) {
  return from_is_a ? Evidence{ties.good_ab[tie], ties.bad_ab[tie]} : Evidence{ties.good_ba[tie], ties.bad_ba[tie]};
}

inline Evidence evidence_between(const Ties& ties, std::uint32_t from, std::uint32_t to) {
  const std::uint32_t tie = find_tie(ties, from, to);
  return tie == nobody ? Evidence{} : evidence_of(ties, tie, from < to);
}

inline void add_evidence(Ties& ties, std::uint32_t tie, bool from_is_a, double good, double bad) {
  (from_is_a ? ties.good_ab : ties.good_ba)[tie] += good;
  (from_is_a ? ties.bad_ab : ties.bad_ba)[tie] += bad;
}

// Both sides leave a meeting with `counts` of evidence, the share `impression` of it good. The tie is made if missing.
inline void record_meeting(Ties& ties, std::uint32_t i, std::uint32_t j, double counts, double impression,
                           std::int32_t month) {
  const std::uint32_t tie = make_tie(ties, i, j, month);
  for (const bool from_is_a : {true, false})
    add_evidence(ties, tie, from_is_a, counts * impression, counts * (1.0 - impression));
  if (ties.last_contact_month[tie] < month) ties.last_contact_month[tie] = month;
}

}  // namespace tessera
