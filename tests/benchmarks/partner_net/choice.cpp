// What a searcher makes of its eight candidates, side by side in the lanes of a register.
#include <Eigen/Core>
#include <algorithm>
#include <bit>
#include <cmath>

#include "benchmarks/partner_net/lanes.hpp"
#include "benchmarks/partner_net/search.hpp"

namespace tessera::partner_net {
namespace {

constexpr float weight_of_nobody = 2.7182818F;  // of utility 1
constexpr float answer_threshold = 1.0F;
constexpr std::size_t half = candidates / 2;

// Candidates c and c + half of the searcher stand in one register.
struct Found {
  const Net& net;
  const Searcher& searcher;

  std::uint32_t low(std::size_t c) const { return searcher.found[c]; }
  std::uint32_t high(std::size_t c) const { return searcher.found[c + half]; }
};

// 2 m.m' - 2 distance + 0.3 where sectors differ.
Eight weigh_profiles(const Found& found) {
  const Profile& own = found.net.profile[found.searcher.self];
  const Eight mission = twice(load_four(own.mission.data()));
  Eight alike[half], place[half];  // place: x, y, sector and padding
  for (std::size_t c = 0; c < half; ++c) {
    const Profile &low = found.net.profile[found.low(c)], &high = found.net.profile[found.high(c)];
    alike[c] = mission * load_both(low.mission.data(), high.mission.data());
    place[c] = load_both(&low.x, &high.x);
  }
  const Eight first = _mm256_unpacklo_ps(place[0], place[1]), second = _mm256_unpacklo_ps(place[2], place[3]);
  const Eight dx = _mm256_shuffle_ps(first, second, 0x44) - own.x, dy = _mm256_shuffle_ps(first, second, 0xEE) - own.y;
  const Eight sector = _mm256_shuffle_ps(_mm256_unpackhi_ps(place[0], place[1]), _mm256_unpackhi_ps(place[2], place[3]), 0x44);
  const Words same = _mm256_cmpeq_epi32(_mm256_castps_si256(sector), eight_words(own.sector));
  const Eight mixed = _mm256_andnot_ps(_mm256_castsi256_ps(same), eight(0.3F));
  return 2.0F * (sum_each(alike[0], alike[1], alike[2], alike[3]) - _mm256_sqrt_ps(dx * dx + dy * dy)) + mixed;
}

// What the searcher has to spare against what each lacks, 0 to 1.
Eight weigh_goods(const Found& found) {
  const Eight spare = twice(larger(load_four(found.net.over[found.searcher.self].of.data()), Four{}));
  Eight given[half];
  for (std::size_t c = 0; c < half; ++c) {
    const Eight theirs = load_both(found.net.over[found.low(c)].of.data(), found.net.over[found.high(c)].of.data());
    given[c] = smaller(spare, larger(Eight{} - theirs, Eight{}));
  }
  return smaller(sum_each(given[0], given[1], given[2], given[3]), eight(1.0F));
}

// 0.5 for each of at most three common partners. No partner stands twice in a list, so every slot matches once at most.
Eight weigh_common(const Found& found) {
  const auto& mine = found.net.ties[found.searcher.self].other;
  const std::uint32_t degree = found.net.degree[found.searcher.self];
  alignas(32) std::array<float, candidates> weights;
  for (std::size_t c = 0; c < half; ++c) {
    const auto &low = found.net.ties[found.low(c)].other, &high = found.net.ties[found.high(c)].other;
    const Words low_first = load_words(low.data()), high_first = load_words(high.data());
    const Words last = _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(&low[8]))),
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(&high[8])), 1);
    Words in_low{}, in_high{}, in_last{};
    for (std::uint32_t s = 0; s < degree; ++s) {
      const Words one = eight_words(mine[s]);
      in_low |= _mm256_cmpeq_epi32(low_first, one);
      in_high |= _mm256_cmpeq_epi32(high_first, one);
      in_last |= _mm256_cmpeq_epi32(last, one);
    }
    const std::uint32_t ends = bits(in_last);
    weights[c] = static_cast<float>(std::popcount(bits(in_low)) + std::popcount(ends & 0xFU));
    weights[c + half] = static_cast<float>(std::popcount(bits(in_high)) + std::popcount(ends >> 4));
  }
  return 0.5F * smaller(load_eight(weights.data()), eight(3.0F));
}

// All bits set where the candidate is the searcher itself or tied to it: slots without a tie name the searcher.
Eight closed(const Found& found) {
  const Words others = load_words(found.searcher.found.data());
  Words match = _mm256_cmpeq_epi32(others, eight_words(found.searcher.self));
  for (std::uint32_t s = 0; s < found.net.degree[found.searcher.self]; ++s)
    match |= _mm256_cmpeq_epi32(others, eight_words(found.net.ties[found.searcher.self].other[s]));
  return _mm256_castsi256_ps(match);
}

Eight exponential(Eight of) {
  Eigen::Array<float, candidates, 1> numbers;
  _mm256_storeu_ps(numbers.data(), of);
  numbers = numbers.exp();
  return load_eight(numbers.data());
}

}  // namespace

Choice choose(const Net& net, const Searcher& searcher, std::uint32_t draw) {
  const Found found{net, searcher};
  const Eight pair = weigh_profiles(found) + weigh_common(found);
  const Eight weight = _mm256_andnot_ps(closed(found), exponential(pair + weigh_goods(found)));
  std::array<float, candidates> reached;
  float sum = 0.0F;
  for (std::size_t c = 0; c < candidates; ++c) reached[c] = sum += weight[c];
  const float mark = static_cast<float>(0x1p-32 * draw) * (sum + weight_of_nobody);
  const std::uint32_t beyond = bits(above(load_eight(reached.data()), eight(mark)));
  if (beyond == 0) return {};
  const auto c = static_cast<std::uint32_t>(std::countr_zero(beyond));
  const Four own = load_four(net.over[searcher.self].of.data()), theirs = load_four(net.over[searcher.found[c]].of.data());
  const float given = add_up(smaller(larger(theirs, Four{}), larger(Four{} - own, Four{})));
  return {c, pair[c] + std::min(1.0F, given) - answer_threshold};
}

}  // namespace tessera::partner_net
