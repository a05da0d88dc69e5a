// Picking from a list that only grows at its end, so that growth disturbs few picks.
#pragma once

#include <cstdint>

namespace tessera {

// Jump consistent hash (Lamping & Veach 2014): a bucket in [0, n) that is uniform over words; when n grows to n + 1, a
// word keeps its bucket with chance n / (n + 1) and otherwise moves to the new one. n > 0.
inline std::uint32_t jump_consistent_hash(std::uint64_t word, std::uint32_t n) {
  std::int64_t bucket = -1;
  std::int64_t next = 0;
  while (next < static_cast<std::int64_t>(n)) {
    bucket = next;
    word = word * 2862933555777941757ULL + 1;
    const double share = static_cast<double>(std::int64_t{1} << 31) / static_cast<double>((word >> 33) + 1);
    next = static_cast<std::int64_t>(static_cast<double>(bucket + 1) * share);
  }
  return static_cast<std::uint32_t>(bucket);
}

}  // namespace tessera
