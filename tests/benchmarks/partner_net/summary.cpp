// What a month is summed up to. The Gini index needs all stocks in order.
#include <algorithm>
#include <bit>
#include <numeric>

#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

// Sorts non-negative numbers by their bits, eleven at a time from the lowest: what they are worth is ordered as they are.
void sort_bits(std::vector<std::uint32_t>& values, std::vector<std::uint32_t>& room) {
  constexpr std::uint32_t digit_bits = 11, digits = 1U << digit_bits;
  for (std::uint32_t shift = 0; shift < 32; shift += digit_bits) {
    std::array<std::uint32_t, digits + 1> begin{};
    for (const std::uint32_t value : values) ++begin[((value >> shift) & (digits - 1)) + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    for (const std::uint32_t value : values) room[begin[(value >> shift) & (digits - 1)]++] = value;
    values.swap(room);
  }
}

// Of the first resource; 0 if nobody has any.
double gini(Net& net) {
  const std::uint32_t n = net.count();
  for (std::uint32_t i = 0; i < n; ++i) net.sorted[i] = std::bit_cast<std::uint32_t>(std::max(0.0F, net.stocks[i].stock[0]));
  sort_bits(net.sorted, net.sort_room);
  double sum = 0.0, ranked = 0.0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto stock = static_cast<double>(std::bit_cast<float>(net.sorted[i]));
    sum += stock;
    ranked += static_cast<double>(i + 1) * stock;
  }
  const double count = n;
  return sum > 0.0 ? 2.0 * ranked / (count * sum) - (count + 1.0) / count : 0.0;
}

template <class Item>
std::size_t bytes(const std::vector<Item>& items) {
  return items.capacity() * sizeof(Item);
}

}  // namespace

std::size_t bytes_of(const Net& net) {
  return bytes(net.profile) + bytes(net.stocks) + bytes(net.next_stocks) + bytes(net.income) + bytes(net.volunteers) +
         bytes(net.ties) + bytes(net.evidence) + bytes(net.proposals) + bytes(net.cell_begin) + bytes(net.sorted) +
         bytes(net.sort_room);
}

Summary summarise(Net& net) {
  const auto n = static_cast<double>(net.count()), ends = 2.0 * static_cast<double>(net.tie_count);
  return {.mean_degree = ends / n,
          .mean_trust = ends > 0.0 ? net.trust_sum / ends : 0.5,
          .unmet = net.unmet_sum / n,
          .volunteers = static_cast<double>(net.volunteer_sum) / n,
          .gini = gini(net)};
}

}  // namespace tessera::partner_net
