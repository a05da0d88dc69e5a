// Four or eight numbers in one register, for loops whose every step is the same for all of them. Only what x86-64-v3
// has, operation by operation as written, so the bits are the same everywhere.
#pragma once

#include <immintrin.h>

#include <bit>
#include <cstdint>

namespace tessera::partner_net {

using Four = __m128;    // floats
using Eight = __m256;   // floats
using Words = __m256i;  // eight words of 32 bits

inline Four load_four(const float* from) { return _mm_loadu_ps(from); }
inline Eight load_eight(const float* from) { return _mm256_loadu_ps(from); }
inline Words load_words(const std::uint32_t* from) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)); }
// Eight words of 16 bits, widened.
inline Words load_short(const std::uint16_t* from) {
  return _mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
}
// Four of one record and four of another.
inline Eight load_both(const float* low, const float* high) {
  return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps(low)), _mm_loadu_ps(high), 1);
}

inline Four smaller(Four a, Four b) { return _mm_min_ps(a, b); }
inline Four larger(Four a, Four b) { return _mm_max_ps(a, b); }
inline Eight smaller(Eight a, Eight b) { return _mm256_min_ps(a, b); }
inline Eight larger(Eight a, Eight b) { return _mm256_max_ps(a, b); }

inline Eight eight(float number) { return _mm256_set1_ps(number); }
inline Words eight_words(std::uint32_t word) { return _mm256_set1_epi32(static_cast<int>(word)); }
inline Eight twice(Four four) { return _mm256_broadcast_ps(&four); }
inline Four lower(Eight numbers) { return _mm256_castps256_ps128(numbers); }
inline Four upper(Eight numbers) { return _mm256_extractf128_ps(numbers, 1); }

// One bit a lane, of comparisons.
inline std::uint32_t bits(Eight mask) { return static_cast<std::uint32_t>(_mm256_movemask_ps(mask)); }
inline std::uint32_t bits(Words mask) { return bits(_mm256_castsi256_ps(mask)); }
inline Eight above(Eight a, Eight b) { return _mm256_cmp_ps(a, b, _CMP_GT_OQ); }
// Words without a sign have to be turned over first, all but those below 2^31.
inline Words above(Words a, Words b) { return _mm256_cmpgt_epi32(a, b); }
inline Words turned_over(Words words) { return _mm256_xor_si256(words, eight_words(0x80000000U)); }

inline float add_up(Four four) { return (four[0] + four[1]) + (four[2] + four[3]); }
// Sums of four records at both ends: those of the lower ends first.
inline Eight sum_each(Eight a, Eight b, Eight c, Eight d) { return _mm256_hadd_ps(_mm256_hadd_ps(a, b), _mm256_hadd_ps(c, d)); }

}  // namespace tessera::partner_net
