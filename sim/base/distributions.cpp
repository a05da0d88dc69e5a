#include "base/distributions.hpp"

#include <boost/random/binomial_distribution.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <cmath>
#include <utility>

namespace tessera {

namespace {

// A stream whose next word has been drawn already.
struct Begun {
  using result_type = Stream::result_type;
  static constexpr result_type min() { return Stream::min(); }
  static constexpr result_type max() { return Stream::max(); }
  result_type operator()() { return std::exchange(used, true) ? stream() : word; }

  std::uint64_t word;
  Stream& stream;
  bool used = false;
};

}  // namespace

const double* const ziggurat_edges = boost::random::detail::normal_table<double>::table_x;

double normal_from(std::uint64_t word, Stream& stream) {
  Begun begun{word, stream};
  return boost::random::normal_distribution<double>()(begun);
}

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
