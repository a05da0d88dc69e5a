// Boost.Random distributions over a keyed stream. Deterministic for one stream; nothing is cached between calls.
#pragma once

#include <cstdint>

#include "base/draws.hpp"

namespace tessera {

inline double normal(Stream& stream);                                       // mean 0, standard deviation 1
double gamma(Stream& stream, double shape);                                // shape > 0, scale 1
double gumbel(Stream& stream);                                              // location 0, scale 1
std::int64_t poisson(Stream& stream, double mean);                          // mean >= 0; 0 for mean 0
std::int64_t binomial(Stream& stream, std::int64_t trials, double chance);  // chance is clamped to 0..1

// The first trial of Boost's ziggurat, which nearly always holds, in place; the rest of it begins with the same word.
extern const double* const ziggurat_edges;
double normal_from(std::uint64_t word, Stream& stream);

inline double normal(Stream& stream) {
  constexpr std::uint64_t unused = std::uint64_t{1} << 11;  // Boost leaves it out of the fraction
  const std::uint64_t word = stream();
  const std::uint64_t layer = word >> 1 & 127;
  const double x = static_cast<double>(static_cast<std::int64_t>((word & ~unused) >> 8)) * 0x1p-56 * ziggurat_edges[layer];
  if (x >= ziggurat_edges[layer + 1]) return normal_from(word, stream);
  return ((word & 1) != 0 ? x : -x) + 0.0;  // never the negative zero
}

}  // namespace tessera
