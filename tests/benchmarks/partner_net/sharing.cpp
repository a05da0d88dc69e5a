// Along every tie and for every good, who has to spare sends some of it to who lacks it.
#include "benchmarks/partner_net/lanes.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

constexpr float sent = 0.1F;
constexpr std::uint32_t ahead = 16;  // organisations whose partners are fetched in advance

// Who lacks l takes min(spare, l) of each partner and gives nothing; who has s to spare gives min(s, lacking). With what
// is over counted as below 0 where it is lacking, both are what the partner has over, held within [-s, l].
// What organisation i, with these ties, gets less what it gives.
Four share(const Goods* over, const Ties& ties, std::uint32_t i) {
  const Four own = load_four(over[i].of.data()), zero{};
  const Eight most_given = twice(smaller(zero - own, zero)), most_taken = twice(larger(zero - own, zero));
  Eight change{};
  for (std::size_t s = 0; s < most_ties / 2; ++s) {
    const Eight theirs = load_both(over[ties.other[s]].of.data(), over[ties.other[s + most_ties / 2]].of.data());
    change += smaller(larger(theirs, most_given), most_taken);
  }
  return _mm_set1_ps(sent) * (lower(change) + upper(change));
}

}  // namespace

void share_stocks(Net& net, std::size_t b) {
  const Goods* const over = net.over.data();
  const Ties* const ties = net.ties.data();
  std::uint32_t* const ranked = net.ranked.data();
  std::array<std::uint16_t, exponents> sizes{};
  for (std::uint32_t i = net.first(b), end = net.end(b); i < end; ++i) {
    if (i + ahead < end)
      for (const std::uint32_t other : ties[i + ahead].other) __builtin_prefetch(&over[other]);
    float* const own = net.stock[i].of.data();
    const Four stock = load_four(own) + share(over, ties[i], i);
    _mm_store_ps(own, stock);
    ranked[i] = std::bit_cast<std::uint32_t>(larger(stock, Four{})[0]);
    ++sizes[ranked[i] >> exponent_shift];
  }
  net.blocks[b].sizes = sizes;
}

}  // namespace tessera::partner_net
