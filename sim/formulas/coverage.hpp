// How much of a need is met by several producers who may serve the same client.
#pragma once

namespace tessera {

// served: summed shares of need served (sum of min(1, y/n)); missed: product of (1 - share) over producers who act
// independently; overlap: 1 = by chance, 0 = perfect referral. Returns the share of need met, 0..1.
inline double coverage(double served, double missed, double overlap) {
  const double perfect = served < 1.0 ? served : 1.0;
  return overlap * (1.0 - missed) + (1.0 - overlap) * perfect;
}

}  // namespace tessera
