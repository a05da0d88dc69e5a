// Along every tie and for every resource, who has to spare sends some of it to who lacks it.
#include <algorithm>

#include "base/parallel.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

constexpr float sent = 0.1F;
constexpr std::uint32_t ahead = 6;  // organisations whose partners are fetched in advance

Eigen::Array4f share(const Net& net, std::uint32_t i) {
  const Stocks& own = net.stocks[i];
  const Ties& ties = net.ties[i];
  const Eigen::Array4f over = own.stock - own.twice_need;  // above 0: to spare; below 0: lacking
  const Eigen::Array4f spare = over.max(0.0F), lacking = (-over).max(0.0F);
  Eigen::Array4f change = Eigen::Array4f::Zero();
  for (std::uint32_t s = 0; s < ties.count; ++s) {
    const Stocks& theirs = net.stocks[ties.other[s]];
    const Eigen::Array4f their_over = theirs.stock - theirs.twice_need;
    change += their_over.max(0.0F).min(lacking) - spare.min((-their_over).max(0.0F));
  }
  return own.stock + sent * change;
}

}  // namespace

void share_stocks(Net& net) {
  for_each_heavy_slot(net.blocks(), net.blocks() > 1, [&](std::size_t b) {
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(net.count(), (b + 1) * block));
    for (auto i = static_cast<std::uint32_t>(b * block); i < end; ++i) {
      if (i + ahead < end) {
        const Ties& next = net.ties[i + ahead];
        for (std::uint32_t s = 0; s < next.count; ++s) __builtin_prefetch(&net.stocks[next.other[s]]);
      }
      net.next_stocks[i].stock = share(net, i);
      net.next_stocks[i].twice_need = net.stocks[i].twice_need;
    }
  });
  std::swap(net.stocks, net.next_stocks);
}

}  // namespace tessera::partner_net
