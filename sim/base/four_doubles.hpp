// Four doubles in one vector register: the same operations on each as one by one, so the same bits.
#pragma once

#include <immintrin.h>

#include <cstring>

namespace tessera {

using Four = double __attribute__((vector_size(32)));

inline Four load_four(const double* from) {
  Four four;
  std::memcpy(&four, from, sizeof four);
  return four;
}
// Of each pair `one` where it is less, else `other`, also where either is no number.
inline Four lesser_of(Four one, Four other) { return Four(_mm256_min_pd(__m256d(one), __m256d(other))); }
inline void store_four(double* to, Four four) { std::memcpy(to, &four, sizeof four); }

}  // namespace tessera
