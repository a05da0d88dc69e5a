// P16: how fast trust grows and falls, on pairs of strangers who deliver together under the real mechanism of trust,
// and how high it stands in the town's lasting partnerships.
#include <array>
#include <cmath>

#include "analysis/patterns/statistics.hpp"
#include "formulas/trust.hpp"
#include "mechanisms/trust.hpp"
#include "state/append.hpp"
#include "state/evidence.hpp"
#include "state/join.hpp"

namespace tessera {
namespace {

constexpr std::int32_t settled = 120, defection = 6, watched = 120;  // months
constexpr std::int32_t all_months = settled + defection + watched;
constexpr std::size_t bench_pairs = 50;

// Organisations 2k and 2k + 1 are strangers and the only members of active partnership k.
World found_pairs() {
  World world;
  Organisations& o = world.organisations;
  constexpr std::size_t count = 2 * bench_pairs;
  resize_organisations(o, count, 1, 1);
  o.reach_begin.assign(count + 1, 0);
  world.community.areas = world.community.groups = world.community.districts = 1;
  for (std::size_t i = 0; i < count; ++i) {
    o.id[i] = founding_id(0, static_cast<std::uint32_t>(i));
    o.active[i] = 1;
    o.credibility[i] = 0.5;
    o.mission[i] = 1.0;
  }
  rebuild_indexes(world);
  const double purpose = 1.0, belief = 1.0;
  for (std::uint32_t k = 0; k < bench_pairs; ++k) {
    Partnerships& partnerships = world.partnerships;
    const std::uint32_t p =
        start_partnership(partnerships, world.memberships, o.id[2 * k], o.id[2 * k + 1], 0, {&purpose, 1}, 1.0);
    for (const std::uint32_t i : {2 * k, 2 * k + 1})
      join_partnership(partnerships, world.memberships, world.ties, o, p, i, 0, belief);
    partnerships.stage[p] = static_cast<std::uint8_t>(Stage::active);
    partnerships.signed_month[p] = 0;
  }
  return world;
}

double mean_trust(const World& world, const TrustParameters& parameters) {
  const TrustPrior prior{parameters.prior_counts, parameters.prior_mean, parameters.prior_credibility};
  double sum = 0.0;
  for (std::uint32_t k = 0; k < bench_pairs; ++k)
    for (const auto& [from, to] : {std::pair{2 * k, 2 * k + 1}, std::pair{2 * k + 1, 2 * k}}) {
      const Evidence seen = evidence_between(world.ties, from, to);
      sum += trust_in(seen.good, seen.bad, world.organisations.credibility[to], prior);
    }
  return sum / (2.0 * bench_pairs);
}

// Mean trust by month: partners keep their word, break it for six months, and keep it again.
void add_paths(std::span<double> sums, const Observation& seen) {
  if (!seen.last) return;
  const Parameters& p = seen.scenario.parameters;
  World world = found_pairs();
  sums[0] += mean_trust(world, p.trust);
  for (std::int32_t month = 1; month <= all_months; ++month) {
    const bool broken = month > settled && month <= settled + defection;
    world.month = month;
    world.memberships.fulfilment.assign(world.memberships.count(), broken ? 0.0 : 1.0);
    const Draws draws(static_cast<std::uint64_t>(p.run.seed), seen.replicate, static_cast<std::uint16_t>(month));
    update_trust(world.ties, world.partnerships, world.memberships, world.organisations, world.support, p.trust,
                 draws.of(PatternDraw::trust_bench));
    sums[static_cast<std::size_t>(month)] += mean_trust(world, p.trust);
  }
  sums[static_cast<std::size_t>(all_months) + 1] += 1.0;
}

double trust_at(std::span<const double> sums, std::int32_t month) {
  return share_of(sums[static_cast<std::size_t>(month)], sums[static_cast<std::size_t>(all_months) + 1]);
}

// Months after `from` until trust has risen to `level`, between months by a straight line; NaN if it does not.
double months_to(std::span<const double> sums, std::int32_t from, double level) {
  for (std::int32_t month = from + 1; month <= all_months; ++month) {
    const double before = trust_at(sums, month - 1), now = trust_at(sums, month);
    if (now >= level) return month - 1 - from + (level - before) / (now - before);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

double half_rise(std::span<const double> sums) {
  return months_to(sums, 0, 0.5 * (trust_at(sums, 0) + trust_at(sums, settled)));
}

// Trust nears its old level without ever meeting it, so nine tenths of what was lost count as regained.
double regain_over_loss(std::span<const double> sums) {
  constexpr double regained = 0.9;
  const double before = trust_at(sums, settled), after = trust_at(sums, settled + defection);
  return months_to(sums, settled + defection, after + regained * (before - after)) / defection;
}

double loss(std::span<const double> sums) { return trust_at(sums, settled) - trust_at(sums, settled + defection); }

void add_lasting(std::span<double> sums, const Observation& seen) {
  if (seen.last) add_value(sums, 0, read_number(seen, "trust_in_lasting_partnerships"));
}

constexpr Tally paths{Setting::town, static_cast<std::size_t>(all_months) + 2, add_paths};
constexpr Tally lasting{Setting::town, 2, add_lasting};

}  // namespace

std::span<const Statistic> trust_statistics() {
  static constexpr std::array statistics{
      Statistic{"P16", "half-rise of trust", "month",
                "Months until trust of strangers who keep their word every month is half way to where it stands after "
                "ten years.",
                Judged::by_estimate, 12.0, 24.0, &paths, half_rise},
      Statistic{"P16", "time to regain over time to lose", "ratio",
                "Months in which nine tenths of what six months of defection cost are regained, over six.",
                Judged::by_estimate, 2.0, unbounded, &paths, regain_over_loss},
      Statistic{"P16", "trust lost in six months of defection", "share", "From the level after ten years.",
                Judged::report_only, 0.0, 1.0, &paths, loss},
      Statistic{"P16", "trust in lasting partnerships", "share",
                "Mean directed trust among members for more than two years, in the town.", Judged::by_estimate, 0.65,
                0.85, &lasting, mean_at<0>},
  };
  return statistics;
}

}  // namespace tessera
