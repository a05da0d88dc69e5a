// Conditional cooperation in the belief form: what a member gives of what it promised.
#pragma once

#include "formulas/logistic.hpp"

namespace tessera {

// reciprocity * belief is matched; accountability (share 0..1) closes part of the rest; temptation grows with the chance
// to hide among `members`.
inline double willingness(double belief, double reciprocity, double accountability, double temptation, double members) {
  const double matched = reciprocity * belief;
  return clamp_share(matched + accountability * (1.0 - matched) - temptation * (1.0 - 1.0 / members));
}

// Where giving settles when beliefs follow it (0 when accountability does not outweigh temptation).
inline double willingness_fixed_point(double reciprocity, double accountability, double temptation, double members) {
  const double net = accountability - temptation * (1.0 - 1.0 / members);
  return clamp_share(net / (1.0 - (1.0 - accountability) * reciprocity));
}

}  // namespace tessera
