// Evidence of every tie at both ends, and the end of ties that one end trusts too little.
#include <algorithm>
#include <bit>
#include <cmath>

#include "benchmarks/partner_net/lanes.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

constexpr float kept = 0.98F, least_trust = 0.35F, least_evidence = 5.0F;
constexpr std::uint32_t slots = 2 * most_ties;   // of two organisations
constexpr std::uint32_t blocks_of_two = 3;       // of draws: 16 bits a slot
constexpr std::uint32_t draws_together = 16;     // times two organisations
constexpr double full = 50.0, at_first = 2.0;    // a + b in the end and at month 0

// a + b after k months is full - (full - at_first) 0.98^k; the power is a product by the octal digits of k.
constexpr std::uint32_t digits = 4, most_months = (1U << (3 * digits)) - 1;
struct Powers {
  alignas(32) std::array<std::array<float, 8>, digits> of{};  // [digit][its value]; the first times full - at_first

  Powers() {
    for (std::uint32_t digit = 0; digit < digits; ++digit)
      for (std::uint32_t value = 0; value < 8; ++value)
        of[digit][value] = static_cast<float>((digit == 0 ? full - at_first : 1.0) * std::pow(0.98, value << (3 * digit)));
  }
};
const Powers powers;

// Of each of eight ties.
Eight total_after(Words months) {
  months = _mm256_min_epu32(months, eight_words(most_months));
  const auto power = [&](std::size_t digit, Words value) {
    return _mm256_permutevar8x32_ps(load_eight(powers.of[digit].data()), value);  // sees the last three bits
  };
  const Eight low = power(0, months) * power(1, _mm256_srli_epi32(months, 3));
  const Eight high = power(2, _mm256_srli_epi32(months, 6)) * power(3, _mm256_srli_epi32(months, 9));
  return eight(static_cast<float>(full)) - low * high;
}

// 16 bits decide but where they are those of the chance itself; there 16 more are drawn, against what was rounded down.
void settle_edges(const Net& net, std::uint32_t first, std::uint16_t* words) {
  for (std::uint32_t k = 0; k < slots; ++k) {
    const std::uint32_t i = first + k / most_ties, s = k % most_ties;
    const std::uint16_t chance = net.evidence[first / 2].chance[k];
    if (chance == 0 || words[k] != chance) continue;
    Stream stream = net.streams(trust_phase).at(i, static_cast<std::uint16_t>(s));
    const std::uint32_t exact = success_of_32_bits(net.profile[i], net.profile[net.ties[i].other[s]]);
    if ((stream() >> 48) < (exact & 0xFFFFU)) words[k] = 0;
  }
}

bool has_edge(const std::uint16_t* words, const Evidence& evidence) {
  const auto load = [](const std::uint16_t* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); };
  __m128i same = _mm_setzero_si128();
  for (std::size_t k = 0; k < slots; k += 8) same = _mm_or_si128(same, _mm_cmpeq_epi16(load(words + k), load(&evidence.chance[k])));
  return _mm_movemask_epi8(same) != 0;
}

struct Learnt {
  Eight trust{};             // sum over slots
  std::uint32_t ending = 0;  // a bit for every slot
};

// words: 16 bits for every slot.
Learnt learn(Evidence& evidence, std::uint16_t month, const std::uint16_t* words) {
  Learnt learnt;
  for (std::size_t k = 0; k < slots; k += 8) {
    const Words chance = load_short(&evidence.chance[k]);
    const Words success = above(chance, load_short(words + k));
    const Eight total = total_after(_mm256_sub_epi32(eight_words(month), load_short(&evidence.since[k])));
    const Eight good = kept * load_eight(&evidence.good[k]) + _mm256_and_ps(_mm256_castsi256_ps(success), eight(1.0F));
    _mm256_storeu_ps(&evidence.good[k], good);
    learnt.trust += good / total;
    const Eight doubted = _mm256_and_ps(above(least_trust * total, good), above(total, eight(least_evidence)));
    learnt.ending |= (bits(doubted) & bits(above(chance, Words{}))) << k;
  }
  return learnt;
}

void end_broken(Net& net, std::uint32_t i, std::uint32_t j) {
  const auto trust = [&](std::uint32_t at, std::uint32_t slot) {
    const Evidence& evidence = net.evidence[at / 2];
    const std::uint32_t k = at % 2 * most_ties + slot;
    return static_cast<double>(evidence.good[k] / lower(total_after(eight_words(static_cast<std::uint32_t>(net.month - evidence.since[k]))))[0]);
  };
  for (std::uint32_t s = 0; s < net.degree[i]; ++s) {
    if (net.ties[i].other[s] != j) continue;
    net.trust_sum -= trust(i, s) + trust(j, net.ties[i].back[s]);
    return end_tie(net, i, s);
  }
}

}  // namespace

void learn_trust(Net& net, std::size_t b) {
  Block& sums = net.blocks[b];
  sums.ended.clear();
  alignas(64) std::array<std::array<std::uint16_t, slots>, draws_together> words;
  __m256d trust = _mm256_setzero_pd();
  for (std::uint32_t i = net.first(b), end = net.end(b); i < end; i += 2) {
    const std::uint32_t two = i / 2, at = two % draws_together;
    if (at == 0)
      draw_blocks(std::span(reinterpret_cast<DrawBlock*>(words.data()), blocks_of_two * draws_together),
                  std::uint64_t{blocks_of_two} * two, net.blocks_of(trust_phase));
    Evidence& evidence = net.evidence[two];
    if (has_edge(words[at].data(), evidence)) settle_edges(net, i, words[at].data());
    const Learnt learnt = learn(evidence, net.month, words[at].data());
    trust += _mm256_cvtps_pd(lower(learnt.trust)) + _mm256_cvtps_pd(upper(learnt.trust));
    for (std::uint32_t ending = learnt.ending; ending != 0; ending &= ending - 1) {
      const auto k = static_cast<std::uint32_t>(std::countr_zero(ending));
      sums.ended.emplace_back(i + k / most_ties, net.ties[i + k / most_ties].other[k % most_ties]);
    }
  }
  sums.trust = (trust[0] + trust[1]) + (trust[2] + trust[3]);
  sums.updates = 0;
  for (std::uint32_t i = net.first(b), end = net.end(b); i < end; ++i) sums.updates += net.degree[i];
}

void end_broken_ties(Net& net) {
  net.trust_sum = 0.0;
  for (const Block& block : net.blocks) {
    net.trust_sum += block.trust;
    net.tie_updates += block.updates;
  }
  for (const Block& block : net.blocks)
    for (const auto& [i, j] : block.ended) end_broken(net, i, j);
}

}  // namespace tessera::partner_net
