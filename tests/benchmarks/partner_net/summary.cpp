// What a month is summed up to.
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

template <class Item>
std::size_t bytes(const LargeArray<Item>& items) {
  return items.capacity() * sizeof(Item);
}

}  // namespace

std::size_t bytes_of(const Net& net) {
  std::size_t blocks = net.blocks.capacity() * sizeof(Block);
  for (const Block& block : net.blocks)
    blocks += block.agreed.capacity() * sizeof(Agreed) + block.ended.capacity() * sizeof(block.ended.front());
  return bytes(net.profile) + bytes(net.stock) + bytes(net.net_income) + bytes(net.twice_need) + bytes(net.over) +
         bytes(net.volunteers) + bytes(net.degree) + bytes(net.ties) + bytes(net.evidence) + bytes(net.ranked) +
         bytes(net.rank_room) + net.cell_begin.capacity() * sizeof(std::uint32_t) + blocks;
}

Summary summarise(Net& net) {
  const auto n = static_cast<double>(net.count()), ends = 2.0 * static_cast<double>(net.tie_count);
  double unmet = 0.0;
  std::int64_t volunteers = 0;
  for (const Block& block : net.blocks) {
    unmet += block.unmet;
    volunteers += block.volunteers;
  }
  return {.mean_degree = ends / n,
          .mean_trust = ends > 0.0 ? net.trust_sum / ends : 0.5,
          .unmet = unmet / n,
          .volunteers = static_cast<double>(volunteers) / n,
          .gini = gini(net)};
}

}  // namespace tessera::partner_net
