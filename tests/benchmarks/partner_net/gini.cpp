// The Gini index of the stocks of the first good: all of them in order. Numbers that are not negative are ordered as
// their bits are. They are put down by exponent first, then every exponent is sorted on its own.
#include <algorithm>
#include <array>
#include <bit>
#include <span>

#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

// Of all organisations: where an exponent begins.
using Begins = std::array<std::uint32_t, exponents + 1>;

// Where each block puts its stocks of each exponent.
Begins lay_out(const Net& net, std::vector<Begins>& places) {
  Begins begins{};
  std::uint32_t next = 0;
  for (std::uint32_t e = 0; e < exponents; ++e) {
    begins[e] = next;
    for (std::size_t b = 0; b < places.size(); ++b) {
      places[b][e] = next;
      next += net.blocks[b].sizes[e];
    }
  }
  begins[exponents] = next;
  return begins;
}

// Stocks of nothing stay where they are.
void put_down(Net& net, std::size_t b, Begins& place) {
  for (std::uint32_t i = net.first(b), end = net.end(b); i < end; ++i) {
    const std::uint32_t value = net.ranked[i], e = value >> exponent_shift;
    if (e != 0) net.rank_room[place[e]++] = value;
  }
}

template <std::uint32_t digit_bits>
void sort_digit(std::span<const std::uint32_t> from, std::span<std::uint32_t> to, std::uint32_t shift) {
  constexpr std::uint32_t digits = 1U << digit_bits;
  std::array<std::uint32_t, digits + 1> begin{};
  for (const std::uint32_t value : from) ++begin[((value >> shift) & (digits - 1)) + 1];
  for (std::uint32_t d = 0; d < digits; ++d) begin[d + 1] += begin[d];
  for (const std::uint32_t value : from) to[begin[(value >> shift) & (digits - 1)]++] = value;
}

// Values of one exponent in order, in the one or the other place. A table of counts costs as much as a few values.
std::span<std::uint32_t> sort_bits(std::span<std::uint32_t> values, std::span<std::uint32_t> room) {
  if (values.size() < 64) {
    std::sort(values.begin(), values.end());
    return values;
  }
  if (values.size() < 4096) {
    sort_digit<8>(values, room, 0);
    sort_digit<8>(room, values, 8);
    sort_digit<8>(values, room, 16);
    return room;
  }
  sort_digit<12>(values, room, 0);
  sort_digit<12>(room, values, 12);
  return values;
}

struct Sums {
  double stock = 0.0, ranked = 0.0;
};

// first: rank of the first of them, from 0.
Sums sum_in_order(std::span<std::uint32_t> values, std::span<std::uint32_t> room, std::uint32_t first) {
  const std::span<const std::uint32_t> sorted = sort_bits(values, room);
  Sums sums;
  for (std::size_t k = 0; k < sorted.size(); ++k) {
    const auto stock = static_cast<double>(std::bit_cast<float>(sorted[k]));
    sums.stock += stock;
    sums.ranked += static_cast<double>(first + 1 + k) * stock;
  }
  return sums;
}

}  // namespace

double gini(Net& net) {
  std::vector<Begins> places(net.blocks.size());
  const Begins begins = lay_out(net, places);
  in_blocks(net, [&](Net& all, std::size_t b) { put_down(all, b, places[b]); });
  std::array<Sums, exponents> sums;
  for_each_heavy_slot(exponents - 1, net.blocks.size() > 1, [&](std::size_t k) {
    const std::size_t e = k + 1, size = begins[e + 1] - begins[e];  // what is less than 2^-126 counts as nothing
    if (size == 0) return;
    sums[e] = sum_in_order(std::span(net.rank_room).subspan(begins[e], size), std::span(net.ranked).subspan(begins[e], size), begins[e]);
  });
  Sums all;
  for (const Sums& one : sums) {
    all.stock += one.stock;
    all.ranked += one.ranked;
  }
  const double count = net.count();
  return all.stock > 0.0 ? 2.0 * all.ranked / (count * all.stock) - (count + 1.0) / count : 0.0;
}

}  // namespace tessera::partner_net
