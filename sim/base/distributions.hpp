// Boost.Random distributions over a keyed stream. Deterministic for one stream; nothing is cached between calls.
#pragma once

#include <cstdint>

#include "base/draws.hpp"

namespace tessera {

double normal(Stream& stream);                                              // mean 0, standard deviation 1
double gamma(Stream& stream, double shape);                                // shape > 0, scale 1
double gumbel(Stream& stream);                                              // location 0, scale 1
std::int64_t poisson(Stream& stream, double mean);                          // mean >= 0; 0 for mean 0
std::int64_t binomial(Stream& stream, std::int64_t trials, double chance);  // chance is clamped to 0..1

}  // namespace tessera
