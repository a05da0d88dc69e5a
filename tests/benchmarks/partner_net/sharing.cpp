// Along every tie and for every good, who has to spare sends some of it to who lacks it.
#include "benchmarks/partner_net/lanes.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

constexpr float sent = 0.1F;
constexpr std::uint32_t ahead = 16;  // organisations whose partners are fetched in advance

// Who lacks l takes min(spare, l) of each partner and gives nothing; who has s to spare gives min(s, lacking). With what
// is over counted as below 0 where it is lacking, both are what the partner has over, held within [-s, l].
Four share(const Net& net, std::uint32_t i) {
  const Four own = load_four(net.over[i].of.data()), zero{};
  const Eight most_given = twice(smaller(zero - own, zero)), most_taken = twice(larger(zero - own, zero));
  const auto& others = net.ties[i].other;
  Eight change{};
  for (std::size_t s = 0; s < most_ties / 2; ++s) {
    const Eight theirs = load_both(net.over[others[s]].of.data(), net.over[others[s + most_ties / 2]].of.data());
    change += smaller(larger(theirs, most_given), most_taken);
  }
  return load_four(net.stock[i].of.data()) + _mm_set1_ps(sent) * (lower(change) + upper(change));
}

}  // namespace

void share_stocks(Net& net, std::size_t b) {
  Block& sums = net.blocks[b];
  sums.sizes.fill(0);
  for (std::uint32_t i = net.first(b); i < net.end(b); ++i) {
    if (i + ahead < net.end(b))
      for (const std::uint32_t other : net.ties[i + ahead].other) __builtin_prefetch(&net.over[other]);
    const Four stock = share(net, i);
    _mm_store_ps(net.stock[i].of.data(), stock);
    net.ranked[i] = std::bit_cast<std::uint32_t>(larger(stock, Four{})[0]);
    ++sums.sizes[net.ranked[i] >> exponent_shift];
  }
}

}  // namespace tessera::partner_net
