#include "base/draw_blocks.hpp"

#include <immintrin.h>

#include <algorithm>

namespace tessera {
namespace {

constexpr std::size_t side_by_side = 4;
constexpr std::size_t rounds = 10;
constexpr std::uint32_t multiplier_0 = 0xD2511F53U, multiplier_1 = 0xCD9E8D57U;  // of Philox4x32
constexpr std::uint32_t weyl_0 = 0x9E3779B9U, weyl_1 = 0xBB67AE85U;

// A word of each of four blocks, in the lower halves of lanes of 64 bits; what the upper halves hold does not matter.
using Words = __m256i;

Words same(std::uint64_t word) { return _mm256_set1_epi64x(static_cast<long long>(word)); }
Words upper(Words product) { return _mm256_srli_epi64(product, 32); }
// One block per pair of registers, from lanes of words 0, 1 and lanes of words 2, 3.
Words pair_up(Words low, Words high) {
  return _mm256_blend_epi32(low, _mm256_slli_epi64(high, 32), 0b10101010);
}

// The keys of all rounds, in memory: from there a word reaches all lanes without any work of the processor's.
struct RoundKeys {
  std::array<std::uint64_t, rounds> low{}, high{};

  explicit RoundKeys(std::uint64_t seed) {
    auto key_0 = static_cast<std::uint32_t>(seed), key_1 = static_cast<std::uint32_t>(seed >> 32);
    for (std::size_t round = 0; round < rounds; ++round, key_0 += weyl_0, key_1 += weyl_1) {
      low[round] = key_0;
      high[round] = key_1;
    }
  }
};

void draw_four(DrawBlock* blocks, Words subjects, const DrawBlocksKey& key, const RoundKeys& keys) {
  Words a = subjects, b = upper(subjects), c = same(key.mechanism), d = same(key.month);
  for (std::size_t round = 0; round < rounds; ++round) {
    const Words first = _mm256_mul_epu32(a, same(multiplier_0)), second = _mm256_mul_epu32(c, same(multiplier_1));
    a = _mm256_xor_si256(_mm256_xor_si256(b, same(keys.low[round])), upper(second));
    b = second;
    c = _mm256_xor_si256(_mm256_xor_si256(d, same(keys.high[round])), upper(first));
    d = first;
  }
  const Words ab = pair_up(a, b), cd = pair_up(c, d);
  const Words even = _mm256_unpacklo_epi64(ab, cd), odd = _mm256_unpackhi_epi64(ab, cd);  // blocks 0, 2 and 1, 3
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(blocks), _mm256_permute2x128_si256(even, odd, 0x20));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(blocks + 2), _mm256_permute2x128_si256(even, odd, 0x31));
}

}  // namespace

void draw_blocks(std::span<DrawBlock> blocks, std::span<const std::uint64_t> subjects, const DrawBlocksKey& key) {
  const RoundKeys keys(key.seed);
  std::size_t k = 0;
  for (; k + side_by_side <= blocks.size(); k += side_by_side)
    draw_four(&blocks[k], _mm256_loadu_si256(reinterpret_cast<const __m256i*>(&subjects[k])), key, keys);
  if (k == blocks.size()) return;
  std::array<DrawBlock, side_by_side> last;
  std::array<std::uint64_t, side_by_side> rest{};
  std::copy(subjects.begin() + static_cast<std::ptrdiff_t>(k), subjects.end(), rest.begin());
  draw_four(last.data(), _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rest.data())), key, keys);
  std::copy_n(last.begin(), blocks.size() - k, blocks.begin() + static_cast<std::ptrdiff_t>(k));
}

void draw_blocks(std::span<DrawBlock> blocks, std::uint64_t first, const DrawBlocksKey& key) {
  const Words step = _mm256_set1_epi64x(side_by_side);
  Words subjects = _mm256_add_epi64(_mm256_set1_epi64x(static_cast<long long>(first)), _mm256_setr_epi64x(0, 1, 2, 3));
  const RoundKeys keys(key.seed);
  std::size_t k = 0;
  for (; k + side_by_side <= blocks.size(); k += side_by_side) {
    draw_four(&blocks[k], subjects, key, keys);
    subjects = _mm256_add_epi64(subjects, step);
  }
  if (k == blocks.size()) return;
  std::array<DrawBlock, side_by_side> last;
  draw_four(last.data(), subjects, key, keys);
  std::copy_n(last.begin(), blocks.size() - k, blocks.begin() + static_cast<std::ptrdiff_t>(k));
}

}  // namespace tessera
