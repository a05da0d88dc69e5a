// Eight floats in one vector register, with powers and logarithms of two that are right to a few parts in a million: for
// bounds, never for results. Plain operations alone, so the same bits on every x86-64-v3 processor.
#pragma once

#include <immintrin.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace tessera {

using Eight = float __attribute__((vector_size(32)));
using EightWords = std::int32_t __attribute__((vector_size(32)));

inline Eight eight_of(float x) { return Eight{} + x; }
inline Eight least(Eight one, Eight other) { return one < other ? one : other; }
inline Eight most(Eight one, Eight other) { return one > other ? one : other; }

// The sum over each of four, in one fixed order.
inline std::array<float, 4> sums_of(Eight a, Eight b, Eight c, Eight d) {
  const __m256 pairs = _mm256_hadd_ps(_mm256_hadd_ps(__m256(a), __m256(b)), _mm256_hadd_ps(__m256(c), __m256(d)));
  std::array<float, 4> sums;
  _mm_storeu_ps(sums.data(), _mm_add_ps(_mm256_castps256_ps128(pairs), _mm256_extractf128_ps(pairs, 1)));
  return sums;
}

// 2^x; x beyond -126 .. 126 counts as the end it is beyond. Relative error below 4e-6.
inline Eight exp2_roughly(Eight x) {
  constexpr float integers_above = 0x1.8p23F;  // adding it rounds to an integer, which stands in the last bits
  x = least(most(x, eight_of(-126.0F)), eight_of(126.0F));
  const Eight shifted = x + integers_above;
  const Eight rest = x - (shifted - integers_above);  // at most 1/2 either way
  Eight sum = rest * 0.00133335581F + 0.00961812911F;  // ln(2)^k / k!
  sum = sum * rest + 0.0555041087F;
  sum = sum * rest + 0.240226507F;
  sum = sum * rest + 0.693147181F;
  sum = sum * rest + 1.0F;
  EightWords exponents, bits;
  std::memcpy(&exponents, &shifted, sizeof exponents);
  std::memcpy(&bits, &sum, sizeof bits);
  bits += exponents << 23;
  std::memcpy(&sum, &bits, sizeof sum);
  return sum;
}

// Logarithm to base 2 of positive normal numbers. Absolute error below 1e-6 near 1, a few units in the last place elsewhere.
inline Eight log2_roughly(Eight x) {
  constexpr std::int32_t half_root = 0x3f3504f3;  // bits of sqrt(1/2): mantissas lie in sqrt(1/2) .. sqrt(2)
  EightWords bits;
  std::memcpy(&bits, &x, sizeof bits);
  const EightWords exponent = (bits - half_root) >> 23;
  bits -= exponent << 23;
  Eight mantissa;
  std::memcpy(&mantissa, &bits, sizeof mantissa);
  const Eight ratio = (mantissa - 1.0F) / (mantissa + 1.0F);  // log(mantissa) = 2 atanh(ratio)
  const Eight square = ratio * ratio;
  Eight sum = square * 0.412198583F + 0.577078016F;  // 2 / (7 ln 2), ...
  sum = sum * square + 0.961796694F;
  sum = sum * square + 2.88539008F;
  return __builtin_convertvector(exponent, Eight) + sum * ratio;
}

}  // namespace tessera
