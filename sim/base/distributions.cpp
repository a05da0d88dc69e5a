#include "base/distributions.hpp"

#include <boost/random/binomial_distribution.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <cmath>

namespace tessera {

double normal(Stream& stream) { return boost::random::normal_distribution<double>()(stream); }

double gamma(Stream& stream, double shape) { return boost::random::gamma_distribution<double>(shape)(stream); }

double gumbel(Stream& stream) { return -std::log(-std::log(stream.uniform_open())); }

std::int64_t poisson(Stream& stream, double mean) {
  if (!(mean > 0.0)) return 0;
  return boost::random::poisson_distribution<std::int64_t, double>(mean)(stream);
}

std::int64_t binomial(Stream& stream, std::int64_t trials, double chance) {
  if (trials <= 0 || !(chance > 0.0)) return 0;
  if (chance >= 1.0) return trials;
  return boost::random::binomial_distribution<std::int64_t, double>(trials, chance)(stream);
}

}  // namespace tessera
