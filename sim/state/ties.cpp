#include "state/ties.hpp"

#include <immintrin.h>

#include <bit>
#include <cstddef>
#include <utility>

#include "base/growth.hpp"

namespace tessera {
namespace {

template <class Values, class Value>
void add(Values& values, Value value) {
  make_room(values, values.size() + 1);
  values.push_back(value);
}

}  // namespace

std::uint32_t find_tie(const Ties& ties, std::uint32_t i, std::uint32_t j) {
  static_assert(sizeof(Ties::Neighbour) == 8 && offsetof(Ties::Neighbour, organisation) == 0);
  const auto neighbours = ties.of.of(i);
  // Eight at a time: each fills a lane of 64 bits, of which the lower half is compared.
  constexpr int lower_halves = 0b01010101;
  const __m256i sought = _mm256_set1_epi32(static_cast<int>(j));
  const auto found_among = [&](std::size_t k) {
    const __m256i four = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(&neighbours[k]));
    return static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpeq_epi32(four, sought))) & lower_halves);
  };
  std::size_t k = 0;
  for (; k + 8 <= neighbours.size(); k += 8)
    if (const unsigned found = found_among(k) | found_among(k + 4) << 8; found != 0)
      return neighbours[k + static_cast<unsigned>(std::countr_zero(found)) / 2].tie;
  for (; k < neighbours.size(); ++k)
    if (neighbours[k].organisation == j) return neighbours[k].tie;
  return ~std::uint32_t{0};
}

std::uint32_t make_tie(Ties& ties, std::uint32_t i, std::uint32_t j, std::int32_t month) {
  const std::uint32_t known = find_tie(ties, i, j);
  if (known != ~std::uint32_t{0}) return known;
  if (i > j) std::swap(i, j);
  const auto row = static_cast<std::uint32_t>(ties.count());
  add(ties.a, i);
  add(ties.b, j);
  for (auto* evidence : {&ties.good_ab, &ties.bad_ab, &ties.good_ba, &ties.bad_ba, &ties.joint_hours})
    add(*evidence, 0.0);
  add(ties.last_contact_month, month);
  for (auto* counts : {&ties.common, &ties.former}) add(*counts, std::uint16_t{0});
  for (auto* reported : {&ties.level, &ties.reported_by_a, &ties.reported_by_b}) add(*reported, std::uint8_t{0});
  ties.of.append(i, {j, row});
  ties.of.append(j, {i, row});
  return row;
}

void index_ties(Ties& ties, std::size_t organisations) {
  std::vector<std::uint32_t> room(organisations, 4);  // a few more than there are, for ties to come
  for (const auto* ends : {&ties.a, &ties.b})
    for (const std::uint32_t organisation : *ends) ++room[organisation];
  ties.of.lay_out(room);
  for (std::uint32_t t = 0; t < ties.count(); ++t) {
    ties.of.append(ties.a[t], {ties.b[t], t});
    ties.of.append(ties.b[t], {ties.a[t], t});
  }
}

}  // namespace tessera
