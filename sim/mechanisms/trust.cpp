#include "mechanisms/trust.hpp"

#include <algorithm>
#include <vector>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "formulas/logistic.hpp"
#include "state/evidence.hpp"
#include "state/forget.hpp"

namespace tessera {
namespace {

constexpr std::size_t smallest_parallel_ties = 20000;  // a tie is a few instructions
constexpr std::size_t ties_of_a_block = 2048;
constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);

// Array by array within blocks of ties, so that each is worked on in registers of four.
void fade(Ties& ties, const TrustParameters& parameters) {
  const std::size_t blocks = (ties.count() + ties_of_a_block - 1) / ties_of_a_block;
  for_each_heavy_slot(blocks, ties.count() >= smallest_parallel_ties, [&](std::size_t block) {
    const std::size_t begin = block * ties_of_a_block, end = std::min(ties.count(), begin + ties_of_a_block);
    const auto shrink = [&](std::vector<double>& amounts, const double factor) {
      double* amount = amounts.data();
      for (std::size_t t = begin; t < end; ++t) amount[t] *= factor;
    };
    for (auto* good : {&ties.good_ab, &ties.good_ba}) shrink(*good, parameters.forgetting_per_month);
    for (auto* bad : {&ties.bad_ab, &ties.bad_ba}) shrink(*bad, parameters.forgetting_per_month);
    shrink(ties.joint_hours, 1.0 - parameters.joint_hours_smoothing);
  });
}

// What one month of one active partnership adds to one pair.
struct PairNews {
  std::uint32_t tie;
  double success_of_a;  // as b sees it
  double success_of_b;
  double joint_hours;
};

// Where the pairs of each live partnership begin, and where the last ones end; only active ones have news of each other.
std::vector<std::size_t> lay_out_pairs(const Partnerships& partnerships, const Memberships& memberships) {
  std::vector<std::size_t> begin(partnerships.live.size() + 1, 0);
  for (std::size_t k = 0; k < partnerships.live.size(); ++k) {
    const std::uint32_t p = partnerships.live[k];
    const std::size_t members = memberships.of_partnership.size(p);
    const bool active = partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active);
    begin[k + 1] = begin[k] + (active && members > 1 ? members * (members - 1) / 2 : 0);
  }
  return begin;
}

// All pairs of one partnership; parallel over partnerships, applied in order afterwards.
void observe(PairNews* news, const Ties& ties, const Memberships& memberships,
             const Organisations& organisations, const Support& support, const TrustParameters& parameters,
             const MechanismDraws& draws, std::uint32_t p) {
  const auto members = memberships.of_partnership.of(p);
  const double others = static_cast<double>(members.size()) - 1.0;
  const double measured = mean_support(support.of(Lever::shared_measurement), memberships, p);
  const double noise_sd = parameters.observation_noise_sd * (1.0 - parameters.measurement_effect * measured);
  const auto seen = [&](std::uint32_t observer, std::uint32_t m) {
    Stream stream = draws.at(
        Subject{.a = organisations.id[observer], .b = organisations.id[memberships.organisation[m]]});
    return observed_success(memberships.fulfilment[m], noise_sd * normal(stream), parameters.tolerance);
  };
  for (std::size_t k = 0; k < members.size(); ++k)
    for (std::size_t l = k + 1; l < members.size(); ++l) {
      std::uint32_t first = members[k];
      std::uint32_t second = members[l];
      if (memberships.organisation[first] > memberships.organisation[second]) std::swap(first, second);
      const std::uint32_t a = memberships.organisation[first];
      const std::uint32_t b = memberships.organisation[second];
      const double together =
          (memberships.given[first * resources + hours] + memberships.given[second * resources + hours]) / others;
      *news++ = {find_tie(ties, a, b), seen(b, first), seen(a, second), together};
    }
}

void learn(Ties& ties, std::vector<std::uint8_t>& signed_common, const PairNews& pair,
           const TrustParameters& parameters, std::int32_t month) {
  const auto add = [&](bool from_is_a, double success) {
    add_evidence(ties, pair.tie, from_is_a, parameters.weight * success,
                 parameters.negativity * parameters.weight * (1.0 - success));
  };
  add(true, pair.success_of_b);
  add(false, pair.success_of_a);
  ties.joint_hours[pair.tie] += parameters.joint_hours_smoothing * pair.joint_hours;
  ties.last_contact_month[pair.tie] = month;
  if (signed_common[pair.tie] < 255) ++signed_common[pair.tie];
}

// Each thread walks all the news and heeds those of its own stretch of ties: every tie hears its news in their order.
void learn_all(Ties& ties, std::vector<std::uint8_t>& signed_common, const std::vector<PairNews>& news,
               const TrustParameters& parameters, std::int32_t month) {
  const bool worth_a_team = ties.count() >= smallest_parallel_ties;
  const std::size_t stretches = worth_a_team ? static_cast<std::size_t>(omp_get_max_threads()) : 1;
  for_each_heavy_slot(stretches, worth_a_team, [&](std::size_t k) {
    const std::size_t begin = k * ties.count() / stretches, end = (k + 1) * ties.count() / stretches;
    for (const PairNews& pair : news)
      if (begin <= pair.tie && pair.tie < end) learn(ties, signed_common, pair, parameters, month);
  });
}

}  // namespace

double observed_success(double fulfilment, double error, double tolerance) {
  return clamp_share((fulfilment + error) / tolerance);
}

Level collaboration_level(std::int32_t months_since_contact, double joint_hours, unsigned signed_common,
                          const TrustParameters& parameters) {
  if (signed_common > 0 && joint_hours >= parameters.formal_hours)
    return signed_common > 1 ? Level::formal_multiple : Level::formal;
  if (joint_hours >= parameters.informal_hours) return Level::informal;
  if (months_since_contact < static_cast<std::int32_t>(parameters.information_months)) return Level::information;
  if (months_since_contact < static_cast<std::int32_t>(parameters.contact_months)) return Level::contact;
  return Level::none;
}

void update_trust(Ties& ties, const Partnerships& partnerships, const Memberships& memberships,
                  const Organisations& organisations, const Support& support, const TrustParameters& parameters,
                  const MechanismDraws& draws) {
  const std::int32_t month = draws.month();
  fade(ties, parameters);
  const std::vector<std::size_t> begin = lay_out_pairs(partnerships, memberships);
  std::vector<PairNews> news(begin.back());
  for_each_slot(partnerships.live.size(), [&](std::size_t k) {
    if (begin[k + 1] > begin[k])
      observe(&news[begin[k]], ties, memberships, organisations, support, parameters, draws, partnerships.live[k]);
  });
  std::vector<std::uint8_t> signed_common(ties.count(), 0);
  learn_all(ties, signed_common, news, parameters, month);
  for_each_slot(ties.count(), [&](std::size_t t) {
    ties.level[t] = static_cast<std::uint8_t>(
        collaboration_level(month - ties.last_contact_month[t], ties.joint_hours[t], signed_common[t], parameters));
  }, smallest_parallel_ties);
  if (month % 12 == 0) forget_stale_ties(ties, month, static_cast<std::int32_t>(parameters.stale_months));
}

}  // namespace tessera
