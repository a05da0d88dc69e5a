#include "run/rounds.hpp"

#include <algorithm>
#include <cmath>

#include "base/errors.hpp"

namespace tessera {
namespace {

double find_spread(std::span<const double> values) {
  Moments moments;
  for (const double value : values)
    if (!std::isnan(value)) moments.add(value);
  return std::sqrt(moments.variance());
}

}  // namespace

std::uint32_t next_round(const ReplicateRule& rule, std::uint32_t done) {
  constexpr std::uint32_t first = 20;
  if (rule.fixed > 0) return rule.fixed;
  return std::min(rule.most, done == 0 ? first : 2 * done);
}

bool narrow_enough(const Interval& interval, double most_half_width) {
  if (interval.count < 2) return true;
  return 0.5 * (interval.upper - interval.lower) <= most_half_width;
}

std::uint32_t replicates_wanted(const ReplicateRule& rule, std::span<const std::vector<double>> values, std::uint32_t done) {
  promise(!values.empty(), "rounds: one variant or more");
  const std::uint32_t next = next_round(rule, done);
  if (next <= done) return done;
  if (done == 0) return next;
  std::vector<std::span<const double>> known;
  for (const std::vector<double>& of_variant : values) {
    promise(of_variant.size() >= done, "rounds: a value for every replicate that was done");
    known.push_back(std::span(of_variant).first(done));
  }
  const double unit = rule.measure.empty() ? find_spread(known[0]) : 1.0;
  const auto narrow = [&](const Interval& interval) { return narrow_enough(interval, rule.until_half_width * unit); };
  if (known.size() == 1) return narrow(mean_interval(known[0])) ? done : next;
  const bool all = std::all_of(known.begin() + 1, known.end(),
                               [&](std::span<const double> other) { return narrow(paired_difference(known[0], other)); });
  return all ? done : next;
}

}  // namespace tessera
