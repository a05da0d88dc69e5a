// Four doubles in one vector register: the same operations on each as one by one, so the same bits.
#pragma once

#include <cstring>

namespace tessera {

using Four = double __attribute__((vector_size(32)));

inline Four load_four(const double* from) {
  Four four;
  std::memcpy(&four, from, sizeof four);
  return four;
}
inline void store_four(double* to, Four four) { std::memcpy(to, &four, sizeof four); }

}  // namespace tessera
